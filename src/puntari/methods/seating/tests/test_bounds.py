from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puntari.methods.seating import forced_repeats, pair_bound, shape_bound, table_sizes
from puntari.methods.seating.bounds import pairs, pairs_of


def seatings(people, size):
    """All ways to seat `people` (a tuple) at tables of `size`, tables unnamed."""
    if not people:
        yield []
        return
    first, rest = people[0], people[1:]
    for others in combinations(rest, size - 1):
        left = tuple(person for person in rest if person not in others)
        for tables in seatings(left, size):
            yield [(first, *others), *tables]


def most_pairs(people, size, rounds):
    """The true optimum by trying every seating of every round after the first."""
    everything = list(seatings(people, size))

    def best(met, left):
        if not left:
            return len(met)
        return max(best(met | pairs_of(tables), left - 1) for tables in everything)

    return best(pairs_of(everything[0]), rounds - 1)


@pytest.mark.parametrize(
    ("people", "tables", "rounds"),
    [(4, 2, 2), (4, 2, 3), (6, 3, 2), (6, 3, 3), (6, 2, 2), (6, 2, 3), (8, 2, 2)],
)
def test_no_seating_beats_the_bound(people, tables, rounds):
    names = tuple(f"p{i}" for i in range(people))
    best = most_pairs(names, people // tables, rounds)
    assert best <= shape_bound(people, tables, rounds)
    if rounds == 2:
        assert best == shape_bound(people, tables, rounds)


@given(st.integers(1, 200), st.integers(1, 40))
def test_even_sizes_differ_by_at_most_one(people, tables):
    sizes = table_sizes(people, tables)
    assert sum(sizes) == people
    assert max(sizes) - min(sizes) <= 1


@given(st.integers(0, 12), st.integers(1, 5), st.data())
def test_spreading_a_table_evenly_repeats_least(size, tables, data):
    spread = data.draw(st.lists(st.integers(0, tables - 1), min_size=size, max_size=size))
    assert sum(pairs(spread.count(t)) for t in range(tables)) >= forced_repeats(size, tables)


def test_the_figures_of_a_county_panel():
    assert [shape_bound(48, 8, rounds) for rounds in (1, 3, 5, 8)] == [120, 360, 600, 960]
    assert shape_bound(30, 5, 5) == 75 + 4 * 70
    assert shape_bound(12, 3, 9) == 66


def test_history_and_rules_lower_what_can_be_reached():
    table = [["a", "b"], ["c", "d"]]
    assert pair_bound([table], [table]) == 4
    assert pair_bound([table], [table], together={("a", "b")}) == 3
    assert pair_bound([], [table] * 3, apart={("a", "c"), ("b", "d")}) == 4


def test_pairs_of_people_who_left_still_count():
    assert pair_bound([[["a", "gone"], ["b", "c"]]], [[["a", "b"], ["c"]]]) == 3
