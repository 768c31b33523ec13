"""Reading the final statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from puntari.deliberation.models import (
    MinorityReason,
    Proposal,
    ProposalVersion,
    Statement,
    StatementCheck,
    StatementText,
    Vote,
    VoteItem,
)
from puntari.deliberation.queries.provenance import Provenance
from puntari.deliberation.queries.votes import deciding_items, votes_of
from puntari.lottery.queries import panelists, real_draw
from puntari.meetings.queries import attendance_of, hours_held, talks_of
from puntari.methods.weighing.scales import at_least
from puntari.panels.queries import meetings_of
from puntari.recruitment.queries import active_volunteers, addressees_of

if TYPE_CHECKING:
    from puntari.panels.models import Panel


@dataclass(frozen=True)
class Recommended:
    """One adopted recommendation as the panel voted it."""

    number: int
    item: VoteItem
    reasons: tuple[MinorityReason, ...]

    @property
    def version(self) -> ProposalVersion:
        return self.item.version

    @property
    def theme(self) -> str:
        return self.item.proposal.theme

    @property
    def sub(self) -> list[tuple[str, str]]:
        """The sub-recommendations: ("3.1", text)."""
        return [(f"{self.number}.{place}", text) for place, text in enumerate(self.version.parts, start=1)]


@dataclass(frozen=True)
class NotCarried:
    """A proposal that is no recommendation, and why."""

    proposal: Proposal
    item: VoteItem | None

    @property
    def title(self) -> str:
        return self.item.version.title if self.item else self.proposal.words.title

    @property
    def key(self) -> str:
        """voted_down, no_quorum, withdrawn or not_voted."""
        if self.item:
            return "no_quorum" if self.item.outcome == VoteItem.Outcome.NO_QUORUM else "voted_down"
        return "withdrawn" if self.proposal.state == Proposal.State.WITHDRAWN else "not_voted"


def statement_of(panel: Panel) -> Statement | None:
    """The panel's statement, in whatever state."""
    return Statement.objects.filter(panel=panel).select_related("panel__organisation").first()


def published_statement(panel: Panel) -> Statement | None:
    """The panel's statement, once it is public."""
    return (
        Statement.objects.filter(panel=panel, published__isnull=False)
        .select_related("panel__organisation")
        .first()
    )


def recommendations_of(statement: Statement) -> list[Recommended]:
    """The adopted recommendations by number: the order of the votes, then of the ballot."""
    graph = Provenance(statement.panel)
    adopted = [item for item in graph.items.values() if item.proposal_id in graph.recommended]
    reasons = _reasons(adopted)
    rows = [
        Recommended(graph.recommended[item.proposal_id], item, tuple(reasons.get(item.pk, ())))
        for item in adopted
    ]
    return sorted(rows, key=lambda row: row.number)


def _reasons(items: list[VoteItem]) -> dict[int, list[MinorityReason]]:
    """Item id -> reasons, where enough were against for them to be shown."""
    shown = [item.pk for item in items if shows_reasons(item)]
    found: dict[int, list[MinorityReason]] = {}
    for reason in MinorityReason.objects.filter(item__in=shown, hidden_reason=""):
        found.setdefault(reason.item_id, []).append(reason)
    return found


def shows_reasons(item: VoteItem) -> bool:
    """Whether at least the agreed share of the cast ballots was against."""
    share = item.vote.rule.minority_share
    return share is not None and item.cast > 0 and at_least(item.opposing, share, item.cast)


def not_carried(statement: Statement) -> list[NotCarried]:
    """Proposals that reached the end of their way without becoming a recommendation, by number."""
    items = deciding_items(statement.panel)
    ended = (Proposal.State.OPEN, Proposal.State.WITHDRAWN)
    proposals = Proposal.objects.filter(panel=statement.panel, state__in=ended).select_related("current")
    rows = [NotCarried(one, items.get(one.pk)) for one in proposals.order_by("number")]
    return [row for row in rows if row.item is None or not row.item.adopted]


def closed_votes(panel: Panel) -> QuerySet[Vote]:
    """Counted votes by number."""
    return votes_of(panel).filter(state=Vote.State.CLOSED)


def texts_of(statement: Statement) -> dict[str, StatementText]:
    """The newest version of every text part."""
    return {text.part: text for text in statement.texts.select_related("by").order_by("version")}


def checks_of(statement: Statement) -> QuerySet[StatementCheck]:
    """What the members said of the draft; remarks first."""
    checks = StatementCheck.objects.filter(statement=statement).select_related("member__volunteer")
    return checks.order_by("agrees", "handled", "made")


def figures_of(panel: Panel) -> dict[str, Any]:
    """How the panel worked, counted from its data; a published statement keeps the figures of its day."""
    attended = {row.member_id for row in attendance_of(panel) if row.arrived}
    draw = real_draw(panel)
    return {
        "invited": addressees_of(panel).count() or panel.letters,
        "volunteered": active_volunteers(panel).count(),
        "drawn": draw.size if draw else panelists(panel).count(),
        "took_part": len(attended),
        "meetings": meetings_of(panel).count(),
        "hours": round(hours_held(panel), 1),
        "experts": len({talk.expert_name for talk in talks_of(panel)}),
        "cards": panel.cards.filter(deleted=None).count(),
        "proposals": panel.proposals.exclude(state=Proposal.State.UNDONE).count(),
    }
