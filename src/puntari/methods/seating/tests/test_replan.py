from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from puntari.methods.seating import Place, SeatingError, SeatingRules, plan, replan

from .people import people

GUESTS = people(48)
HOSTS = [f"host{i}" for i in range(8)]
PLAN, _ = plan(GUESTS, tables=8, rounds=5, facilitators=HOSTS, seed=1)
ABSENT = {"p03", "p11", "p20", "p40"}


def sizes(tables: list[list[str]]) -> list[int]:
    return sorted(map(len, tables))


def test_keeping_seats_moves_nobody():
    found, report = replan(PLAN, GUESTS, done=2, absent=ABSENT, mode="keep")
    assert report.moves == 0
    assert found.rounds[:2] == PLAN.rounds[:2]
    for before, after in zip(PLAN.rounds[2:], found.rounds[2:], strict=True):
        assert after == [[person for person in table if person not in ABSENT] for table in before]


@settings(max_examples=25, deadline=None)
@given(st.sets(st.sampled_from([guest.id for guest in GUESTS]), max_size=30), st.integers(0, 4))
def test_the_fewest_moves_even_the_tables_out(absent, done):
    kept, _ = replan(PLAN, GUESTS, done=done, absent=absent, mode="keep")
    found, report = replan(PLAN, GUESTS, done=done, absent=absent, mode="fewest")
    least = 0
    for before, after in zip(kept.rounds[done:], found.rounds[done:], strict=True):
        assert max(sizes(after)) - min(sizes(after)) <= 1
        wanted = zip(sizes(before), sizes(after), strict=True)
        least += sum(max(0, old - new) for old, new in wanted)
    assert report.moves == least


@pytest.mark.parametrize("done", [1, 2, 3])
def test_a_new_plan_keeps_what_was_held_and_nears_the_bound(done):
    found, report = replan(PLAN, GUESTS, done=done, absent=ABSENT, seed=1, seconds=1)
    assert found.rounds[:done] == PLAN.rounds[:done]
    assert report.percent >= 98
    assert report.violations == ()
    assert all(sizes(row) == [5] * 4 + [6] * 4 for row in found.rounds[done:])


def test_a_plan_that_is_still_ideal_moves_nobody():
    found, report = replan(PLAN, GUESTS, done=2)
    assert (report.moves, found) == (0, PLAN)


def test_late_arrivals_move_nobody_and_a_missing_host_leaves_a_gap():
    late = people(50)
    found, report = replan(PLAN, late, done=4, absent={"host3"}, mode="fewest")
    assert sorted(person for table in found.rounds[4] for person in table) == [guest.id for guest in late]
    assert found.facilitators[4].count(None) == 1
    assert report.moves == 0


def test_a_place_named_for_a_later_round_keeps_its_round():
    rules = SeatingRules(places=(Place("p00", frozenset({3}), frozenset({4})),))
    found, report = replan(PLAN, GUESTS, done=3, absent=ABSENT, rules=rules, seed=1, seconds=0.5)
    assert "p00" in found.rounds[4][3]
    assert report.violations == ()


def test_it_refuses_when_nothing_is_left_or_somebody_is_unknown():
    with pytest.raises(SeatingError, match="nothing_left"):
        replan(PLAN, GUESTS, done=5)
    with pytest.raises(SeatingError, match="unknown_guest"):
        replan(PLAN, GUESTS[:-1], done=1)
