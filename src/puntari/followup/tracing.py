"""Where a recommendation came from: the statement, the proposals it grew of, the cards and their tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from puntari.deliberation import queries as deliberation

if TYPE_CHECKING:
    from puntari.deliberation.models import Card, Proposal
    from puntari.followup.models import Recommendation

SHOWN = 12


@dataclass(frozen=True)
class Trace:
    """The way back. `proposals` are newest first: the one that was voted on, then its parents."""

    proposals: list[Proposal]
    cards: list[Card]

    @property
    def shown(self) -> list[Card]:
        """As many cards as a page bears; the rest stand on the statement's own page of the recommendation."""
        return self.cards[:SHOWN]

    @property
    def more(self) -> int:
        return max(0, len(self.cards) - SHOWN)

    @property
    def tables(self) -> int:
        """At how many tables the ideas were written; a table of another meeting is another table."""
        return len({(card.meeting_id, card.table) for card in self.cards if card.table})

    @property
    def meetings(self) -> int:
        return len({card.meeting_id for card in self.cards})


def trace_of(recommendation: Recommendation) -> Trace | None:
    """The trace of a recommendation of a published statement; None for one that came in otherwise."""
    panel = recommendation.panel
    if recommendation.handed_over_on is None or deliberation.published_statement(panel) is None:
        return None
    graph = deliberation.Provenance(panel)
    numbers = {number: proposal for proposal, number in graph.recommended.items()}
    if recommendation.number not in numbers:
        return None
    proposal = graph.proposals[numbers[recommendation.number]]
    return Trace(graph.ancestors(proposal), graph.cards_behind(proposal))
