"""Meetings move, the timetable follows, what is done stays."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from puntari.core import clock, events
from puntari.core.errors import BadInput, NotAllowed
from puntari.panels import actions, dates, queries
from puntari.panels.dates import MeetingPlan
from puntari.panels.events import MeetingsChanged
from puntari.panels.tests.conftest import FIRST_DAY
from puntari.testing import HELSINKI

pytestmark = pytest.mark.django_db


def _plan(day, start=10, hours=6, **words):
    begins = datetime(day.year, day.month, day.day, start, tzinfo=HELSINKI)
    return MeetingPlan(begins, begins + timedelta(hours=hours), **words)


def _save(panel, plan, admin, meeting=None):
    return actions.save_meeting(panel=panel, plan=plan, meeting=meeting, actor=admin)


def test_open_steps_move_with_the_meeting_and_done_ones_stay(fresh, admin):
    done, left = fresh.steps.get(key="promise"), fresh.steps.get(key="draw")
    actions.tick_step(step=done, actor=admin)
    first = fresh.meetings.get(number=1)
    _save(fresh, _plan(FIRST_DAY + timedelta(days=7), 17, 3), admin, first)
    assert fresh.steps.get(key="promise").due == done.due
    assert fresh.steps.get(key="draw").due == dates.due_date(FIRST_DAY + timedelta(days=7), left.offset_days)


def test_steps_after_the_last_meeting_follow_the_last_one(fresh, admin):
    before = fresh.steps.get(key="fees").due
    _save(fresh, _plan(date(2027, 2, 13)), admin)
    assert fresh.steps.get(key="fees").due > before


def test_unticking_counts_the_day_again(fresh, admin):
    step = actions.tick_step(step=fresh.steps.get(key="draw"), actor=admin)
    _save(fresh, _plan(FIRST_DAY + timedelta(days=1), 17, 3), admin, fresh.meetings.get(number=1))
    again = actions.untick_step(step=step, actor=admin)
    assert again.done_on is None
    assert again.due == dates.due_date(FIRST_DAY + timedelta(days=1), step.offset_days)


def test_a_line_of_ones_own_keeps_its_distance(fresh, admin):
    own = actions.save_step(panel=fresh, title="Bussi", due=date(2027, 1, 11), actor=admin)
    _save(fresh, _plan(FIRST_DAY + timedelta(days=7), 17, 3), admin, fresh.meetings.get(number=1))
    assert queries.get_step(fresh, own.pk).due == date(2027, 1, 18)


def test_a_removed_step_stays_away_until_it_is_asked_back(fresh, admin):
    actions.remove_step(step=fresh.steps.get(key="thanks"), actor=admin)
    actions.plan_timetable(panel=fresh, actor=admin)
    assert not fresh.steps.filter(key="thanks").exists()
    actions.plan_timetable(panel=fresh, actor=admin, restore=True)
    assert fresh.steps.get(key="thanks").due is not None


def test_nothing_is_done_in_the_future(fresh, admin):
    with pytest.raises(BadInput, match="tulevalle"):
        actions.tick_step(step=fresh.steps.get(key="draw"), done_on=date(2026, 6, 2), actor=admin)


def test_another_panels_step_is_not_changed(fresh, panel, admin):
    with pytest.raises(BadInput) as refused:
        actions.save_step(panel=panel, title="x", due=FIRST_DAY, step=fresh.steps.first(), actor=admin)
    assert refused.value.code == "panels.step_elsewhere"


def test_the_late_ones_come_first_and_are_counted(fresh, admin):
    with clock.at(datetime(2026, 12, 1, 12, tzinfo=HELSINKI)):
        steps = list(queries.open_steps(fresh))
        assert steps[0].is_late
        assert not steps[-1].is_late
        late = sum(step.is_late for step in steps)
        assert queries.with_late(queries.panels_worked_by(admin), admin).get(pk=fresh.pk).late == late


def test_meetings_are_numbered_in_time_order(fresh, admin):
    made = _save(fresh, _plan(date(2027, 1, 15)), admin)
    assert made.number == 2
    assert [one.number for one in fresh.meetings.order_by("starts_at")] == [1, 2, 3, 4]


def test_meetings_may_not_overlap_or_end_before_they_begin(fresh, admin):
    with pytest.raises(BadInput) as overlap:
        _save(fresh, _plan(FIRST_DAY, 18, 1), admin)
    with pytest.raises(BadInput) as backwards:
        _save(fresh, _plan(date(2027, 3, 6), 10, -1), admin)
    assert overlap.value.code == "panels.meetings_overlap"
    assert backwards.value.code == "panels.meeting_hours"


def test_a_changed_meeting_may_overlap_its_own_old_hours(fresh, admin):
    first = fresh.meetings.get(number=1)
    saved = _save(fresh, _plan(FIRST_DAY, 18, 3, place="Sali"), admin, first)
    assert (saved.pk, saved.place) == (first.pk, "Sali")


def test_set_meetings_keeps_the_rows_it_has(fresh, admin):
    before = [one.pk for one in fresh.meetings.all()]
    plans = [replace(one, place="Sali") for one in dates.default_meetings(FIRST_DAY)][:2]
    after = actions.set_meetings(panel=fresh, meetings=plans, actor=admin)
    assert [one.pk for one in after] == before[:2]
    assert {one.place for one in after} == {"Sali"}


def test_a_meeting_that_has_begun_is_not_removed(fresh, admin):
    first = fresh.meetings.get(number=1)
    with clock.at(first.starts_at), pytest.raises(NotAllowed, match="alkanut"):
        actions.remove_meeting(meeting=first, actor=admin)


def test_the_only_meeting_is_not_removed(fresh, admin):
    for number in (3, 2):
        actions.remove_meeting(meeting=fresh.meetings.get(number=number), actor=admin)
    with pytest.raises(NotAllowed) as refused:
        actions.remove_meeting(meeting=fresh.meetings.get(), actor=admin)
    assert refused.value.code == "panels.last_meeting"


def test_other_rooms_are_told_of_a_change(fresh, admin):
    told = []
    events.on(MeetingsChanged)(told.append)
    _save(fresh, _plan(date(2027, 3, 6)), admin)
    assert told == [MeetingsChanged(fresh.pk)]
