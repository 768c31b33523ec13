"""Every open action owes an update, and the page of silence says so only when it is so."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from puntari.core import clock
from puntari.core.models import OutgoingMail, User
from puntari.core.roles import Role
from puntari.followup import actions, silence
from puntari.followup.models import Action, Recommendation
from puntari.panels.models import Panel

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
TODAY = NOW.date()
DESK = "/desk/panels/testi/followup/"
HEARD = "Kaikista avoimista toimenpiteistä on kuultu ajallaan"
UNHELD = "Toimenpiteet ilman hoitajaa"
UNDATED = "Ilman seuraavaa päivitystä"


@pytest.fixture(autouse=True)
def _today() -> Any:
    with clock.at(NOW):
        yield


@pytest.fixture
def one(panel: Panel) -> Recommendation:
    return actions.add_recommendation(panel=panel, title="1. Lisää bussivuoroja", actor=None)


@pytest.fixture
def action(one: Recommendation) -> Action:
    """As the form leaves it: no owner, no unit, no next update, and words no time can be read from."""
    return actions.add_action(recommendation=one, text="Vuorot lisätään", schedule="pian", actor=None)


@pytest.fixture
def owned(action: Action, person: Callable[..., User]) -> Action:
    owner = person(Role.OFFICIAL, name="omistaja")
    return actions.give_owner(action=action, owner=owner, owner_post="Johtaja", actor=None)


@pytest.fixture
def page(coordinator: User, signed_in: Callable[[User], Client]) -> Callable[[], str]:
    client = signed_in(coordinator)
    return lambda: client.get(f"{DESK}silent/").content.decode()


def updated(action: Action, day: date, **more: Any) -> Action:
    Action.objects.filter(pk=action.pk).update(updated_on=day, **more)
    action.refresh_from_db()
    return action


def test_an_action_without_any_day_owes_an_update_half_a_year_later(owned: Action) -> None:
    assert silence.owed_on(owned) == TODAY + silence.CADENCE
    updated(owned, TODAY - silence.CADENCE - timedelta(days=1))
    assert actions.send_reminders(TODAY) == 1
    letter = OutgoingMail.objects.get()
    assert letter.to == owned.owner.email
    assert "Päivitys viimeistään 1.11.2026 (1 päivän myöhässä)" in letter.body


def test_the_half_year_begins_anew_with_the_answer(owned: Action, one: Recommendation) -> None:
    updated(owned, date(2026, 1, 15))
    actions.answer_recommendation(
        recommendation=one, decision="reject", reason="Ei rahaa", body="Hallitus",
        decided_on=date(2026, 10, 1), actor=None,
    )  # fmt: skip
    found = silence.open_actions(one.panel).get()
    assert silence.owed_on(found) == date(2026, 10, 1) + silence.CADENCE


@pytest.mark.parametrize(
    ("ends", "updated_on", "owed"),
    [
        (date(2026, 12, 31), date(2026, 11, 1), date(2026, 12, 31)),
        (date(2028, 1, 31), date(2026, 11, 1), date(2026, 11, 1) + silence.CADENCE),
        (date(2026, 6, 30), date(2026, 11, 1), date(2026, 11, 1) + silence.PATIENCE),
        (date(2026, 6, 30), date(2026, 5, 1), date(2026, 6, 30)),
    ],
)
def test_the_end_of_the_schedule_asks_too(owned: Action, ends: date, updated_on: date, owed: date) -> None:
    assert silence.owed_on(updated(owned, updated_on, ends=ends)) == owed


def test_a_promised_day_goes_before_any_rule(owned: Action) -> None:
    day = TODAY + timedelta(days=400)
    assert silence.owed_on(updated(owned, date(2020, 1, 1), next_update_due=day)) == day


def test_what_is_nobodys_is_listed_apart_with_a_way_to_give_it(action: Action, page: Any) -> None:
    html = page()
    assert HEARD not in html
    assert UNHELD in html
    assert f"{DESK}actions/{action.pk}/owner/" in html
    assert f"{DESK}actions/{action.pk}/ask/" not in html


def test_what_has_no_next_day_is_listed_apart_with_the_day_it_is_asked(owned: Action, page: Any) -> None:
    html = page()
    assert HEARD not in html
    assert UNHELD not in html
    assert UNDATED in html
    assert "3.5.2027" in html


def test_work_past_its_schedule_is_never_passed_over(owned: Action, page: Any) -> None:
    updated(owned, TODAY, ends=date(2026, 6, 30), next_update_due=TODAY + timedelta(30))
    html = page()
    assert HEARD in html
    assert "Yksi toimenpide on silti myöhässä aikataulusta" in html
    Action.objects.update(next_update_due=None)
    html = page()
    assert HEARD not in html
    assert "Myöhässä aikataulusta" in html


def test_all_is_heard_only_when_it_is(owned: Action, page: Any) -> None:
    actions.change_action(action=owned, next_update_due=TODAY + timedelta(30), actor=None)
    html = page()
    assert HEARD in html
    assert "silti myöhässä" not in html
    done = {
        term.label: term
        for term in actions.ensure_terms(organisation=owned.recommendation.panel.organisation)
    }
    actions.change_action(action=owned, status=done["Valmis"], actor=None)
    html = page()
    assert HEARD not in html
    assert "Avoimia toimenpiteitä ei ole" in html


def test_the_desk_awaits_what_has_no_promised_day(
    owned: Action, coordinator: User, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(coordinator)
    assert "Odottaa päivitystä" not in client.get(DESK).content.decode()
    updated(owned, TODAY - silence.CADENCE)
    html = client.get(DESK).content.decode()
    assert "2.11.2026" in html[html.index("Odottaa päivitystä") :]


def test_old_tables_trouble_no_officials(owned: Action, coordinator: User, one: Recommendation) -> None:
    updated(owned, TODAY, next_update_due=TODAY + timedelta(60))
    for number in range(5):
        made = actions.add_action(recommendation=one, text=f"Vanha {number}", schedule="", actor=None)
        updated(made, date(2023, 1, 1), owner_post="Johtaja")
    assert actions.send_reminders(TODAY) == 1
    letter = OutgoingMail.objects.get()
    assert (letter.to, letter.body.count("Vanha")) == (coordinator.email, 5)


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.DECISION_MAKER, Role.COMMUNICATIONS])
def test_a_table_that_waits_is_told_to_those_who_can_open_it(
    role: Role, panel: Panel, coordinator: User, person: Any, signed_in: Callable[[User], Client]
) -> None:
    actions.start_draft(panel=panel, content=b"Suositus;Toimenpide\n1. A;B\n", name="t.csv", actor=None)
    waits = "Tuotu taulukko odottaa tarkistusta"
    assert waits not in signed_in(person(role)).get(DESK).content.decode()
    assert waits in signed_in(coordinator).get(DESK).content.decode()
