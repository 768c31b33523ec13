"""Reading recommendations, responses and actions.

Other rooms use `recommendations_of`, `response_summary` and `late_items`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Max, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import Http404

from puntari.core import clock
from puntari.core.errors import Conflict
from puntari.core.roles import Role
from puntari.followup.models import (
    CLOSED_KINDS,
    Action,
    EmbedSites,
    Evidence,
    Follower,
    ImportDraft,
    Recommendation,
    Response,
    StatusTerm,
    SubRecommendation,
)
from puntari.followup.models.embedding import ANYWHERE
from puntari.panels import queries as panel_queries

if TYPE_CHECKING:
    from uuid import UUID

    from puntari.core.models import Organisation, User
    from puntari.panels.models import Panel
    from puntari.recruitment.models import Volunteer


def recommendations_of(panel: Panel) -> QuerySet[Recommendation]:
    """The panel's recommendations in order, with responses, sub-recommendations and actions fetched."""
    return _with_all(Recommendation.objects.filter(panel=panel)).order_by("number")


def recommendations_in(panels: QuerySet[Panel]) -> QuerySet[Recommendation]:
    """The recommendations of several panels, each panel's together, with everything fetched."""
    rows = Recommendation.objects.filter(panel__in=panels.order_by().values("pk"))
    return _with_all(rows).order_by("-panel__created", "-panel", "number")


