"""Reading panels. Permission and fetch are one function: there is no other way to a panel for a request."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, Model, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404

from puntari.core import clock
from puntari.core.models import User
from puntari.core.roles import Role
from puntari.panels import plan
from puntari.panels.models import (
    Decision,
    Feature,
    FeatureValue,
    Meeting,
    Panel,
    PanelRole,
    SteeringMember,
    Step,
)
from puntari.panels.phases import Phase, current_phase, milestones, phases

if TYPE_CHECKING:
    from collections.abc import Collection

    from puntari.core.models import Organisation

M = TypeVar("M", bound=Model)
Anybody = User | AnonymousUser
__all__ = ["Phase", "current_phase", "milestones", "phases"]


def panels_seen_by(user: Anybody) -> QuerySet[Panel]:
    """Panels whose public pages this person may read."""
    panels = Panel.objects.select_related("organisation")
    if not user.is_authenticated:
        return panels.filter(visibility=Panel.Visibility.PUBLIC)
    return panels.filter(
        Q(visibility__in=[Panel.Visibility.PUBLIC, Panel.Visibility.INTERNAL])
        | Q(pk__in=panels_worked_by(user).values("pk"))
    )


def panels_worked_by(user: User) -> QuerySet[Panel]:
    """Panels in whose workspace this person has a role."""
    panels = Panel.objects.select_related("organisation")
    if user.is_superuser:
        return panels
    return panels.filter(
        Q(pk__in=PanelRole.objects.filter(user=user).values("panel"))
        | Q(organisation__in=administered_by(user))
    )


def administered_by(user: User) -> QuerySet[Organisation]:
    """Organisations this person administers."""
    from puntari.core.models import Organisation

    return (
        Organisation.objects.all()
        if user.is_superuser
        else Organisation.objects.filter(memberships__user=user)
    )


def roles_in(user: User, panel: Panel) -> frozenset[Role]:
    """The person's roles in the panel; administrators have them all but two-person duties still take two."""
    if user.is_superuser or panel.organisation.memberships.filter(user=user).exists():
        return frozenset(Role)
    return frozenset(Role(role) for role in panel.roles.filter(user=user).values_list("role", flat=True))


def get_panel_for(user: User, slug: str, *roles: Role) -> Panel:
    """The panel for a person who holds one of the roles (any role, if none is named); else not found."""
    panel = Panel.objects.select_related("organisation").filter(slug=slug).first()
    if panel is None:
        raise Http404
    held = roles_in(user, panel)
    if not held or (roles and not held.intersection(roles)):
        raise Http404
    return panel


def get_public_panel(user: Anybody, slug: str) -> Panel:
    """The panel whose public pages this reader may see; else not found."""
    panel = panels_seen_by(user).select_related("promise").filter(slug=slug).first()
    if panel is None:
        raise Http404
    return panel


def features_of(panel: Panel) -> QuerySet[Feature]:
    """The panel's features with their values, in order."""
    return panel.features.prefetch_related(Prefetch("values", FeatureValue.objects.order_by("order", "pk")))


def asks_age(panel: Panel) -> bool:
    """Whether the panel has anything to do with ages; a staff panel only if it mirrors them."""
    return not panel.is_staff_panel or panel.features.filter(source=Feature.Source.AGE).exists()


def meetings_of(panel: Panel) -> QuerySet[Meeting]:
    """The panel's meetings in time order."""
    return panel.meetings.order_by("starts_at")


def get_meeting(panel: Panel, number: int) -> Meeting:
    """One meeting of the panel by its number; else not found."""
    meeting = panel.meetings.filter(number=number).first()
    if meeting is None:
        raise Http404
    return meeting


def people_with(panel: Panel, role: Role) -> QuerySet[User]:
    """The people who hold a role in the panel."""
    return User.objects.filter(panel_roles__panel=panel, panel_roles__role=role).order_by("name")


def with_dates(panels: QuerySet[Panel]) -> QuerySet[Panel]:
    """Panels with what their phases are computed from, in two queries however many they are."""
    return panels.select_related("promise").prefetch_related("meetings")


def with_late(panels: QuerySet[Panel], user: User) -> QuerySet[Panel]:
    """Panels with `late`: how many open steps that concern this person have passed their day.

    Who leads the panel has to do with all of them, others with their own and with those of their roles that
    nobody has by name.
    """
    passed = Q(steps__done_on=None, steps__due__lt=clock.today())
    held = PanelRole.objects.filter(panel=OuterRef("pk"), user=user)
    leads = Q(Exists(held.filter(role=Role.COORDINATOR))) | Q(organisation__in=administered_by(user))
    own = Q(steps__owner=user)
    for role in Role:
        lane = Q(steps__owner=None, steps__lane=plan.LANE_OF.get(role, role))
        own |= lane & Q(Exists(held.filter(role=role)))
    # Counting groups the rows, and grouped rows forget the model's own order.
    late = Count("steps", filter=passed & (leads | own), distinct=True)
    return panels.annotate(late=late).order_by("-created", "-pk")


def get_role(panel: Panel, pk: int) -> PanelRole:
    """One person's one role in the panel; else not found."""
    return _one(panel.roles.select_related("user", "panel"), pk)


def roles_of(panel: Panel) -> QuerySet[PanelRole]:
    """Everybody's roles in the panel, each person's together."""
    return panel.roles.select_related("user").order_by("user__name", "user__pk", "role")


def workers_of(panel: Panel) -> QuerySet[User]:
    """Everybody with a role in the panel, by name."""
    return User.objects.filter(panel_roles__panel=panel).distinct().order_by("name")


def steps_of(panel: Panel) -> QuerySet[Step]:
    """The timetable in order, with owners."""
    return panel.steps.select_related("owner", "panel").order_by("due", "pk")


def open_steps(panel: Panel) -> QuerySet[Step]:
    """What is not done yet; the late ones come first, because their days do."""
    return steps_of(panel).filter(done_on=None)


def own_steps(panel: Panel, user: User, roles: Collection[Role]) -> QuerySet[Step]:
    """What waits for this person: steps in their name, and those of their roles that nobody has by name."""
    lanes = [plan.LANE_OF.get(role, role) for role in roles]
    return open_steps(panel).filter(Q(owner=user) | Q(owner=None, lane__in=lanes))


def get_step(panel: Panel, pk: int) -> Step:
    """One line of the panel's timetable; else not found."""
    return _one(steps_of(panel), pk)


def get_decision(panel: Panel, pk: int) -> Decision:
    """One decision of the panel's steering group; else not found."""
    return _one(panel.decisions.select_related("panel"), pk)


def get_steering_member(panel: Panel, pk: int) -> SteeringMember:
    """One member of the panel's steering group; else not found."""
    return _one(panel.steering_members.select_related("panel"), pk)


def get_feature(panel: Panel, key: str) -> Feature:
    """One feature of the panel with its values; else not found."""
    feature = features_of(panel).filter(key=key).first()
    if feature is None:
        raise Http404
    return feature


def _one(rows: QuerySet[M], pk: int) -> M:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
