"""When the deliberation may no longer be touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from puntari.core.errors import NotAllowed
from puntari.deliberation.models import Proposal, Statement, Vote, VoteItem

if TYPE_CHECKING:
    from puntari.panels.models import Panel

LIVE = (Vote.State.OPEN, Vote.State.COUNTING)


def refuse_published(panel: Panel) -> None:
    """After publication the statement and everything it rests on stay as they are."""
    if Statement.objects.filter(panel=panel, published__isnull=False).exists():
        raise NotAllowed("deliberation.statement_published")


def refuse_unless_open(proposal: Proposal) -> None:
    """Only a proposal still in work can be changed, merged or voted on."""
    if not proposal.is_open:
        raise NotAllowed(
            "deliberation.proposal_not_open", proposal=str(proposal), state=proposal.get_state_display()
        )


def refuse_on_ballot(proposal: Proposal) -> None:
    """What is being voted on stays as it is until the vote is closed."""
    live = VoteItem.objects.filter(proposal=proposal, vote__state__in=(*LIVE, Vote.State.DRAFT))
    item = live.select_related("vote").first()
    if item is not None:
        raise NotAllowed("deliberation.proposal_on_ballot", proposal=str(proposal), vote=str(item.vote))


def refuse_adopted(proposal: Proposal) -> None:
    """What the panel has adopted is neither merged, split nor left out."""
    closed = VoteItem.objects.filter(proposal=proposal, vote__state=Vote.State.CLOSED)
    latest = closed.order_by("vote__number").last()
    if latest is not None and latest.adopted:
        raise NotAllowed("deliberation.proposal_adopted", proposal=str(proposal))
