"""The board's answers, and what came of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from puntari.core import clock
from puntari.followup import actions as followup
from puntari.followup.models import Recommendation
from puntari.followup.queries import recommendations_of
from puntari.panels.models import Panel
from puntari.site.demo.scene import Scene, on_day
from puntari.site.demo.texts import IDEAS, Idea, Sub

GUIDE = "https://www.hyvinvointialue.example/selkea-kieli"
ANSWER_AFTER, UPDATED_AFTER = 70, 220


def answer(scene: Scene, panel: Panel, handed_over: date) -> None:
    """Every recommendation gets an answer with its reason; actions get owners and news."""
    by_title = {one.title: one for one in recommendations_of(panel)}
    for idea in IDEAS:
        if idea.title in by_title:
            _answer(scene, by_title[idea.title], idea, handed_over)


def _answer(scene: Scene, recommendation: Recommendation, idea: Idea, handed_over: date) -> None:
    decided = handed_over + timedelta(days=ANSWER_AFTER)
    with on_day(decided, 15):
        actions = _write_actions(scene, recommendation, idea, decided)
        followup.answer_recommendation(
            recommendation=recommendation,
            decision=idea.decision,
            reason=idea.reason,
            body="Aluehallitus",
            decided_on=decided,
            actor=scene["paattaja"],
            case_number=f"ESIM/{decided.year}/{200 + recommendation.number}",
            **_more(idea, decided),
        )
        for one in actions:
            followup.give_owner(
                action=one,
                owner=scene["viranhaltija"],
                owner_post="Perhepalvelujen päällikkö",
                deputy_post="Palvelupäällikkö",
                actor=scene["koordinaattori"],
            )


def _more(idea: Idea, decided: date) -> dict[str, Any]:
    more: dict[str, dict[str, Any]] = {
        "in_part": {"differs": "Hoidon aloitukselle emme lupaa viikon aikarajaa."},
        "already_done": {
            "evidence": f"Selkeän kielen ohje ja nuorten lukuryhmän muistiot, viisi kokousta: {GUIDE}"
        },
        "study": {"study_until": decided + timedelta(days=180)},
        "not_ours": {"passed_to": "Kuuden kunnan sivistysjohtajat"},
    }
    return more.get(idea.decision, {})


def _write_actions(scene: Scene, recommendation: Recommendation, idea: Idea, decided: date) -> list[Any]:
    terms = {term.label: term for term in followup.ensure_terms(organisation=scene.organisation)}
    written = []
    rows: list[tuple[Any, Sub]] = list(zip(recommendation.subs.order_by("order"), idea.subs, strict=False))
    if idea.action:
        rows.append((None, idea.action))
    for sub, words in rows:
        if not words.action:
            continue
        fields = _fields(words, terms, decided, with_schedule=idea.decision == "accept")
        written.append(
            followup.add_action(
                recommendation=recommendation, sub=sub, actor=scene["koordinaattori"], **fields
            )
        )
    return written


def _fields(words: Sub, terms: dict[str, Any], decided: date, *, with_schedule: bool) -> dict[str, Any]:
    label = next((label for label in terms if words.status.startswith(label)), "")
    schedule = words.schedule.format(y=decided.year, y1=decided.year + 2)
    if not schedule and words.action and with_schedule:
        schedule = "Jatkuvaa"
    return {
        "text": words.action,
        "schedule": schedule,
        "status": terms.get(label),
        "status_words": words.status[len(label) :].lstrip(". "),
        "unit": words.unit,
        "more_info": words.more,
        "next_update_due": clock.today() + timedelta(days=UPDATED_AFTER),
    }
