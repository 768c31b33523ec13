"""Writing changed fields with one log entry that says what they were and what they became."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Model

from puntari.core import log
from puntari.core.errors import Conflict
from puntari.followup.actions import telling
from puntari.followup.models import Action, Recommendation, SubRecommendation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from puntari.core.models import User

Item = Recommendation | SubRecommendation | Action


def recommendation_of(item: Item) -> Recommendation:
    """The recommendation an item belongs to: its log entries stand under it."""
    return item if isinstance(item, Recommendation) else item.recommendation


def named(item: Item) -> dict[str, Any]:
    """Which item of the recommendation an entry is about."""
    if isinstance(item, Action):
        return {"action": item.pk, "name": item.text[:120]}
    return {"sub": item.pk, "name": item.cell[:120]} if isinstance(item, SubRecommendation) else {}


def record(item: Item, kind: str, actor: User | None, **data: Any) -> None:
    """Log something about an item under its recommendation."""
    recommendation = recommendation_of(item)
    log.record(
        f"followup.{kind}",
        actor=actor,
        panel_slug=recommendation.panel.slug,
        subject=recommendation.subject,
        data={**named(item), **data},
    )
    telling.soon(recommendation)


def snapshot(item: Item, fields: tuple[str, ...]) -> dict[str, str]:
    """The public fields as text."""
    values = {field: getattr(item, field) for field in fields}
    return {field: "" if value is None else str(value) for field, value in values.items()}


def differences(before: dict[str, str], after: dict[str, str]) -> dict[str, list[str]]:
    """Field -> [old, new] for the fields that changed."""
    return {field: [old, after[field]] for field, old in before.items() if after[field] != old}


def state_of(thing: Model | None, names: Iterable[str]) -> dict[str, str]:
    """The fields as a form holds them; a thing that is not there yet has empty ones."""
    return {name: _as_typed(getattr(thing, name, None)) for name in names}


def _as_typed(value: Any) -> str:
    if value is None:
        return ""
    return str(value.pk if isinstance(value, Model) else value)


def take(item: Item) -> None:
    """Lock the item's row and read it again: what was written meanwhile is not written over."""
    rows: Any = type(item)._default_manager.select_for_update()
    item.refresh_from_db(from_queryset=rows)


def check_seen(thing: Model | None, seen: Mapping[str, str] | None) -> None:
    """Conflict when the thing is no longer what the writer saw before beginning; None asks nothing."""
    if seen is not None and state_of(thing, seen) != dict(seen):
        raise Conflict("followup.changed_meanwhile")
