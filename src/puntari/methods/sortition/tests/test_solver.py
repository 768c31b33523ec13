"""The lottery against brute force, hand-solved cases, and the promises of its certificate."""

import random
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from puntari.methods.sortition import (
    CancelledError,
    CancelToken,
    CheckReport,
    Feature,
    InfeasibleError,
    InputError,
    Pool,
    Solution,
    TargetsError,
    check_solution,
    read_people,
    read_targets,
    solve,
)
from puntari.methods.sortition.tests.builders import pool_of, quotas_of, random_case
from puntari.methods.sortition.tests.oracle import all_panels, leximin_chances

FIXTURES = Path(__file__).parent / "fixtures"


def chances_from_panels(solution: Solution) -> dict[str, float]:
    totals: dict[str, float] = defaultdict(float)
    for weight, ids in solution.panels:
        assert len(set(ids)) == solution.size
        for identifier in ids:
            totals[identifier] += weight
    assert sum(weight for weight, _ in solution.panels) == pytest.approx(1, abs=1e-9)
    return totals


def test_two_plumbers_and_a_smith() -> None:
    # One plumber and one smith are wanted: the smith is always in, the plumbers toss a coin.
    solution = solve(pool_of(("x",), ("x",), ("y",)), quotas_of(a={"x": (1, 1), "y": (1, 1)}), 2)
    assert solution.chances == pytest.approx({"p0": 0.5, "p1": 0.5, "p2": 1.0})
    assert solution.certificate.exact


def test_the_relaxation_alone_would_be_wrong() -> None:
    # Three features, each wanting exactly one of two "yes" among an odd cycle: fractional halves, no whole
    # panel.
    pool = pool_of(("y", "y", "n"), ("y", "n", "y"), ("n", "y", "y"), ("n", "n", "n"), ("n", "n", "n"))
    yes = {"y": (1, 1), "n": (0, 5)}
    with pytest.raises(InfeasibleError) as caught:
        solve(pool, quotas_of(a=yes, b=yes, c=yes), 2)
    assert caught.value.code == "integer_infeasible"


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(0, 10**6))
def test_leximin_equals_brute_force(seed: int) -> None:
    rng = random.Random(seed)
    people = rng.randint(4, 9)
    size = rng.randint(1, min(people, 4))
    values = tuple(rng.randint(2, 3) for _ in range(rng.randint(1, 4)))
    pool, quotas = random_case(seed, people, size, values, rng.randint(0, 1))
    homes = {p.id: f"h{rng.randrange(people)}" for p in pool.people} if rng.random() < 0.4 else {}
    panels = all_panels(pool, quotas, size, homes)
    if not panels:
        with pytest.raises(InfeasibleError):
            solve(pool, quotas, size, households=homes)
        return
    solution = solve(pool, quotas, size, households=homes)
    expected = leximin_chances(panels, people)
    assert np.array([solution.chances[i] for i in pool.ids]) == pytest.approx(expected, abs=1e-8)
    listed = {tuple(pool.ids[i] for i in panel) for panel in panels}
    assert all(tuple(sorted(ids)) in listed for _, ids in solution.panels)
    assert solution.certificate.exact
    assert checked(pool, quotas, solution, homes).ok


def checked(pool: Pool, quotas: list[Feature], solution: Solution, homes: dict[str, str]) -> CheckReport:
    return check_solution(
        pool,
        quotas,
        solution.size,
        solution.panels,
        solution.chances,
        households=homes,
        proof=solution.proof,
        gap=solution.certificate.gap,
    )


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.integers(0, 10**6))
def test_maximin_and_nash_are_optimal_over_all_panels(seed: int) -> None:
    rng = random.Random(seed)
    pool, quotas = random_case(seed, 9, 4, (2, 3, 3), rng.randint(0, 1))
    homes = {p.id: f"h{rng.randrange(9)}" for p in pool.people} if rng.random() < 0.4 else {}
    panels = all_panels(pool, quotas, 4, homes)
    if not panels:
        for algorithm in ("maximin", "nash"):
            with pytest.raises(InfeasibleError):
                solve(pool, quotas, 4, algorithm, households=homes)
        return
    best = leximin_chances(panels, 9)
    maximin = solve(pool, quotas, 4, "maximin", households=homes)
    assert maximin.certificate.lowest_chance == pytest.approx(best.min(), abs=1e-9)
    assert checked(pool, quotas, maximin, homes).ok
    solution = solve(pool, quotas, 4, "nash", households=homes)
    assert checked(pool, quotas, solution, homes).ok
    nash = solution.chances
    alive = [i for i in range(9) if best[i] > 1e-9]
    # First-order optimality of the geometric mean: no panel's sum of 1/chance exceeds the number of people.
    for panel in panels:
        assert sum(1 / nash[f"p{i:05d}"] for i in panel if i in alive) <= len(alive) + 1e-6


def test_a_county_panel_reaches_the_known_lowest_chance() -> None:
    quotas = read_targets(FIXTURES / "county_40_targets.csv")
    pool = read_people(FIXTURES / "county_40_people.csv", quotas)
    solution = solve(pool, quotas, 40)
    assert solution.certificate.lowest_chance == pytest.approx(0.0880503144654088, abs=1e-9)
    assert solution.certificate.exact
    assert chances_from_panels(solution) == pytest.approx(dict(solution.chances), abs=1e-9)


