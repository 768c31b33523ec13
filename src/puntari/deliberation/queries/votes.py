"""Reading votes: how far one is, what came of it, and the receipts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from puntari.core.crypto import lookup_hash
from puntari.core.errors import BadInput
from puntari.deliberation.models import Ballot, Choice, PaperEntry, Proposal, RollEntry, Vote, VoteItem
from puntari.methods.weighing import PaperCount, WeighingError, compare_entries, parse_code

if TYPE_CHECKING:
    from puntari.panels.models import Panel


def votes_of(panel: Panel) -> QuerySet[Vote]:
    """The panel's votes by number, with their items and wordings."""
    items = VoteItem.objects.select_related("version", "proposal", "vote")
    votes = Vote.objects.filter(panel=panel).select_related("panel", "meeting", "opened_by", "closed_by")
    return votes.prefetch_related(Prefetch("items", items))


def get_vote(panel: Panel, number: int) -> Vote:
    """One vote by number; else not found."""
    vote = votes_of(panel).filter(number=number).first()
    if vote is None:
        raise Http404
    return vote


def open_votes(panel: Panel) -> QuerySet[Vote]:
    """Votes in which a ballot can be cast now."""
    return votes_of(panel).filter(state=Vote.State.OPEN)


def deciding_items(panel: Panel) -> dict[int, VoteItem]:
    """Proposal id -> the item of its latest closed vote, for proposals that are still in force."""
    items = VoteItem.objects.filter(
        vote__panel=panel, vote__state=Vote.State.CLOSED, proposal__state=Proposal.State.OPEN
    )
    items = items.select_related("vote", "proposal", "version").order_by("vote__number", "order")
    return {item.proposal_id: item for item in items}


def code_hash(code: str) -> str:
    """What a ballot is found by; the code itself is kept only until it is handed out."""
    return lookup_hash(code, "ballot")


def read_code(typed: str) -> str:
    """The written form of a code as somebody typed it; says what is wrong with a mistyped one."""
    try:
        return parse_code(typed)
    except WeighingError as wrong:
        raise BadInput(f"deliberation.code_{wrong.code}", **wrong.params) from wrong


def ballot_by_code(typed: str) -> Ballot | None:
    """The ballot of a code as somebody typed it; None when there is none, or the code is mistyped."""
    try:
        code = read_code(typed)
    except BadInput:
        return None
    return (
        Ballot.objects.select_related("vote__panel__organisation").filter(code_hash=code_hash(code)).first()
    )


@dataclass(frozen=True)
class Progress:
    """How far a vote is; nothing here tells of choices."""

    members: int
    present: int
    received: int
    cast: int
    sheets: int
    half_entered: int


def progress_of(vote: Vote) -> Progress:
    """Ballots received and cast so far, in three queries."""
    roll = list(RollEntry.objects.filter(vote=vote).values_list("present", "received"))
    ballots = list(Ballot.objects.filter(vote=vote, voided=False).values_list("pk", "kind", "cast"))
    entered = set(
        PaperEntry.objects.filter(ballot__vote=vote, ballot__voided=False).values_list("ballot", flat=True)
    )
    return Progress(
        members=len(roll),
        present=sum(present or received for present, received in roll),
        received=sum(received for _, received in roll),
        cast=sum(cast for _, _, cast in ballots),
        sheets=sum(kind == Ballot.Kind.SHEET for _, kind, _ in ballots),
        half_entered=sum(pk in entered and not cast for pk, _, cast in ballots),
    )


def roll_of(vote: Vote) -> QuerySet[RollEntry]:
    """Who may vote and who has received a ballot, by member number."""
    return RollEntry.objects.filter(vote=vote).select_related("member__volunteer").order_by("member__number")


def receipts_of(vote: Vote) -> list[tuple[VoteItem, list[tuple[str, str]]]]:
    """Each proposal's published list: (receipt, choice), by receipt so that the order tells nothing."""
    counted = Choice.objects.filter(item__vote=vote, ballot__cast=True, ballot__voided=False)
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for item, receipt, option in counted.values_list("item", "receipt", "option"):
        found[item].append((receipt, option))
    return [(item, sorted(found[item.pk])) for item in vote.items.all()]


def own_choices(ballot: Ballot) -> QuerySet[Choice]:
    """What one ballot says, for whoever holds its code."""
    return ballot.choices.select_related("item__version", "item__vote").order_by("item__order")


def paper_count(vote: Vote) -> PaperCount:
    """The two readings of every paper ballot side by side, whole ballots at a time."""
    first: dict[str, str] = {}
    second: dict[str, str] = {}
    entries = PaperEntry.objects.filter(ballot__vote=vote, ballot__voided=False).select_related("ballot")
    for entry in entries.order_by("pk"):
        code = str(entry.ballot.code)
        (second if code in first else first)[code] = _said(entry)
    return compare_entries(first, second)


def _said(entry: PaperEntry) -> str:
    return " ".join(f"{item}={option}" for item, option in sorted(entry.choices.items()))


def sheets_of(vote: Vote) -> list[tuple[str, list[Choice]]]:
    """Printed ballots that nobody has voted with: (code, its receipts in the ballot's order)."""
    ballots = Ballot.objects.filter(vote=vote, kind=Ballot.Kind.SHEET, cast=False, voided=False)
    choices = Choice.objects.select_related("item").order_by("item__order")
    waiting = [one for one in ballots.prefetch_related(Prefetch("choices", choices)) if one.code]
    return [(str(ballot.code), list(ballot.choices.all())) for ballot in waiting]
