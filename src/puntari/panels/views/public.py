"""The panel's own pages for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from puntari.core import clock, files, sections
from puntari.panels import calendars, phases, queries
from puntari.panels.access import public

if TYPE_CHECKING:
    from puntari.panels.models import Panel


@public
def panel(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Question, promise, phases, meetings, organisers, and what the other stages have to show."""
    way = phases.phases(panel)
    answer_by = phases.milestones(panel).answered
    context = {
        "phases": way,
        "phase": next((one for one in way if one.state == "current"), None),
        "answer_by": answer_by if answer_by and answer_by >= clock.today() else None,
        "promise": getattr(panel, "promise", None),
        "meetings": queries.meetings_of(panel),
        "steering": panel.steering_members.all(),
        "sections": sections.shown("panel", panel, request),
    }
    return render(request, "panels/panel.html", context)


@public
def panel_calendar(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The meetings as a calendar file."""
    content = calendars.meetings(panel, queries.meetings_of(panel))
    return files.download(content, name=f"{panel.slug}.ics", content_type="text/calendar; charset=utf-8")


@public
def panel_privacy(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The panel's own privacy notice."""
    return render(request, "panels/privacy.html", {})
