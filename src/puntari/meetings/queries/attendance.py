"""Who was there and for how long."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from puntari.core import clock
from puntari.lottery.queries import active_panelists, panelists
from puntari.meetings.models import Attendance
from puntari.panels.queries import meetings_of

if TYPE_CHECKING:
    from puntari.lottery.models import Member
    from puntari.panels.models import Meeting, Panel


def present_members(meeting: Meeting) -> QuerySet[Member]:
    """Panelists who are in the room: arrived and not left."""
    here = Attendance.objects.filter(meeting=meeting, left=None).exclude(arrived=None)
    return active_panelists(meeting.panel).filter(pk__in=here.values("member")).order_by("number")


def attendance_of(panel: Panel) -> QuerySet[Attendance]:
    """All rows of attendance of the panel's meetings, with meeting, member and volunteer."""
    rows = Attendance.objects.filter(meeting__panel=panel)
    return rows.select_related("meeting", "member__volunteer").order_by(
        "meeting__starts_at", "member__number"
    )


def minutes_by_member(panel: Panel) -> dict[int, dict[int, int]]:
    """Member id -> meeting id -> minutes that count; who never came is not in it."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    rows = Attendance.objects.filter(meeting__panel=panel).exclude(arrived=None)
    for member, meeting, minutes in rows.values_list("member", "meeting", "minutes"):
        found[member][meeting] = minutes
    return dict(found)


def hours_held(panel: Panel) -> float:
    """Hours of the panel's meetings that are over."""
    return sum(one.minutes for one in meetings_of(panel) if one.ends_at <= clock.now()) / 60


@dataclass
class Line:
    """One member's way through all meetings: a row of attendance or None for each."""

    member: Member
    rows: list[Attendance | None]
    minutes: int = 0

    @property
    def hours(self) -> float:
        return self.minutes / 60


@dataclass
class Matrix:
    """Attendance over all meetings."""

    meetings: list[Meeting]
    lines: list[Line] = field(default_factory=list)

    @property
    def planned_minutes(self) -> int:
        return sum(meeting.minutes for meeting in self.meetings)

    @property
    def present(self) -> list[int]:
        """How many came to each meeting."""
        columns = zip(*(line.rows for line in self.lines), strict=True)
        found = [sum(1 for row in column if row and row.arrived) for column in columns]
        return found or [0] * len(self.meetings)


def matrix(panel: Panel) -> Matrix:
    """Everybody who was or is on the panel, by number, against all its meetings."""
    meetings = list(meetings_of(panel))
    place = {meeting.pk: number for number, meeting in enumerate(meetings)}
    members = panelists(panel).order_by("number")
    lines = {member.pk: Line(member, [None] * len(meetings)) for member in members}
    for row in attendance_of(panel):
        line = lines.get(row.member_id)
        if line is not None:
            line.rows[place[row.meeting_id]] = row
            line.minutes += row.minutes
    return Matrix(meetings, list(lines.values()))
