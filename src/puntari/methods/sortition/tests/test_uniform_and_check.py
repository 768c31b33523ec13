"""The uniform lottery keeps quotas and chances; the checker finds what was tampered with."""

import random
from collections import Counter
from dataclasses import replace
from itertools import combinations_with_replacement
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from puntari.methods.sortition import (
    InputError,
    Pool,
    Solution,
    check_solution,
    read_people,
    read_targets,
    solve,
    uniform_lottery,
)
from puntari.methods.sortition.tests.builders import pool_of, quotas_of, random_case
from puntari.methods.sortition.tests.oracle import all_panels
from puntari.methods.sortition.uniform import _report

FIXTURES = Path(__file__).parent / "fixtures"

CASES = [(5, 80, 12, (2, 3, 4)), (8, 250, 20, (4, 5, 2, 3, 3)), (2, 300, 40, (2, 5, 8, 4))]


@pytest.mark.parametrize(("seed", "people", "size", "values"), CASES)
@pytest.mark.parametrize("m", [100, 1000])
def test_every_panel_is_feasible_and_no_chance_moves_by_a_panel(
    seed: int, people: int, size: int, values: tuple[int, ...], m: int
) -> None:
    pool, quotas = random_case(seed, people, size, values)
    solution = solve(pool, quotas, size)
    lottery = uniform_lottery(solution, m, seed=4)
    assert len(lottery.panels) == m
    assert check_solution(pool, quotas, size, [(1 / m, p) for p in lottery.panels], lottery.chances).ok
    assert max(abs(lottery.chances[i] - solution.chances[i]) for i in pool.ids) < 1 / m
    assert lottery == uniform_lottery(solution, m, seed=4)
    assert lottery.gap <= lottery.largest_change <= lottery.least_change + lottery.gap + 1e-15


def test_households_are_kept_in_the_uniform_lottery() -> None:
    pool, quotas = random_case(9, 60, 10, (2, 3))
    homes = {identifier: f"h{n % 25}" for n, identifier in enumerate(pool.ids)}
    lottery = uniform_lottery(solve(pool, quotas, 10, households=homes), 200)
    report = check_solution(
        pool, quotas, 10, [(1 / 200, p) for p in lottery.panels], lottery.chances, households=homes
    )
    assert report.ok, report.problems


def test_a_lottery_of_few_panels_proposes_more() -> None:
    pool = pool_of(*[("x",)] * 300)
    solution = solve(pool, quotas_of(a={"x": (0, 9)}), 1)
    assert uniform_lottery(solution, 1000).proposed_panels == 3000
    assert uniform_lottery(solution, 3000).proposed_panels is None
    with pytest.raises(InputError, match="panels_below_one"):
        uniform_lottery(solution, 0)


def test_the_checker_finds_every_kind_of_fault() -> None:
    pool, quotas = random_case(5, 40, 8, (2, 3))
    solution = solve(pool, quotas, 8)
    panels, chances = solution.panels, dict(solution.chances)
    assert check_solution(pool, quotas, 8, panels, chances).ok
    weight, ids = panels[0]
    outsider = next(p.id for p in pool.people if p.id not in ids)
    homes = {ids[0]: "h", ids[1]: "h"}
    tampered = {
        "wrong_size": [(weight, ids[1:]), *panels[1:]],
        "repeated_person": [(weight, (*ids[1:], ids[1])), *panels[1:]],
        "unknown_person": [(weight, ("nobody", *ids[1:])), *panels[1:]],
        "negative_weight": [(-weight, ids), *panels[1:]],
        "weights_do_not_sum": panels[1:],
        "chance_differs": [(weight, (outsider, *ids[1:])), *panels[1:]],
        "household_twice": panels,
        "no_panels": [],
    }
    for code, changed in tampered.items():
        report = check_solution(pool, quotas, 8, changed, chances, households=homes)
        assert code in {problem.code for problem in report.problems}, code


