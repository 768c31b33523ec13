"""Faults seen in other software for drawing panels (sortition-algorithms 0.12.15 and its releases before):
each is shown to be absent here.
"""

import random
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable

import numpy as np
import pytest

from puntari.methods.sortition import (
    Solution,
    check_feasible,
    check_solution,
    choose_alternates,
    choose_replacement,
    propose_relaxations,
    solve,
    uniform_lottery,
)
from puntari.methods.sortition.tests.builders import pool_of, quotas_of, random_case
from puntari.methods.sortition.tests.oracle import all_panels, leximin_chances

POOL, QUOTAS = random_case(3, 60, 10, (2, 3, 3))
ALGORITHMS = ("leximin", "maximin", "nash")


def test_a_seed_fixes_panels_draw_and_alternates_on_any_machine() -> None:
    # String hashing differs from run to run, the order of sums in the linear algebra from processor to
    # processor.
    code = (
        "import random\n"
        "from puntari.methods.sortition import choose_alternates, solve, uniform_lottery\n"
        "from puntari.methods.sortition.tests.builders import random_case\n"
        "pool, quotas = random_case(3, 60, 10, (2, 3, 3))\n"
        "for algorithm in ('leximin', 'maximin', 'nash'):\n"
        "    solution = solve(pool, quotas, 10, algorithm, seed=7)\n"
        "    drawn = solution.draw(random.Random(7))\n"
        "    print(repr(solution.panels), drawn, uniform_lottery(solution, 50, 7).panels)\n"
        "    print(choose_alternates(pool, quotas, drawn, 3, seed=7, samples=20))\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": hashing, "OPENBLAS_CORETYPE": core, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for hashing, core in (("0", "Prescott"), ("1", "Haswell"), ("4294967295", ""))
    }
    assert len(outputs) == 1
    assert len(outputs.pop()) > 3000


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_solving_again_and_in_any_order_gives_the_same(algorithm: str) -> None:
    # A model used again must not carry over what was solved before.
    first = solve(POOL, QUOTAS, 10, algorithm).panels
    other, others = random_case(8, 80, 9, (3, 3))
    solve(other, others, 9, algorithm)
    again = solve(POOL, QUOTAS, 10, algorithm)
    assert again.panels == first
    assert check_solution(POOL, QUOTAS, 10, again.panels, again.chances).ok


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_every_panel_that_can_be_drawn_keeps_the_quotas(algorithm: str) -> None:
    solution = solve(POOL, QUOTAS, 10, algorithm)
    rng = random.Random(1)
    drawn = [(1.0, solution.draw(rng)) for _ in range(50)]
    for panel in drawn:
        assert check_solution(POOL, QUOTAS, 10, [panel]).ok
    lottery = uniform_lottery(solution, 100)
    assert check_solution(POOL, QUOTAS, 10, [(0.01, p) for p in lottery.panels], lottery.chances).ok


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("seed", range(4))
def test_the_same_profile_has_the_same_chance(algorithm: str, seed: int) -> None:
    pool, quotas = random_case(seed, 70, 9, (2, 4, 3))
    solution = solve(pool, quotas, 9, algorithm)
    alike: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for person in pool.people:
        alike[tuple(person.values.values())].append(solution.chances[person.id])
    assert max(max(chances) - min(chances) for chances in alike.values()) < 1e-12


def plumbers() -> tuple[Solution, list[float]]:
    pool = pool_of(("x",), ("x",), ("y",))
    return solve(pool, quotas_of(a={"x": (1, 1), "y": (1, 1)}), 2), [0.5, 0.5, 1.0]


def rare_values() -> tuple[Solution, list[float]]:
    # Ten people, two seats, one must be the only y: the other nine share one seat.
    pool = pool_of(("y",), *[("x",)] * 9)
    return solve(pool, quotas_of(a={"x": (1, 1), "y": (1, 1)}), 2), [1.0, *[1 / 9] * 9]


