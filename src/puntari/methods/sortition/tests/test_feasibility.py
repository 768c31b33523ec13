"""Why quotas clash, and the smallest changes that mend them, against brute force."""

from itertools import product

import pytest

from puntari.methods.sortition import (
    Feature,
    Quota,
    apply_relaxation,
    check_feasible,
    propose_relaxations,
)
from puntari.methods.sortition.model import Pool, Quotas
from puntari.methods.sortition.tests.builders import pool_of, quotas_of, random_case
from puntari.methods.sortition.tests.oracle import all_panels

SIX = pool_of(("x", "u"), ("x", "u"), ("x", "w"), ("y", "u"), ("y", "w"), ("y", "w"))
FREE = {"u": (0, 9), "w": (0, 9)}


@pytest.mark.parametrize(
    ("quotas", "size", "code"),
    [
        (quotas_of(a={"x": (4, 5), "y": (0, 5)}, b=FREE), 5, "too_few_people"),
        (quotas_of(a={"x": (2, 3), "y": (2, 3)}, b=FREE), 3, "minimums_above_size"),
        (quotas_of(a={"x": (0, 1), "y": (0, 1)}, b=FREE), 3, "maximums_below_size"),
        (quotas_of(a={"x": (0, 9), "y": (0, 1)}, b=FREE), 5, "people_below_size"),
        (quotas_of(a={"x": (0, 9), "y": (0, 9)}, b=FREE), 7, "size_above_pool"),
    ],
)
def test_a_single_quota_that_cannot_hold_is_named(quotas: Quotas, size: int, code: str) -> None:
    answer = check_feasible(SIX, quotas, size)
    assert not answer.feasible
    assert code in {reason.code for reason in answer.reasons}


def test_too_few_doors() -> None:
    homes = {identifier: "one" for identifier in SIX.ids}
    assert check_feasible(SIX, quotas_of(a={"x": (0, 9), "y": (0, 9)}, b=FREE), 2, households=homes).reasons[
        0
    ].params == {"size": 2, "households": 1}


def test_a_clash_of_combinations_is_an_irreducible_set() -> None:
    # Only one x is a w, so two x and no u cannot sit together; gender plays no part.
    pool = pool_of(("x", "u", "m"), ("x", "u", "f"), ("x", "w", "m"), ("y", "w", "f"), ("y", "w", "m"))
    quotas = quotas_of(
        a={"x": (2, 3), "y": (0, 3)}, b={"u": (0, 0), "w": (0, 5)}, c={"m": (0, 3), "f": (0, 3)}
    )
    (reason,) = check_feasible(pool, quotas, 3).reasons
    assert reason.code == "clash"
    assert {(c.feature, c.value, c.bound, c.number) for c in reason.clashes} == {
        ("a", "x", "min", 2),
        ("b", "u", "max", 0),
    }


@pytest.mark.parametrize("seed", range(30))
def test_feasibility_agrees_with_brute_force(seed: int) -> None:
    pool, quotas = random_case(seed, 8, 3, (2, 3, 2), width=0)
    shifted = [*quotas[:-1], *random_case(seed + 100, 8, 3, (2, 3, 2), width=0)[1][-1:]]
    assert check_feasible(pool, shifted, 3).feasible == bool(all_panels(pool, shifted, 3))


def cheapest_by_brute_force(pool: Pool, quotas: Quotas, size: int) -> int | None:
    bounds = [(f, q) for f in quotas for q in f.quotas]
    costs = []
    for panel in all_panels(
        pool, [Feature(f.name, tuple(Quota(v, 0, 99) for v in f.values)) for f in quotas], size
    ):
        cost: int | None = 0
        for feature, quota in bounds:
            held = sum(pool.people[i].values[feature.name] == quota.value for i in panel)
            ceiling = 99 if quota.max_flex is None else quota.max_flex
            if cost is None or not quota.min_flex <= held <= ceiling:
                cost = None
                break
            cost += max(0, quota.min - held) + max(0, held - quota.max)
        if cost is not None:
            costs.append(cost)
    return min(costs, default=None)


@pytest.mark.parametrize("seed", range(12))
def test_the_first_relaxation_is_the_cheapest_there_is(seed: int) -> None:
    pool, quotas = random_case(seed, 8, 4, (3, 3, 2), width=0)
    wanted = [*quotas[:-1], *random_case(seed + 500, 8, 4, (3, 3, 2), width=0)[1][-1:]]
    proposals = propose_relaxations(pool, wanted, 4)
    assert proposals[0].cost == cheapest_by_brute_force(pool, wanted, 4)
    assert [p.cost for p in proposals] == sorted(p.cost for p in proposals)
    moved = [frozenset((c.feature, c.value, c.bound) for c in p.changes) for p in proposals]
    assert not any(one <= other for one, other in product(moved, moved) if one is not other)
    for proposal in proposals:
        assert check_feasible(pool, apply_relaxation(wanted, proposal), 4).feasible


def test_flex_bounds_are_kept() -> None:
    pool = pool_of(("x",), ("x",), ("y",), ("y",))
    tight = [Feature("a", (Quota("x", 3, 3, 3, 3), Quota("y", 0, 1)))]
    assert propose_relaxations(pool, tight, 3) == []
    loose = [Feature("a", (Quota("x", 3, 3, 2, 3), Quota("y", 0, 1)))]
    (proposal,) = propose_relaxations(pool, loose, 3)
    assert [(c.value, c.bound, c.old, c.new) for c in proposal.changes] == [("x", "min", 3, 2)]


def test_feasible_quotas_need_no_change() -> None:
    assert propose_relaxations(SIX, quotas_of(a={"x": (1, 2), "y": (1, 2)}, b=FREE), 3)[0].changes == ()
