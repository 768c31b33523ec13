"""From a table's cards to the final statement."""

from puntari.deliberation.models.cards import Card
from puntari.deliberation.models.proposals import (
    CardLink,
    Comment,
    Descent,
    Proposal,
    ProposalVersion,
    Rework,
)
from puntari.deliberation.models.statement import Edition, Statement, StatementCheck, StatementText
from puntari.deliberation.models.votes import (
    Ballot,
    Choice,
    MinorityReason,
    PaperEntry,
    RollEntry,
    Vote,
    VoteItem,
)

__all__ = [
    "Ballot",
    "Card",
    "CardLink",
    "Choice",
    "Comment",
    "Descent",
    "Edition",
    "MinorityReason",
    "PaperEntry",
    "Proposal",
    "ProposalVersion",
    "Rework",
    "RollEntry",
    "Statement",
    "StatementCheck",
    "StatementText",
    "Vote",
    "VoteItem",
]
