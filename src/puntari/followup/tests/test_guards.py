"""What an answer rests on stays under it, by every way in: desk, link, file, interface and deletion."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client

from puntari.core import words
from puntari.core.errors import BadInput, DomainError, NotAllowed
from puntari.core.models import LogEntry, User
from puntari.core.roles import Role
from puntari.followup import actions, exporting, links
from puntari.followup.actions.guards import ACCEPTED
from puntari.followup.actions.tables import plan_of
from puntari.followup.models import Action, Evidence, Recommendation, Response
from puntari.followup.tables import Asked, Keys
from puntari.followup.tests.ways import KEYLESS, LOSSES, PROOF, WAYS, answer, bring, broken, with_cells
from puntari.panels.models import Panel

DESK = "/desk/panels/testi/followup/"


@pytest.fixture
def one(panel: Panel) -> Recommendation:
    made = actions.add_recommendation(panel=panel, title="1. Busseja iltaisin", actor=None)
    actions.add_action(recommendation=made, text="Uusi vuoro", schedule="3/2027", actor=None)
    return made


@pytest.fixture
def action(one: Recommendation) -> Action:
    return one.actions.get()


@pytest.fixture
def desk(coordinator: User, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(coordinator)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("decision", sorted(ACCEPTED))
def test_no_way_takes_the_only_promise_of_an_acceptance(
    panel: Panel, action: Action, way: Callable[[Action, str, str], None], decision: str
) -> None:
    answer(action.recommendation, decision)
    for text, schedule in LOSSES:
        entries = LogEntry.objects.count()
        if way in KEYLESS and not text + schedule:
            way(action, text, schedule)
        else:
            with pytest.raises(DomainError) as refused:
                way(action, text, schedule)
            assert refused.value.code in {"followup.promise_lost", "followup.schedule_needed"}
            assert "aikataulu" in words.say(refused.value)
        action.refresh_from_db()
        assert (action.text, action.schedule, broken(panel)) == ("Uusi vuoro", "3/2027", [])
        assert LogEntry.objects.filter(kind__contains="action_").count() <= entries


@pytest.mark.parametrize("way", WAYS)
def test_every_way_may_change_a_promise_to_another(
    panel: Panel, action: Action, way: Callable[[Action, str, str], None]
) -> None:
    answer(action.recommendation, "accept")
    way(action, "Yövuoro", "Jatkuvaa")
    action.refresh_from_db()
    assert (action.text, action.schedule) == ("Yövuoro", "Jatkuvaa")


@pytest.mark.parametrize("way", WAYS)
def test_what_is_not_accepted_may_lose_its_schedule(
    panel: Panel, action: Action, way: Callable[[Action, str, str], None]
) -> None:
    answer(action.recommendation, "reject")
    way(action, "Uusi vuoro", "")
    action.refresh_from_db()
    assert action.schedule == ""


def test_another_action_of_the_file_may_take_the_promise_over(panel: Panel, action: Action) -> None:
    answer(action.recommendation, "accept")
    rows = f"{action.recommendation.cell};Uusi vuoro;\n;Lisää kuskeja;2028\n"
    bring(panel, f"Suositus;Toimenpide;Aikataulu\n{rows}".encode())
    assert list(Action.objects.order_by("order").values_list("schedule", flat=True)) == ["", "2028"]


def test_an_action_that_the_file_does_not_have_still_promises(panel: Panel, action: Action) -> None:
    answer(action.recommendation, "accept")
    actions.add_action(
        recommendation=action.recommendation, text="Lisää kuskeja", schedule="2028", actor=None
    )
    bring(panel, f"Suositus;Toimenpide;Aikataulu\n{action.recommendation.cell};Uusi vuoro;\n".encode())
    assert set(Action.objects.values_list("schedule", flat=True)) == {"", "2028"}


def test_one_bad_row_keeps_the_whole_file_out_and_is_named(panel: Panel, action: Action) -> None:
    answer(action.recommendation, "accept")
    content = f"Suositus;Toimenpide;Aikataulu\n2. Uusi;Työ;2027\n{action.recommendation.cell};Uusi vuoro;\n"
    draft = actions.start_draft(panel=panel, content=content.encode(), name="t", actor=None)
    (stop,) = plan_of(draft).stops
    assert (stop.line, stop.params["number"]) == (3, 1)
    with pytest.raises(BadInput):
        actions.apply_draft(draft=draft, actor=None)
    assert Recommendation.objects.count() == 1


def test_the_preview_shows_the_row_and_offers_no_button(desk: Client, panel: Panel, action: Action) -> None:
    answer(action.recommendation, "accept")
    content = with_cells(panel, Aikataulu="")
    draft = actions.start_draft(panel=panel, content=content, name="t", actor=None)
    html = desk.get(f"{DESK}import/{draft.pk}/").content.decode()
    assert "Rivi 2: suositus 1 on hyväksytty" in html
    assert f"{DESK}import/{draft.pk}/apply/" not in html
    said = desk.post(f"{DESK}import/{draft.pk}/apply/", follow=True).content.decode()
    assert "Rivi 2: suositus 1 on hyväksytty" in said
    action.refresh_from_db()
    assert action.schedule == "3/2027"


def test_the_desk_and_the_link_keep_it_too(
    desk: Client, client: Client, panel: Panel, action: Action, person: Callable[..., User]
) -> None:
    answer(action.recommendation, "accept")
    page = desk.post(f"{DESK}actions/{action.pk}/", {"text": "Uusi vuoro", "schedule": "pian"})
    assert page.status_code == 422
    owner = person(Role.OFFICIAL)
    actions.give_owner(action=action, owner=owner, owner_post="Johtaja", actor=None)
    path = "/" + links.update_url(action, owner).split("/", 3)[3]
    sent = {"text": "", "schedule": "", "status_words": "Etenee", "seen": ""}
    client.post(path, sent)
    action.refresh_from_db()
    assert (action.schedule, action.text, broken(panel)) == ("3/2027", "Uusi vuoro", [])


@pytest.mark.parametrize(
    ("decision", "lack", "code"),
    [
        ("accept", {"reason": " "}, "reason_missing"),
        ("in_part", {"differs": " "}, "differs_missing"),
        ("already_done", {"evidence": " "}, "evidence_missing"),
        ("study", {"study_until": None}, "study_day_missing"),
        ("study", {"study_until": date(2020, 1, 1)}, "study_day_missing"),
        ("not_ours", {"passed_to": "\n"}, "passed_to_missing"),
    ],
)
def test_each_decision_needs_its_own(one: Recommendation, decision: str, lack: Any, code: str) -> None:
    answer(one, "reject")
    with pytest.raises(DomainError) as refused:
        answer(one, decision, **lack)
    assert refused.value.code == f"followup.{code}"
    assert Response.objects.get().decision == "reject"


@pytest.mark.parametrize(("text", "schedule"), LOSSES)
def test_nothing_is_accepted_without_a_promise(
    panel: Panel, action: Action, text: str, schedule: str
) -> None:
    actions.change_action(action=action, text=text, schedule=schedule, actor=None)
    for decision in sorted(ACCEPTED):
        with pytest.raises(NotAllowed):
            answer(action.recommendation, decision)
    assert not Response.objects.exists()


@pytest.mark.parametrize("proof", ["Ohje on liitteenä", f"Ks. ohje, joka on käytössä: {PROOF}"])
def test_the_last_proof_of_what_is_already_done_stays(action: Action, desk: Client, proof: str) -> None:
    first = actions.add_link(action=action, url=PROOF, actor=None)
    answer(action.recommendation, "already_done", evidence=proof)
    with pytest.raises(NotAllowed):
        actions.remove_evidence(evidence=first, actor=None)
    path = f"{DESK}actions/{action.pk}/evidence/{first.pk}/remove/"
    said = desk.post(path, {"confirmed": "yes"}, follow=True).content.decode()
    assert "viimeinen näyttö" in said
    assert Evidence.objects.get() == first
    second = actions.add_link(action=action, url=f"{PROOF}/2", actor=None)
    actions.remove_evidence(evidence=first, actor=None)
    assert Evidence.objects.get() == second


def test_proof_in_the_answers_own_words_lets_attachments_go(action: Action) -> None:
    first = actions.add_link(action=action, url=f"{PROOF}/2", actor=None)
    answer(action.recommendation, "already_done", evidence=f"Ohje on käytössä: {PROOF}")
    actions.remove_evidence(evidence=first, actor=None)
    assert not Evidence.objects.exists()


def test_an_answered_recommendation_is_never_deleted(panel: Panel, one: Recommendation) -> None:
    answer(one, "reject")
    for way in (one.delete, Recommendation.objects.all().delete):
        with pytest.raises(NotAllowed), transaction.atomic():
            way()
    with pytest.raises(ProtectedError):
        panel.delete()
    assert Response.objects.get().decision == "reject"


def test_a_rejected_one_stays_in_table_files_and_interface(
    client: Client, panel: Panel, one: Recommendation
) -> None:
    answer(one, "reject")
    bring(panel, b"Suositus;Toimenpide\n2. Aivan toinen;x\n")
    for path in ("/panels/testi/actions/", "/actions/", "/api/v1/recommendations"):
        assert "Busseja iltaisin" in client.get(path).content.decode()
    for kind in exporting.FORMATS:
        rows = Keys([panel], Asked()).rows()
        assert any("Busseja" in cell for row in rows for cell in row.cells), kind


def test_another_text_does_not_come_over_an_answered_one(panel: Panel, one: Recommendation) -> None:
    answer(one, "reject")
    with pytest.raises(BadInput) as refused:
        bring(panel, b"Suositus;Toimenpide\n1. Kouluruokaa kaikille;x\n")
    assert refused.value.code == "followup.another_text"
    assert "1. Busseja iltaisin" in words.say(refused.value)
    one.refresh_from_db()
    assert one.title == "Busseja iltaisin"
    bring(panel, "Suositus;Toimenpide\n1. Busseja myöhään iltaisin;x\n".encode())
    one.refresh_from_db()
    assert one.title == "Busseja myöhään iltaisin"
