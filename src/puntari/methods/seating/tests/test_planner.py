from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from puntari.methods.seating import (
    Cancelled,
    Guest,
    Limit,
    Place,
    SeatingError,
    SeatingRules,
    audit,
    plan,
    shape_bound,
)

from .people import people


def seat_of(tables: list[list[str]]) -> dict[str, int]:
    return {person: number for number, table in enumerate(tables) for person in table}


@settings(max_examples=25, deadline=None)
@given(st.integers(4, 30), st.integers(1, 6), st.integers(1, 4), st.integers(0, 99))
def test_everybody_has_one_seat_each_round_at_even_tables(count, tables, rounds, seed):
    tables = min(tables, count)
    found, report = plan(people(count), tables=tables, rounds=rounds, seed=seed, seconds=0.02)
    assert len(found.rounds) == rounds
    for row in found.rounds:
        assert sorted(person for table in row for person in table) == [guest.id for guest in people(count)]
        sizes = [len(table) for table in row]
        assert len(sizes) == tables
        assert max(sizes) - min(sizes) <= 1
    met = {frozenset(two) for row in found.rounds for table in row for two in combinations(table, 2)}
    assert report.distinct_pairs == len(met) <= report.bound <= shape_bound(count, tables, rounds)


@settings(max_examples=10, deadline=None)
@given(st.permutations(range(24)), st.integers(0, 99))
def test_rules_that_can_all_be_kept_are_kept(order, seed):
    ids = [f"p{i:02}" for i in order]
    rules = SeatingRules(
        together=((ids[0], ids[1]), (ids[2], ids[3], ids[4])),
        apart=((ids[5], ids[6]), (ids[0], ids[7])),
        places=(Place(ids[8], frozenset({1})), Place(ids[9], frozenset({0, 1}))),
        default_mix=None,
    )
    found, report = plan(people(24), tables=4, rounds=3, rules=rules, seed=seed, seconds=0.1)
    assert report.violations == ()
    for row in found.rounds:
        at = seat_of(row)
        assert at[ids[0]] == at[ids[1]]
        assert at[ids[2]] == at[ids[3]] == at[ids[4]]
        assert at[ids[5]] != at[ids[6]]
        assert at[ids[0]] != at[ids[7]]
        assert at[ids[8]] == 1
        assert at[ids[9]] in (0, 1)


@pytest.mark.parametrize("rounds", [3, 5, 8])
def test_a_county_panel_meets_the_bound_at_mixed_tables(rounds):
    _, report = plan(people(48), tables=8, rounds=rounds, seed=1)
    assert (report.percent, report.violations, report.repeats) == (100.0, (), 0)
    assert report.method == "field"


@pytest.mark.parametrize(("rounds", "percent"), [(3, 99), (4, 97), (5, 94)])
def test_strictly_mixed_tables_come_close(rounds, percent):
    _, report = plan(
        people(48), tables=8, rounds=rounds, rules=SeatingRules(default_mix=0), seed=1, seconds=2
    )
    assert report.violations == ()
    assert report.percent >= percent


def test_everybody_meets_another_facilitator_each_round():
    hosts = [f"host{i}" for i in range(8)]
    found, report = plan(people(48), tables=8, rounds=5, facilitators=hosts, seed=1)
    assert report.facilitator_pairs == report.facilitator_bound == 240
    assert all(sorted(map(str, row)) == hosts for row in found.facilitators)


def test_fewer_facilitators_than_tables_leave_tables_without():
    found, report = plan(people(24), tables=6, rounds=3, facilitators=["x", "y"], seed=1, seconds=0.5)
    assert all(sorted(map(str, row)) == ["None"] * 4 + ["x", "y"] for row in found.facilitators)
    assert report.facilitator_pairs >= 0.9 * report.facilitator_bound


def test_history_is_not_repeated_when_it_need_not_be():
    guests = people(36)
    first, _ = plan(guests, tables=6, rounds=1, seed=1, seconds=0.2)
    second, report = plan(guests, tables=6, rounds=1, history=first.rounds, seed=2, seconds=1)
    assert report.distinct_pairs == report.bound == 180
    assert report.violations == ()
    assert report == replace(audit(second, guests, SeatingRules(), first.rounds), method="annealing", seed=2)


def test_the_result_follows_from_input_and_seed():
    asked = {"tables": 5, "rounds": 3, "seconds": 0.1}
    assert plan(people(23), seed=4, **asked) == plan(people(23), seed=4, **asked)
    assert plan(people(23), seed=4, **asked)[0] != plan(people(23), seed=5, **asked)[0]


def test_the_rule_that_gave_way_is_named():
    rules = SeatingRules(together=(("p00", "p01"),), apart=(("p01", "p00"),), default_mix=None)
    _, report = plan(people(12), tables=3, rounds=2, rules=rules, seconds=0.1)
    assert len(report.gave_way) == 1
    assert report.gave_way[0] in ("together:p00+p01", "apart:p01+p00")
    assert sum(report.violation_counts.values()) == 2


def test_more_people_than_a_wheelchair_table_seats_are_named():
    places = tuple(Place(f"p{i:02}", frozenset({0})) for i in range(5))
    found, report = plan(people(12), tables=3, rounds=1, rules=SeatingRules(places=places), seconds=0.1)
    assert [violation.rule.split(":")[0] for violation in report.violations] == ["place"]
    assert sum(guest in found.rounds[0][0] for guest in ("p00", "p01", "p02", "p03", "p04")) == 4


def test_limits_replace_the_even_share():
    guests = [Guest(f"g{i}", {"lang": "sv" if i < 6 else "fi"}) for i in range(24)]
    rules = SeatingRules(limits=(Limit("lang", "sv", 0, 3),), mix={"lang": None})
    _, report = plan(guests, tables=4, rounds=4, rules=rules, seconds=0.5)
    assert report.violations == ()
    impossible = SeatingRules(limits=(Limit("lang", "sv", 2, 6),))
    _, report = plan(guests, tables=4, rounds=1, rules=impossible, seconds=0.1)
    assert "limit:lang=sv" in report.gave_way


def test_progress_runs_to_the_end_and_cancel_stops_it():
    heard: list[float] = []
    plan(people(14), tables=3, rounds=3, seconds=0.05, progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    with pytest.raises(Cancelled):
        plan(people(14), tables=3, rounds=3, seconds=0.05, cancel=lambda: True)


@pytest.mark.parametrize(
    ("guests", "asked", "code"),
    [
        ([], {}, "no_guests"),
        (people(3), {"tables": 4}, "bad_tables"),
        (people(3), {"tables": 0}, "bad_tables"),
        (people(3), {"rounds": 0}, "bad_rounds"),
        (people(3) + people(1), {}, "repeated_id"),
        (people(3), {"facilitators": ["a", "b", "c"]}, "too_many_facilitators"),
        (people(4), {"rules": SeatingRules(together=(("p00", "p01", "p02"),))}, "group_too_large"),
        (people(4), {"rules": SeatingRules(apart=(("p00", "ghost"),))}, "unknown_guest"),
        (people(4), {"rules": SeatingRules(places=(Place("ghost", frozenset({0})),))}, "unknown_guest"),
        (people(4), {"rules": SeatingRules(places=(Place("p00", frozenset({2})),))}, "unknown_table"),
        (people(4), {"rules": SeatingRules(limits=(Limit("age", "65+", 2, 1),))}, "bad_limit"),
    ],
)
def test_it_refuses_what_cannot_be_seated(guests, asked, code):
    with pytest.raises(SeatingError) as caught:
        plan(guests, **{"tables": 2, "rounds": 1, **asked})
    assert caught.value.code == code
