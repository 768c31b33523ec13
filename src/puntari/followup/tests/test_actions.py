from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from puntari.core import clock, events
from puntari.core.errors import BadInput, DomainError, NotAllowed
from puntari.core.models import LogEntry, OutgoingMail, User
from puntari.core.roles import Role
from puntari.deliberation.events import HandedRecommendation, StatementHandedOver
from puntari.followup import actions, links, queries
from puntari.followup.history import history_of
from puntari.followup.models import Action, Recommendation, Response
from puntari.panels.models import Panel, Promise

TODAY = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def _today() -> Any:
    with clock.at(datetime(2026, 11, 1, 12, tzinfo=UTC)):
        yield


@pytest.fixture
def one(panel: Panel) -> Recommendation:
    return actions.add_recommendation(panel=panel, title="Lisää bussivuoroja", actor=None)


@pytest.fixture
def action(one: Recommendation) -> Action:
    return actions.add_action(
        recommendation=one, text="Vuorot lisätään", schedule="1/2027 – 6/2027", actor=None
    )


def answer(one: Recommendation, decision: str, **more: Any) -> Response:
    told = {"reason": "Perustelu", "body": "Aluehallitus", "decided_on": TODAY, "actor": None, **more}
    return actions.answer_recommendation(recommendation=one, decision=decision, **told)


def hand_over(panel: Panel, day: date = TODAY) -> None:
    handed = HandedRecommendation(
        1,
        "Busseja",
        "Lisää busseja.",
        (("1.1", "Iltavuoro", "klo 22"),),
        30,
        4,
        1,
        ("Kallista.",),
        "Liikkuminen",
    )
    with transaction.atomic():
        events.emit(StatementHandedOver(panel.pk, 7, day, (handed,)))


def test_a_handed_over_statement_makes_answers_due(panel: Panel) -> None:
    Promise.objects.create(
        panel=panel, text="Vastaamme", given_by="X", body="H", days_to_answer=60, given_on=TODAY
    )
    hand_over(panel)
    found = Recommendation.objects.get()
    assert (found.cell, found.votes_for, found.minority_reasons) == ("1. Busseja", 30, ["Kallista."])
    assert found.answer_due == TODAY + timedelta(days=60)
    assert found.subs.get().cell == "1.1. Iltavuoro"
    assert queries.response_summary(panel).unanswered == 1


def test_handed_over_again_nothing_doubles(panel: Panel) -> None:
    hand_over(panel)
    hand_over(panel)
    assert Recommendation.objects.count() == Recommendation.objects.get().subs.count() == 1


def test_a_missing_answer_turns_late_by_itself(panel: Panel) -> None:
    hand_over(panel)
    found = Recommendation.objects.get()
    assert not found.answer_late
    with clock.at(datetime(2027, 2, 1, tzinfo=UTC)):
        assert found.answer_late
        assert queries.late_items(panel) == [found]
        assert queries.response_summary(panel).late == 1


@pytest.mark.parametrize("decision", ["accept", "in_part"])
def test_no_acceptance_without_an_action_with_a_schedule(one: Recommendation, decision: str) -> None:
    actions.add_action(recommendation=one, text="Ilman aikaa", actor=None)
    with pytest.raises(NotAllowed) as refused:
        answer(one, decision, differs="Vain osa")
    assert refused.value.code == "followup.no_scheduled_action"
    with pytest.raises(NotAllowed):
        answer(one, decision, differs="Vain osa", new_action=actions.NewAction("Työ", "kun ehditään"))
    assert one.actions.count() == 1
    promised = actions.NewAction("Vuorot lisätään", "1/2027")
    assert answer(one, decision, differs="Vain osa", new_action=promised).decision == decision


@pytest.mark.parametrize(
    ("decision", "more", "code"),
    [
        ("reject", {"reason": "  "}, "followup.reason_missing"),
        ("reject", {"body": ""}, "followup.body_missing"),
        ("reject", {"decided_on": date(2027, 1, 1)}, "followup.decided_in_future"),
        ("already_done", {}, "followup.evidence_missing"),
        ("in_part", {}, "followup.differs_missing"),
        ("study", {}, "followup.study_day_missing"),
        ("study", {"study_until": TODAY}, "followup.study_day_missing"),
        ("not_ours", {}, "followup.passed_to_missing"),
        ("ehkä", {}, "followup.decision_unknown"),
    ],
)
def test_every_answer_carries_its_proof(
    one: Recommendation, action: Action, decision: str, more: dict[str, Any], code: str
) -> None:
    with pytest.raises(DomainError) as refused:
        answer(one, decision, **more)
    assert refused.value.code == code
    assert not Response.objects.exists()
    assert str(refused.value) != code


def test_an_accepted_recommendation_keeps_a_schedule(one: Recommendation, action: Action) -> None:
    answer(one, "accept")
    for nothing in ("", "kun ehditään"):
        with pytest.raises(NotAllowed):
            actions.change_action(action=action, schedule=nothing, actor=None)
    action.refresh_from_db()
    second = actions.add_action(recommendation=one, text="Toinen", schedule="2028", actor=None)
    actions.change_action(action=action, schedule="", actor=None)
    with pytest.raises(NotAllowed):
        actions.change_action(action=second, text="", actor=None)


