"""Alternates lower the expected quota loss; a replacement is the best of those who would come."""

import random
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from puntari.methods.sortition import (
    InputError,
    choose_alternates,
    choose_replacement,
    expected_loss,
    solve,
)
from puntari.methods.sortition.filling import ALL_SUBSETS, VACANCY, OneMore, Samples, filled
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


def sampled(rng: random.Random, values: int) -> Samples:
    """A few samples of held seats under quotas of any shape."""
    low = np.array([rng.randint(0, 3) for _ in range(values)])
    high = low + np.array([rng.randint(0, 2) for _ in range(values)])
    counts = np.array([[float(rng.randint(0, 5)) for _ in range(values)] for _ in range(6)])
    vacant = np.array([float(rng.randint(0, 4)) for _ in range(6)])
    return Samples(counts, vacant, low, high, np.maximum(1, high))


def best_by_hand(samples: Samples, row: int, ready: np.ndarray) -> float:
    """The least loss over all sets that may step in, a little off for each seat filled."""
    sets = [c for n in range(int(samples.vacant[row]) + 1) for c in combinations(range(len(ready)), n)]
    return min(
        float(samples.loss(samples.counts[row] + ready[list(chosen)].sum(axis=0))) - VACANCY * len(chosen)
        for chosen in sets
    )


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(0, 10**6))
def test_the_best_of_those_ready_step_in(seed: int) -> None:
    rng = random.Random(seed)
    samples, number = sampled(rng, 5), rng.randint(0, 5)
    ready = np.array([[float(rng.random() < 0.4) for _ in range(5)] for _ in range(number)]).reshape(
        number, 5
    )
    after = filled(samples, ready)
    stepped_in = (after - samples.counts).sum(axis=1)
    for row in range(6):
        best = best_by_hand(samples, row, ready)
        reached = float(samples.loss(after[row]))
        assert best - 1e-5 <= reached <= best + VACANCY * samples.vacant[row] + 1e-5
        assert stepped_in[row] <= samples.vacant[row] * 5
    one = np.array([float(rng.random() < 0.4) for _ in range(5)])
    by_hand = np.mean([best_by_hand(samples, row, np.vstack([ready, one])) for row in range(6)])
    assert OneMore(samples, ready).loss(one) == pytest.approx(by_hand, abs=1e-5)


def test_one_by_one_never_promises_less_loss_than_all_subsets() -> None:
    rng = random.Random(4)
    samples = sampled(rng, 6)
    ready = np.array([[float(rng.random() < 0.3) for _ in range(6)] for _ in range(ALL_SUBSETS + 1)])
    many = samples.loss(filled(samples, ready))
    fewer = samples.loss(filled(samples, ready[:ALL_SUBSETS]))
    # Beyond ten the choice is greedy; it may not fall behind by more than one person off somewhere.
    assert (many <= fewer + 1).all()


def test_alternates_are_the_best_there_are_in_a_small_pool() -> None:
    pool, quotas = random_case(3, 14, 5, (2, 3))
    panel = solve(pool, quotas, 5).panels[0][1]
    outside = [i for i in pool.ids if i not in panel]
    chosen = choose_alternates(pool, quotas, panel, 2, dropout=0.3, seed=5, samples=300)

    def known(ids: list[str]) -> float:
        return expected_loss(pool, quotas, panel, ids, dropout=0.3, seed=5, samples=300)[0]

    best = min(known(list(two)) for two in combinations(outside, 2))
    assert known(chosen) <= best + 2 * VACANCY


def test_more_samples_than_anybody_needs_are_refused() -> None:
    for samples in (0, 10**9):
        with pytest.raises(InputError, match="too_many_samples"):
            choose_alternates(POOL, QUOTAS, PANEL, 2, seed=1, samples=samples)
