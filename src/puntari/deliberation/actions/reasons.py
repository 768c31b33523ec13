"""Minority reasons: short, in time, anonymous unless the writer wants to be named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from puntari.core import log
from puntari.core.crypto import lookup_hash
from puntari.core.errors import BadInput, Conflict, NotAllowed
from puntari.deliberation.guards import refuse_published
from puntari.deliberation.models import Ballot, Choice, MinorityReason, Proposal, VoteItem
from puntari.deliberation.models.votes import SCALES
from puntari.deliberation.queries.votes import ballot_by_code
from puntari.methods.weighing import parse_code

if TYPE_CHECKING:
    from puntari.core.models import User

MOST_WORDS = 80


@transaction.atomic
def add_minority_reason(*, ballot_code: str, proposal: Proposal, text: str, name: str = "") -> MinorityReason:
    """Say in at most 80 words why one did not support a proposal; again before the time is up replaces it.

    The ballot proves the right to write. Only a keyed hash of its code is kept with the reason, so the reason
    leads to no ballot. `name` is shown only when the writer gives it.
    """
    ballot = ballot_by_code(ballot_code)
    if ballot is None:
        raise BadInput("deliberation.code_unknown")
    item = ballot.vote.items.filter(proposal=proposal).select_related("vote").first()
    if item is None:
        raise BadInput("deliberation.not_on_this_ballot", proposal=str(proposal))
    _refuse(ballot, item)
    reason, _ = MinorityReason.objects.update_or_create(
        mark=lookup_hash(parse_code(ballot_code), f"minority/{item.pk}"),
        defaults={"item": item, "text": _checked(text), "name": name.strip()},
    )
    return reason


def _refuse(ballot: Ballot, item: VoteItem) -> None:
    if not ballot.vote.is_closed or not ballot.vote.takes_reasons:
        raise NotAllowed("deliberation.reasons_closed")
    choice = Choice.objects.filter(ballot=ballot, item=item, ballot__cast=True).first()
    if choice is None or ballot.voided:
        raise NotAllowed("deliberation.ballot_not_cast")
    if choice.option in SCALES[ballot.vote.scale].support:
        raise NotAllowed("deliberation.supported_it")


def _checked(text: str) -> str:
    words = text.split()
    if not words:
        raise BadInput("deliberation.reason_missing")
    if len(words) > MOST_WORDS:
        raise BadInput("deliberation.reason_too_long", words=len(words), most=MOST_WORDS)
    return text.strip()


@transaction.atomic
def hide_minority_reason(*, reason: MinorityReason, why: str, actor: User) -> MinorityReason:
    """Keep a reason out of the statement because it tells of a private person or breaks the law."""
    panel = reason.item.vote.panel
    refuse_published(panel)
    if not why.strip():
        raise BadInput("deliberation.reason_missing")
    if reason.hidden_reason:
        raise Conflict("deliberation.already_hidden")
    reason.hidden_reason = why.strip()
    reason.save()
    log.record(
        "deliberation.minority_reason_hidden",
        actor=actor,
        panel_slug=panel.slug,
        subject=f"vote/{reason.item.vote_id}",
        data={"item": reason.item.order, "why": reason.hidden_reason},
    )
    return reason
