"""Where did my card go? The whole graph of a panel is read in a handful of queries, then walked in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from puntari.deliberation.models import Card, CardLink, Descent, Proposal, VoteItem
from puntari.deliberation.queries.cards import cards_of
from puntari.deliberation.queries.votes import deciding_items

if TYPE_CHECKING:
    from puntari.panels.models import Panel


def uncovered_cards(panel: Panel) -> list[Card]:
    """Cards that no proposal carries and nobody has ticked with a reason."""
    carried = CardLink.objects.filter(card=OuterRef("pk")).exclude(proposal__state=Proposal.State.UNDONE)
    return list(cards_of(panel).filter(~Exists(carried), left_out=None))


@dataclass(frozen=True)
class End:
    """Where one way of a card ends: `route` of proposals, the last one's vote and recommendation."""

    route: tuple[Proposal, ...]
    item: VoteItem | None
    recommendation: int | None

    @property
    def proposal(self) -> Proposal:
        return self.route[-1]

    @property
    def key(self) -> str:
        """What became of it: recommendation, voted_down, no_quorum, withdrawn or open."""
        if self.recommendation is not None:
            return "recommendation"
        if self.proposal.state == Proposal.State.WITHDRAWN:
            return "withdrawn"
        if self.item is None:
            return "open"
        return "no_quorum" if self.item.outcome == VoteItem.Outcome.NO_QUORUM else "voted_down"


@dataclass(frozen=True)
class Trail:
    """A card and all the ends it came to."""

    card: Card
    ends: tuple[End, ...]

    @property
    def key(self) -> str:
        """The best that became of the card: an end's key, or deleted, left_out or waiting."""
        if self.card.deleted:
            return "deleted"
        found = {end.key for end in self.ends}
        order = ("recommendation", "open", "voted_down", "no_quorum", "withdrawn")
        best = next((key for key in order if key in found), None)
        return best or ("left_out" if self.card.left_out else "waiting")


class Provenance:
    """The graph of a panel: cards -> proposals -> merges and splits -> votes -> recommendations."""

    def __init__(self, panel: Panel) -> None:
        self.panel = panel
        self.proposals = Proposal.objects.filter(panel=panel).select_related("current").in_bulk()
        self.items = deciding_items(panel)
        self.recommended = self._numbers()
        self._links: defaultdict[int, list[int]] = defaultdict(list)
        self._cards: defaultdict[int, list[int]] = defaultdict(list)
        self._down: defaultdict[int, list[int]] = defaultdict(list)
        self._up: defaultdict[int, list[int]] = defaultdict(list)
        for card, proposal in CardLink.objects.filter(proposal__panel=panel).values_list("card", "proposal"):
            self._links[card].append(proposal)
            self._cards[proposal].append(card)
        standing = Descent.objects.filter(rework__panel=panel, rework__undone=None).order_by("pk")
        for parent, child in standing.values_list("parent", "child"):
            self._down[parent].append(child)
            self._up[child].append(parent)

    def _numbers(self) -> dict[int, int]:
        adopted = [item for item in self.items.values() if item.adopted]
        adopted.sort(key=lambda item: (item.vote.number, item.order))
        return {item.proposal_id: number for number, item in enumerate(adopted, start=1)}

    def trail(self, card: Card) -> Trail:
        """Everything that became of a card."""
        ends = {end.proposal.pk: end for start in self._links[card.pk] for end in self._ends((start,))}
        return Trail(card, tuple(ends.values()))

    def trails(self) -> list[Trail]:
        """All cards of the panel, by number, deleted ones too."""
        return [self.trail(card) for card in cards_of(self.panel, deleted=True)]

    def _ends(self, route: tuple[int, ...]) -> Iterator[End]:
        last = self.proposals[route[-1]]
        if last.state in (Proposal.State.MERGED, Proposal.State.SPLIT):
            for child in self._down[last.pk]:
                yield from self._ends((*route, child))
        elif last.state != Proposal.State.UNDONE:
            walked = tuple(self.proposals[pk] for pk in route)
            yield End(walked, self.items.get(last.pk), self.recommended.get(last.pk))

    def ancestors(self, proposal: Proposal) -> list[Proposal]:
        """The proposal and all it came of, itself first, parents before grandparents."""
        found: dict[int, None] = {proposal.pk: None}
        for pk in found_while_growing(found):
            found.update(dict.fromkeys(self._up[pk]))
        return [self.proposals[pk] for pk in found]

    def cards_behind(self, proposal: Proposal) -> list[Card]:
        """Every card that the proposal or anything it came of carries, by number."""
        wanted = {card for one in self.ancestors(proposal) for card in self._cards[one.pk]}
        return list(cards_of(self.panel).filter(pk__in=wanted).order_by("number"))

    def card_numbers(self) -> dict[int, int]:
        """Proposal id -> how many cards are behind it."""
        return {
            pk: len({card for one in self.ancestors(proposal) for card in self._cards[one.pk]})
            for pk, proposal in self.proposals.items()
        }


def found_while_growing(found: dict[int, None]) -> Iterator[int]:
    """The keys of a dict that grows while it is walked, each once."""
    walked = 0
    while walked < len(found):
        yield list(found)[walked]
        walked += 1
