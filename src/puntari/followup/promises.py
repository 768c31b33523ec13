"""By when an answer is promised: the panel's hand-over and the days its decision makers promised."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from puntari.panels.models import Panel

DEFAULT_DAYS = 90


def days_to_answer(panel: Panel) -> int:
    """The promised days; where nobody has promised, what is usual."""
    promise = getattr(panel, "promise", None)
    return promise.days_to_answer if promise else DEFAULT_DAYS


def default_due(panel: Panel) -> date | None:
    """By when every recommendation of the panel is to be answered; None before the hand-over."""
    handed = panel.handed_over_on
    return handed + timedelta(days=days_to_answer(panel)) if handed else None
