"""The phases follow from the panel's own days."""

from datetime import date, datetime

import pytest

from puntari.core import clock
from puntari.panels import actions, phases
from puntari.testing import HELSINKI

pytestmark = pytest.mark.django_db

ORDER = ["setup", "registration", "draw", "meetings", "statement", "answers", "followup"]


@pytest.mark.parametrize(
    ("day", "current"),
    [
        (date(2026, 6, 1), "setup"),
        (date(2026, 11, 18), "setup"),
        (date(2026, 11, 19), "registration"),
        (date(2026, 12, 10), "registration"),
        (date(2026, 12, 11), "draw"),
        (date(2027, 1, 14), "meetings"),
        (date(2027, 2, 6), "meetings"),
        (date(2027, 2, 7), "statement"),
        (date(2027, 9, 1), "statement"),
    ],
)
def test_a_phase_is_current_from_its_first_day_to_its_last(ready, day, current):
    with clock.at(datetime(day.year, day.month, day.day, 12, tzinfo=HELSINKI)):
        states = {one.key: one.state for one in phases.phases(ready)}
    place = ORDER.index(current)
    expected = ["done"] * place + ["current"] + ["todo"] * (len(ORDER) - place - 1)
    assert states == dict(zip(ORDER, expected, strict=True))


def test_the_answer_is_due_counted_from_the_handover(ready, admin):
    actions.record_handover(panel=ready, handed_over_on=date(2027, 3, 1), actor=admin)
    with clock.at(datetime(2027, 3, 2, 12, tzinfo=HELSINKI)):
        current = phases.current_phase(ready)
    assert (current.key, current.last) == ("answers", date(2027, 5, 30))
    assert "30.5.2027" in current.date


def test_a_closed_panel_has_every_phase_behind_it(ready):
    ready.closed_on = date(2028, 1, 1)
    assert {one.state for one in phases.phases(ready)} == {"done"}
    assert phases.current_phase(ready) is None


def test_a_panel_without_any_day_is_being_prepared(panel):
    panel.meetings.all().delete()
    assert phases.current_phase(panel).key == "setup"


def test_a_panel_of_which_only_the_handover_is_known_is_not_called_a_beginner(panel, admin):
    panel.registration_opens = panel.registration_closes = None
    panel.save()
    panel.meetings.all().delete()
    actions.record_handover(panel=panel, handed_over_on=date(2024, 10, 1), actor=admin)
    with clock.at(datetime(2026, 11, 22, 12, tzinfo=HELSINKI)):
        current = phases.current_phase(panel)
    assert current is not None
    assert current.key == "followup"
