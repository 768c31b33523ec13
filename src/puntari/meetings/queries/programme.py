"""The programme and where the day stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max
from django.http import Http404
from django.utils.timezone import localtime

from puntari.core import clock
from puntari.meetings import clockwork
from puntari.meetings.models import AgendaItem, SeatingSetup
from puntari.panels.queries import meetings_of

if TYPE_CHECKING:
    from puntari.panels.models import Meeting, Panel


def day_of(meeting: Meeting) -> clockwork.Schedule:
    """The meeting's items on the clock, as things stand now."""
    return clockwork.schedule(list(meeting.agenda.all()), meeting.starts_at, meeting.ends_at, clock.now())


def get_item(meeting: Meeting, pk: int) -> AgendaItem:
    """One item of the meeting's programme; else not found."""
    item = meeting.agenda.filter(pk=pk).first()
    if item is None:
        raise Http404
    return item


def meeting_of_the_day(panel: Panel) -> Meeting | None:
    """The meeting of today, else the next one, else the last one."""
    meetings = list(meetings_of(panel))
    coming = [one for one in meetings if one.ends_at >= clock.now() or _is_today(one)]
    return coming[0] if coming else meetings[-1] if meetings else None


def _is_today(meeting: Meeting) -> bool:
    return localtime(meeting.starts_at).date() == clock.today()


def current_round(meeting: Meeting) -> int:
    """The seating round people sit in now: the latest that the programme has reached, at first 1."""
    reached = meeting.agenda.exclude(started=None).aggregate(most=Max("round"))["most"]
    last = SeatingSetup.objects.filter(meeting=meeting).values_list("rounds", flat=True).first()
    return min(reached or 1, last or reached or 1)


def has_begun(meeting: Meeting) -> bool:
    """Whether any item of the programme has been started."""
    return meeting.agenda.exclude(started=None).exists()


def rounds_planned(meeting: Meeting) -> int:
    """How many seating rounds the programme asks for."""
    return meeting.agenda.aggregate(most=Max("round"))["most"] or 1
