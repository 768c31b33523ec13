"""Seats arranged for pages and paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from puntari.meetings.models import SeatingSetup
from puntari.meetings.queries.seating import seats_of

if TYPE_CHECKING:
    from puntari.lottery.models import Member
    from puntari.panels.models import Meeting


@dataclass(frozen=True)
class RoundOfTables:
    """A round: its tables in order with their people, and who has no seat in it."""

    number: int
    tables: list[tuple[int, list[Member]]]
    unseated: list[Member]


def rounds(meeting: Meeting, people: Sequence[Member]) -> list[RoundOfTables]:
    """Every round of the meeting; people who have left the panel are not shown."""
    active = {member.pk: member for member in people}
    found: dict[int, dict[int, list[Member]]] = {one.number: {} for one in meeting.rounds.all()}
    for seat in seats_of(meeting):
        if seat.member_id in active:
            found[seat.round.number].setdefault(seat.table, []).append(seat.member)
    setup = SeatingSetup.objects.filter(meeting=meeting).first()
    return [_round(number, tables, people, setup.tables if setup else 0) for number, tables in found.items()]


def _round(
    number: int, tables: dict[int, list[Member]], people: Sequence[Member], count: int
) -> RoundOfTables:
    seated = {member.pk for table in tables.values() for member in table}
    shown = range(1, max([count, *tables]) + 1)
    return RoundOfTables(
        number,
        [(table, tables.get(table, [])) for table in shown],
        [one for one in people if one.pk not in seated],
    )


def alphabet(meeting: Meeting, people: Sequence[Member]) -> list[tuple[Member, list[int | None]]]:
    """Everybody by last name, with the table in each round."""
    where = {(seat.member_id, seat.round.number): seat.table for seat in seats_of(meeting)}
    numbers = list(meeting.rounds.values_list("number", flat=True))
    ordered = sorted(people, key=lambda one: (one.volunteer.last_name.casefold(), one.volunteer.first_name))
    return [(one, [where.get((one.pk, number)) for number in numbers]) for one in ordered]
