"""An answer rests on something real, and another decision begins with nothing of the one before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from puntari.core import clock
from puntari.core.errors import BadInput
from puntari.core.models import User
from puntari.followup import actions
from puntari.followup.models import Recommendation, Response
from puntari.panels.models import Panel

PATH = "/desk/panels/testi/followup/1/answer/"
TODAY = date(2026, 11, 1)
WORDS = "Selkeän kielen ohje on jo käytössä"


@pytest.fixture(autouse=True)
def _today() -> Any:
    with clock.at(datetime(2026, 11, 1, 12, tzinfo=UTC)):
        yield


@pytest.fixture
def one(panel: Panel) -> Recommendation:
    return actions.add_recommendation(panel=panel, title="1. Selkeät kirjeet", actor=None)


@pytest.fixture
def desk(coordinator: User, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(coordinator)


def answer(one: Recommendation, decision: str, day: date = TODAY, **more: Any) -> Response:
    said = {"reason": "Perustelu", "body": "Hallitus", "decided_on": day, "actor": None, **more}
    return actions.answer_recommendation(recommendation=one, decision=decision, **said)


@pytest.mark.parametrize(
    ("evidence", "code"),
    [
        ("", "evidence_missing"),
        ("joo", "evidence_missing"),
        ("joo https://hva.example/ohje", "evidence_missing"),
        (WORDS, "evidence_unseen"),
        (f"{WORDS}: www.hva.example", "evidence_unseen"),
        (f"{WORDS}: https://", "evidence_unseen"),
        (f"{WORDS}: https://ohje", "evidence_unseen"),
        (f"{WORDS}: ftp://hva.example/ohje", "evidence_unseen"),
    ],
)
def test_what_is_said_to_be_done_has_words_and_something_to_open(
    one: Recommendation, evidence: str, code: str
) -> None:
    with pytest.raises(BadInput) as refused:
        answer(one, "already_done", evidence=evidence)
    assert refused.value.code == f"followup.{code}"
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    "evidence",
    [
        f"{WORDS}: https://hva.example/ohje.",
        f"{WORDS} (http://www.hva.example:8080/a?b=c)",
        f"https://hva.example {WORDS}",
    ],
)
def test_an_address_that_opens_is_proof(one: Recommendation, evidence: str) -> None:
    assert answer(one, "already_done", evidence=evidence).evidence == evidence


def test_a_file_of_an_action_is_proof_too(one: Recommendation) -> None:
    action = actions.add_action(recommendation=one, text="Ohje", actor=None)
    actions.add_file(action=action, content=b"%PDF-1.7", name="ohje.pdf", actor=None)
    assert answer(one, "already_done", evidence=WORDS).decision == "already_done"


@pytest.mark.parametrize(
    ("schedule", "fits"),
    [
        ("1/2020", False),
        ("1/2020 – 10/2026", False),
        ("11/2026", True),
        ("1/2026 alkaen", True),
        ("Jatkuvaa", True),
    ],
)
def test_an_acceptance_promises_what_is_not_over(one: Recommendation, schedule: str, fits: bool) -> None:
    promised = actions.NewAction("Kirjeet uusitaan", schedule)
    if fits:
        assert answer(one, "accept", new_action=promised).decision == "accept"
        return
    with pytest.raises(BadInput) as refused:
        answer(one, "accept", new_action=promised)
    assert refused.value.code == "followup.schedule_over"
    assert not one.actions.exists()


def test_what_has_been_done_already_may_be_over(panel: Panel, one: Recommendation) -> None:
    done = next(t for t in actions.ensure_terms(organisation=panel.organisation) if t.kind == "done")
    actions.add_action(recommendation=one, text="Tehty", schedule="1/2026", status=done, actor=None)
    assert answer(one, "accept").decision == "accept"


def test_an_acceptance_can_be_mended_after_its_schedule_is_over(one: Recommendation) -> None:
    answer(one, "accept", new_action=actions.NewAction("Kirjeet uusitaan", "11/2026"))
    with clock.at(datetime(2027, 2, 1, 12, tzinfo=UTC)):
        assert answer(one, "accept", date(2027, 2, 1), reason="Tarkennettu").reason == "Tarkennettu"


CHANGED = {
    "decision": "reject",
    "reason": "Ei rahaa",
    "body": "Hallitus",
    "decided_on": "2026-11-01",
    "case_number": "A/1",
}


@pytest.fixture
def rejected(one: Recommendation) -> Response:
    with clock.at(datetime(2026, 2, 24, 12, tzinfo=UTC)):
        return answer(one, "reject", date(2026, 2, 24), reason="Ei rahaa", case_number="A/1")


def test_a_changed_answer_asks_its_own_day(desk: Client, rejected: Response) -> None:
    html = desk.get(PATH).content.decode()
    assert "2026-02-24" not in html
    assert "Voimassa oleva vastaus on päätetty 24.2.2026." in html
    assert desk.post(PATH, {**CHANGED, "reason": "Ei rahaa nyt", "decided_on": ""}).status_code == 422
    assert desk.post(PATH, {**CHANGED, "reason": "Ei rahaa nyt"}).status_code == 302
    assert Response.objects.get().decided_on == TODAY


def test_another_decision_begins_without_the_old_reason_and_case(desk: Client, rejected: Response) -> None:
    study = {**CHANGED, "decision": "study", "study_until": "2027-01-01"}
    refused = desk.post(PATH, study)
    form = refused.context["form"]
    assert refused.status_code == 422
    assert (form["reason"].value(), form["case_number"].value()) == ("", "")
    assert form["decided_on"].value() == "2026-11-01"
    assert set(form.errors) == {"reason", "case_number"}
    again = {**study, "reason": "Selvitetään sittenkin", "fresh": form.fresh}
    assert desk.post(PATH, again).status_code == 302
    kept = Response.objects.get()
    assert (kept.decision, kept.reason, kept.case_number) == ("study", "Selvitetään sittenkin", "A/1")


def test_what_was_typed_in_the_form_stays_whatever_is_wrong(desk: Client, rejected: Response) -> None:
    typed = {**CHANGED, "decision": "accept", "reason": "Rahaa löytyi", "case_number": "B/2"}
    overdue = {**typed, "action_text": "Työ", "action_schedule": "1/2020"}
    refused = desk.post(PATH, overdue)
    form = refused.context["form"]
    assert refused.status_code == 422
    assert "on jo päättynyt päätöksen päivänä" in refused.content.decode()
    assert {name: form[name].value() for name in overdue} == overdue
