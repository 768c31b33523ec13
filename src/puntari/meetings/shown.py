"""What this room shows on the pages of others: its stage, the panel's page, a panelist's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from puntari.core import clock
from puntari.lottery.queries import active_panelists, member_for_volunteer
from puntari.meetings.certificate import minutes_there
from puntari.meetings.models import Attendance, Seat
from puntari.meetings.queries.programme import current_round
from puntari.panels.queries import meetings_of

if TYPE_CHECKING:
    from puntari.lottery.models import Member
    from puntari.panels.models import Meeting, Panel
    from puntari.recruitment.models import Volunteer


def state(panel: Panel) -> str:
    """Done when the last meeting is over, current from the day the first one begins to be prepared."""
    ends = list(panel.meetings.order_by("ends_at").values_list("ends_at", "agenda__pk"))
    if ends and ends[-1][0] < clock.now():
        return "done"
    return "current" if any(item for _end, item in ends) else "todo"


def for_panel(panel: Panel, request: HttpRequest) -> dict[str, Any] | None:
    """Links to the pages of the meetings that have a programme or a talk."""
    meetings = meetings_of(panel).prefetch_related("agenda", "talks__materials", "questions")
    told = [_told(meeting) for meeting in meetings if meeting.agenda.all() or meeting.talks.all()]
    return {"meetings": told} if told else None


def _told(meeting: Meeting) -> dict[str, Any]:
    answers = sum(1 for one in meeting.questions.all() if one.published and one.merged_into_id is None)
    materials = sum(len(talk.materials.all()) for talk in meeting.talks.all())
    return {
        "meeting": meeting,
        "talks": len(meeting.talks.all()),
        "materials": materials,
        "answers": answers,
    }


def for_me(volunteer: Volunteer, request: HttpRequest) -> dict[str, Any] | None:
    """A panelist's next meeting, table and certificate; nothing for who is not on the panel."""
    member = member_for_volunteer(volunteer)
    if member is None or not active_panelists(volunteer.panel).filter(pk=member.pk).exists():
        return None
    coming = meetings_of(volunteer.panel).filter(ends_at__gte=clock.now()).first()
    return {
        "volunteer": volunteer,
        "meeting": coming,
        "round": current_round(coming) if coming else 1,
        "tables": _tables(coming, member) if coming else [],
        "excused": bool(coming)
        and Attendance.objects.filter(meeting=coming, member=member, excused=True).exists(),
        "over": coming is None,
        "has_certificate": coming is None and minutes_there(member) > 0,
    }


def _tables(meeting: Meeting, member: Member) -> list[tuple[int, int]]:
    seats = Seat.objects.filter(round__meeting=meeting, member=member).order_by("round__number")
    return list(seats.values_list("round__number", "table"))
