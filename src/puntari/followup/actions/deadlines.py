"""Giving and moving the day by which a recommendation is answered.

The rule: whatever is handed over, added after the hand-over or brought in from a table has the hand-over's
day and the promised days as its due day. Only a row of an imported table whose actions already tell how they
stand owes no answer of its own: the county answered it by doing, before this software was there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from puntari.core.errors import BadInput, NotAllowed
from puntari.followup import indexing
from puntari.followup.actions import changes
from puntari.followup.models import Action, Recommendation
from puntari.followup.promises import default_due

if TYPE_CHECKING:
    from datetime import date

    from puntari.core.models import User
    from puntari.panels.models import Panel


@transaction.atomic
def promise_answers(*, panel: Panel, actor: User | None = None) -> int:
    """Give a due day to what owes an answer and has none, and mark what its actions answer; how many."""
    due, promised = default_due(panel), 0
    told = Exists(Action.objects.filter(_tells_how_it_stands(), recommendation=OuterRef("pk")))
    rows = Recommendation.objects.filter(panel=panel, response=None, answer_due=None, told_by_actions=False)
    with indexing.at_once():
        for one in rows.annotate(tells=told).select_for_update(of=("self",)):
            if one.tells and not one.adopted:
                one.told_by_actions = True
                one.save(update_fields=["told_by_actions"])
            elif due is not None:
                one.answer_due = due
                one.save(update_fields=["answer_due"])
                changes.record(one, "answer_promised", actor, changes={"answer_due": ["", str(due)]})
                promised += 1
    return promised


def _tells_how_it_stands() -> Q:
    return Q(status__isnull=False) | ~Q(status_words="")


def set_due(recommendation: Recommendation, day: date | None, reason: str, actor: User | None) -> None:
    """Promise the first day, or move the promised one later for a reason anybody may read; unsaved.

    Raises NotAllowed when an answer has come, BadInput when the day is taken away or moved earlier, or the
    reason is missing.
    """
    before = recommendation.answer_due
    if day == before:
        return
    if recommendation.answer is not None:
        raise NotAllowed("followup.due_answered")
    if before is not None and (day is None or day < before):
        raise BadInput("followup.due_only_later")
    if before is not None and not reason.strip():
        raise BadInput("followup.due_reason_missing")
    recommendation.answer_due, recommendation.told_by_actions = day, False
    recommendation.due_reason = reason.strip() if before else ""
    changed = {"answer_due": [str(before or ""), str(day)]}
    kind = "due_moved" if before else "answer_promised"
    changes.record(recommendation, kind, actor, changes=changed, reason=recommendation.due_reason)
