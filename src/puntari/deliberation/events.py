"""What later rooms hear from this one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class HandedRecommendation:
    """One adopted recommendation as it was handed over; `sub` holds (number, title, text)."""

    number: int
    title: str
    text: str
    sub: tuple[tuple[str, str, str], ...] = ()
    votes_for: int = 0
    votes_against: int = 0
    votes_blank: int = 0
    minority_reasons: tuple[str, ...] = ()
    theme: str = ""


@dataclass(frozen=True)
class StatementHandedOver:
    """The final statement was handed over to the decision makers."""

    panel_id: int
    statement_id: int
    handed_over_on: date
    recommendations: tuple[HandedRecommendation, ...] = ()
