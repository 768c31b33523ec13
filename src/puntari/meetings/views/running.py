"""The day itself: run sheet for the facilitators, big screen for the room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntari.core import clock
from puntari.core.actor import actor_of
from puntari.meetings import actions, queries
from puntari.meetings.queries.programme import get_item
from puntari.meetings.views.ways import IN_THE_ROOM, at_meeting, tried

if TYPE_CHECKING:
    from puntari.panels.models import Meeting, Panel


@at_meeting(*IN_THE_ROOM)
def run_sheet(request: HttpRequest, panel: Panel, meeting: Meeting) -> HttpResponse:
    """Every item with planned and expected times; asked again every ten seconds."""
    part = "meetings/run_part.html" if getattr(request, "htmx", False) else "meetings/run.html"
    return render(request, part, _now(meeting))


def _now(meeting: Meeting) -> dict[str, object]:
    day = queries.day_of(meeting)
    return {
        "meeting": meeting,
        "day": day,
        "ahead": -day.late,
        "round": queries.current_round(meeting),
        "shortened": any(slot.item.cut for slot in day.slots if slot.state == "todo"),
        "left": _minutes_left(day.current.end) if day.current else None,
        "now": clock.now(),
    }


def _minutes_left(end: object) -> int:
    """Whole minutes to the end, rounded up; never below nothing."""
    return max(0, -int((clock.now() - end) // timedelta(minutes=1)))  # type: ignore[operator]


@require_POST
@at_meeting(*IN_THE_ROOM)
def start(request: HttpRequest, panel: Panel, meeting: Meeting, pk: int) -> HttpResponse:
    """The item begins now."""
    item = get_item(meeting, pk)
    tried(request, lambda: actions.start_item(item=item, actor=actor_of(request)))
    return _back(request, panel, meeting)


@require_POST
@at_meeting(*IN_THE_ROOM)
def change(request: HttpRequest, panel: Panel, meeting: Meeting, what: str) -> HttpResponse:
    """Catch up, or take the last start or the catching up back."""
    actor = actor_of(request)
    steps: dict[str, tuple[Callable[[], object], str]] = {
        "undo": (
            lambda: actions.undo_start(meeting=meeting, actor=actor),
            _("Viimeisin aloitus on kumottu."),
        ),
        "catch-up": (
            lambda: actions.catch_up(meeting=meeting, actor=actor),
            _("Jäljellä olevia kohtia lyhennettiin niin, että kokous loppuu ajallaan."),
        ),
        "full-length": (
            lambda: actions.undo_catch_up(meeting=meeting, actor=actor),
            _("Jäljellä olevat kohdat ovat taas täysimittaisia."),
        ),
    }
    if what not in steps:
        raise Http404
    tried(request, *steps[what])
    return _back(request, panel, meeting)


def _back(request: HttpRequest, panel: Panel, meeting: Meeting) -> HttpResponse:
    if getattr(request, "htmx", False):
        return render(request, "meetings/run_part.html", {**_now(meeting), "answering": True})
    return redirect("desk-run-sheet", panel.slug, meeting.number)


@at_meeting(*IN_THE_ROOM)
def projector(request: HttpRequest, panel: Panel, meeting: Meeting) -> HttpResponse:
    """What is on, how long still, what comes next: in type for the back row."""
    part = "meetings/projector_part.html" if getattr(request, "htmx", False) else "meetings/projector.html"
    return render(request, part, _now(meeting))
