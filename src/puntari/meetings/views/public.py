"""A meeting for everybody: programme, talks, materials, answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from puntari.core import files
from puntari.core.paging import paginate
from puntari.meetings import queries
from puntari.meetings.queries.experts import get_material
from puntari.panels.access import public
from puntari.panels.queries import get_meeting

if TYPE_CHECKING:
    from puntari.panels.models import Panel


@public
def meeting(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """The meeting's public page."""
    found = get_meeting(panel, number)
    context = {
        "meeting": found,
        "day": queries.day_of(found),
        "talks": queries.talks_of(panel).filter(meeting=found),
        "answers": paginate(request, queries.answered_questions(found), name="answers"),
    }
    return render(request, "meetings/public.html", context)


@public
def material(request: HttpRequest, panel: Panel, number: int, pk: int) -> HttpResponse:
    """A file of a talk."""
    found = get_material(panel, pk)
    if found.file is None or found.talk.meeting.number != number:
        raise Http404
    return files.response(found.file)
