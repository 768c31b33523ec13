from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from puntari.methods.seating import Place, SeatingRules
from puntari.methods.seating.anneal import Proposals
from puntari.methods.seating.problem import compile_problem
from puntari.methods.seating.start import random_round
from puntari.methods.seating.state import State

from .people import people

RULES = SeatingRules(
    together=(("p00", "p01"), ("p01", "p02")),
    apart=(("p03", "p04", "p05"),),
    places=(Place("p06", frozenset({1})),),
)


def fresh(count: int, tables: int, rounds: int, hosts: int, seed: int) -> State:
    guests = people(count, seed)
    history = [[[guest.id for guest in guests[start::tables]] for start in range(tables)]] * 2
    names = [f"host{i}" for i in range(hosts)]
    problem = compile_problem(guests, tables, rounds, RULES, history, names)
    rng = random.Random(seed)
    return State(problem, [random_round(problem, number, rng) for number in range(rounds)])


@settings(max_examples=30, deadline=None)
@given(st.integers(12, 30), st.integers(2, 4), st.integers(1, 4), st.integers(0, 2), st.integers(0, 999))
def test_the_running_cost_is_the_energy_counted_anew(count, tables, rounds, hosts, seed):
    state = fresh(count, tables, rounds, hosts, seed)
    draws = Proposals(state.problem, random.Random(seed))
    energy = state.energy()
    for _ in range(60):
        drawn = draws.draw(state)
        if drawn:
            energy += state.cost(*drawn)
            state.swap(*drawn)
    assert energy == state.energy() == State(state.problem, state.table).energy()


@settings(max_examples=30, deadline=None)
@given(st.integers(12, 30), st.integers(2, 4), st.integers(0, 2), st.integers(0, 999))
def test_swaps_keep_places_hosts_and_even_sizes(count, tables, hosts, seed):
    state = fresh(count, tables, 2, hosts, seed)
    draws = Proposals(state.problem, random.Random(seed))
    for _ in range(60):
        drawn = draws.draw(state)
        if drawn:
            state.swap(*drawn)
    for row in state.table:
        sizes = [row[:count].count(table) for table in range(tables)]
        assert max(sizes) - min(sizes) <= 1
        assert row[6] == 1
        assert len(set(row[count : count + hosts])) == hosts


def test_a_swap_done_twice_is_undone():
    state = fresh(20, 4, 3, 2, 7)
    before = [list(row) for row in state.table], state.energy()
    drawn = next(
        drawn for drawn in iter(lambda: Proposals(state.problem, random.Random(1)).draw(state), 0) if drawn
    )
    state.swap(*drawn)
    state.swap(*drawn)
    assert ([list(row) for row in state.table], state.energy()) == before
