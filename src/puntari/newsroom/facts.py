"""The figures a release may tell, gathered from the rooms before this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from puntari.followup.queries import recommendations_of, response_summary
from puntari.lottery.queries import active_panelists
from puntari.newsroom.drafting import Facts
from puntari.recruitment.queries import letters_answer_count, volunteers_of

if TYPE_CHECKING:
    from puntari.panels.models import Panel


def facts_of(panel: Panel) -> Facts:
    """The invited, volunteers, panelists, recommendations and answers of a panel, as counted now."""
    recommendations = recommendations_of(panel).count()
    return {
        "letters": letters_answer_count(panel)["invited"] or panel.letters,
        "volunteers": volunteers_of(panel).count(),
        "panelists": active_panelists(panel).count(),
        "recommendations": recommendations,
        "answered": response_summary(panel).answered,
    }