def crossed() -> tuple[Solution, list[float]]:
    # One x and one u wanted among xu, xw, yu: xu sits alone with somebody, or xw with yu.
    pool = pool_of(("x", "u"), ("x", "w"), ("y", "u"), ("y", "w"))
    one = quotas_of(a={"x": (1, 1), "y": (1, 1)}, b={"u": (1, 1), "w": (1, 1)})
    return solve(pool, one, 2), [0.5] * 4


@pytest.mark.parametrize("case", [plumbers, rare_values, crossed])
def test_leximin_chances_are_the_ones_worked_out_by_hand(
    case: Callable[[], tuple[Solution, list[float]]],
) -> None:
    solution, expected = case()
    assert list(solution.chances.values()) == pytest.approx(expected, abs=1e-12)


def test_leximin_is_more_than_maximin() -> None:
    pool, quotas = random_case(21, 9, 4, (2, 3, 2))
    best = leximin_chances(all_panels(pool, quotas, 4), 9)
    chances = solve(pool, quotas, 4).chances
    assert np.sort(list(chances.values())) == pytest.approx(np.sort(best), abs=1e-9)


def test_small_chances_are_not_lost_in_a_tolerance() -> None:
    # 6,000 people and three seats: chances far below the 5e-4 that a slack of that size would swallow.
    pool = pool_of(*[("x",)] * 4000, *[("y",)] * 2000)
    solution = solve(pool, quotas_of(a={"x": (1, 1), "y": (2, 2)}), 3)
    assert solution.chances["p0"] == pytest.approx(1 / 4000, abs=1e-12)
    assert solution.chances["p5999"] == pytest.approx(2 / 2000, abs=1e-12)


def test_the_chances_reported_for_a_draw_are_those_after_rounding() -> None:
    lottery = uniform_lottery(solve(POOL, QUOTAS, 10), 50)
    for identifier, chance in lottery.chances.items():
        assert chance == sum(identifier in panel for panel in lottery.panels) / 50


def test_a_search_ends_at_its_deadline_and_says_what_is_not_proven() -> None:
    pool, quotas = random_case(21, 120, 24, (4, 5, 6, 4, 5, 3, 4), width=0)
    solution = solve(pool, quotas, 24, deadline=2)
    assert solution.certificate.seconds < 12
    assert solution.certificate.exact or solution.certificate.gap > 0
    assert check_solution(pool, quotas, 24, solution.panels, solution.chances).ok


def test_clashing_quotas_have_a_reason_and_a_way_out() -> None:
    pool = pool_of(("x", "u"), ("x", "u"), ("y", "w"), ("y", "w"))
    quotas = quotas_of(a={"x": (2, 2), "y": (0, 1)}, b={"u": (0, 0), "w": (0, 4)})
    answer = check_feasible(pool, quotas, 2)
    assert not answer.feasible
    named = {(clash.feature, clash.value) for reason in answer.reasons for clash in reason.clashes}
    # Two seats, nobody with u and at most one y: only the two y could sit.
    assert named == {("a", "y"), ("b", "u")}
    assert propose_relaxations(pool, quotas, 2)


def test_certain_people_reserves_and_replacements_are_there() -> None:
    member = POOL.ids[0]
    solution = solve(POOL, QUOTAS, 10, include=[member])
    panel = solution.draw(random.Random(1))
    assert member in panel
    reserves = choose_alternates(POOL, QUOTAS, panel, 3, seed=1, samples=30)
    assert len(set(reserves) - set(panel)) == 3
    seated = POOL.select(panel).people
    change = choose_replacement(seated, [member], POOL.select(reserves).people, QUOTAS)
    assert change.id in reserves
    assert [row.held for row in change.before] != []
    assert sum(row.held for row in change.after) == sum(row.held for row in change.before)


def test_the_objective_is_never_changed_by_itself() -> None:
    # Without its commercial solver the other package answers MAXIMIN to whoever asked for LEXIMIN.
    solution = solve(POOL, QUOTAS, 10)
    assert solution.proof is not None
    assert (solution.certificate.algorithm, solution.proof.algorithm) == ("leximin", "leximin")
