"""Seating a meeting: planned by the method, moved by hand, planned again when people are missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from puntari.core import clock, log
from puntari.core.errors import BadInput, NotAllowed
from puntari.core.models import User
from puntari.lottery.queries import active_panelists
from puntari.meetings import seats
from puntari.meetings.models import Round, Seat, SeatingChange, SeatingSetup
from puntari.methods import seating
from puntari.panels.queries import features_of

if TYPE_CHECKING:
    from puntari.lottery.models import Member
    from puntari.panels.models import Meeting

MOST_TABLES, MOST_ROUNDS = 60, 12
DAY_SECONDS = 1.5
"""What planning again on the day may cost, as the method counts it: people stand waiting."""
Progress = Callable[[float], None]
Cancel = Callable[[], bool]


def seat_meeting(
    *,
    meeting: Meeting,
    tables: int,
    rounds: int,
    seed: int,
    actor: User,
    features: Sequence[str] | None = None,
    seconds: float = 8.0,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> SeatingSetup:
    """Seat everybody expected for all rounds of the meeting, with the earlier meetings as history.

    `features` are the keys of the features to mix (all, if None); `seconds` bounds the search. The same input
    and seed give the same seats. What stood before can be undone. The search runs before the transaction, so
    that the door is not kept waiting for it.
    """
    _check_size(tables, rounds)
    known = list(features_of(meeting.panel).values_list("key", flat=True))
    mixed = [key for key in known if features is None or key in features]
    guests = seats.expected(meeting)
    _refuse_thin(guests, tables)
    seated = _plan(
        seats.guests(guests, mixed),
        tables=tables,
        rounds=rounds,
        rules=seats.rules(meeting.panel, guests, tables),
        history=seats.history(meeting),
        seed=seed,
        seconds=seconds,
        progress=progress,
        cancel=cancel,
    )
    return _write_plan(meeting, seated, tables=tables, features=mixed, seed=seed, actor=actor)


@transaction.atomic
def _write_plan(
    meeting: Meeting,
    seated: seating.SeatingPlan,
    *,
    tables: int,
    features: list[str],
    seed: int,
    actor: User,
) -> SeatingSetup:
    setup = SeatingSetup.objects.filter(meeting=meeting).first() or SeatingSetup(meeting=meeting)
    if setup.pk:
        seats.remember(meeting, "plan", actor, clock.now())
    setup.tables, setup.rounds, setup.features, setup.seed = tables, len(seated.rounds), features, seed
    setup.save()
    seats.write(meeting, seated.rounds, first=1)
    return _finish(setup, actor, "meetings.seated")


def replan(
    *,
    meeting: Meeting,
    from_round: int,
    actor: User,
    tables: int | None = None,
    seconds: float | None = None,
) -> SeatingSetup:
    """Seat those present anew from a round on; the rounds before it stay and count as history."""
    setup = _setup(meeting)
    if not 1 <= from_round <= setup.rounds:
        raise BadInput("meetings.no_such_round", round=from_round, rounds=setup.rounds)
    here = seats.present(meeting)
    count = tables or setup.tables
    _check_size(count, setup.rounds)
    _refuse_thin(here, count)
    seated = _plan(
        seats.guests(here, setup.features),
        tables=count,
        rounds=setup.rounds - from_round + 1,
        rules=seats.rules(meeting.panel, here, count),
        history=[*seats.history(meeting), *seats.rounds_of(meeting, before=from_round)],
        seed=setup.seed,
        seconds=DAY_SECONDS if seconds is None else seconds,
    )
    return _write_rest(meeting, seated, from_round=from_round, actor=actor, tables=count)


@transaction.atomic
def _write_rest(
    meeting: Meeting, seated: seating.SeatingPlan, *, from_round: int, actor: User, tables: int
) -> SeatingSetup:
    seats.remember(meeting, "replan", actor, clock.now())
    setup = _setup(meeting)
    setup.tables = max(setup.tables, tables) if from_round > 1 else tables
    seats.write(meeting, seated.rounds, first=from_round)
    return _finish(setup, actor, "meetings.replanned", from_round=from_round)


@transaction.atomic
def swap_seats(*, round: Round, member: Member, other: Member, actor: User) -> SeatingSetup:
    """Two people of a round change places."""
    found = {seat.member_id: seat for seat in round.seats.filter(member__in=[member, other])}
    if len(found) < 2:
        raise BadInput("meetings.no_such_seat")
    mine, theirs = found[member.pk], found[other.pk]
    if mine.table == theirs.table:
        raise NotAllowed("meetings.same_table")
    seats.remember(round.meeting, "swap", actor, clock.now())
    mine.table, theirs.table = theirs.table, mine.table
    Seat.objects.bulk_update([mine, theirs], ["table"])
    return _finish(_setup(round.meeting), actor, "meetings.seats_swapped", round=round.number)


@transaction.atomic
def move_seat(*, round: Round, member: Member, table: int, actor: User) -> SeatingSetup:
    """One person of a round goes to a table, also somebody who had no seat (who came late)."""
    setup = _setup(round.meeting)
    if not 1 <= table <= setup.tables:
        raise BadInput("meetings.no_such_table", table=table, tables=setup.tables)
    if not active_panelists(round.meeting.panel).filter(pk=member.pk).exists():
        raise BadInput("meetings.not_a_panelist")
    seats.remember(round.meeting, "move", actor, clock.now())
    Seat.objects.update_or_create(round=round, member=member, defaults={"table": table})
    return _finish(setup, actor, "meetings.seat_moved", round=round.number)


@transaction.atomic
def undo_seating(*, meeting: Meeting, actor: User) -> SeatingSetup:
    """Take the last change of the seats back, whatever it was."""
    change = meeting.seating_changes.first()
    if change is None:
        raise NotAllowed("meetings.nothing_to_undo")
    setup = seats.restore(meeting, change)
    change.delete()
    return _finish(setup, actor, "meetings.seating_undone")


def _plan(
    guests: Sequence[seating.Guest],
    *,
    tables: int,
    rounds: int,
    rules: seating.SeatingRules,
    history: seats.Rounds,
    seed: int,
    seconds: float,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> seating.SeatingPlan:
    try:
        planned, _report = seating.plan(
            guests,
            tables=tables,
            rounds=rounds,
            rules=rules,
            history=history,
            seed=seed,
            seconds=seconds,
            progress=progress,
            cancel=cancel,
        )
        return planned
    except seating.SeatingError as error:
        raise BadInput(f"meetings.seating_{error.code}", **error.params) from error


def _check_size(tables: int, rounds: int) -> None:
    if not (1 <= tables <= MOST_TABLES and 1 <= rounds <= MOST_ROUNDS):
        raise BadInput("meetings.seating_size", tables=MOST_TABLES, rounds=MOST_ROUNDS)


def _refuse_thin(guests: Sequence[Member], tables: int) -> None:
    if len(guests) < tables:
        raise BadInput("meetings.more_tables_than_people", tables=tables, people=len(guests))


def _setup(meeting: Meeting) -> SeatingSetup:
    setup = SeatingSetup.objects.filter(meeting=meeting).first()
    if setup is None:
        raise NotAllowed("meetings.not_seated")
    return setup


def _finish(setup: SeatingSetup, actor: User, kind: str, **data: object) -> SeatingSetup:
    meeting = setup.meeting
    setup.report = seats.report(setup)
    setup.save()
    stale = meeting.seating_changes.values("pk")[seats.KEPT_CHANGES :]
    SeatingChange.objects.filter(pk__in=list(stale.values_list("pk", flat=True))).delete()
    facts = {"meeting": meeting.number, "tables": setup.tables, "rounds": setup.rounds, "seed": setup.seed}
    log.record(kind, actor=actor, panel_slug=meeting.panel.slug, data={**facts, **data})
    return setup