@pytest.mark.parametrize(
    ("people", "size", "values"), [(400, 40, (2, 5, 8, 4, 4)), (250, 20, (4, 5, 2, 3, 3))]
)
def test_larger_pools_are_proven(people: int, size: int, values: tuple[int, ...]) -> None:
    pool, quotas = random_case(11, people, size, values)
    solution = solve(pool, quotas, size)
    assert solution.certificate.exact
    assert chances_from_panels(solution) == pytest.approx(
        {i: c for i, c in solution.chances.items() if c > 1e-12}, abs=1e-9
    )


def test_equals_have_equal_chances() -> None:
    pool, quotas = random_case(3, 60, 10, (2, 3, 3))
    solution = solve(pool, quotas, 10)
    by_vector: dict[tuple[str, ...], set[float]] = defaultdict(set)
    for person in pool.people:
        by_vector[tuple(person.values.values())].add(solution.chances[person.id])
    assert all(len(chances) == 1 for chances in by_vector.values())


def test_the_same_seed_gives_the_same_panels_under_any_string_hashing() -> None:
    code = (
        "from puntari.methods.sortition import solve\n"
        "from puntari.methods.sortition.tests.builders import random_case\n"
        "pool, quotas = random_case(5, 80, 12, (2, 3, 4))\n"
        "print(repr(solve(pool, quotas, 12, seed=7).panels))\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": hashing, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for hashing in ("1", "2")
    }
    assert len(outputs) == 1
    assert len(outputs.pop()) > 1000


def test_the_seed_changes_who_but_never_a_chance() -> None:
    pool, quotas = random_case(5, 80, 12, (2, 3, 4))
    one, two = solve(pool, quotas, 12, seed=1), solve(pool, quotas, 12, seed=2)
    assert one.chances == two.chances
    assert one.panels != two.panels


def test_included_people_sit_on_every_panel_and_excluded_on_none() -> None:
    pool, quotas = random_case(5, 40, 8, (2, 3))
    member = next(p.id for p in pool.people if p.values == {"f0": "v0", "f1": "v0"})
    other = next(i for i in pool.ids if i != member)
    solution = solve(pool, quotas, 8, include=[member], exclude=[other])
    assert all(member in ids and other not in ids and len(ids) == 8 for _, ids in solution.panels)
    assert (solution.chances[member], solution.chances[other]) == (1.0, 0.0)


def test_a_housemate_of_an_included_person_has_no_seat() -> None:
    pool = pool_of(("x",), ("x",), ("x",))
    homes = {"p0": "h", "p1": "h"}
    solution = solve(pool, quotas_of(a={"x": (2, 2)}), 2, households=homes, include=["p0"])
    assert solution.chances == {"p0": 1.0, "p1": 0.0, "p2": 1.0}


def test_all_seats_taken() -> None:
    pool = pool_of(("x",), ("y",))
    assert solve(pool, quotas_of(a={"x": (1, 1), "y": (0, 1)}), 1, include=["p0"]).panels == [(1.0, ("p0",))]
    with pytest.raises(TargetsError, match="taken_below_min"):
        solve(pool, quotas_of(a={"x": (0, 1), "y": (1, 1)}), 1, include=["p0"])


@pytest.mark.parametrize(
    ("size", "arguments", "code"),
    [
        (9, {}, "size_above_pool"),
        (0, {}, "size_below_one"),
        (1, {"algorithm": "fairest"}, "unknown_algorithm"),
        (1, {"include": ["zz"]}, "unknown_id"),
        (1, {"include": ["p0"], "exclude": ["p0"]}, "included_and_excluded"),
        (1, {"include": ["p0", "p1"]}, "more_included_than_seats"),
        (2, {"include": ["p0", "p1"], "households": {"p0": "h", "p1": "h"}}, "included_share_household"),
    ],
)
def test_arguments_are_checked(size: int, arguments: dict[str, object], code: str) -> None:
    with pytest.raises(InputError) as caught:
        solve(pool_of(("x",), ("x",)), quotas_of(a={"x": (0, 9)}), size, **arguments)
    assert caught.value.code == code


def test_it_can_be_cancelled_and_reports_progress() -> None:
    pool, quotas = random_case(5, 200, 20, (2, 3, 4))
    token, seen = CancelToken(), []

    def progress(phase: str, done: float) -> None:
        seen.append((phase, done))
        if phase == "panels":
            token.cancel()

    with pytest.raises(CancelledError):
        solve(pool, quotas, 20, progress=progress, cancel=token)
    assert {"levels", "panels"} == {phase for phase, _ in seen}
    assert all(0 <= done <= 1 for _, done in seen)


def test_a_lottery_that_ran_out_of_time_says_so() -> None:
    pool, quotas = random_case(21, 120, 24, (4, 5, 6, 4, 5, 3, 4), width=0)
    solution = solve(pool, quotas, 24, deadline=0.8)
    if not solution.certificate.exact:
        assert solution.certificate.gap > 0
    assert chances_from_panels(solution) == pytest.approx(
        {i: c for i, c in solution.chances.items() if c > 1e-12}, abs=1e-9
    )


def test_a_drawn_panel_follows_the_weights() -> None:
    pool, quotas = random_case(5, 40, 8, (2, 3))
    solution = solve(pool, quotas, 8)
    rng = random.Random(1)
    seated: dict[str, int] = defaultdict(int)
    for _ in range(3000):
        for identifier in solution.draw(rng):
            seated[identifier] += 1
    # Five standard errors of a share over 3,000 draws.
    assert all(abs(seated[i] / 3000 - chance) < 0.046 for i, chance in solution.chances.items())
