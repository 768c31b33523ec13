"""Seating: planned, moved by hand, undone, planned again without those who are missing."""

from itertools import combinations

from puntari.meetings import actions, queries, seats
from puntari.meetings.models import Round, Seat, SeatingRule
from puntari.meetings.tests.conftest import at, refused


def _seat(meeting, actor, *, tables=3, rounds=2, **more):
    return actions.seat_meeting(
        meeting=meeting, tables=tables, rounds=rounds, seed=7, actor=actor, seconds=0.3, **more
    )


def _pairs(meeting):
    return {
        pair
        for tables in seats.rounds_of(meeting)
        for table in tables
        for pair in combinations(sorted(table), 2)
    }


def test_everybody_sits_once_in_every_round(meeting, members, coordinator):
    setup = _seat(meeting, coordinator)
    assert Seat.objects.filter(round__meeting=meeting).count() == 24
    assert sorted(len(table) for table in seats.rounds_of(meeting)[0]) == [4, 4, 4]
    assert setup.report["pairs"] == len(_pairs(meeting))
    assert setup.report["pairs"] <= setup.report["bound"]
    assert setup.report["violations"] == []
    assert queries.tables_of(meeting) == [1, 2, 3]


def test_the_same_seed_seats_the_same(meeting, members, coordinator):
    _seat(meeting, coordinator)
    first = seats.rounds_of(meeting)
    _seat(meeting, coordinator)
    assert seats.rounds_of(meeting) == first


def test_earlier_meetings_count_as_met(meeting, second, members, coordinator):
    _seat(meeting, coordinator, rounds=1)
    setup = _seat(second, coordinator, rounds=1)
    assert setup.report["pairs"] == len(_pairs(meeting) | _pairs(second))


def test_who_was_absent_earlier_met_nobody(meeting, second, members, coordinator):
    _seat(meeting, coordinator, rounds=1)
    for member in members[:6]:
        actions.check_in(meeting=meeting, member=member, at=at(17), actor=coordinator)
    there = {person for tables in seats.history(second) for table in tables for person in table}
    assert there == {str(number) for number in range(1, 7)}


def test_the_excused_get_no_seat(meeting, members, coordinator):
    actions.excuse(meeting=meeting, member=members[4], actor=coordinator)
    _seat(meeting, coordinator)
    assert queries.table_of(meeting, members[4]) is None
    assert queries.table_of(meeting, members[0]) in {1, 2, 3}


def test_rules_hold(panel, meeting, members, coordinator):
    a, b, c, d = members[:4]
    rule = actions.add_seating_rule
    rule(panel=panel, kind="together", member=a, other=b, actor=coordinator)
    rule(panel=panel, kind="apart", member=c, other=d, actor=coordinator)
    rule(panel=panel, kind="place", member=d, table=2, actor=coordinator)
    rule(panel=panel, kind="place", member=d, table=2, actor=coordinator)
    assert SeatingRule.objects.count() == 3
    _seat(meeting, coordinator, rounds=3)
    for number in (1, 2, 3):
        table = {m.number: queries.table_of(meeting, m, number) for m in (a, b, c, d)}
        assert table[a.number] == table[b.number]
        assert table[d.number] == 2 != table[c.number]


def test_rules_need_their_parts(panel, members, coordinator):
    with refused("meetings.rule_needs_two"):
        actions.add_seating_rule(panel=panel, kind="apart", member=members[0], actor=coordinator)
    with refused("meetings.rule_needs_table"):
        actions.add_seating_rule(panel=panel, kind="place", member=members[0], actor=coordinator)


def test_a_swap_changes_two_seats_and_the_report_and_can_be_undone(meeting, members, coordinator):
    _seat(meeting, coordinator)
    before = seats.rounds_of(meeting)
    first = Round.objects.get(meeting=meeting, number=1)
    mine = first.seats.filter(table=1).first().member
    theirs = first.seats.filter(table=2).first().member
    setup = actions.swap_seats(round=first, member=mine, other=theirs, actor=coordinator)
    assert queries.table_of(meeting, mine, 1) == 2
    assert queries.table_of(meeting, theirs, 1) == 1
    assert setup.report["pairs"] == len(_pairs(meeting))
    with refused("meetings.no_such_seat"):
        actions.swap_seats(round=first, member=mine, other=mine, actor=coordinator)
    actions.undo_seating(meeting=meeting, actor=coordinator)
    assert seats.rounds_of(meeting) == before
    with refused("meetings.nothing_to_undo"):
        actions.undo_seating(meeting=meeting, actor=coordinator)


def test_two_at_one_table_cannot_swap(meeting, members, coordinator):
    _seat(meeting, coordinator)
    first = Round.objects.get(meeting=meeting, number=1)
    mine, theirs = (seat.member for seat in first.seats.filter(table=1)[:2])
    with refused("meetings.same_table"):
        actions.swap_seats(round=first, member=mine, other=theirs, actor=coordinator)


def test_replanning_keeps_the_rounds_held_and_seats_only_those_here(meeting, members, coordinator):
    _seat(meeting, coordinator, rounds=3)
    held = seats.rounds_of(meeting)[0]
    for member in members[:9]:
        actions.check_in(meeting=meeting, member=member, at=at(17), actor=coordinator)
    setup = actions.replan(meeting=meeting, from_round=2, actor=coordinator, seconds=0.2)
    after = seats.rounds_of(meeting)
    assert after[0] == held
    assert sorted(len(table) for table in after[1]) == [3, 3, 3]
    assert queries.table_of(meeting, members[11], 2) is None
    assert setup.report["pairs"] == len(_pairs(meeting))
    actions.undo_seating(meeting=meeting, actor=coordinator)
    assert queries.table_of(meeting, members[11], 2) is not None


def test_a_latecomer_gets_a_seat_by_hand(meeting, members, coordinator):
    _seat(meeting, coordinator)
    for member in members[:11]:
        actions.check_in(meeting=meeting, member=member, at=at(17), actor=coordinator)
    actions.replan(meeting=meeting, from_round=1, actor=coordinator, seconds=0.2)
    second = Round.objects.get(meeting=meeting, number=2)
    actions.move_seat(round=second, member=members[11], table=3, actor=coordinator)
    assert queries.table_of(meeting, members[11], 2) == 3
    with refused("meetings.no_such_table"):
        actions.move_seat(round=second, member=members[11], table=9, actor=coordinator)


def test_impossible_seatings_are_refused_in_words(panel, meeting, members, coordinator):
    with refused("meetings.more_tables_than_people"):
        _seat(meeting, coordinator, tables=13)
    with refused("meetings.seating_size"):
        _seat(meeting, coordinator, rounds=99)
    for other in members[1:7]:
        actions.add_seating_rule(
            panel=panel, kind="together", member=members[0], other=other, actor=coordinator
        )
    with refused("meetings.seating_group_too_large"):
        _seat(meeting, coordinator)
    with refused("meetings.not_seated"):
        actions.replan(meeting=meeting, from_round=1, actor=coordinator)


def test_the_host_sees_the_people_of_the_table(meeting, members, coordinator):
    _seat(meeting, coordinator)
    people = queries.table_people(meeting, 1)
    assert sorted(people) == [1, 2]
    assert len(people[1]) == 4
