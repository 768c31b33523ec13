"""The door: everybody with big buttons, as plain form posts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from puntari.core.actor import actor_of
from puntari.core.errors import DomainError
from puntari.lottery.queries import active_panelists, get_member
from puntari.meetings import actions
from puntari.meetings.models import Attendance
from puntari.meetings.views.ways import IN_THE_ROOM, at_meeting, note_reading, tried

if TYPE_CHECKING:
    from puntari.lottery.models import Member
    from puntari.panels.models import Meeting, Panel

Step = Callable[..., Attendance]
STEPS: dict[str, Step] = {
    "arrive": actions.check_in,
    "undo-arrive": actions.undo_check_in,
    "leave": actions.check_out,
    "undo-leave": actions.undo_check_out,
    "excuse": actions.excuse,
}


@at_meeting(*IN_THE_ROOM)
def door(request: HttpRequest, panel: Panel, meeting: Meeting) -> HttpResponse:
    """All panelists by name, found by number or the beginning of a name; how many are here."""
    rows = _rows(meeting)
    if getattr(request, "htmx", False):
        return render(request, "meetings/door_counts.html", {"meeting": meeting, "counts": _counts(rows)})
    note_reading(request, panel, "door", len(rows))
    words = request.GET.get("q", "").strip()[:60]
    only_missing = request.GET.get("show") == "missing"
    found = [pair for pair in rows if _matches(pair[0], words) and not (only_missing and _told(pair[1]))]
    found.sort(key=lambda pair: (pair[0].volunteer.first_name.casefold(), pair[0].number))
    context = {"meeting": meeting, "rows": found, "counts": _counts(rows), "q": words}
    return render(request, "meetings/door.html", {**context, "only_missing": only_missing})


def _rows(meeting: Meeting) -> list[tuple[Member, Attendance | None]]:
    known = {
        row.member_id: row for row in Attendance.objects.filter(meeting=meeting).select_related("meeting")
    }
    return [(member, known.get(member.pk)) for member in active_panelists(meeting.panel)]


def _told(row: Attendance | None) -> bool:
    """Whether we know of the person: come, or not coming."""
    return row is not None and (row.arrived is not None or row.excused)


def _matches(member: Member, words: str) -> bool:
    """A number matches that number alone; words match the beginnings of names."""
    if not words:
        return True
    if words.isdecimal():
        return member.number == int(words)
    names = str(member.volunteer).casefold().split()
    return all(any(name.startswith(word) for name in names) for word in words.casefold().split())


def _counts(rows: list[tuple[Member, Attendance | None]]) -> dict[str, int]:
    states = [row for _member, row in rows if row is not None]
    return {
        "all": len(rows),
        "here": sum(row.is_present for row in states),
        "gone": sum(row.left is not None for row in states),
        "excused": sum(row.excused for row in states),
        "late": sum(row.is_late for row in states),
        "missing": len(rows) - sum(map(_told, states)),
    }


@require_POST
@at_meeting(*IN_THE_ROOM)
def tap(request: HttpRequest, panel: Panel, meeting: Meeting, member_number: int, what: str) -> HttpResponse:
    """One tap at the door; the row alone when the page asked with a script, else the door again."""
    member = get_member(panel, member_number)
    step = _step(request, meeting, member, what)
    if getattr(request, "htmx", False):
        return _row(request, meeting, member, step)
    tried(request, step)
    kept = {name: request.POST[name] for name in ("q", "show") if request.POST.get(name)}
    answer = redirect("desk-door", panel.slug, meeting.number)
    answer["Location"] += (f"?{urlencode(kept)}" if kept else "") + f"#member-{member.number}"
    return answer


def _step(request: HttpRequest, meeting: Meeting, member: Member, what: str) -> Callable[[], Any]:
    actor = actor_of(request)
    if what == "undo-excuse":
        return lambda: actions.excuse(meeting=meeting, member=member, actor=actor, excused=False)
    if what not in STEPS:
        raise Http404
    return lambda: STEPS[what](meeting=meeting, member=member, actor=actor)


def _row(request: HttpRequest, meeting: Meeting, member: Member, step: Callable[[], Any]) -> HttpResponse:
    trouble = ""
    try:
        step()
    except DomainError as refusal:
        trouble = str(refusal)
    rows = _rows(meeting)
    row = next((row for one, row in rows if one.pk == member.pk), None)
    context = {"meeting": meeting, "member": member, "row": row, "counts": _counts(rows), "trouble": trouble}
    return render(request, "meetings/door_tapped.html", {**context, "q": request.POST.get("q", "")})
