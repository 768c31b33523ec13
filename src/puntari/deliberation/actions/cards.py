"""Cards: written once, never rewritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from puntari.core import clock, log
from puntari.core.errors import BadInput, Conflict, NotAllowed
from puntari.deliberation.guards import refuse_published
from puntari.deliberation.models import Card, Proposal
from puntari.deliberation.models.cards import TEXT_LIMIT
from puntari.deliberation.numbering import lock, next_number

if TYPE_CHECKING:
    from uuid import UUID

    from puntari.core.models import User
    from puntari.panels.models import Meeting


@transaction.atomic
def add_card(
    *, meeting: Meeting, table: int | None, text: str, actor: User, client_key: UUID | None = None
) -> Card:
    """Write a table's idea down word for word; the same `client_key` again gives the same card."""
    lock(meeting.panel)
    known = Card.objects.filter(client_key=client_key).first() if client_key else None
    if known is not None:
        if known.meeting_id != meeting.pk:
            raise Conflict("deliberation.card_key_taken")
        return known
    refuse_published(meeting.panel)
    fields = {"client_key": client_key} if client_key else {}
    card = Card.objects.create(
        panel=meeting.panel,
        meeting=meeting,
        table=table,
        number=next_number(Card, meeting.panel),
        text=_checked(text),
        written=clock.now(),
        by=actor,
        **fields,
    )
    _record("deliberation.card_added", card, actor)
    return card


def _checked(text: str) -> str:
    words = text.strip()
    if not words:
        raise BadInput("deliberation.card_empty")
    if len(words) > TEXT_LIMIT:
        raise BadInput("deliberation.card_too_long", length=len(words), limit=TEXT_LIMIT)
    return words


@transaction.atomic
def delete_card(*, card: Card, reason: str, actor: User) -> Card:
    """Take a card off the table; the card, who took it and why stay on record."""
    refuse_published(card.panel)
    if not reason.strip():
        raise BadInput("deliberation.reason_missing")
    carrying = card.proposals.exclude(state=Proposal.State.UNDONE).first()
    if carrying is not None:
        raise NotAllowed("deliberation.card_carried", card=card.number, proposal=str(carrying))
    card.deleted, card.deleted_by, card.deleted_reason = clock.now(), actor, reason.strip()
    card.save()
    _record("deliberation.card_deleted", card, actor, reason=card.deleted_reason)
    return card


@transaction.atomic
def restore_card(*, card: Card, actor: User) -> Card:
    """Put a deleted card back."""
    refuse_published(card.panel)
    card.deleted, card.deleted_by, card.deleted_reason = None, None, ""
    card.save()
    _record("deliberation.card_restored", card, actor)
    return card


@transaction.atomic
def leave_out_card(*, card: Card, reason: str, actor: User) -> Card:
    """Tick a card that no proposal carries, with the reason."""
    refuse_published(card.panel)
    if not reason.strip():
        raise BadInput("deliberation.reason_missing")
    card.left_out, card.left_out_by, card.left_out_reason = clock.now(), actor, reason.strip()
    card.save()
    _record("deliberation.card_left_out", card, actor, reason=card.left_out_reason)
    return card


@transaction.atomic
def take_card_in(*, card: Card, actor: User) -> Card:
    """Undo `leave_out_card`: the card waits for a proposal again."""
    refuse_published(card.panel)
    card.left_out, card.left_out_by, card.left_out_reason = None, None, ""
    card.save()
    _record("deliberation.card_taken_in", card, actor)
    return card


def _record(kind: str, card: Card, actor: User, **data: object) -> None:
    log.record(
        kind,
        actor=actor,
        panel_slug=card.panel.slug,
        subject=f"card/{card.pk}",
        data={"card": card.number, "table": card.table, **data},
    )
