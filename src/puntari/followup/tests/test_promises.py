"""What was promised stays promised: the adopted words, the first day, and how the answers kept to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client

from puntari.core import clock, events
from puntari.core.errors import BadInput, NotAllowed
from puntari.core.models import User
from puntari.deliberation.events import HandedRecommendation, StatementHandedOver
from puntari.followup import actions, queries
from puntari.followup.history import history_of
from puntari.followup.models import Recommendation, Response
from puntari.followup.results import results_of
from puntari.followup.templatetags.followup import answer_badge
from puntari.followup.tests.tables import HEADING, as_csv
from puntari.panels.models import Panel, Promise

DESK = "/desk/panels/testi/followup/"
HANDED = date(2026, 3, 2)
DUE = date(2026, 5, 1)


def at(month: int, day: int) -> Any:
    return clock.at(datetime(2026, month, day, 12, tzinfo=UTC))


@pytest.fixture(autouse=True)
def _handed_over(panel: Panel) -> Any:
    """Handed over on 2 March with an answer promised in 60 days; it is 1 April."""
    Promise.objects.create(
        panel=panel, text="Vastaamme", given_by="X", body="H", days_to_answer=60, given_on=HANDED
    )
    panel.handed_over_on = HANDED
    panel.save()
    handed = HandedRecommendation(
        1,
        "Apua samalla viikolla",
        "Apua saa heti.",
        (("1.1", "Soitto", ""),),
        30,
        4,
        1,
        ("Kallista.",),
        "Apu",
    )
    with at(3, 2), transaction.atomic():
        events.emit(StatementHandedOver(panel.pk, 7, HANDED, (handed,)))
    with at(4, 1):
        yield


@pytest.fixture
def one() -> Recommendation:
    return Recommendation.objects.get(number=1)


@pytest.fixture
def desk(coordinator: User, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(coordinator)


def change(one: Recommendation, **said: Any) -> Recommendation:
    told = {"theme": one.theme, "answer_due": one.answer_due, "actor": None, **said}
    return actions.change_recommendation(recommendation=one, **told)


def answer(one: Recommendation, decision: str, day: date, **more: Any) -> Response:
    said = {"reason": f"{decision} {day}", "body": "Hallitus", "study_until": date(2026, 8, 23), **more}
    return actions.answer_recommendation(
        recommendation=one, decision=decision, decided_on=day, actor=None, **said
    )


@pytest.mark.parametrize("said", [{"title": "Apua joskus"}, {"text": "Apua saa."}, {"text": ""}])
def test_what_the_panel_adopted_stays(one: Recommendation, said: dict[str, str]) -> None:
    with pytest.raises(NotAllowed) as refused:
        change(one, **said)
    assert refused.value.code == "followup.adopted_stays"
    one = Recommendation.objects.get()
    assert (one.title, one.text) == ("Apua samalla viikolla", "Apua saa heti.")
    assert change(one, theme="Tuki").theme == "Tuki"
    assert (one.votes_for, one.minority_reasons) == (30, ["Kallista."])


def test_no_way_past_the_actions_rewords_what_was_adopted(panel: Panel, one: Recommendation) -> None:
    one.title = "Apua joskus"
    with pytest.raises(NotAllowed):
        one.save()
    content = "Suositus;Toimenpide\n1. Apua joskus;Työ\n".encode()
    done = actions.import_table(panel=panel, content=content, name="t", actor=None)
    assert [problem.code for problem in done.problems] == ["followup.adopted_kept"]
    assert Recommendation.objects.get().title == "Apua samalla viikolla"
    part = Recommendation.objects.get().subs.get()
    with pytest.raises(NotAllowed):
        actions.change_sub(sub=part, text="1.1. Kirje", detail="", actor=None)
    added = actions.add_sub(recommendation=one, text="1.2. Lisätty", actor=None)
    assert actions.change_sub(sub=added, text="1.2. Muutettu", detail="", actor=None).text == "Muutettu"


def test_the_desk_shows_the_adopted_words_and_does_not_ask_them(desk: Client) -> None:
    html = desk.get(f"{DESK}1/edit/").content.decode()
    assert 'name="title"' not in html
    assert 'name="text"' not in html
    assert "Apua saa heti." in html
    refused = desk.post(f"{DESK}1/edit/", {"title": "Apua joskus", "theme": "Apu", "answer_due": ""})
    assert refused.status_code == 422
    assert "ei voi poistaa" in refused.content.decode()
    assert (
        desk.post(f"{DESK}1/edit/", {"title": "Apua joskus", "answer_due": "2026-05-01"}).status_code == 302
    )
    assert Recommendation.objects.get().title == "Apua samalla viikolla"


@pytest.mark.parametrize(
    ("day", "reason", "code"),
    [
        (None, "Syy", "followup.due_only_later"),
        (date(2026, 4, 30), "Syy", "followup.due_only_later"),
        (date(2026, 6, 1), "  ", "followup.due_reason_missing"),
    ],
)
def test_the_promised_day_moves_only_later_and_for_a_reason(
    one: Recommendation, day: date | None, reason: str, code: str
) -> None:
    with pytest.raises(BadInput) as refused:
        change(one, answer_due=day, due_reason=reason)
    assert refused.value.code == code
    assert Recommendation.objects.get().answer_due == DUE


def test_a_moved_day_leaves_the_first_promise_for_all_to_see(
    panel: Panel, one: Recommendation, client: Client
) -> None:
    change(one, answer_due=date(2026, 6, 1), due_reason="Aluehallitus kokoontuu vasta toukokuussa.")
    assert history_of(one)[0].said == "Määräaikaa siirrettiin: Aluehallitus kokoontuu vasta toukokuussa."
    html = client.get(one.get_absolute_url()).content.decode()
    assert "luvattiin alun perin viimeistään 1.5.2026" in html
    assert "Aluehallitus kokoontuu vasta toukokuussa." in html
    assert "Alkuperäinen lupaus 1.5.2026" in answer_badge(one)
    with at(5, 10):
        summary = queries.response_summary(panel)
        assert (summary.late, summary.promises_broken) == (0, 1)
        answer(one, "reject", date(2026, 5, 9))
        assert results_of((panel.pk,), date(2026, 5, 10)).answered_in_time == 0
        found = Recommendation.objects.get()
        assert found.promise_broken
        with pytest.raises(NotAllowed) as refused:
            change(found, answer_due=date(2026, 7, 1), due_reason="Syy")
    assert refused.value.code == "followup.due_answered"


def test_what_is_added_after_the_hand_over_is_due_too(panel: Panel, desk: Client) -> None:
    assert b'value="2026-05-01"' in desk.get(f"{DESK}new/").content
    desk.post(f"{DESK}new/", {"title": "2. Vielä tämä"})
    added = Recommendation.objects.get(number=2)
    assert (added.answer_due, added.promised_by, added.adopted) == (DUE, DUE, False)
    with at(5, 2):
        assert added.answer_late


def test_a_row_of_a_table_owes_an_answer_unless_its_actions_tell_how_they_stand(panel: Panel) -> None:
    told = "5. Vanha;;Työ;1/2024;Valmis;X;\n6. Kesken;;Työ;;Odottaa rahaa;X;\n"
    rows = f"{told}7. Hiljaa;;Työ;1/2027;;X;\n8. Tyhjä;;;;;;"
    with at(5, 20):
        actions.import_table(panel=panel, content=as_csv(f"{HEADING}\n{rows}\n"), name="t", actor=None)
        found = {one.number: one for one in queries.recommendations_of(panel) if one.number > 1}
        assert {number: one.answer_due for number, one in found.items()} == {5: None, 6: None, 7: DUE, 8: DUE}
        assert [number for number, one in found.items() if one.owes_answer] == [7, 8]
        assert [number for number, one in found.items() if one.answer_late] == [7, 8]
        assert answer_badge(found[5]) == ""
        summary = queries.response_summary(panel)
    assert (summary.told_by_actions, summary.unanswered, summary.answered) == (2, 3, 0)


def test_before_a_hand_over_nothing_is_promised_and_the_day_comes_later(panel: Panel) -> None:
    panel.handed_over_on = None
    panel.save()
    added = actions.add_recommendation(panel=panel, title="2. Vielä tämä", actor=None)
    assert added.answer_due is None
    assert "Odottaa vastausta" in answer_badge(added)
    assert actions.promise_answers(panel=panel) == 0
    panel.handed_over_on = HANDED
    panel.save()
    assert actions.promise_answers(panel=panel) == 1
    assert actions.promise_answers(panel=panel) == 0
    assert Recommendation.objects.get(number=2).promised_by == DUE


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        (date(2001, 1, 1), None, "followup.decided_before_handover"),
        (HANDED - timedelta(1), None, "followup.decided_before_handover"),
        (date(2026, 3, 20), date(2026, 3, 19), "followup.decided_before_earlier"),
        (date(2026, 3, 20), date(2026, 3, 20), "followup.day_of_earlier"),
    ],
)
def test_a_decision_has_a_day_of_its_own_after_the_hand_over(
    one: Recommendation, first: date, second: date | None, code: str
) -> None:
    if second is not None:
        answer(one, "study", first)
    with pytest.raises(BadInput) as refused:
        answer(one, "reject", second or first)
    assert refused.value.code == code


def test_the_reason_of_the_earlier_decision_is_no_reason_of_another(one: Recommendation) -> None:
    answer(one, "reject", date(2026, 3, 20), reason="Ei rahaa")
    with pytest.raises(BadInput) as refused:
        answer(one, "study", date(2026, 3, 25), reason="Ei rahaa")
    assert refused.value.code == "followup.reason_of_earlier"


IN_TIME = [
    ("in time", [("reject", (4, 20))], 1, False),
    ("late", [("reject", (5, 2))], 0, True),
    ("a study is neither", [("study", (4, 20))], 0, False),
    ("a study that came in time", [("study", (4, 20)), ("reject", (8, 23))], 1, False),
    ("a study that did not", [("study", (4, 20)), ("reject", (8, 24))], 0, True),
    ("an extended study", [("study", (4, 20)), ("study", (8, 1)), ("reject", (8, 24))], 0, True),
    ("in time, then changed", [("reject", (4, 20)), ("not_ours", (9, 1))], 1, False),
]


@pytest.mark.parametrize(
    ("steps", "in_time", "broken"), [one[1:] for one in IN_TIME], ids=[i[0] for i in IN_TIME]
)
def test_in_time_is_by_the_first_promise_and_the_study_s(
    panel: Panel, one: Recommendation, steps: list[Any], in_time: int, broken: bool
) -> None:
    for place, (decision, (month, day)) in enumerate(steps):
        with at(month, day):
            until = date(2026, 8, 23) if place == 0 else date(2026, 12, 1)
            answer(one, decision, date(2026, month, day), study_until=until, passed_to="Kunta")
            counted = results_of((panel.pk,), clock.today()).answered_in_time
            late = Recommendation.objects.get().promise_broken
    assert (counted, late) == (in_time, broken)


def test_without_a_promised_day_an_answer_is_neither_in_time_nor_late(panel: Panel) -> None:
    panel.handed_over_on = None
    panel.save()
    added = actions.add_recommendation(panel=panel, title="2. Vielä tämä", actor=None)
    answer(added, "reject", date(2020, 3, 3))
    assert results_of((panel.pk,), clock.today()).answered_in_time == 0
    assert not Recommendation.objects.get(number=2).promise_broken


def test_a_database_of_an_earlier_release_learns_its_promises_from_the_log(
    panel: Panel, one: Recommendation
) -> None:
    answer(one, "study", date(2026, 4, 1))
    with at(11, 22):
        answer(one, "reject", date(2026, 11, 22))
    Recommendation.objects.update(promised_by=None, answer_due=None)
    Response.objects.update(first_on=None, study_by=None, study_broken=False)
    one.subs.update(adopted=False)
    import_module("puntari.followup.migrations.0004_promises").fill(apps, None)
    one = Recommendation.objects.get()
    assert (one.promised_by, one.answer_due, one.subs.get().adopted) == (DUE, DUE, True)
    assert one.answer is not None
    assert (one.answer.first_on, one.answer.study_broken) == (date(2026, 4, 1), True)
