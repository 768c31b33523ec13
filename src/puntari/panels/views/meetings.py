"""The panel's meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntari.core.forms import carried_out
from puntari.core.roles import Role
from puntari.core.ui.confirm import ask_first, confirmed
from puntari.panels import actions, queries
from puntari.panels.access import desk
from puntari.panels.forms.schedule import MeetingForm

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.panels.models import Panel


@desk(Role.COORDINATOR)
def meetings(request: HttpRequest, panel: Panel) -> HttpResponse:
    """All meetings and their hours together."""
    rows = list(queries.meetings_of(panel))
    minutes = sum(meeting.minutes for meeting in rows)
    return render(
        request, "panels/meetings.html", {"meetings": rows, "minutes": minutes, "hours": minutes / 60}
    )


@desk(Role.COORDINATOR)
def meeting(request: HttpRequest, panel: Panel, number: int | None = None) -> HttpResponse:
    """Add a meeting or change one; the timetable follows."""
    actor: User = request.user  # type: ignore[assignment]
    known = queries.get_meeting(panel, number) if number else None
    form = MeetingForm(request.POST or None, meeting=known)
    if request.method == "POST" and carried_out(
        form, lambda: actions.save_meeting(panel=panel, plan=form.plan(), actor=actor, meeting=known)
    ):
        messages.success(request, _("Kokous on tallennettu. Aikataulun päivät on laskettu uudelleen."))
        return redirect("desk-meetings", panel.slug)
    return render(request, "panels/meeting.html", {"form": form, "meeting": known})


@desk(Role.COORDINATOR)
@require_POST
def remove_meeting(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """Take a meeting off, after asking."""
    known = queries.get_meeting(panel, number)
    if not confirmed(request):
        question = _("Poistetaanko %(meeting)s?") % {"meeting": known}
        back = reverse("desk-meetings", args=[panel.slug])
        return ask_first(request, question=question, label=_("Poista"), back=back)
    actions.remove_meeting(meeting=known, actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Kokous on poistettu. Aikataulun päivät on laskettu uudelleen."))
    return redirect("desk-meetings", panel.slug)
