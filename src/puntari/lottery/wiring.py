"""What this room registers at start: error words, the draw's job, its stage, its sections, its ears."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from puntari.core import events, jobs, sections, stages, words
from puntari.core.roles import Role
from puntari.lottery import actions, presenting, queries, showing, wordings
from puntari.lottery.models import Draw
from puntari.recruitment.events import VolunteerWithdrew

words.register(wordings.ALL)


@jobs.handler(actions.DRAW_JOB)
def draw(progress: jobs.Progress, draw_id: int) -> dict[str, Any]:
    """Carry out a prepared draw; its page is the result."""
    done = actions.carry_out(draw_id, progress)
    return {"url": reverse("desk-draw-report", args=[done.panel.slug, done.pk])}


@jobs.handler(actions.PANEL_LIST_JOB)
def panel_list(progress: jobs.Progress, public_draw_id: int) -> dict[str, Any]:
    """Work out the panels of a public draw from its closed pool."""
    done = actions.make_panel_list(public_draw_id, progress)
    return {"url": reverse("desk-public-draw", args=[done.panel.slug])}


@jobs.handler(actions.RECEIPTS_JOB)
def receipts(progress: jobs.Progress, public_draw_id: int) -> dict[str, Any]:
    """Tell everybody in a closed pool their ticket."""
    return {"queued": actions.send_receipts(public_draw_id, progress)}


@jobs.handler(actions.AUDIT_JOB)
def audit(progress: jobs.Progress, public_draw_id: int) -> dict[str, Any]:
    """Open and check all sealed panels for the notary."""
    done = actions.audit_public_draw(public_draw_id, progress, actor=progress.job.actor)
    return {"url": reverse("desk-public-draw-audit", args=[done.panel.slug])}


@jobs.handler(actions.LETTERS_JOB)
def letters(progress: jobs.Progress, panel_id: int, percent: int, rho: float) -> dict[str, Any]:
    """Work out how many letters a panel needs."""
    found = actions.plan_letters(panel_id, percent, rho, progress)
    return found | {"url": reverse("desk-draw-letters", args=[progress.job.panel_slug])}


@events.on(VolunteerWithdrew)
def leave_with_the_pool(event: VolunteerWithdrew) -> None:
    """Who leaves altogether leaves the panel too."""
    actions.volunteer_left(event.volunteer_id)


def _state(panel: Any) -> str:
    found = queries.draws_of(panel).values_list("is_test", "state")
    if (False, Draw.State.DONE) in found:
        return "done"
    return "current" if found or queries.targets_of(panel).exists() else "todo"


ROLES = {Role.COORDINATOR, Role.PHONE_DESK, Role.NOTARY}
stages.register(stages.Stage("draw", 40, _("Arvonta"), "desk-draw", ROLES, _state))


def _for_panel(panel: Any, request: HttpRequest) -> dict[str, Any] | None:
    drawn = queries.real_draw(panel)
    return presenting.public_summary(drawn) if drawn else None


def _for_me(volunteer: Any, request: HttpRequest) -> dict[str, Any] | None:
    return presenting.own_result(volunteer)


def _public_for_panel(panel: Any, request: HttpRequest) -> dict[str, Any] | None:
    return showing.for_panel(panel)


def _ticket_for_me(volunteer: Any, request: HttpRequest) -> dict[str, Any] | None:
    return showing.own_ticket(volunteer)


sections.register(sections.Section("draw", 40, "panel", "lottery/section_panel.html", _for_panel))
sections.register(sections.Section("draw", 20, "me", "lottery/section_me.html", _for_me))
sections.register(
    sections.Section("public-draw", 41, "panel", "lottery/section_public_draw.html", _public_for_panel)
)
sections.register(sections.Section("ticket", 21, "me", "lottery/section_ticket.html", _ticket_for_me))