def test_the_checker_counts_quotas_itself() -> None:
    pool, quotas = random_case(5, 40, 8, (2, 3))
    solution = solve(pool, quotas, 8)
    first = quotas[0].quotas[0]
    held = Counter(p.values["f0"] for p in pool.people if p.id in solution.panels[0][1])[first.value]
    stricter = [
        replace(quotas[0], quotas=(replace(first, max=held - 1, min=0), *quotas[0].quotas[1:])),
        *quotas[1:],
    ]
    assert "quota_broken" in {p.code for p in check_solution(pool, stricter, 8, solution.panels).problems}


def test_totals_that_no_peel_reaches_are_mended() -> None:
    # Quotas without any room: the peel ends at 959 of 1,000 panels, and the nearest counts of known panels
    # are a seat off.
    pool, quotas = random_case(5, 80, 15, (2, 5, 3, 2, 3, 2), 0)
    solution = solve(pool, quotas, 15)
    lottery = uniform_lottery(solution, 1000)
    assert lottery.largest_change < 1 / 1000
    assert lottery.warnings == ()
    assert check_solution(pool, quotas, 15, [(1 / 1000, p) for p in lottery.panels], lottery.chances).ok


def test_a_chance_that_moves_by_a_panel_is_warned_of() -> None:
    solution = solve(pool_of(*[("x",)] * 4), quotas_of(a={"x": (0, 9)}), 1)
    report = _report(solution, (("p0",),) * 4, 4)
    assert report.largest_change == 0.75
    assert report.lowered == 0.25
    assert report.warnings == ("change_of_a_panel", "lowest_on_few_panels")


def test_a_county_panel_keeps_its_chances_when_drawn_as_one_number() -> None:
    quotas = read_targets(FIXTURES / "county_40_targets.csv")
    pool = read_people(FIXTURES / "county_40_people.csv", quotas)
    solution = solve(pool, quotas, 40)
    lottery = uniform_lottery(solution, 1000)
    assert lottery.largest_change <= 0.0035
    assert lottery.lowered <= 0.0025
    report = check_solution(pool, quotas, 40, [(1 / 1000, p) for p in lottery.panels], lottery.chances)
    # The chances reported are those of the 1,000 panels, not the exact ones before rounding.
    assert report.ok
    assert report.lowest_chance == lottery.lowest_chance
    assert all(abs(chance * 1000 - round(chance * 1000)) < 1e-9 for chance in lottery.chances.values())


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(0, 10**6), st.sampled_from([1, 3, 10, 60]))
def test_what_is_stated_of_a_uniform_lottery_is_true_and_no_list_does_better(seed: int, m: int) -> None:
    rng = random.Random(seed)
    people, size = rng.randint(4, 8), rng.randint(1, 3)
    pool, quotas = random_case(seed, people, size, (2, 3), rng.randint(0, 1))
    solution = solve(pool, quotas, size)
    lottery = uniform_lottery(solution, m, seed=seed)
    panels = [(1 / m, panel) for panel in lottery.panels]
    assert check_solution(pool, quotas, size, panels, lottery.chances).ok
    changes = {abs(lottery.chances[i] - solution.chances[i]) for i in pool.ids}
    assert lottery.largest_change == max(changes)
    assert ("change_of_a_panel" in lottery.warnings) == (max(changes) * m >= 1 - 1e-6)
    if m <= 3:
        listed = all_panels(pool, quotas, size)
        best = min(_change(solution, pool, chosen, m) for chosen in combinations_with_replacement(listed, m))
        assert lottery.least_change - 1e-9 <= best <= lottery.largest_change + 1e-9
        assert lottery.largest_change - best <= lottery.gap + 1e-9


def _change(solution: Solution, pool: Pool, chosen: tuple[tuple[int, ...], ...], m: int) -> float:
    seats = Counter(pool.ids[position] for panel in chosen for position in panel)
    return max(abs(seats[i] / m - chance) for i, chance in solution.chances.items())
