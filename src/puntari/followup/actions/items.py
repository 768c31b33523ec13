"""Adding and changing recommendations, sub-recommendations and actions. Nothing here is ever deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from django.db import transaction
from django.db.models import Max

from puntari.core import clock
from puntari.core.errors import BadInput
from puntari.followup.actions import changes
from puntari.followup.actions.deadlines import set_due
from puntari.followup.actions.guards import keep_a_schedule
from puntari.followup.models import Action, Recommendation, StatusTerm, SubRecommendation
from puntari.followup.models.recommendations import LONGEST_PLACES, named_places
from puntari.followup.numbering import split_number, split_part_number
from puntari.followup.promises import default_due
from puntari.followup.statuses import prefix_for

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Unpack

    from puntari.core.models import User
    from puntari.panels.models import Panel

RECOMMENDATION_FIELDS = ("cell", "text", "theme", "municipalities")
ACTION_FIELDS = (
    "text", "schedule", "status_text", "unit", "owner_post", "deputy_post", "more_info", "effect", "percent",
    "next_update_due",
)  # fmt: skip


class ActionFields(TypedDict, total=False):
    """What an action holds that a person writes."""

    text: str
    schedule: str
    status: StatusTerm | None
    status_words: str
    unit: str
    owner_post: str
    deputy_post: str
    more_info: str
    effect: str
    percent: int | None
    next_update_due: date | None


def next_number(panel: Panel) -> int:
    """The first number no recommendation of the panel has had."""
    newest = Recommendation.objects.filter(panel=panel).aggregate(newest=Max("number"))["newest"]
    return (newest or 0) + 1


@transaction.atomic
def add_recommendation(
    *,
    panel: Panel,
    title: str,
    text: str = "",
    theme: str = "",
    municipalities: str = "",
    answer_due: date | None = None,
    actor: User | None,
) -> Recommendation:
    """Add a recommendation; a number in its title is kept if it is free, else the next one is given.

    Without a due day of its own it has the panel's: what is added after the hand-over is answered too.
    """
    cell = _needed(title)
    numbered = split_number(cell)
    number = int(numbered.number or 0) or next_number(panel)
    if Recommendation.objects.filter(panel=panel, number=number).exists():
        raise BadInput("followup.number_taken", number=number)
    recommendation = Recommendation.objects.create(
        panel=panel,
        number=number,
        lead=numbered.lead or f"{number}. ",
        title=numbered.text,
        text=text,
        theme=theme,
        municipalities=_places(municipalities),
        answer_due=answer_due or default_due(panel),
    )
    due = {"answer_due": str(recommendation.answer_due)} if recommendation.answer_due else {}
    changes.record(
        recommendation, "recommendation_added", actor, number=number, cell=recommendation.cell, **due
    )
    return recommendation


def _needed(text: str) -> str:
    if not text.strip():
        raise BadInput("followup.text_missing")
    return text


def _places(text: str) -> str:
    """Names as they are kept; those that were typed close together need more room."""
    kept = ", ".join(named_places(text))
    if len(kept) > LONGEST_PLACES:
        raise BadInput("followup.places_too_long", limit=LONGEST_PLACES)
    return kept


@transaction.atomic
def change_recommendation(
    *,
    recommendation: Recommendation,
    title: str | None = None,
    text: str | None = None,
    theme: str,
    municipalities: str | None = None,
    answer_due: date | None,
    due_reason: str = "",
    actor: User | None,
    seen: Mapping[str, str] | None = None,
) -> Recommendation:
    """Change the words of a recommendation or the day its answer is due; its number stays.

    None leaves the title or the text; what came with a handed-over statement cannot be changed (NotAllowed).
    A promised day moves only later, and for a reason. `municipalities` are names with commas between them,
    none of them for the whole area; None leaves them.

    With `seen`, what the writer saw at the beginning, raises Conflict if it has been changed since.
    """
    changes.take(recommendation)
    changes.check_seen(recommendation, seen)
    before = changes.snapshot(recommendation, RECOMMENDATION_FIELDS)
    if title is not None:
        recommendation.title = _needed(title)
    recommendation.text = recommendation.text if text is None else text
    recommendation.theme = theme
    if municipalities is not None:
        recommendation.municipalities = _places(municipalities)
    set_due(recommendation, answer_due, due_reason, actor)
    recommendation.save()
    _log_changes(recommendation, before, RECOMMENDATION_FIELDS, "recommendation_changed", actor)
    return recommendation


@transaction.atomic
def add_sub(
    *, recommendation: Recommendation, text: str, detail: str = "", actor: User | None
) -> SubRecommendation:
    """Add a sub-recommendation as the last of its recommendation."""
    numbered = split_part_number(_needed(text))
    newest = recommendation.subs.aggregate(newest=Max("order"))["newest"]
    sub = SubRecommendation.objects.create(
        recommendation=recommendation,
        order=(newest or 0) + 1,
        number=numbered.number,
        lead=numbered.lead,
        text=numbered.text,
        detail=detail,
    )
    changes.record(sub, "sub_added", actor, cell=sub.cell)
    return sub


@transaction.atomic
def change_sub(
    *,
    sub: SubRecommendation,
    text: str,
    detail: str,
    actor: User | None,
    seen: Mapping[str, str] | None = None,
) -> SubRecommendation:
    """Change the words of a sub-recommendation; Conflict if they are no longer the `seen` ones.

    NotAllowed when it came with the statement that was handed over.
    """
    changes.take(sub)
    changes.check_seen(sub, seen)
    before = changes.snapshot(sub, ("cell", "detail"))
    numbered = split_part_number(_needed(text))
    sub.number, sub.lead, sub.text, sub.detail = numbered.number, numbered.lead, numbered.text, detail
    sub.save()
    _log_changes(sub, before, ("cell", "detail"), "sub_changed", actor)
    return sub


@transaction.atomic
def add_action(
    *,
    recommendation: Recommendation,
    sub: SubRecommendation | None = None,
    actor: User | None,
    **fields: Unpack[ActionFields],
) -> Action:
    """Add an action as the last of its recommendation or sub-recommendation."""
    _needed(fields.get("text", ""))
    newest = recommendation.actions.aggregate(newest=Max("order"))["newest"]
    action = Action(recommendation=recommendation, sub=sub, order=(newest or 0) + 1)
    _fill(action, fields)
    action.updated_on = clock.today()
    action.save()
    changes.record(action, "action_added", actor, to=changes.snapshot(action, ACTION_FIELDS))
    return action


@transaction.atomic
def change_action(
    *,
    action: Action,
    actor: User | None,
    by: str = "",
    seen: Mapping[str, str] | None = None,
    **fields: Unpack[ActionFields],
) -> Action:
    """Change what an action says; only the given fields. `by` says in what post, when nobody signed in.

    An accepted recommendation keeps at least one action with a schedule. With `seen`, what the writer saw at
    the beginning, raises Conflict if it has been changed since.
    """
    changes.take(action)
    changes.check_seen(action, seen)
    before = changes.snapshot(action, ACTION_FIELDS)
    _fill(action, fields)
    keep_a_schedule(action)
    changed = changes.differences(before, changes.snapshot(action, ACTION_FIELDS))
    if changed:
        action.updated_on = clock.today()
        action.save()
        changes.record(action, "action_changed", actor, changes=changed, **({"by": by} if by else {}))
    return action


def _fill(action: Action, fields: ActionFields) -> None:
    """Write the fields; a status cell nobody touched keeps its exact characters."""
    plain: dict[str, Any] = {name: value for name, value in fields.items() if not name.startswith("status")}
    for name, value in plain.items():
        setattr(action, name, value)
    term = fields.get("status", action.status)
    words = fields.get("status_words", action.status_words)
    joint_fits = bool(words) == bool(action.status_words)
    if term != action.status or not (joint_fits and action.pk):
        action.status_prefix = prefix_for(term, words)
    action.status, action.status_words = term, words


def _log_changes(
    item: changes.Item, before: dict[str, str], fields: tuple[str, ...], kind: str, actor: User | None
) -> None:
    changed = changes.differences(before, changes.snapshot(item, fields))
    if changed:
        changes.record(item, kind, actor, changes=changed)