def _with_all(rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    actions = Action.objects.select_related("status", "sub").prefetch_related("evidence__file")
    actions = actions.order_by("sub__order", "order", "pk")
    return rows.select_related("panel", "response").prefetch_related("subs", Prefetch("actions", actions))


def get_recommendation(panel: Panel, number: int) -> Recommendation:
    """One recommendation by its permanent number; else not found."""
    return _found(recommendations_of(panel).filter(number=bounded(number)).first())  # type: ignore[no-any-return]


def get_sub(panel: Panel, pk: int) -> SubRecommendation:
    """A sub-recommendation of the panel; else not found."""
    subs = SubRecommendation.objects.select_related("recommendation__panel")
    return _found(subs.filter(recommendation__panel=panel, pk=bounded(pk)).first())  # type: ignore[no-any-return]


def get_draft(panel: Panel, pk: int) -> ImportDraft:
    """A table of the panel that waits to be imported; else not found."""
    return _found(ImportDraft.objects.filter(panel=panel, pk=bounded(pk)).first())  # type: ignore[no-any-return]


def bounded(number: int) -> int:
    """A number from an address, kept within what a database can hold."""
    return min(number, 2**31 - 1)


def _found(thing: Any) -> Any:
    if thing is None:
        raise Http404
    return thing


def actions_of(panel: Panel) -> QuerySet[Action]:
    """The panel's actions in the order of the table."""
    return (
        Action.objects.filter(recommendation__panel=panel)
        .select_related(
            "recommendation__panel__organisation", "recommendation__response", "sub", "status", "owner"
        )
        .order_by("recommendation__number", "sub__order", "order", "pk")
    )


def get_action_for(user: User, panel: Panel, pk: int) -> Action:
    """An action this person may change: the coordinator any, an official what they own or deputise."""
    actions = actions_of(panel)
    if Role.COORDINATOR not in panel_queries.roles_in(user, panel):
        actions = actions.filter(Q(owner=user) | Q(deputy=user))
    return _found(actions.filter(pk=bounded(pk)).first())  # type: ignore[no-any-return]


def late(today: date) -> Q:
    """Actions past their end or their promised update, or said to be late, and not closed."""
    open_ = ~Q(status__kind__in=CLOSED_KINDS) | Q(status=None)
    return open_ & (Q(ends__lt=today) | Q(next_update_due__lt=today) | Q(status__kind=StatusTerm.Kind.LATE))


def concerns(municipality: str) -> Q:
    """Recommendations that name the municipality, as names are kept: with a comma and a space between."""
    ways = {"": municipality, "__startswith": f"{municipality}, ", "__endswith": f", {municipality}"}
    found = Q(municipalities__contains=f", {municipality}, ")
    for way, text in ways.items():
        found |= Q(**{f"municipalities{way}": text})
    return found


def late_items(panel: Panel) -> list[Recommendation | Action]:
    """What is late today: first recommendations without an answer, then actions."""
    unanswered = [one for one in recommendations_of(panel) if one.answer_late]
    return [*unanswered, *actions_of(panel).filter(late(clock.today()))]


def owes_answer(panel: Panel) -> list[Recommendation]:
    """The recommendations that wait for an answer, the longest late first."""
    waiting = [one for one in recommendations_of(panel) if one.owes_answer]
    return sorted(waiting, key=lambda one: (one.due or date.max, one.number))


@dataclass(frozen=True)
class ResponseSummary:
    """How a panel's recommendations were answered."""

    total: int
    unanswered: int
    # Rows of an imported table whose actions tell what is done: they owe no answer of their own.
    told_by_actions: int
    answers_late: int
    studies_late: int
    # By the first promised days, whatever has been moved or answered since.
    promises_broken: int
    decisions: dict[str, int]
    next_due: date | None

    @property
    def late(self) -> int:
        """Answers that have not come, and studies that were promised in an answer and have not."""
        return self.answers_late + self.studies_late

    @property
    def answered(self) -> int:
        return self.total - self.unanswered - self.told_by_actions


def response_summary(panel: Panel) -> ResponseSummary:
    """Counts of answers by decision, of what is missing and of what is late."""
    rows = list(Recommendation.objects.filter(panel=panel).select_related("response"))
    decisions = Counter(one.answer.decision for one in rows if one.answer is not None)
    waiting = [one.due for one in rows if one.owes_answer and one.due]
    return ResponseSummary(
        total=len(rows),
        unanswered=sum(one.answer is None and one.owed for one in rows),
        told_by_actions=sum(not one.owed for one in rows),
        answers_late=sum(one.answer_late and not one.study_late for one in rows),
        studies_late=sum(one.study_late for one in rows),
        promises_broken=sum(one.promise_broken for one in rows),
        decisions={str(kind): decisions.get(kind, 0) for kind in Response.Decision.values},
        next_due=min(waiting, default=None),
    )


def newest_updates(panels: Iterable[Panel | int]) -> dict[int, date]:
    """Panel -> the day of its newest action or answer; a panel with neither is left out."""
    newest: dict[int, date] = {}
    found = {"recommendation__panel__in": list(panels), "updated_on__isnull": False}
    for kind in (Action, Response):
        rows = kind.objects.filter(**found).order_by().values_list("recommendation__panel")
        for panel, day in rows.annotate(newest=Max("updated_on")):
            newest[panel] = max(day, newest.get(panel, day))
    return newest


def newest_update(panels: Iterable[Panel | int]) -> date | None:
    """The day of the newest action or answer of panels."""
    return max(newest_updates(panels).values(), default=None)


def terms_of(organisation: Organisation) -> QuerySet[StatusTerm]:
    """The organisation's status vocabulary in order."""
    return StatusTerm.objects.filter(organisation=organisation)


def get_term(panel: Panel, pk: int) -> StatusTerm:
    """A word of the vocabulary of the panel's organisation; else not found."""
    return _found(terms_of(panel.organisation).filter(pk=bounded(pk)).first())  # type: ignore[no-any-return]


def panels_with_recommendations() -> list[Panel]:
    """The open panels that have handed recommendations over or had them imported."""
    rows = Recommendation.objects.filter(panel__closed_on=None).select_related("panel__organisation")
    return list({one.panel_id: one.panel for one in rows.order_by("panel")}.values())


def owned_by(user: User, panel: Panel) -> QuerySet[Action]:
    """The actions a person answers for in a panel, or deputises in."""
    return actions_of(panel).filter(Q(owner=user) | Q(deputy=user))


def following_of(volunteer: Volunteer) -> Follower | None:
    """How a panelist follows what becomes of their panel's recommendations, unless they have left."""
    return Follower.objects.filter(member__volunteer=volunteer, left=None).first()


def get_follower(token: str) -> Follower:
    """The follower of a personal link; else not found."""
    followers = Follower.objects.select_related("panel", "recommendation__panel", "member__volunteer")
    return _found(followers.filter(token=token[:40]).first())  # type: ignore[no-any-return]


def get_evidence(action: Action, pk: int) -> Evidence:
    """A piece of evidence of the action; Conflict when there is none, because somebody has taken it away."""
    found = action.evidence.select_related("file").filter(pk=bounded(pk)).first()
    if found is None:
        raise Conflict("followup.evidence_gone")
    return found


def public_evidence(panel: Panel, key: UUID) -> Evidence:
    """The evidence behind a file's public address; else not found."""
    rows = Evidence.objects.select_related("file").filter(action__recommendation__panel=panel)
    return _found(rows.filter(file__key=key).first())  # type: ignore[no-any-return]


def owed_answers(user: User) -> QuerySet[Recommendation]:
    """What this person's panels still owe an answer to, the longest late first, then without a day."""
    panels = panel_queries.panels_worked_by(user).filter(closed_on=None)
    if not user.is_superuser:
        roles = [Role.DECISION_MAKER, Role.COORDINATOR]
        panels = panels.filter(
            Q(roles__user=user, roles__role__in=roles) | Q(organisation__memberships__user=user)
        )
    unanswered = Q(response=None, told_by_actions=False)
    study_over = Q(response__study_until__lt=clock.today())
    due = Coalesce("response__study_until", "answer_due", Value(date.max))
    rows = Recommendation.objects.filter(unanswered | study_over, panel__in=panels.values("pk"))
    return rows.select_related("panel", "response").order_by(due, "panel", "number")


def panels_reported_to(user: User, roles: Iterable[Role]) -> QuerySet[Panel]:
    """The panels with recommendations in which this person has one of the roles, or runs the organisation."""
    panels = panel_queries.panels_worked_by(user)
    if not user.is_superuser:
        own = Q(roles__user=user, roles__role__in=list(roles))
        panels = panels.filter(own | Q(organisation__memberships__user=user))
    told = Recommendation.objects.values("panel")
    return (
        panels.filter(pk__in=told)
        .select_related("organisation", "promise")
        .order_by("-created", "-pk")
        .distinct()
    )


def drafts_of(panel: Panel) -> QuerySet[ImportDraft]:
    """Tables that were brought in and wait for a look."""
    return ImportDraft.objects.filter(panel=panel).order_by("-created")


def embed_origins(organisation: Organisation) -> list[str]:
    """The sites that may hold the organisation's tables in a frame; any site until something else is said."""
    sites = EmbedSites.objects.filter(organisation=organisation).first()
    return sites.origins.split() if sites else [ANYWHERE]


def panel_called(slug: str) -> Panel | None:
    """The panel with an address, for commands, which ask nobody's permission."""
    panel: Panel | None = (
        apps.get_model("panels", "Panel").objects.select_related("organisation").filter(slug=slug).first()
    )
    return panel
