"""Ballots: made in random order, handed out without a trace of which to whom, cast once.

Nothing here writes to the log when a member receives their own ballot or a ballot is cast: moments side by
side would tell who voted how.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction

from puntari.core import log
from puntari.core.errors import BadInput, Conflict, NotAllowed
from puntari.deliberation import people
from puntari.deliberation.guards import LIVE
from puntari.deliberation.models import Ballot, Choice, PaperEntry, Proposal, RollEntry, Vote
from puntari.deliberation.models.votes import SCALES
from puntari.deliberation.queries.votes import code_hash, read_code
from puntari.methods.weighing import compare_entries, generate_codes, parse_code, receipt

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.lottery.models import Member

MOST_SHEETS = 500


def make_ballots(vote: Vote, kind: str, count: int) -> list[str]:
    """Make ballots with an empty choice for every proposal; returns their codes."""
    codes = generate_codes(count, secrets.SystemRandom())
    ballots = Ballot.objects.bulk_create(
        [Ballot(vote=vote, kind=kind, code=code, code_hash=code_hash(code)) for code in codes]
    )
    items = list(vote.items.all())
    key = bytes.fromhex(str(vote.key))
    Choice.objects.bulk_create(
        [
            Choice(ballot=ballot, item=item, receipt=receipt(code, f"{vote.pk}/{item.pk}", key))
            for ballot, code in zip(ballots, codes, strict=True)
            for item in items
        ]
    )
    return codes


@transaction.atomic
def issue_ballots(*, vote: Vote, count: int, actor: User) -> list[str]:
    """Make printed ballots; each is used only by whoever gets the sheet. Returns the codes."""
    vote = _live(vote)
    if not 1 <= count <= MOST_SHEETS:
        raise BadInput("deliberation.sheet_count", count=count, most=MOST_SHEETS)
    codes = make_ballots(vote, Ballot.Kind.SHEET, count)
    _record("deliberation.sheets_made", vote, actor, count=count)
    return codes


def _live(vote: Vote) -> Vote:
    vote = Vote.objects.select_for_update(of=("self",)).select_related("panel", "meeting").get(pk=vote.pk)
    if vote.state not in LIVE:
        raise NotAllowed("deliberation.vote_not_open", vote=str(vote))
    return vote


@transaction.atomic
def hand_ballot(*, vote: Vote, member: Member) -> str:
    """Give a member one of the ballots, picked at random; only that is kept. Returns its code."""
    vote = _live(vote)
    if not vote.is_open:
        raise NotAllowed("deliberation.vote_not_open", vote=str(vote))
    entry = _roll_entry(vote, member)
    if not (vote.remote or vote.meeting is None or entry.present):
        if member.pk not in people.present_ids(vote.meeting):
            raise NotAllowed("deliberation.not_present")
        entry.present = True
    entry.received = True
    entry.save()
    waiting = list(Ballot.objects.filter(vote=vote, kind=Ballot.Kind.OWN, handed=False))
    ballot = secrets.choice(waiting)
    code = str(ballot.code)
    ballot.code, ballot.handed = "", True
    ballot.save()
    return code


def _roll_entry(vote: Vote, member: Member) -> RollEntry:
    entry = RollEntry.objects.select_for_update().filter(vote=vote, member_id=member.pk).first()
    if entry is None:
        raise NotAllowed("deliberation.not_on_roll")
    if entry.received:
        raise Conflict("deliberation.ballot_received_before")
    return entry


@transaction.atomic
def give_sheet(*, vote: Vote, member: Member, actor: User) -> RollEntry:
    """Note that a member has been given a printed ballot (any of the pile)."""
    vote = _live(vote)
    entry = _roll_entry(vote, member)
    entry.received = entry.present = True
    entry.save()
    _record("deliberation.sheet_given", vote, actor, member=member.number)
    return entry


@transaction.atomic
def cast(*, ballot_code: str, choices: Mapping[Proposal, str]) -> Ballot:
    """Cast a ballot by its code, or change it; until the vote stops. What is left out is blank."""
    ballot = _ballot(ballot_code)
    if not ballot.vote.is_open:
        raise NotAllowed("deliberation.vote_not_open", vote=str(ballot.vote))
    if ballot.entries.exists():
        raise Conflict("deliberation.ballot_on_paper")
    _write(ballot, _options(ballot.vote, choices))
    return ballot


def _ballot(typed: str) -> Ballot:
    ballots = Ballot.objects.select_for_update(of=("self",)).select_related("vote__panel")
    found = ballots.filter(code_hash=code_hash(read_code(typed))).first()
    if found is None or (found.kind == Ballot.Kind.OWN and not found.handed):
        raise BadInput("deliberation.code_unknown")
    if found.voided:
        raise NotAllowed("deliberation.ballot_void")
    # The state is read under a lock, so that no ballot slips in while the vote is being closed.
    found.vote = Vote.objects.select_for_update(of=("self",)).select_related("panel").get(pk=found.vote_id)
    return found


def _options(vote: Vote, choices: Mapping[Proposal, str]) -> dict[int, str]:
    scale = SCALES[vote.scale]
    items = {item.proposal_id: item for item in vote.items.all()}
    given: dict[int, str] = {}
    for proposal, option in choices.items():
        if proposal.pk not in items:
            raise BadInput("deliberation.not_on_this_ballot", proposal=str(proposal))
        if option not in scale.options:
            raise BadInput("deliberation.option_unknown", option=option)
        given[items[proposal.pk].pk] = option
    blank = min(scale.blank)
    return {item.pk: given.get(item.pk, blank) for item in items.values()}


def _write(ballot: Ballot, options: Mapping[int, str]) -> None:
    for item, option in options.items():
        Choice.objects.filter(ballot=ballot, item_id=item).update(option=option)
    Ballot.objects.filter(pk=ballot.pk).update(cast=True)
    ballot.cast = True


@transaction.atomic
def enter_paper(*, ballot_code: str, choices: Mapping[Proposal, str], actor: User) -> Ballot:
    """Enter what a paper ballot says. It counts when two different people have entered the same.

    The same person entering again corrects their own entry.
    """
    ballot = _ballot(ballot_code)
    _refuse_paper(ballot, actor)
    options = {str(item): option for item, option in _options(ballot.vote, choices).items()}
    PaperEntry.objects.update_or_create(ballot=ballot, by=actor, defaults={"choices": options})
    agreed = _agreed(ballot)
    if agreed is None:
        _clear(ballot)
    else:
        _write(ballot, agreed)
    return ballot


def _refuse_paper(ballot: Ballot, actor: User) -> None:
    if ballot.vote.state not in LIVE:
        raise NotAllowed("deliberation.vote_not_open", vote=str(ballot.vote))
    if ballot.kind != Ballot.Kind.SHEET:
        raise BadInput("deliberation.not_a_sheet")
    readers = set(ballot.entries.values_list("by", flat=True))
    if ballot.cast and not readers:
        raise Conflict("deliberation.voted_by_phone")
    if actor.pk not in readers and len(readers) >= 2:
        raise Conflict("deliberation.read_by_two")


def _agreed(ballot: Ballot) -> dict[int, str] | None:
    """Item -> option when two people have read the ballot alike in every item, else None."""
    readings = list(ballot.entries.values_list("choices", flat=True))
    if len(readings) < 2:
        return None
    code = parse_code(str(ballot.code))
    first, second = readings[:2]
    same = [compare_entries({code: first[item]}, {code: second.get(item, "")}).agreed for item in first]
    if not all(same) or first.keys() != second.keys():
        return None
    return {int(item): option for item, option in first.items()}


def _clear(ballot: Ballot) -> None:
    ballot.choices.update(option="")
    Ballot.objects.filter(pk=ballot.pk).update(cast=False)
    ballot.cast = False


@transaction.atomic
def void_ballot(*, vote: Vote, ballot_code: str, reason: str, actor: User) -> Ballot:
    """Take a spoiled or lost-and-found sheet out of the vote; its holder may get another sheet."""
    vote = _live(vote)
    ballot = _ballot(ballot_code)
    if ballot.vote_id != vote.pk or ballot.kind != Ballot.Kind.SHEET:
        raise BadInput("deliberation.not_a_sheet")
    if not reason.strip():
        raise BadInput("deliberation.reason_missing")
    _clear(ballot)
    ballot.voided = True
    ballot.save()
    _record("deliberation.sheet_voided", vote, actor, reason=reason.strip())
    return ballot


def _record(kind: str, vote: Vote, actor: User, **data: object) -> None:
    log.record(
        kind,
        actor=actor,
        panel_slug=vote.panel.slug,
        subject=f"vote/{vote.pk}",
        data={"vote": vote.number, **data},
    )
