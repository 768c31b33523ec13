"""Reading proposals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from puntari.deliberation.models import Proposal, ProposalVersion, Rework
from puntari.deliberation.queries.cards import LIKE
from puntari.methods.weighing import GramRanker, suggest_pairs

if TYPE_CHECKING:
    from puntari.panels.models import Panel


def proposals_of(panel: Panel) -> QuerySet[Proposal]:
    """All proposals by number, with their newest words and how many comments they have."""
    proposals = Proposal.objects.filter(panel=panel).select_related("current", "panel")
    return proposals.annotate(comment_count=Count("comments", distinct=True)).order_by("number")


def found_proposals(panel: Panel, *, words: str = "", theme: str = "", state: str = "") -> QuerySet[Proposal]:
    """The desk's list: by words, theme and state (undone ones only when asked for)."""
    found = proposals_of(panel)
    found = (
        found.filter(state=state)
        if state in Proposal.State.values
        else found.exclude(state=Proposal.State.UNDONE)
    )
    if theme:
        found = found.filter(theme=theme)
    for word in words.split()[:5]:
        found = found.filter(Q(current__title__icontains=word) | Q(current__text__icontains=word))
    return found


def open_proposals(panel: Panel) -> QuerySet[Proposal]:
    """Proposals still in work."""
    return proposals_of(panel).filter(state=Proposal.State.OPEN)


def get_proposal(panel: Panel, number: int) -> Proposal:
    """One proposal by number; else not found."""
    proposal = proposals_of(panel).select_related("current__by", "by").filter(number=number).first()
    if proposal is None:
        raise Http404
    return proposal


def get_version(proposal: Proposal, number: int) -> ProposalVersion:
    """One wording of a proposal; else not found."""
    version = proposal.versions.select_related("by", "frozen_by").filter(number=number).first()
    if version is None:
        raise Http404
    return version


def themes_of(panel: Panel) -> list[str]:
    """Themes in use, by alphabet."""
    themes = Proposal.objects.filter(panel=panel).exclude(theme="")
    return sorted(set(themes.values_list("theme", flat=True)))


def suggested_merges(panel: Panel, top: int = 5) -> list[tuple[Proposal, Proposal]]:
    """Pairs of open proposals that resemble each other, nearest first; nothing is merged by itself."""
    proposals = {str(one.pk): one for one in open_proposals(panel)}
    texts = {key: f"{one.words.title} {one.words.text}" for key, one in proposals.items()}
    ranker = GramRanker()
    near = [pair for pair in suggest_pairs(texts, ranker, top=1) if _alike(ranker, texts, *pair)]
    return [(proposals[one], proposals[other]) for one, other in near[:top]]


def _alike(ranker: GramRanker, texts: dict[str, str], one: str, other: str) -> bool:
    rest = {key: text for key, text in texts.items() if key != one}
    scores = {found.key: found.score for found in ranker.rank(texts[one], rest, top=1)}
    return scores.get(other, 0) >= LIKE


@dataclass(frozen=True)
class Lineage:
    """What a proposal came of and what became of it; undone steps are left out."""

    parents: list[Proposal]
    children: list[Proposal]
    made_by: Rework | None


def lineage_of(proposal: Proposal) -> Lineage:
    """The proposal's parents, its children and the merge or split that made it."""
    everyone = Proposal.objects.select_related("current").order_by("number").distinct()
    parents = everyone.filter(descents_down__child=proposal, descents_down__rework__undone=None)
    children = everyone.filter(descents_up__parent=proposal, descents_up__rework__undone=None)
    made_by = Rework.objects.filter(descents__child=proposal, undone=None).select_related("by").first()
    return Lineage(list(parents), list(children), made_by)
