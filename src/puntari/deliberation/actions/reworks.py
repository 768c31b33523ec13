"""Merging and splitting: the parents stay, and as long as nothing rests on it, it can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from puntari.core import clock
from puntari.core.errors import BadInput, NotAllowed
from puntari.deliberation.actions.proposals import create, record
from puntari.deliberation.guards import refuse_adopted, refuse_on_ballot, refuse_published, refuse_unless_open
from puntari.deliberation.models import Descent, Proposal, Rework, VoteItem
from puntari.deliberation.numbering import lock

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.panels.models import Panel


@dataclass(frozen=True)
class Part:
    """One proposal that a split makes."""

    title: str
    text: str
    theme: str = ""


@transaction.atomic
def merge_proposals(
    *,
    panel: Panel,
    parents: Sequence[Proposal],
    title: str,
    text: str,
    actor: User,
    theme: str = "",
    to_whom: str = "",
    why: str = "",
    measure: str = "",
    parts: Sequence[str] = (),
    note: str = "",
) -> Proposal:
    """Make one proposal of two or more; it carries all their cards, and they stay as its parents."""
    fresh = _parents(panel, parents)
    if len(fresh) < 2:
        raise BadInput("deliberation.merge_needs_two")
    words = {"title": title, "text": text, "to_whom": to_whom, "why": why, "measure": measure}
    child = create(panel, words, parts, theme or fresh[0].theme, actor)
    _rework(panel, Rework.Kind.MERGE, fresh, [child], note, actor)
    record("deliberation.proposals_merged", child, actor, parents=[parent.number for parent in fresh])
    return child


@transaction.atomic
def split_proposal(
    *, proposal: Proposal, parts: Sequence[Part], actor: User, note: str = ""
) -> list[Proposal]:
    """Make two or more proposals of one; the cards go with all of them."""
    (parent,) = _parents(proposal.panel, [proposal])
    if len(parts) < 2:
        raise BadInput("deliberation.split_needs_two")
    children = [
        create(
            parent.panel,
            {
                "title": part.title,
                "text": part.text,
                "to_whom": parent.words.to_whom,
                "why": parent.words.why,
                "measure": parent.words.measure,
            },
            (),
            part.theme or parent.theme,
            actor,
        )
        for part in parts
    ]
    _rework(parent.panel, Rework.Kind.SPLIT, [parent], children, note, actor)
    record("deliberation.proposal_split", parent, actor, children=[child.number for child in children])
    return children


def _parents(panel: Panel, parents: Sequence[Proposal]) -> list[Proposal]:
    lock(panel)
    refuse_published(panel)
    wanted = {parent.pk for parent in parents}
    fresh = list(Proposal.objects.filter(panel=panel, pk__in=wanted).select_related("current", "panel"))
    if len(fresh) != len(wanted):
        raise BadInput("deliberation.proposal_elsewhere")
    for parent in fresh:
        refuse_unless_open(parent)
        refuse_on_ballot(parent)
        refuse_adopted(parent)
    return fresh


def _rework(
    panel: Panel, kind: str, parents: list[Proposal], children: list[Proposal], note: str, actor: User
) -> None:
    rework = Rework.objects.create(panel=panel, kind=kind, note=note.strip(), made=clock.now(), by=actor)
    Descent.objects.bulk_create(
        [Descent(rework=rework, parent=parent, child=child) for parent in parents for child in children]
    )
    state = Proposal.State.MERGED if kind == Rework.Kind.MERGE else Proposal.State.SPLIT
    Proposal.objects.filter(pk__in=[parent.pk for parent in parents]).update(state=state)


@transaction.atomic
def undo_rework(*, rework: Rework, actor: User) -> Rework:
    """Take a merge or a split back: the parents are in work again, the children stay in the history.

    Refused when a child has been frozen, voted on, merged, split or left out.
    """
    lock(rework.panel)
    refuse_published(rework.panel)
    rework.refresh_from_db()
    if rework.undone:
        raise NotAllowed("deliberation.already_undone")
    children = Proposal.objects.filter(descents_up__rework=rework).distinct()
    for child in children:
        _refuse_dependents(child)
    parents = Proposal.objects.filter(descents_down__rework=rework).distinct()
    numbers = sorted(parents.values_list("number", flat=True))
    Proposal.objects.filter(pk__in=list(children.values_list("pk", flat=True))).update(
        state=Proposal.State.UNDONE
    )
    Proposal.objects.filter(pk__in=list(parents.values_list("pk", flat=True))).update(
        state=Proposal.State.OPEN
    )
    rework.undone = clock.now()
    rework.save()
    for child in children:
        record("deliberation.rework_undone", child, actor, rework=rework.kind, parents=numbers)
    return rework


def _refuse_dependents(child: Proposal) -> None:
    frozen = child.versions.filter(frozen__isnull=False).exists()
    if not child.is_open or frozen or VoteItem.objects.filter(proposal=child).exists():
        raise NotAllowed("deliberation.rework_in_use", proposal=str(child))
