"""Who sits where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from puntari.meetings.models import Seat, SeatingRule, SeatingSetup, TableHost
from puntari.meetings.queries.programme import current_round

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.lottery.models import Member
    from puntari.panels.models import Meeting, Panel


def seats_of(meeting: Meeting) -> QuerySet[Seat]:
    """All seats of the meeting by round, table and number, with the people."""
    seats = Seat.objects.filter(round__meeting=meeting).select_related("round", "member__volunteer")
    return seats.order_by("round__number", "table", "member__number")


def table_of(meeting: Meeting, member: Member, round: int | None = None) -> int | None:
    """The member's table in a round (by default the one that is on), or None without a seat."""
    number = round or current_round(meeting)
    seat = Seat.objects.filter(round__meeting=meeting, round__number=number, member=member).first()
    return seat.table if seat else None


def tables_of(meeting: Meeting) -> list[int]:
    """The numbers of the meeting's tables."""
    setup = SeatingSetup.objects.filter(meeting=meeting).first()
    hosted = TableHost.objects.filter(meeting=meeting).exclude(table=None).values_list("table", flat=True)
    planned = range(1, setup.tables + 1) if setup else ()
    return sorted({*planned, *(table for table in hosted if table is not None)})


def table_for_host(meeting: Meeting, user: User) -> int | None:
    """The table a facilitator hosts at the meeting."""
    return TableHost.objects.filter(meeting=meeting, user=user).values_list("table", flat=True).first()


def table_people(meeting: Meeting, table: int) -> dict[int, list[Member]]:
    """Round number -> the people at a table."""
    found: dict[int, list[Member]] = {}
    for seat in seats_of(meeting).filter(table=table):
        found.setdefault(seat.round.number, []).append(seat.member)
    return found


def hosts_of(meeting: Meeting) -> QuerySet[TableHost]:
    """The meeting's facilitators by table."""
    return TableHost.objects.filter(meeting=meeting).select_related("user").order_by("table", "user__name")


def rules_of(panel: Panel) -> QuerySet[SeatingRule]:
    """The panel's seating rules, with the people."""
    rules = SeatingRule.objects.filter(panel=panel)
    return rules.select_related("member__volunteer", "other__volunteer")
