"""Reading draws, chances and members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import Http404

from puntari.core.models import Job
from puntari.lottery.models import ACTIVE, Chance, Draw, Member, PublicDraw, Relaxation, Target, Ticket

if TYPE_CHECKING:
    from puntari.panels.models import Panel
    from puntari.recruitment.models import Volunteer


def panel_with_targets(panel_id: int) -> Panel:
    """A panel that has targets, by its key, as a job knows it; else not found."""
    rows = Target.objects.filter(value__feature__panel=panel_id)
    first = rows.select_related("value__feature__panel__organisation").first()
    if first is None:
        raise Http404
    return first.value.feature.panel


def letter_plan_job(panel: Panel) -> Job | None:
    """The newest working out of how many letters the panel needs."""
    return Job.objects.filter(kind="lottery.letters", panel_slug=panel.slug).first()


def targets_of(panel: Panel) -> QuerySet[Target]:
    """The panel's targets in the order of its features."""
    return Target.objects.filter(value__feature__panel=panel).select_related("value__feature")


def relaxations_of(panel: Panel) -> QuerySet[Relaxation]:
    """What was loosened in the targets, oldest first."""
    return Relaxation.objects.filter(panel=panel).select_related("by")


def draws_of(panel: Panel) -> QuerySet[Draw]:
    """All draws of the panel, newest first."""
    return Draw.objects.filter(panel=panel).select_related("job", "created_by")


def real_draw(panel: Panel) -> Draw | None:
    """The draw that stands, when it has been made."""
    return draws_of(panel).filter(is_test=False, state=Draw.State.DONE).first()


def get_draw(panel: Panel, pk: int) -> Draw:
    """One draw of the panel; else not found."""
    draw = draws_of(panel).filter(pk=pk).first()
    if draw is None:
        raise Http404
    return draw


def members_of(panel: Panel) -> QuerySet[Member]:
    """Everybody drawn: panelists first, then the reserve in call order; with their volunteers."""
    return Member.objects.filter(panel=panel).select_related("volunteer", "replaced_by")


def panelists(panel: Panel) -> QuerySet[Member]:
    """Those drawn to the panel and those called to it from the reserve, also when they have left."""
    return members_of(panel).filter(kind=Member.Kind.PANELIST)


def active_panelists(panel: Panel) -> QuerySet[Member]:
    """Panelists who have not declined or withdrawn."""
    return panelists(panel).filter(status__in=ACTIVE)


def reserves(panel: Panel) -> QuerySet[Member]:
    """Those still in reserve, in call order."""
    return members_of(panel).filter(kind=Member.Kind.RESERVE)


def available_reserves(panel: Panel) -> QuerySet[Member]:
    """Reserves who have said that they can come."""
    return reserves(panel).filter(status=Member.Status.CONFIRMED)


def member_for_volunteer(volunteer: Volunteer) -> Member | None:
    """The volunteer's seat on the panel or in the reserve, if drawn."""
    return Member.objects.filter(volunteer=volunteer).select_related("panel", "draw", "replaced_by").first()


def get_member(panel: Panel, number: int) -> Member:
    """One member by number; else not found."""
    member = members_of(panel).filter(number=number).first()
    if member is None:
        raise Http404
    return member


def chance_of(draw: Draw, volunteer: Volunteer) -> float | None:
    """A volunteer's selection probability in a draw."""
    return Chance.objects.filter(draw=draw, volunteer=volunteer).values_list("chance", flat=True).first()


def public_draws_of(panel: Panel) -> QuerySet[PublicDraw]:
    """The panel's public draws, newest first, cancelled ones too; without the sealed panels."""
    rows = PublicDraw.objects.filter(panel=panel).select_related("panel__organisation", "job", "draw")
    return rows.defer("sealed")


def live_public_draw(panel: Panel) -> PublicDraw | None:
    """The public draw that is under way or done."""
    return public_draws_of(panel).exclude(state=PublicDraw.State.CANCELLED).first()


def get_public_draw(panel: Panel) -> PublicDraw:
    """The public draw that is under way or done; else not found."""
    found = live_public_draw(panel)
    if found is None:
        raise Http404
    return found


def tickets_without_email(public_draw: PublicDraw) -> int:
    """How many in the pool have to be told of their ticket by phone or post."""
    rows = Ticket.objects.filter(public_draw=public_draw, volunteer__email="", volunteer__withdrawn=None)
    return rows.count()


def ticket_of(volunteer: Volunteer) -> Ticket | None:
    """The volunteer's ticket in the public draw that is under way or done."""
    rows = Ticket.objects.filter(volunteer=volunteer).exclude(public_draw__state=PublicDraw.State.CANCELLED)
    return rows.select_related("public_draw__panel").defer("public_draw__sealed").first()
