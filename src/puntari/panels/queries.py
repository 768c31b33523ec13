"""Reading panels. Permission and fetch are one function: there is no other way to a panel for a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from puntari.core.models import User
from puntari.core.roles import Role
from puntari.panels.models import Feature, FeatureValue, Meeting, Panel, PanelRole

if TYPE_CHECKING:
    from puntari.core.models import Organisation

Anybody = User | AnonymousUser


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
