"""Proposals, their wordings and what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction

from puntari.core import clock, log
from puntari.core.errors import BadInput, Conflict, NotAllowed
from puntari.deliberation.guards import refuse_adopted, refuse_on_ballot, refuse_published, refuse_unless_open
from puntari.deliberation.models import Card, CardLink, Comment, Proposal, ProposalVersion
from puntari.deliberation.numbering import lock, next_number
from puntari.deliberation.queries.provenance import uncovered_cards

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.panels.models import Panel


@transaction.atomic
def make_proposal(
    *,
    panel: Panel,
    title: str,
    text: str,
    actor: User,
    cards: Iterable[Card] = (),
    theme: str = "",
    to_whom: str = "",
    why: str = "",
    measure: str = "",
    parts: Sequence[str] = (),
) -> Proposal:
    """Make a proposal of cards: what, to whom, why, how we know that it worked, `parts` of it."""
    refuse_published(panel)
    words = {"title": title, "text": text, "to_whom": to_whom, "why": why, "measure": measure}
    proposal = create(panel, words, parts, theme, actor)
    _link(proposal, list(cards))
    record("deliberation.proposal_made", proposal, actor, cards=proposal.links.count())
    return proposal


def create(panel: Panel, words: dict[str, str], parts: Sequence[str], theme: str, actor: User) -> Proposal:
    """A new proposal with its first wording; the caller records what it is."""
    proposal = Proposal.objects.create(
        panel=panel, number=next_number(Proposal, panel), theme=theme.strip(), created=clock.now(), by=actor
    )
    _add_version(proposal, words, parts, actor)
    return proposal


def _add_version(
    proposal: Proposal, words: dict[str, str], parts: Sequence[str], actor: User
) -> ProposalVersion:
    cleaned = {name: text.strip() for name, text in words.items()}
    for name in ("title", "text"):
        if not cleaned[name]:
            raise BadInput(f"deliberation.{name}_missing")
    number = proposal.current.number + 1 if proposal.current else 1
    version = ProposalVersion.objects.create(
        proposal=proposal,
        number=number,
        parts=[part.strip() for part in parts if part.strip()],
        by=actor,
        made=clock.now(),
        **cleaned,
    )
    proposal.current = version
    proposal.save()
    return version


def _link(proposal: Proposal, cards: Sequence[Card]) -> None:
    for card in cards:
        if card.panel_id != proposal.panel_id:
            raise BadInput("deliberation.card_elsewhere", card=card.number)
        if card.deleted:
            raise NotAllowed("deliberation.card_is_deleted", card=card.number)
    CardLink.objects.bulk_create([CardLink(card=card, proposal=proposal) for card in cards])
    left_out = [card.pk for card in cards if card.left_out]
    Card.objects.filter(pk__in=left_out).update(left_out=None, left_out_by=None, left_out_reason="")


@transaction.atomic
def revise_proposal(
    *,
    proposal: Proposal,
    actor: User,
    title: str,
    text: str,
    to_whom: str = "",
    why: str = "",
    measure: str = "",
    parts: Sequence[str] = (),
    theme: str | None = None,
    base_version: int | None = None,
) -> Proposal:
    """Write version N+1; `base_version` is the one the writer saw. Equal texts make no version."""
    proposal = _fresh(proposal)
    newest = proposal.words
    if base_version is not None and base_version != newest.number:
        raise Conflict("deliberation.newer_wording", number=newest.number, by=str(newest.by or ""))
    words = {"title": title, "text": text, "to_whom": to_whom, "why": why, "measure": measure}
    if theme is not None and theme.strip() != proposal.theme:
        proposal.theme = theme.strip()
        proposal.save()
    if _is_same(newest, words, parts):
        return proposal
    version = _add_version(proposal, words, parts, actor)
    record("deliberation.proposal_revised", proposal, actor, version=version.number)
    return proposal


def _fresh(proposal: Proposal) -> Proposal:
    """The proposal as it is now, locked, if it may be changed."""
    lock(proposal.panel)
    fresh = Proposal.objects.select_related("current__by", "panel").get(pk=proposal.pk)
    refuse_published(fresh.panel)
    refuse_unless_open(fresh)
    refuse_on_ballot(fresh)
    return fresh


def _is_same(version: ProposalVersion, words: dict[str, str], parts: Sequence[str]) -> bool:
    kept = [part.strip() for part in parts if part.strip()]
    return version.parts == kept and all(getattr(version, key) == text.strip() for key, text in words.items())


@transaction.atomic
def set_cards(*, proposal: Proposal, cards: Iterable[Card], actor: User) -> Proposal:
    """Say which cards the proposal carries."""
    proposal = _fresh(proposal)
    proposal.links.all().delete()
    _link(proposal, list(cards))
    record("deliberation.proposal_cards_set", proposal, actor, cards=proposal.links.count())
    return proposal


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, reason: str, actor: User) -> Proposal:
    """Leave a proposal out before the vote, with the reason."""
    if not reason.strip():
        raise BadInput("deliberation.reason_missing")
    proposal = _fresh(proposal)
    refuse_adopted(proposal)
    proposal.state, proposal.state_reason = Proposal.State.WITHDRAWN, reason.strip()
    proposal.save()
    record("deliberation.proposal_withdrawn", proposal, actor, reason=proposal.state_reason)
    return proposal


@transaction.atomic
def bring_back_proposal(*, proposal: Proposal, actor: User) -> Proposal:
    """Take a withdrawn proposal into work again."""
    refuse_published(proposal.panel)
    if proposal.state != Proposal.State.WITHDRAWN:
        raise NotAllowed("deliberation.not_withdrawn", proposal=str(proposal))
    proposal.state, proposal.state_reason = Proposal.State.OPEN, ""
    proposal.save()
    record("deliberation.proposal_brought_back", proposal, actor)
    return proposal


@transaction.atomic
def comment(*, proposal: Proposal, kind: str, text: str, actor: User) -> Comment:
    """Say something of a proposal as an official or an expert; the proposal stays as it is."""
    if not text.strip():
        raise BadInput("deliberation.comment_empty")
    if kind not in Comment.Kind.values:
        raise BadInput("deliberation.comment_kind", kind=kind)
    author = ", ".join(filter(None, [actor.name, actor.title])) or actor.email
    made = Comment.objects.create(
        proposal=proposal,
        version=proposal.words,
        kind=kind,
        text=text.strip(),
        by=actor,
        author=author,
        made=clock.now(),
    )
    record("deliberation.proposal_commented", proposal, actor, topic=kind, version=proposal.words.number)
    return made


@transaction.atomic
def freeze(*, proposal: Proposal, actor: User) -> ProposalVersion:
    """Freeze the newest wording as it stands, with its SHA-256; a later edit makes the next version.

    Refused while cards are in no proposal and nobody has said why.
    """
    proposal = _fresh(proposal)
    waiting = uncovered_cards(proposal.panel)
    if waiting:
        raise NotAllowed("deliberation.cards_uncovered", count=len(waiting))
    version = proposal.words
    if version.frozen is None:
        version.frozen, version.frozen_by, version.sha256 = clock.now(), actor, version.digest()
        version.save()
        record("deliberation.wording_frozen", proposal, actor, version=version.number, sha256=version.sha256)
    return version


def record(kind: str, proposal: Proposal, actor: User, **data: Any) -> None:
    """One log entry about a proposal."""
    log.record(
        kind,
        actor=actor,
        panel_slug=proposal.panel.slug,
        subject=f"proposal/{proposal.pk}",
        data={"proposal": proposal.number, **data},
    )
