"""Attendance over all meetings, its corrections, exports and certificates."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from puntari.core import files
from puntari.core.actor import actor_of
from puntari.core.forms import carried_out
from puntari.core.paging import paginate
from puntari.core.roles import Role
from puntari.core.spreadsheets import table_response
from puntari.lottery.queries import get_member
from puntari.meetings import actions, certificate, exports, queries
from puntari.meetings.forms import CorrectionForm
from puntari.meetings.models import Attendance
from puntari.meetings.views.ways import at_meeting, note_reading
from puntari.panels.access import desk

if TYPE_CHECKING:
    from puntari.panels.models import Meeting, Panel


@desk(Role.COORDINATOR)
def attendance(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Who was at which meeting and for how long."""
    table = queries.matrix(panel)
    page = paginate(request, table.lines, size=50)
    note_reading(request, panel, "attendance", len(page.object_list))
    context = {
        "page": page,
        "columns": list(zip(table.meetings, table.present, strict=True)),
        "lines": [(line, list(zip(table.meetings, line.rows, strict=True))) for line in page],
        "hours": table.planned_minutes / 60,
    }
    return render(request, "meetings/attendance.html", context)


@desk(Role.COORDINATOR)
def export(request: HttpRequest, panel: Panel, ending: str) -> HttpResponse:
    """The matrix as a file."""
    table = queries.matrix(panel)
    rows = exports.attendance(table)
    answer = table_response(f"{panel.slug}-lasnaolo", ending, rows, title=_("Läsnäolo"), fixed="D2")
    note_reading(request, panel, f"attendance.{ending}", len(table.lines))
    return answer


@at_meeting(Role.COORDINATOR)
def correct(request: HttpRequest, panel: Panel, meeting: Meeting, member_number: int) -> HttpResponse:
    """Correct one person's times at one meeting."""
    member = get_member(panel, member_number)
    row = Attendance.objects.filter(meeting=meeting, member=member).first()
    form = CorrectionForm(request.POST or None, initial=_times(row))
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.correct_attendance(
            meeting=meeting,
            member=member,
            arrived=_on_day(meeting, form.cleaned_data["arrived"]),
            left=_on_day(meeting, form.cleaned_data["left"]),
            excused=form.cleaned_data["excused"],
            actor=actor_of(request),
        ),
    ):
        messages.success(request, _("Läsnäolo korjattiin."))
        return redirect("desk-attendance", panel.slug)
    note_reading(request, panel, f"attendance/{member.number}", 1)
    context = {"meeting": meeting, "member": member, "row": row, "form": form}
    return render(request, "meetings/correct.html", context)


def _times(row: Attendance | None) -> dict[str, object]:
    if row is None:
        return {}
    times = {"arrived": row.arrived, "left": row.left}
    told = {name: localtime(moment).time() if moment else None for name, moment in times.items()}
    return {**told, "excused": row.excused}


def _on_day(meeting: Meeting, moment: time | None) -> datetime | None:
    start = localtime(meeting.starts_at)
    return datetime.combine(start.date(), moment, tzinfo=start.tzinfo) if moment else None


@desk(Role.COORDINATOR)
def certificate_pdf(request: HttpRequest, panel: Panel, member_number: int) -> HttpResponse:
    """A panelist's certificate of participation."""
    member = get_member(panel, member_number)
    if not certificate.minutes_there(member):
        raise Http404
    note_reading(request, panel, f"certificate/{member.number}", 1)
    name = f"todistus-{member.number}.pdf"
    return files.download(certificate.certificate(member), name=name, content_type="application/pdf")
