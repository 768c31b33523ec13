"""The statement has been handed over: every recommendation of it now waits for its answer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import transaction

from puntari.followup.actions import changes
from puntari.followup.actions.following import follow_as_panelists
from puntari.followup.models import Recommendation, SubRecommendation
from puntari.followup.promises import days_to_answer

if TYPE_CHECKING:
    from datetime import date

    from puntari.deliberation.events import HandedRecommendation, StatementHandedOver
    from puntari.panels.models import Panel


@transaction.atomic
def receive_statement(event: StatementHandedOver) -> list[Recommendation]:
    """Take in the recommendations; what has been handed over stays as it is, also if it is told again.

    The panelists follow from this day what becomes of their recommendations.
    """
    panel: Panel = apps.get_model("panels", "Panel").objects.get(pk=event.panel_id)
    due = event.handed_over_on + timedelta(days=days_to_answer(panel))
    received = [_receive(panel, handed, event.handed_over_on, due) for handed in event.recommendations]
    follow_as_panelists(panel=panel)
    return received


def _receive(panel: Panel, handed: HandedRecommendation, day: date, due: date) -> Recommendation:
    fields = {
        "lead": f"{handed.number}. ",
        "title": handed.title,
        "text": handed.text,
        "theme": handed.theme,
        "votes_for": handed.votes_for,
        "votes_against": handed.votes_against,
        "votes_blank": handed.votes_blank,
        "minority_reasons": list(handed.minority_reasons),
        "handed_over_on": day,
        "answer_due": due,
        "promised_by": due,
        "told_by_actions": False,
    }
    earlier = Recommendation.objects.filter(panel=panel, number=handed.number).first()
    if earlier is not None and earlier.adopted:
        return earlier
    recommendation = earlier or Recommendation(panel=panel, number=handed.number)
    for name, value in fields.items():
        setattr(recommendation, name, value)
    recommendation.save()
    for order, (number, title, text) in enumerate(handed.sub, start=1):
        SubRecommendation.objects.update_or_create(
            recommendation=recommendation,
            order=order,
            defaults={
                "number": number,
                "lead": _lead(number),
                "text": title or text,
                "detail": text if title else "",
                "adopted": True,
            },
        )
    changes.record(
        recommendation, "handed_over", None, cell=recommendation.cell, day=str(day), answer_due=str(due)
    )
    return recommendation


def _lead(number: str) -> str:
    return f"{number}. " if number else ""
