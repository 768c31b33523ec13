"""Alternates lower the expected quota loss; a replacement is the best of those who would come."""

import random

import pytest

from puntari.methods.sortition import (
    InputError,
    choose_alternates,
    choose_replacement,
    expected_loss,
    solve,
)
from puntari.methods.sortition.tests.builders import pool_of, quotas_of, random_case

POOL, QUOTAS = random_case(8, 250, 40, (2, 5, 6, 3))
PANEL = solve(POOL, QUOTAS, 40).panels[0][1]


def loss(alternates: list[str]) -> float:
    return expected_loss(POOL, QUOTAS, PANEL, alternates, dropout=0.12, seed=99)[0]


def test_chosen_alternates_beat_random_ones_by_far() -> None:
    chosen = choose_alternates(POOL, QUOTAS, PANEL, 8, dropout=0.12, seed=1)
    assert len(set(chosen)) == 8
    assert not set(chosen) & set(PANEL)
    outside = [i for i in POOL.ids if i not in PANEL]
    rng = random.Random(2)
    at_random = sum(loss(rng.sample(outside, 8)) for _ in range(10)) / 10
    assert loss(chosen) < 0.6 * at_random
    assert loss(chosen) < loss(chosen[:3]) < loss([])


def test_the_seed_fixes_the_call_order() -> None:
    first = choose_alternates(POOL, QUOTAS, PANEL, 5, seed=1, samples=50)
    assert first == choose_alternates(POOL, QUOTAS, PANEL, 5, seed=1, samples=50)
    assert first != choose_alternates(POOL, QUOTAS, PANEL, 5, seed=2, samples=50)


def test_the_one_who_may_stay_away_decides_who_stands_ready() -> None:
    pool = pool_of(("x",), ("y",), ("x",), ("y",))
    quotas = quotas_of(a={"x": (1, 1), "y": (1, 1)})
    assert choose_alternates(pool, quotas, ["p0", "p1"], 1, dropout={"p0": 0.9}, seed=1) == ["p2"]
    assert choose_alternates(pool, quotas, ["p0", "p1"], 1, dropout={"p1": 0.9}, seed=1) == ["p3"]


def test_a_replacement_restores_the_quotas() -> None:
    pool = pool_of(("x", "u"), ("y", "w"), ("y", "u"), ("x", "w"), ("x", "u"))
    quotas = quotas_of(a={"x": (1, 1), "y": (1, 1)}, b={"u": (1, 1), "w": (1, 1)})
    people = pool.people
    answer = choose_replacement(people[:2], ["p0"], people[2:], quotas)
    assert answer.id == "p4"
    assert [row.held for row in answer.after] == [1, 1, 1, 1]
    assert answer.persons_off == 0
    first_of_equals = choose_replacement(people[:2], ["p0"], [people[4], *people[2:4]], quotas)
    assert first_of_equals.id == "p4"


def test_bad_arguments_are_refused() -> None:
    for arguments in ({"dropout": 1.5}, {"dropout": {PANEL[0]: -1.0}}):
        with pytest.raises(InputError, match="bad_dropout"):
            choose_alternates(POOL, QUOTAS, PANEL, 2, seed=1, **arguments)
    with pytest.raises(InputError, match="unknown_id"):
        choose_alternates(POOL, QUOTAS, ["nobody"], 2, seed=1)
    with pytest.raises(InputError, match="no_candidates"):
        choose_replacement(POOL.people[:2], [], [], QUOTAS)
    assert choose_alternates(POOL, QUOTAS, PANEL, 0, seed=1) == []
