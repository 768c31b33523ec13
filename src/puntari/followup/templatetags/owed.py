"""By when news of an action is owed, promised or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from puntari.followup import silence

if TYPE_CHECKING:
    from datetime import date

    from puntari.followup.models import Action

register = template.Library()


@register.filter
def owed_by(action: Action) -> date | None:
    """The day of an open action's next update; None when nothing more is awaited."""
    return silence.owed_on(action) if action.open else None
