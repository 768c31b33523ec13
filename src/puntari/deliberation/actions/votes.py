"""A vote from its rule to its result."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from django.db import transaction

from puntari.core import clock, log
from puntari.core.errors import BadInput, NotAllowed
from puntari.deliberation import people
from puntari.deliberation.actions.ballots import make_ballots
from puntari.deliberation.guards import LIVE, refuse_published
from puntari.deliberation.models import Ballot, Choice, Proposal, RollEntry, Vote, VoteItem
from puntari.deliberation.numbering import lock, next_number
from puntari.deliberation.queries.votes import progress_of
from puntari.methods.weighing import Tally, tally

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.panels.models import Meeting, Panel


class Rule(TypedDict, total=False):
    """What is fixed before a vote opens; each a choice of the Vote model."""

    title: str
    scale: str
    base: str
    threshold: str
    quorum: str
    minority_share: str
    minority_minutes: int
    remote: bool


@transaction.atomic
def prepare_vote(
    *,
    panel: Panel,
    proposals: Sequence[Proposal],
    meeting: Meeting | None,
    actor: User,
    **rule: Unpack[Rule],
) -> Vote:
    """Make a ballot of frozen proposals in the given order, with its rule; both can change until it opens."""
    lock(panel)
    refuse_published(panel)
    vote = Vote(panel=panel, number=next_number(Vote, panel), meeting=meeting)
    _set(vote, proposals, rule)
    _record("deliberation.vote_prepared", vote, actor, proposals=[one.number for one in proposals])
    return vote


@transaction.atomic
def change_vote(
    *,
    vote: Vote,
    proposals: Sequence[Proposal],
    meeting: Meeting | None,
    actor: User,
    **rule: Unpack[Rule],
) -> Vote:
    """Change a vote that has not been opened."""
    vote = _locked(vote)
    if vote.state != Vote.State.DRAFT:
        raise NotAllowed("deliberation.vote_rule_locked", vote=str(vote))
    vote.meeting = meeting
    _set(vote, proposals, rule)
    _record("deliberation.vote_changed", vote, actor, proposals=[one.number for one in proposals])
    return vote


def _set(vote: Vote, proposals: Sequence[Proposal], rule: Rule) -> None:
    if not proposals:
        raise BadInput("deliberation.vote_empty")
    for name, value in rule.items():
        setattr(vote, name, value)
    _check_choices(vote)
    vote.save()
    vote.items.all().delete()
    fresh = Proposal.objects.select_related("current").in_bulk([one.pk for one in proposals])
    for order, proposal in enumerate((fresh[one.pk] for one in proposals), start=1):
        _check_votable(vote, proposal)
        VoteItem.objects.create(vote=vote, order=order, proposal=proposal, version=proposal.words)


def _check_choices(vote: Vote) -> None:
    known = {
        "scale": Vote.ScaleCode.values,
        "base": Vote.Base.values,
        "threshold": Vote.Threshold.values,
        "quorum": Vote.Quorum.values,
        "minority_share": Vote.MinorityShare.values,
    }
    for field, values in known.items():
        if getattr(vote, field) not in values:
            raise BadInput("deliberation.vote_rule_unknown", field=field, value=getattr(vote, field))


def _check_votable(vote: Vote, proposal: Proposal) -> None:
    if proposal.panel_id != vote.panel_id:
        raise BadInput("deliberation.proposal_elsewhere")
    if not proposal.is_open or not proposal.is_frozen:
        raise NotAllowed("deliberation.proposal_not_frozen", proposal=str(proposal))
    others = VoteItem.objects.filter(proposal=proposal, vote__state__in=(*LIVE, Vote.State.DRAFT))
    other = others.exclude(vote=vote).select_related("vote").first()
    if other is not None:
        raise NotAllowed("deliberation.proposal_on_ballot", proposal=str(proposal), vote=str(other.vote))


@transaction.atomic
def open_prepared(*, vote: Vote, actor: User) -> Vote:
    """Open a prepared vote: from now on its rule is locked, the roll stands and every member has a ballot."""
    vote = _locked(vote)
    refuse_published(vote.panel)
    if vote.state != Vote.State.DRAFT:
        raise NotAllowed("deliberation.vote_not_draft", vote=str(vote))
    for item in vote.items.select_related("proposal__current"):
        _check_votable(vote, item.proposal)
        if item.proposal.current_id != item.version_id:
            raise NotAllowed("deliberation.wording_changed", proposal=str(item.proposal))
    members = people.voters(vote.panel)
    if not members:
        raise NotAllowed("deliberation.no_voters")
    here = people.present_ids(vote.meeting)
    RollEntry.objects.bulk_create(
        [RollEntry(vote=vote, member=member, present=member.pk in here) for member in members]
    )
    vote.state, vote.opened, vote.opened_by = Vote.State.OPEN, clock.now(), actor
    vote.key, vote.members = secrets.token_hex(32), len(members)
    vote.save()
    make_ballots(vote, Ballot.Kind.OWN, len(members))
    _record("deliberation.vote_opened", vote, actor, rule=_rule(vote), members=vote.members)
    return vote


def open_vote(
    *,
    panel: Panel,
    proposals: Sequence[Proposal],
    meeting: Meeting | None,
    actor: User,
    **rule: Unpack[Rule],
) -> Vote:
    """Prepare a vote and open it at once."""
    with transaction.atomic():
        vote = prepare_vote(panel=panel, proposals=proposals, meeting=meeting, actor=actor, **rule)
        return open_prepared(vote=vote, actor=actor)


def _rule(vote: Vote) -> dict[str, Any]:
    names = ("scale", "base", "threshold", "quorum", "minority_share", "minority_minutes", "remote")
    return {name: getattr(vote, name) for name in names} | {"version": vote.rule.version}


@transaction.atomic
def stop_voting(*, vote: Vote, actor: User) -> Vote:
    """Take no more ballots from devices; paper ballots can still be entered."""
    return _move(vote, Vote.State.OPEN, Vote.State.COUNTING, "deliberation.voting_stopped", actor)


@transaction.atomic
def resume_voting(*, vote: Vote, actor: User) -> Vote:
    """Undo `stop_voting`."""
    return _move(vote, Vote.State.COUNTING, Vote.State.OPEN, "deliberation.voting_resumed", actor)


def _move(vote: Vote, before: str, after: str, kind: str, actor: User) -> Vote:
    vote = _locked(vote)
    if vote.state != before:
        raise NotAllowed("deliberation.vote_moved_on", vote=str(vote), state=vote.get_state_display())
    vote.state = after
    vote.save()
    _record(kind, vote, actor)
    return vote


@transaction.atomic
def close_vote(*, vote: Vote, actor: User) -> Vote:
    """Close a vote for good and count it.

    Refused while a paper ballot has been read by one person only or by two differently, and when more ballots
    have been cast than received.
    """
    vote = _locked(vote)
    if vote.state not in LIVE:
        raise NotAllowed("deliberation.vote_moved_on", vote=str(vote), state=vote.get_state_display())
    progress = progress_of(vote)
    if progress.half_entered:
        raise NotAllowed("deliberation.paper_unfinished", count=progress.half_entered)
    if progress.cast > progress.received:
        raise NotAllowed(
            "deliberation.more_cast_than_received", cast=progress.cast, received=progress.received
        )
    vote.present = progress.members if vote.remote else progress.present
    for item in vote.items.all():
        _keep(item, _count(vote, item))
    _finish(vote, actor, progress.received, progress.cast)
    return vote


def _count(vote: Vote, item: VoteItem) -> Tally:
    counted = Choice.objects.filter(item=item, ballot__cast=True, ballot__voided=False)
    return tally(vote.rule, counted.values_list("option", flat=True), vote.members, vote.present)


def _keep(item: VoteItem, result: Tally) -> None:
    item.counts, item.outcome = dict(result.counts), result.outcome.value
    for name in ("cast", "blank", "supporting", "opposing", "base", "needed", "quorum_needed"):
        setattr(item, name, getattr(result, name))
    item.save()


def _finish(vote: Vote, actor: User, received: int, cast: int) -> None:
    vote.state, vote.closed, vote.closed_by = Vote.State.CLOSED, clock.now(), actor
    vote.minority_until = vote.closed + timedelta(minutes=vote.minority_minutes)
    vote.protocol = {
        "received": received,
        "cast": cast,
        "unused_sheets": vote.ballots.filter(kind=Ballot.Kind.SHEET, cast=False, voided=False).count(),
        "voided": vote.ballots.filter(voided=True).count(),
    }
    vote.save()
    vote.ballots.update(code="")
    results = {str(item.proposal_id): [item.outcome, item.supporting, item.base] for item in vote.items.all()}
    _record("deliberation.vote_closed", vote, actor, protocol=vote.protocol, results=results)


@transaction.atomic
def cancel_vote(*, vote: Vote, reason: str, actor: User) -> Vote:
    """Call a vote off before it is counted: the ballots are destroyed, the reason stays."""
    vote = _locked(vote)
    if vote.state not in (*LIVE, Vote.State.DRAFT):
        raise NotAllowed("deliberation.vote_moved_on", vote=str(vote), state=vote.get_state_display())
    if not reason.strip():
        raise BadInput("deliberation.reason_missing")
    vote.state, vote.cancelled_reason, vote.key = Vote.State.CANCELLED, reason.strip(), ""
    vote.save()
    vote.ballots.all().delete()
    vote.roll.all().delete()
    _record("deliberation.vote_cancelled", vote, actor, reason=vote.cancelled_reason)
    return vote


def _locked(vote: Vote) -> Vote:
    lock(vote.panel)
    return Vote.objects.select_for_update(of=("self",)).select_related("panel", "meeting").get(pk=vote.pk)


def _record(kind: str, vote: Vote, actor: User, **data: Any) -> None:
    log.record(
        kind,
        actor=actor,
        panel_slug=vote.panel.slug,
        subject=f"vote/{vote.pk}",
        data={"vote": vote.number, **data},
    )