def test_a_rejected_recommendation_stays_and_can_be_answered_again(one: Recommendation) -> None:
    answer(one, "reject")
    answer(one, "study", study_until=date(2027, 1, 1), reason="Selvitetään sittenkin")
    assert Response.objects.get().decision == "study"
    kinds = [entry.kind for entry in LogEntry.objects.filter(subject=one.subject).order_by("number")]
    assert kinds == ["followup.recommendation_added", "followup.answered", "followup.answer_changed"]


def test_a_study_owes_a_new_answer_when_its_day_has_come(panel: Panel, one: Recommendation) -> None:
    answer(one, "study", study_until=date(2027, 1, 1))
    assert queries.owes_answer(panel) == []
    with clock.at(datetime(2027, 1, 2, tzinfo=UTC)):
        assert [found.answer_late for found in queries.owes_answer(panel)] == [True]


def test_numbers_are_for_good(panel: Panel, one: Recommendation) -> None:
    third = actions.add_recommendation(panel=panel, title="3. Kolmas", actor=None)
    assert (one.number, third.number) == (1, 3)
    assert actions.add_recommendation(panel=panel, title="Neljäs", actor=None).cell == "4. Neljäs"
    with pytest.raises(BadInput):
        actions.add_recommendation(panel=panel, title="3. Taas", actor=None)
    with pytest.raises(BadInput):
        actions.add_recommendation(panel=panel, title=" ", actor=None)


def test_late_is_counted_from_the_schedule(panel: Panel, action: Action) -> None:
    assert not action.late
    with clock.at(datetime(2027, 7, 1, tzinfo=UTC)):
        assert action.late
        assert queries.late_items(panel) == [action]
        done = next(t for t in actions.ensure_terms(organisation=panel.organisation) if t.kind == "done")
        actions.change_action(action=action, status=done, status_words="", actor=None)
        assert not action.late
        assert queries.late_items(panel) == []
    assert action.status_text == "Valmis"


def test_history_tells_what_changed_and_no_names(
    one: Recommendation, action: Action, coordinator: User
) -> None:
    actions.change_action(
        action=action, unit="Liikenneyksikkö", next_update_due=date(2027, 1, 5), actor=coordinator
    )
    actions.confirm_unchanged(action=action, reason="Odotetaan", next_update_due=None, actor=coordinator)
    told = history_of(one)
    assert told[0].said == "Ei muutosta: Odotetaan"
    assert [(c.label, c.old, c.new) for c in told[1].changed] == [
        ("Seuraava päivitys viimeistään", "", "5.1.2027"),
        ("Vastuu", "", "Liikenneyksikkö"),
    ]
    assert coordinator.name not in str(told)


def test_saving_the_same_is_no_change(action: Action) -> None:
    before = LogEntry.objects.count()
    actions.change_action(action=action, text=action.text, schedule=action.schedule, actor=None)
    assert LogEntry.objects.count() == before


def test_only_an_official_of_the_panel_can_own(action: Action, person: Callable[..., User]) -> None:
    with pytest.raises(BadInput):
        actions.give_owner(action=action, owner=person(), owner_post="X", actor=None)


def test_the_link_opens_one_action_for_one_person(action: Action, person: Callable[..., User]) -> None:
    owner = person(Role.OFFICIAL)
    actions.give_owner(action=action, owner=owner, owner_post="Johtaja", actor=None)
    token = links.update_url(action, owner).split("/")[-2]
    assert links.opened(token).action == action
    actions.give_owner(action=action, owner=None, owner_post="Johtaja", actor=None)
    for bad in (token, token + "x", "roska"):
        with pytest.raises(NotAllowed):
            links.opened(bad)


def test_reminders_go_once_a_week(panel: Panel, action: Action, person: Callable[..., User]) -> None:
    owner, chair = person(Role.OFFICIAL), person(Role.DECISION_MAKER)
    hand_over(panel, TODAY - timedelta(days=80))
    actions.give_owner(action=action, owner=owner, owner_post="Johtaja", actor=None)
    actions.change_action(action=action, next_update_due=TODAY + timedelta(days=3), actor=None)
    assert actions.send_reminders(TODAY) == 2
    assert actions.send_reminders(TODAY) == 0
    assert actions.send_reminders(TODAY + timedelta(days=7)) == 2
    mails = {mail.to: mail.body for mail in OutgoingMail.objects.order_by("-pk")}
    assert "/update/" in mails[owner.email]
    assert "1. Busseja" in mails[chair.email]


def test_own_words_for_status(panel: Panel) -> None:
    term = actions.add_term(
        organisation=panel.organisation, label="Harkinnassa", kind="in_progress", actor=None
    )
    assert term in actions.ensure_terms(organisation=panel.organisation)
    for label, kind in (("harkinnassa", "done"), ("", "done"), ("Uusi", "outo")):
        with pytest.raises(BadInput):
            actions.add_term(organisation=panel.organisation, label=label, kind=kind, actor=None)
    assert actions.change_term(term=term, kind="stopped", actor=None).closed
