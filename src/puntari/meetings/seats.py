"""Between the rows of seats and the seating method: people as guests by number, rounds as lists of tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from puntari.core.models import User
from puntari.lottery.queries import active_panelists
from puntari.meetings.models import Attendance, Round, Seat, SeatingChange, SeatingRule, SeatingSetup
from puntari.methods import seating

if TYPE_CHECKING:
    from puntari.lottery.models import Member
    from puntari.panels.models import Meeting, Panel

Rounds = list[list[list[str]]]
KEPT_CHANGES = 30


def expected(meeting: Meeting) -> list[Member]:
    """Panelists who have not excused themselves."""
    excused = Attendance.objects.filter(meeting=meeting, excused=True).values("member")
    return list(active_panelists(meeting.panel).exclude(pk__in=excused).order_by("number"))


def present(meeting: Meeting) -> list[Member]:
    """Panelists who have arrived and not left."""
    here = Attendance.objects.filter(meeting=meeting, left=None).exclude(arrived=None).values("member")
    return list(active_panelists(meeting.panel).filter(pk__in=here).order_by("number"))


def guests(members: Sequence[Member], features: Sequence[str]) -> list[seating.Guest]:
    """Members as guests of the method, with the features that are to be mixed."""
    return [
        seating.Guest(str(member.number), _known(member.volunteer.features, features)) for member in members
    ]


def _known(values: Mapping[str, Any], features: Sequence[str]) -> dict[str, str]:
    return {key: str(values[key]) for key in features if values.get(key)}


def rules(panel: Panel, members: Sequence[Member], tables: int) -> seating.SeatingRules:
    """The panel's rules that concern these members and tables."""
    number = {member.pk: str(member.number) for member in members}
    pairs: dict[str, list[tuple[str, ...]]] = {SeatingRule.Kind.TOGETHER: [], SeatingRule.Kind.APART: []}
    places = []
    for rule in SeatingRule.objects.filter(panel=panel, member__in=number):
        if rule.table and rule.table <= tables:
            places.append(seating.Place(number[rule.member_id], frozenset({rule.table - 1})))
        elif rule.other_id in number:
            pairs[rule.kind].append((number[rule.member_id], number[rule.other_id]))
    return seating.SeatingRules(
        places=tuple(places),
        together=tuple(pairs[SeatingRule.Kind.TOGETHER]),
        apart=tuple(pairs[SeatingRule.Kind.APART]),
    )


def history(meeting: Meeting) -> Rounds:
    """The rounds of earlier meetings as they were held: of those who were there, where the door was kept."""
    earlier = Seat.objects.filter(
        round__meeting__panel=meeting.panel_id, round__meeting__starts_at__lt=meeting.starts_at
    )
    came = Attendance.objects.filter(meeting__panel=meeting.panel_id).exclude(arrived=None)
    there = set(came.values_list("meeting", "member"))
    kept = {held for held, _member in there}
    seen: dict[tuple[datetime, int], dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for seat in earlier.select_related("round__meeting", "member"):
        held = seat.round.meeting
        if held.pk not in kept or (held.pk, seat.member_id) in there:
            seen[held.starts_at, seat.round.number][seat.table].append(str(seat.member.number))
    return [[tables[number] for number in sorted(tables)] for _when, tables in sorted(seen.items())]


def rounds_of(meeting: Meeting, *, before: int | None = None) -> Rounds:
    """The meeting's own rounds as lists of tables."""
    rounds = meeting.rounds.prefetch_related("seats__member").order_by("number")
    return [_tables(list(one.seats.all())) for one in rounds if before is None or one.number < before]


def _tables(seats: Sequence[Seat]) -> list[list[str]]:
    count = max((seat.table for seat in seats), default=0)
    tables: list[list[str]] = [[] for _ in range(count)]
    for seat in seats:
        tables[seat.table - 1].append(str(seat.member.number))
    return tables


def write(meeting: Meeting, planned: Rounds, *, first: int) -> None:
    """Write rounds from number `first` on, in place of what stood there and after."""
    meeting.rounds.filter(number__gte=first).delete()
    member = dict(meeting.panel.members.values_list("number", "pk"))
    for number, tables in enumerate(planned, start=first):
        made = Round.objects.create(meeting=meeting, number=number)
        Seat.objects.bulk_create(
            Seat(round=made, member_id=member[int(person)], table=table)
            for table, people in enumerate(tables, start=1)
            for person in people
        )


def remember(meeting: Meeting, what: str, actor: User, at: datetime) -> SeatingChange:
    """Keep how everything is now, so that the coming change can be undone."""
    setup = SeatingSetup.objects.get(meeting=meeting)
    rows = Seat.objects.filter(round__meeting=meeting).values_list("round__number", "member", "table")
    before = {
        "tables": setup.tables,
        "rounds": setup.rounds,
        "features": setup.features,
        "seed": setup.seed,
        "seats": [list(row) for row in rows],
    }
    return SeatingChange.objects.create(meeting=meeting, what=what, before=before, made=at, by=actor)


def restore(meeting: Meeting, change: SeatingChange) -> SeatingSetup:
    """Put everything back as it was before a change."""
    setup = SeatingSetup.objects.get(meeting=meeting)
    for name in ("tables", "rounds", "features", "seed"):
        setattr(setup, name, change.before[name])
    meeting.rounds.all().delete()
    numbers = sorted({row[0] for row in change.before["seats"]})
    rounds = {number: Round.objects.create(meeting=meeting, number=number) for number in numbers}
    alive = set(meeting.panel.members.values_list("pk", flat=True))
    Seat.objects.bulk_create(
        Seat(round=rounds[number], member_id=member, table=table)
        for number, member, table in change.before["seats"]
        if member in alive
    )
    return setup


def report(setup: SeatingSetup) -> dict[str, Any]:
    """How good the seats are as they stand, counted from the seats themselves."""
    meeting = setup.meeting
    planned = rounds_of(meeting)
    seated = {int(person) for tables in planned for table in tables for person in table}
    people = list(meeting.panel.members.filter(number__in=seated).select_related("volunteer"))
    audit = seating.audit(
        seating.SeatingPlan(planned),
        guests(people, setup.features),
        rules(meeting.panel, people, setup.tables),
        history(meeting),
    )
    return {
        "people": len(people),
        "pairs": audit.distinct_pairs,
        "bound": audit.bound,
        "percent": round(audit.percent, 1),
        "worst_off": list(audit.worst_off) if audit.worst_off else None,
        "repeats": audit.repeats,
        "most_meetings": audit.most_meetings,
        "violations": [
            {
                "rule": one.rule,
                "round": one.round + 1,
                "table": one.table + 1,
                "found": one.found,
                "low": one.low,
                "high": one.high,
            }
            for one in audit.violations
        ],
    }
