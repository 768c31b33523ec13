"""The door: who came, who left, and the minutes that count.

Every action may be repeated: a second tap finds the work done and changes nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localtime

from puntari.core import clock, events, log
from puntari.core.errors import BadInput, NotAllowed
from puntari.core.models import User
from puntari.meetings.events import AttendanceChanged
from puntari.meetings.models import Attendance

if TYPE_CHECKING:
    from puntari.lottery.models import Member
    from puntari.panels.models import Meeting


def counted_minutes(
    meeting: Meeting, arrived: datetime | None, left: datetime | None, *, pause: int = 0
) -> int:
    """Minutes present within the meeting's own hours; who has not been seen leaving stays to the end."""
    if arrived is None:
        return 0
    begin = max(arrived, meeting.starts_at)
    end = min(left or meeting.ends_at, meeting.ends_at)
    return max(0, int((end - begin) / timedelta(minutes=1)) - pause)


@transaction.atomic
def check_in(*, meeting: Meeting, member: Member, actor: User, at: datetime | None = None) -> Attendance:
    """The member has arrived. Somebody already here stays as they were."""
    moment = at or clock.now()
    row = _row(meeting, member)
    if row.is_present:
        return row
    if localtime(moment).date() < localtime(meeting.starts_at).date():
        raise NotAllowed("meetings.door_not_open", day=localtime(meeting.starts_at).strftime("%-d.%-m.%Y"))
    if moment >= meeting.ends_at:
        raise NotAllowed("meetings.door_closed")
    if row.left is not None:
        return _come_back(row, moment, actor)
    row.arrived, row.excused = moment, False
    return _save(row, actor, "meetings.arrived")


def _come_back(row: Attendance, moment: datetime, actor: User) -> Attendance:
    """The time between leaving and coming back does not count."""
    assert row.left is not None
    gap = max(0, int((moment - row.left) / timedelta(minutes=1)))
    row.away += gap
    row.left = None
    return _save(row, actor, "meetings.came_back")


@transaction.atomic
def undo_check_in(*, meeting: Meeting, member: Member, actor: User) -> Attendance:
    """The arrival was a mistake: the member has not come."""
    row = _row(meeting, member)
    if row.arrived is None:
        return row
    row.arrived, row.left, row.away = None, None, 0
    return _save(row, actor, "meetings.arrival_undone")


@transaction.atomic
def check_out(*, meeting: Meeting, member: Member, actor: User, at: datetime | None = None) -> Attendance:
    """The member leaves early. Somebody who has left stays as they were."""
    moment = at or clock.now()
    row = _row(meeting, member)
    if row.left is not None:
        return row
    if row.arrived is None:
        raise NotAllowed("meetings.not_arrived")
    if moment < row.arrived:
        raise BadInput("meetings.left_before_arriving")
    row.left = moment
    return _save(row, actor, "meetings.left")


@transaction.atomic
def undo_check_out(*, meeting: Meeting, member: Member, actor: User) -> Attendance:
    """The leaving was a mistake: the member is still here."""
    row = _row(meeting, member)
    if row.left is None:
        return row
    row.left = None
    return _save(row, actor, "meetings.leaving_undone")


@transaction.atomic
def excuse(*, meeting: Meeting, member: Member, actor: User, excused: bool = True) -> Attendance:
    """The member has told beforehand that they cannot come (or that they can after all)."""
    row = _row(meeting, member)
    if row.arrived is not None:
        raise NotAllowed("meetings.already_arrived")
    if row.excused == excused:
        return row
    row.excused = excused
    return _save(row, actor, "meetings.excused" if excused else "meetings.excuse_undone")


@transaction.atomic
def correct_attendance(
    *,
    meeting: Meeting,
    member: Member,
    arrived: datetime | None,
    left: datetime | None,
    excused: bool,
    actor: User,
) -> Attendance:
    """Set the times afterwards; both must fall on the meeting's day and in order."""
    if left is not None and (arrived is None or left < arrived):
        raise BadInput("meetings.left_before_arriving")
    if arrived is not None and arrived >= meeting.ends_at:
        raise BadInput("meetings.arrived_after_end")
    row = _row(meeting, member)
    row.arrived, row.left, row.away = arrived, left, 0
    row.excused = excused and arrived is None
    return _save(row, actor, "meetings.attendance_corrected")


@transaction.atomic
def recount_minutes(*, panel_id: int) -> int:
    """Count the minutes again after a meeting's hours have changed. Returns how many rows changed."""
    changed, before = [], {}
    for row in Attendance.objects.filter(meeting__panel=panel_id).select_related("meeting__panel"):
        minutes = counted_minutes(row.meeting, row.arrived, row.left, pause=row.away)
        if minutes != row.minutes:
            before[row.pk], row.minutes = row.minutes, minutes
            changed.append(row)
    Attendance.objects.bulk_update(changed, ["minutes"])
    if changed:
        log.record(
            "meetings.minutes_recounted",
            panel_slug=changed[0].meeting.panel.slug,
            data={"rows": len(changed)},
            personal={str(row.pk): [before[row.pk], row.minutes] for row in changed},
        )
    return len(changed)


def _row(meeting: Meeting, member: Member) -> Attendance:
    if member.panel_id != meeting.panel_id:
        raise BadInput("meetings.not_a_panelist")
    row, _made = Attendance.objects.select_for_update().get_or_create(meeting=meeting, member=member)
    row.meeting = meeting
    return row


def _save(row: Attendance, actor: User, kind: str) -> Attendance:
    row.minutes = counted_minutes(row.meeting, row.arrived, row.left, pause=row.away)
    row.save()
    log.record(
        kind,
        actor=actor,
        panel_slug=row.meeting.panel.slug,
        subject=f"member:{row.member_id}",
        data={"meeting": row.meeting.number},
        personal={"arrived": row.arrived, "left": row.left, "excused": row.excused},
    )
    events.emit(AttendanceChanged(row.meeting_id, row.member_id))
    return row
