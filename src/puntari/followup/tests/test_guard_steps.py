"""Whatever people do and by whatever way, in any order: no guard is ever broken."""

from __future__ import annotations

from itertools import product
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from puntari.core import words
from puntari.core.errors import DomainError
from puntari.followup import actions
from puntari.followup.models import Evidence, Recommendation, Response
from puntari.followup.tests.ways import PROOF, UNREAD, WAYS, answer, broken
from puntari.panels.models import Panel

CELLS = {"text": ("", " ", "Uusi vuoro", "Toinen työ"), "schedule": (*UNREAD, "3/2027", "Jatkuvaa")}
DECISIONS = ("accept", "in_part", "already_done", "study", "not_ours", "reject")
LACKS = ("", "reason", "differs", "evidence", "study_until", "passed_to")
STEPS = st.one_of(
    st.tuples(st.just("answer"), st.sampled_from(list(product(DECISIONS, LACKS)))),
    st.tuples(st.sampled_from(WAYS), st.sampled_from(list(product(CELLS["text"], CELLS["schedule"])))),
    st.tuples(st.just("add"), st.sampled_from(CELLS["schedule"])),
    st.tuples(st.sampled_from(["link", "unlink", "delete"]), st.none()),
)


def take(one: Recommendation, what: Any, how: Any) -> None:
    """One step of somebody, by any way."""
    if what == "answer":
        decision, lack = how
        answer(one, decision, **({lack: None if lack == "study_until" else " "} if lack else {}))
    elif what == "add":
        actions.add_action(recommendation=one, text="Lisätyö", schedule=how, actor=None)
    elif what == "link":
        actions.add_link(action=one.actions.first(), url=PROOF, actor=None)
    elif what == "unlink":
        if evidence := Evidence.objects.first():
            actions.remove_evidence(evidence=evidence, actor=None)
    elif what == "delete":
        if Response.objects.exists():
            with transaction.atomic():
                one.delete()
    else:
        what(one.actions.order_by("order").first(), *how)


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, min_size=1, max_size=8))
def test_no_order_of_steps_breaks_a_guard(panel: Panel, steps: list[Any]) -> None:
    Evidence.objects.all().delete()
    Response.objects.all().delete()
    Recommendation.objects.all().delete()
    one = actions.add_recommendation(panel=panel, title="1. Busseja iltaisin", actor=None)
    actions.add_action(recommendation=one, text="Uusi vuoro", schedule="3/2027", actor=None)
    said: list[str] = []
    for what, how in steps:
        answered = Response.objects.filter(recommendation=one).exists()
        try:
            take(one, what, how)
        except DomainError as refused:
            said.append(words.say(refused))
        assert broken(panel) == []
        assert Response.objects.filter(recommendation=one).exists() >= answered
        assert Recommendation.objects.filter(pk=one.pk, title="Busseja iltaisin").exists()
    assert all(said)
