"""Starting a panel, its front in the workspace, the overview of the set-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from puntari.core import clock, sections
from puntari.core.forms import carried_out
from puntari.core.roles import Role
from puntari.panels import actions, dates, phases, queries, readiness
from puntari.panels.access import desk
from puntari.panels.forms.basics import NewPanelForm

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.panels.models import Panel

NEXT_STEPS = 6


@login_required
def create_panel(request: HttpRequest) -> HttpResponse:
    """A new panel, from the default plan or from an earlier one; for administrators."""
    organisations = queries.administered_by(request.user)  # type: ignore[arg-type]
    if not organisations:
        raise Http404
    earlier = queries.panels_worked_by(request.user).filter(organisation__in=organisations)  # type: ignore[arg-type]
    form = NewPanelForm(
        request.POST or None,
        organisations=organisations,
        panels=earlier,
        initial={
            "first_meeting": dates.first_meeting_day(clock.today()),
            "copy_from": request.GET.get("from"),
        },
    )
    if request.method == "POST" and carried_out(form, lambda: _start(form, request)):
        messages.success(request, _("Paneeli on perustettu. Täytä seuraavaksi sen kysymys ja perustiedot."))
        return redirect("desk-setup", form.cleaned_data["slug"])
    return render(request, "panels/create_panel.html", {"form": form})


def _start(form: NewPanelForm, request: HttpRequest) -> Panel:
    facts = {**form.cleaned_data, "actor": request.user}
    source = facts.pop("copy_from")
    if source is None:
        return actions.create_panel(**facts)
    wanted = {name: facts[name] for name in ("slug", "title", "first_meeting", "actor")}
    return actions.copy_panel(source=source, **wanted)


@desk()
def panel_front(request: HttpRequest, panel: Panel) -> HttpResponse:
    """What is next: for the coordinator all of it, for others their own doors and their own tasks."""
    user: User = request.user  # type: ignore[assignment]
    roles = queries.roles_in(user, panel)
    leads = Role.COORDINATOR in roles
    steps = queries.open_steps(panel) if leads else queries.own_steps(panel, user, roles)
    context = {
        "steps": list(steps[:NEXT_STEPS]),
        "late_count": steps.filter(due__lt=clock.today()).count(),
        "next_meeting": queries.meetings_of(panel).filter(ends_at__gte=clock.now()).first(),
        "phase": phases.current_phase(panel),
        "sections": sections.shown("desk", panel, request),
        "is_coordinator": leads,
    }
    return render(request, "panels/desk_panel.html", context)


@desk(Role.COORDINATOR)
def setup(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The parts of the set-up, what is done and what still has to be."""
    parts = readiness.parts(panel)
    missing = [part for part in parts if part.needed and not part.done]
    return render(request, "panels/setup.html", {"parts": parts, "missing": missing})
