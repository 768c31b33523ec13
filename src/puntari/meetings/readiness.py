"""What of each meeting is ready, in a handful of queries for all meetings together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet, Sum

from puntari.core import clock
from puntari.meetings.models import AgendaItem, Attendance, ExpertQuestion, SeatingSetup, TableHost, Talk
from puntari.panels.queries import meetings_of

if TYPE_CHECKING:
    from puntari.panels.models import Meeting, Panel


@dataclass(frozen=True)
class Row:
    """One meeting and how far its preparations are."""

    meeting: Meeting
    minutes: int
    tables: int
    hosts: int
    talks: int
    questions: int
    arrived: int

    @property
    def is_over(self) -> bool:
        return self.meeting.ends_at < clock.now()

    @property
    def fits(self) -> bool:
        """Whether the programme is exactly as long as the meeting."""
        return self.minutes == self.meeting.minutes


def of(panel: Panel) -> list[Row]:
    """A row for each meeting, in time order."""
    meetings = list(meetings_of(panel))
    keys = [meeting.pk for meeting in meetings]
    minutes = _by(AgendaItem.objects.filter(meeting__in=keys), n=Sum("minutes"))
    tables = dict(SeatingSetup.objects.filter(meeting__in=keys).values_list("meeting", "tables"))
    hosts = _by(TableHost.objects.filter(meeting__in=keys), n=Count("pk"))
    talks = _by(Talk.objects.filter(meeting__in=keys), n=Count("pk"))
    waiting = Q(answered=None, merged_into=None)
    questions = _by(ExpertQuestion.objects.filter(waiting, meeting__in=keys), n=Count("pk"))
    arrived = _by(Attendance.objects.filter(meeting__in=keys).exclude(arrived=None), n=Count("pk"))
    counted = (minutes, tables, hosts, talks, questions, arrived)
    return [Row(one, *(counts.get(one.pk, 0) for counts in counted)) for one in meetings]


def _by(rows: QuerySet, **aggregate: Count | Sum) -> dict[int, int]:  # type: ignore[type-arg]
    found = rows.order_by().values("meeting").annotate(**aggregate)
    return {row["meeting"]: row["n"] for row in found}
