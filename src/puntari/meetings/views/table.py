"""A facilitator's own page: my table today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from puntari.core import sections
from puntari.core.actor import actor_of
from puntari.meetings import queries
from puntari.meetings.forms import QuestionForm
from puntari.meetings.models import TableHost
from puntari.meetings.views.ways import IN_THE_ROOM, note_reading
from puntari.panels.access import desk
from puntari.panels.queries import get_meeting

if TYPE_CHECKING:
    from puntari.panels.models import Meeting, Panel


@desk(*IN_THE_ROOM)
def my_table(request: HttpRequest, panel: Panel, number: int | None = None) -> HttpResponse:
    """Who sits at my table, what is on, what to say; at the meeting of the day or the one asked for."""
    meeting = get_meeting(panel, number) if number else queries.meeting_of_the_day(panel)
    host = TableHost.objects.filter(meeting=meeting, user=actor_of(request)).first() if meeting else None
    context: dict[str, object] = {
        "meeting": meeting,
        "host": host,
        "meetings": panel.meetings.all(),
        "form": QuestionForm(),
    }
    if meeting is not None:
        context |= _table(request, panel, meeting, host)
    return render(request, "meetings/my_table.html", context)


def _table(request: HttpRequest, panel: Panel, meeting: Meeting, host: TableHost | None) -> dict[str, object]:
    here = set(queries.present_members(meeting).values_list("pk", flat=True))
    people = queries.table_people(meeting, host.table) if host and host.table else {}
    note_reading(request, panel, "table", sum(len(members) for members in people.values()))
    return {
        "day": queries.day_of(meeting),
        "round": queries.current_round(meeting),
        "people": sorted(people.items()),
        "here": here,
        "door_open": meeting.attendances.exclude(arrived=None).exists(),
        "sections": sections.shown("table", host, request) if host else [],
    }
