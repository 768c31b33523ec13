"""Binding the public draw before any source exists, and calling it off in public."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from puntari.core import clock, log
from puntari.core.errors import BadInput, NotAllowed
from puntari.core.models import User
from puntari.core.ui.formats import format_datetime
from puntari.lottery import closedpool, solving, sources
from puntari.lottery.actions.receipts import forget_receipts
from puntari.lottery.models import PublicDraw, Ticket
from puntari.methods import sortition

State = PublicDraw.State
Commitment = dict[str, object]
SOURCE_ID = re.compile(r"[a-z0-9][a-z0-9.-]{1,58}")


@transaction.atomic
def publish_commitment(
    *,
    public_draw: PublicDraw,
    named: Sequence[sortition.Source],
    deadline: datetime,
    actor: User,
    hall: datetime | None = None,
    early_reason: str = "",
) -> PublicDraw:
    """Publish what the draw is bound to: pool, panels, sources and the last hour to read them.

    At least 24 hours before the first source, which nothing overrides: the public check would fail.
    Before the days for objections are over, only with a reason, which is published.
    """
    public_draw = locked(public_draw)
    _refuse_commitment(public_draw, named, early_reason)
    commitment = _bind(public_draw, named, deadline, hall)
    public_draw.commitment = sortition.canonical_json(commitment).decode()
    public_draw.commitment_hash = sortition.commitment_hash(commitment)
    public_draw.committed, public_draw.committed_by = clock.now(), actor
    public_draw.early_reason, public_draw.state = early_reason.strip(), State.COMMITTED
    public_draw.save()
    _log_commitment(public_draw, commitment, actor)
    return public_draw


def _refuse_commitment(public_draw: PublicDraw, named: Sequence[sortition.Source], early_reason: str) -> None:
    if public_draw.state != State.LISTED:
        code = "commitment_stands" if public_draw.commitment else "list_missing"
        raise NotAllowed(f"lottery.{code}")
    _refuse_objections(public_draw, early_reason)
    for source in named:
        _refuse_names(source)


def _bind(
    public_draw: PublicDraw,
    named: Sequence[sortition.Source],
    deadline: datetime,
    hall: datetime | None,
) -> Commitment:
    """The commitment over the pool and the sealed panels as they stand."""
    with solving.worded(public_draw.panel):
        return sortition.commit(
            closedpool.pool_of(public_draw, closedpool.tickets_of(public_draw)),
            closedpool.sealed_of(public_draw),
            closedpool.quotas_of(public_draw),
            public_draw.size,
            named,
            committed=clock.now(),
            deadline=deadline,
            hall=hall,
            version=str(public_draw.certificate.get("version", "")),
        )


def _log_commitment(public_draw: PublicDraw, commitment: Commitment, actor: User) -> None:
    data = {
        "commitment": public_draw.commitment_hash,
        "pool_root": public_draw.pool_root,
        "panel_list": public_draw.panel_list,
        "sources": commitment["sources"],
        "hall": commitment["hall"],
        "deadline": commitment["deadline"],
        "early_reason": public_draw.early_reason,
    }
    log.record("lottery.commitment_published", actor=actor, panel_slug=public_draw.panel.slug, data=data)


def locked(public_draw: PublicDraw) -> PublicDraw:
    """The public draw as it is now, held until the transaction ends."""
    rows = PublicDraw.objects.select_for_update(of=("self",)).select_related("panel__organisation")
    return rows.get(pk=public_draw.pk)


def _refuse_objections(public_draw: PublicDraw, early_reason: str) -> None:
    if clock.now() < public_draw.objections_end and len(early_reason.strip()) < 10:
        raise NotAllowed("lottery.objections_open", end=format_datetime(public_draw.objections_end))


def _refuse_names(source: sortition.Source) -> None:
    for name in (source.id, source.fallback):
        if name is not None and (name == sources.HALL or not SOURCE_ID.fullmatch(name)):
            raise BadInput("lottery.source_name", name=name)


@transaction.atomic
def cancel_public_draw(*, public_draw: PublicDraw, reason: str, actor: User) -> PublicDraw:
    """Call the draw off with a reason; it stays on show with all that had been published."""
    public_draw = locked(public_draw)
    if public_draw.state == State.DRAWN:
        raise NotAllowed("lottery.already_drawn")
    if public_draw.state == State.CANCELLED:
        return public_draw
    if len(reason.strip()) < 10:
        raise BadInput("lottery.cancel_needs_reason")
    shown = [one.id for one in sources.sources_of(public_draw) if one.has_appeared]
    public_draw.cancelled_in, public_draw.state = public_draw.state, State.CANCELLED
    public_draw.cancelled, public_draw.cancel_reason = clock.now(), reason.strip()
    public_draw.save()
    gone = Ticket.objects.filter(public_draw=public_draw).exclude(volunteer__withdrawn=None)
    forget_receipts(list(gone.values_list("volunteer_id", flat=True)))
    data = {
        "pool_root": public_draw.pool_root,
        "commitment": public_draw.commitment_hash,
        "reason": public_draw.cancel_reason,
        "sources_that_had_appeared": shown,
    }
    log.record("lottery.public_draw_cancelled", actor=actor, panel_slug=public_draw.panel.slug, data=data)
    return public_draw
