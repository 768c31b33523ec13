"""The panel's meetings. When the first or the last one moves, the timetable moves with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import ProtectedError, RestrictedError

from puntari.core import clock, events, log
from puntari.core.errors import BadInput, NotAllowed
from puntari.core.models import User
from puntari.panels.actions.timetable import plan_timetable
from puntari.panels.dates import MeetingPlan
from puntari.panels.events import MeetingsChanged
from puntari.panels.models import Meeting, Panel

LONGEST = timedelta(hours=14)


@transaction.atomic
def save_meeting(*, panel: Panel, plan: MeetingPlan, actor: User, meeting: Meeting | None = None) -> Meeting:
    """Add a meeting or change one; numbers follow the order in time."""
    others = [one for one in panel.meetings.all() if one != meeting]
    _check(plan, [(one.starts_at, one.ends_at) for one in others])
    saved = meeting or Meeting(panel=panel, number=_last_number(panel) + 1)
    for name, value in asdict(plan).items():
        setattr(saved, name, value)
    saved.save()
    _after_change(panel, actor, "panels.meeting_saved")
    saved.refresh_from_db()
    return saved


@transaction.atomic
def set_meetings(*, panel: Panel, meetings: Sequence[MeetingPlan], actor: User) -> list[Meeting]:
    """Let the panel have exactly these meetings; those it has keep their numbers in time order."""
    planned = sorted(meetings, key=lambda one: one.starts_at)
    for place, plan in enumerate(planned):
        _check(plan, [(one.starts_at, one.ends_at) for one in planned[:place]])
    existing = list(panel.meetings.order_by("starts_at"))
    for extra in existing[len(planned) :]:
        _refuse_begun(extra)
        extra.delete()
    for number, plan in enumerate(planned, start=1):
        meeting = existing[number - 1] if number <= len(existing) else Meeting(panel=panel)
        for name, value in {**asdict(plan), "number": number}.items():
            setattr(meeting, name, value)
        meeting.save()
    _after_change(panel, actor, "panels.meetings_set")
    return list(panel.meetings.all())


@transaction.atomic
def remove_meeting(*, meeting: Meeting, actor: User) -> None:
    """Take a meeting off; one that has begun stays, for people's hours hang on it."""
    _refuse_begun(meeting)
    panel = meeting.panel
    if panel.meetings.count() == 1:
        raise NotAllowed("panels.last_meeting")
    _delete(meeting)
    _after_change(panel, actor, "panels.meeting_removed")


def _delete(meeting: Meeting) -> None:
    try:
        meeting.delete()
    except (ProtectedError, RestrictedError) as kept:
        raise NotAllowed("panels.meeting_in_use", meeting=str(meeting)) from kept


def _check(plan: MeetingPlan, others: Sequence[tuple[datetime, datetime]]) -> None:
    if not timedelta(0) < plan.ends_at - plan.starts_at <= LONGEST:
        raise BadInput("panels.meeting_hours")
    for start, end in others:
        if plan.starts_at < end and start < plan.ends_at:
            raise BadInput("panels.meetings_overlap")


def _refuse_begun(meeting: Meeting) -> None:
    if meeting.starts_at <= clock.now():
        raise NotAllowed("panels.meeting_begun", meeting=str(meeting))


def _last_number(panel: Panel) -> int:
    last = panel.meetings.order_by("-number").first()
    return last.number if last else 0


def _after_change(panel: Panel, actor: User, kind: str) -> None:
    _renumber(panel)
    days = [meeting.starts_at for meeting in panel.meetings.all()]
    log.record(kind, actor=actor, panel_slug=panel.slug, data={"starts": days})
    plan_timetable(panel=panel, actor=actor)
    events.emit(MeetingsChanged(panel.pk))


def _renumber(panel: Panel) -> None:
    """Number 1, 2, 3 in time order; by way of high numbers, since two may not share one even for a moment."""
    meetings = list(panel.meetings.order_by("starts_at"))
    wrong = [
        (meeting, number) for number, meeting in enumerate(meetings, start=1) if meeting.number != number
    ]
    for shift in (1000, 0):
        for meeting, number in wrong:
            Meeting.objects.filter(pk=meeting.pk).update(number=number + shift)
