"""Writing changed fields with one log entry that says what they were and what they became."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from puntari.core import log
from puntari.followup.models import Action, Recommendation, SubRecommendation

if TYPE_CHECKING:
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


def snapshot(item: Item, fields: tuple[str, ...]) -> dict[str, str]:
    """The public fields as text."""
    values = {field: getattr(item, field) for field in fields}
    return {field: "" if value is None else str(value) for field, value in values.items()}


def differences(before: dict[str, str], after: dict[str, str]) -> dict[str, list[str]]:
    """Field -> [old, new] for the fields that changed."""
    return {field: [old, after[field]] for field, old in before.items() if after[field] != old}
