from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puntari.methods.seating.galois import ORDERS, field_of
from puntari.methods.seating.plans import field_plan, has_plan


@pytest.mark.parametrize("order", sorted(ORDERS))
def test_the_tables_are_those_of_a_field(order):
    field, span = field_of(order), range(order)
    add, times = field.sums, field.products
    for row in (*add, *(row[1:] for row in times[1:])):
        assert len(set(row)) == len(row)
    for a in span:
        assert (add[a][0], times[a][1], times[a][0]) == (a, a, 0)
        for b in span:
            assert (add[a][b], times[a][b]) == (add[b][a], times[b][a])
            for c in span:
                assert times[a][add[b][c]] == add[times[a][b]][times[a][c]]
                assert times[a][times[b][c]] == times[times[a][b]][c]


@given(st.sampled_from(sorted(ORDERS)), st.integers(1, 169), st.integers(1, 14))
def test_nobody_meets_twice_and_sizes_stay_even(tables, people, rounds):
    if not has_plan(people, tables, rounds):
        assert people > tables * tables or rounds > tables
        return
    seats = field_plan(people, tables, rounds)[:people]
    for r in range(rounds):
        sizes = [sum(row[r] == table for row in seats) for table in range(tables)]
        assert max(sizes) - min(sizes) <= 1
    for one, other in combinations(seats, 2):
        assert sum(a == b for a, b in zip(one, other, strict=True)) <= 1


@pytest.mark.parametrize("tables", [4, 5, 7, 8, 9])
def test_everybody_meets_every_facilitator_once(tables):
    people = tables * (tables - 1)
    seats = field_plan(people, tables, tables, facilitators=True)
    for person in seats[tables:]:
        for host in seats[:tables]:
            assert sum(a == b for a, b in zip(person, host, strict=True)) == 1


def test_a_full_plane_gives_one_round_more():
    assert has_plan(16, 4, 5)
    assert not has_plan(15, 4, 5)
    seats = field_plan(16, 4, 5)
    assert all(sum(a == b for a, b in zip(x, y, strict=True)) == 1 for x, y in combinations(seats, 2))


def test_shapes_without_a_plan_are_refused():
    assert not has_plan(36, 6, 2)
    with pytest.raises(ValueError, match="36"):
        field_plan(36, 6, 2)
