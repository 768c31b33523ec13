"""The public history of a recommendation: what an answer said, who answered, and what it said before."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from puntari.core.models import User
from puntari.followup import actions
from puntari.followup.history import Changed, Event, history_of
from puntari.followup.models import Recommendation
from puntari.panels.models import Panel

FIRST: dict[str, Any] = {
    "decision": "study", "reason": "Hinta selvitetään.", "body": "Hallitus", "decided_on": date(2026, 3, 2),
    "study_until": date(2099, 6, 1), "case_number": "HVA/12/2026",
}  # fmt: skip


@pytest.fixture
def one(panel: Panel) -> Recommendation:
    return actions.add_recommendation(panel=panel, title="1. Lisää bussivuoroja", actor=None)


def answer(one: Recommendation, actor: User | None = None, **more: Any) -> Event:
    actions.answer_recommendation(recommendation=one, actor=actor, **{**FIRST, **more})
    return history_of(one)[0]


def changed(event: Event) -> dict[str, tuple[str, str]]:
    return {one.label: (one.old, one.new) for one in event.changed if not one.as_is}


def stands(event: Event) -> dict[str, str]:
    return {one.label: one.new for one in event.changed if one.as_is}


def test_a_first_answer_says_who_answered_and_when(one: Recommendation) -> None:
    event = answer(one)
    assert changed(event) == {}
    assert stands(event) == {
        "Selvitetään viimeistään": "1.6.2099",
        "Päättävä toimielin": "Hallitus",
        "Päätöksen päivä": "2.3.2026",
        "Asianumero": "HVA/12/2026",
    }


def test_a_changed_answer_says_what_it_said_before(one: Recommendation) -> None:
    answer(one)
    event = answer(
        one, body="Valtuusto", decided_on=date(2026, 5, 4), case_number="", study_until=date(2099, 9, 1)
    )
    assert changed(event) == {
        "Selvitetään viimeistään": ("1.6.2099", "1.9.2099"),
        "Päättävä toimielin": ("Hallitus", "Valtuusto"),
        "Päätöksen päivä": ("2.3.2026", "4.5.2026"),
        "Asianumero": ("HVA/12/2026", ""),
    }
    third = answer(one, body="Valtuusto", decided_on=date(2026, 6, 1), study_until=date(2099, 9, 1))
    assert changed(third) == {
        "Päätöksen päivä": ("4.5.2026", "1.6.2026"),
        "Asianumero": ("", "HVA/12/2026"),
    }
    assert stands(third)["Päättävä toimielin"] == "Valtuusto"


def test_what_another_decision_no_longer_says_is_told(one: Recommendation) -> None:
    answer(one)
    event = answer(one, decision="reject", reason="Ei rahaa.", decided_on=date(2026, 5, 4))
    assert changed(event)["Selvitetään viimeistään"] == ("1.6.2099", "")


def test_an_answer_of_another_recommendation_is_not_the_one_before(one: Recommendation) -> None:
    other = actions.add_recommendation(panel=one.panel, title="2. Muu", actor=None)
    answer(one)
    answer(other, body="Lautakunta")
    event = answer(one, decided_on=date(2026, 5, 4))
    assert stands(event)["Päättävä toimielin"] == "Hallitus"


def test_no_person_is_named(one: Recommendation, coordinator: User, client: Client) -> None:
    answer(one, coordinator)
    answer(one, coordinator, decided_on=date(2026, 5, 4))
    html = client.get("/panels/testi/recommendations/1/").content.decode()
    history = html[html.index('id="history"') :]
    assert coordinator.name not in history
    assert "Hallitus" in history
    assert 'Ennen: </span>2.3.2026</del> <ins><span class="visually-hidden">Nyt: </span>4.5.2026' in history
    assert "Nyt: </span>Hallitus" not in history


def test_the_labels_are_in_the_readers_language(one: Recommendation) -> None:
    answer(one)
    with translation.override("sv"):
        (told,) = [said for said in history_of(one)[0].changed if said.new == "Hallitus"]
    assert told == Changed("Beslutande organ", "", "Hallitus", as_is=True)
