"""The checker's proof: it confirms what is fairest, without the solver, and finds every way to forge it."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from puntari.methods.sortition import (
    InfeasibleError,
    InputError,
    Proof,
    Solution,
    TargetsError,
    check_optimality,
    check_solution,
    solve,
)
from puntari.methods.sortition.solution import Cut
from puntari.methods.sortition.tests.builders import pool_of, quotas_of, random_case

POOL, QUOTAS = random_case(3, 60, 10, (2, 3, 3))
FAIR = solve(POOL, QUOTAS, 10)


def codes(solution: Solution, proof: Proof | None = None, **changes: object) -> set[str]:
    given_ = changes.get("panels", solution.panels)
    report = check_solution(POOL, QUOTAS, 10, given_, proof=proof or solution.proof)
    return {problem.code for problem in report.problems}


def test_every_round_is_proven_without_the_solver() -> None:
    report = check_solution(POOL, QUOTAS, 10, FAIR.panels, FAIR.chances, proof=FAIR.proof)
    assert report.ok, report.problems
    assert report.rounds == FAIR.certificate.rounds > 3
    assert report.proven_within is not None
    assert report.proven_within < 1e-9


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(0, 10**6), st.sampled_from(["leximin", "maximin", "nash"]))
def test_proofs_hold_with_households_and_certain_people(seed: int, algorithm: str) -> None:
    rng = random.Random(seed)
    people = rng.randint(6, 14)
    size = rng.randint(2, 5)
    pool, quotas = random_case(seed, people, size, tuple(rng.randint(2, 3) for _ in range(3)), 1)
    homes = {p.id: f"h{rng.randrange(people)}" for p in pool.people} if rng.random() < 0.5 else {}
    include = rng.sample(pool.ids, 1) if rng.random() < 0.4 else []
    exclude = [i for i in rng.sample(pool.ids, 1) if i not in include]
    try:
        solution = solve(pool, quotas, size, algorithm, households=homes, include=include, exclude=exclude)
    except (InfeasibleError, TargetsError):
        return
    report = check_solution(
        pool,
        quotas,
        size,
        solution.panels,
        solution.chances,
        households=homes,
        proof=solution.proof,
        certain=solution.certain,
    )
    assert report.ok, report.problems


def odd_cycle() -> tuple:
    """Halves of three people keep these quotas, whole panels do not: only a cut makes the proof."""
    pool = pool_of(("y", "y", "n"), ("y", "n", "y"), ("n", "y", "y"), ("n", "n", "n"), ("y", "y", "y"))
    one = {"y": (1, 1), "n": (0, 9)}
    return pool, quotas_of(a=one, b=one, c=one)


def test_a_proof_with_cuts_is_confirmed_by_an_integer_program_of_its_own() -> None:
    pool, quotas = odd_cycle()
    solution = solve(pool, quotas, 2)
    assert solution.proof is not None
    assert solution.proof.cuts
    assert check_solution(pool, quotas, 2, solution.panels, proof=solution.proof).ok
    without = replace(
        solution.proof, cuts=(), rounds=tuple(r[: len(solution.proof.rows)] for r in solution.proof.rounds)
    )
    assert not check_solution(pool, quotas, 2, solution.panels, proof=without).ok
    greedy = replace(
        solution.proof, cuts=tuple(replace(cut, bound=cut.bound - 0.5) for cut in solution.proof.cuts)
    )
    found = check_solution(pool, quotas, 2, solution.panels, proof=greedy).problems
    assert "cut_broken" in {problem.code for problem in found}


def test_a_less_fair_lottery_does_not_pass_with_the_fair_ones_proof() -> None:
    nash = solve(POOL, QUOTAS, 10, "nash")
    assert codes(nash, FAIR.proof) & {"level_not_reached", "not_proven"}
    assert "not_proven" in codes(FAIR, nash.proof)


def test_one_panel_more_often_is_noticed() -> None:
    # Moving weight between two panels keeps every quota and the sum: only the proof can tell.
    (first, one), (second, other), *rest = FAIR.panels
    moved = min(first, second) / 2
    tampered = [(first + moved, one), (second - moved, other), *rest]
    report = check_solution(POOL, QUOTAS, 10, tampered)
    assert report.ok
    assert codes(FAIR, panels=tampered) & {"equals_differ", "level_not_reached", "not_proven"}


def test_a_changed_price_is_noticed() -> None:
    assert FAIR.proof is not None
    noticed = 0
    for number, prices in enumerate(FAIR.proof.rounds):
        used = [row for row, price in enumerate(prices) if abs(price) > 1e-6]
        if len(used) < 2:
            # A single price proves the same whatever its scale.
            continue
        forged = [price * 1.5 if row == used[0] else price for row, price in enumerate(prices)]
        rounds = [*FAIR.proof.rounds[:number], tuple(forged), *FAIR.proof.rounds[number + 1 :]]
        assert codes(FAIR, replace(FAIR.proof, rounds=tuple(rounds))), number
        noticed += 1
    assert noticed >= 2


def test_missing_rounds_unknown_rows_and_invented_cuts_are_noticed() -> None:
    proof = FAIR.proof
    assert proof is not None
    assert codes(FAIR, replace(proof, rounds=proof.rounds[:-2])) == {"proof_incomplete"}
    assert codes(FAIR, replace(proof, rounds=proof.rounds[1:]))
    assert codes(FAIR, replace(proof, rows=(("f9", "v0"), *proof.rows[1:]))) == {"unknown_row"}
    invented = Cut(dict.fromkeys(POOL.ids, 1.0), 9.0)
    rounds = tuple((*prices, 1.0) for prices in proof.rounds)
    assert "cut_broken" in codes(FAIR, replace(proof, cuts=(invented,), rounds=rounds))


def test_chances_that_no_panels_give_are_not_passed() -> None:
    assert FAIR.proof is not None
    level = dict.fromkeys(POOL.ids, 10 / 60)
    raised = {identifier: chance + 1e-6 for identifier, chance in FAIR.chances.items()}
    for chances in (level, raised):
        assert check_optimality(POOL, QUOTAS, 10, chances, FAIR.proof).faults


def test_a_stated_gap_is_proven_without_the_solver_and_a_smaller_one_is_not() -> None:
    pool, quotas = random_case(21, 120, 24, (4, 5, 6, 4, 5, 3, 4), width=0)
    exact = solve(pool, quotas, 24)
    # The fairest lottery with some weight moved to one panel, as a search that ended early would leave it.
    (_, favoured), *_ = exact.panels
    panels = [(weight * 0.99, ids) for weight, ids in exact.panels] + [(0.01, favoured)]
    behind = max(0.01 * chance for i, chance in exact.chances.items() if i not in favoured)
    report = check_solution(pool, quotas, 24, panels, proof=exact.proof, gap=0.5)
    assert report.proven_within is not None
    assert behind - 1e-9 <= report.proven_within <= 0.5
    # Equals who are not on that panel together fall apart, and nothing else is found.
    assert {problem.code for problem in report.problems} <= {"equals_differ"}
    tight = check_solution(pool, quotas, 24, panels, proof=exact.proof, gap=report.proven_within / 2)
    assert "not_proven" in {problem.code for problem in tight.problems}


@pytest.mark.parametrize("algorithm", ["leximin", "maximin", "nash"])
@pytest.mark.parametrize("deadline", [0.001, 0.4, 2.0])
def test_whatever_a_deadline_leaves_is_checked_to_its_gap(algorithm: str, deadline: float) -> None:
    pool, quotas = random_case(21, 120, 24, (4, 5, 6, 4, 5, 3, 4), width=0)
    try:
        solution = solve(pool, quotas, 24, algorithm, deadline=deadline)
    except InputError as error:
        if error.code != "deadline_too_short":
            raise
        return
    certificate = solution.certificate
    assert certificate.exact == (max(certificate.gap, certificate.residual) <= 1e-8)
    report = check_solution(
        pool, quotas, 24, solution.panels, solution.chances, proof=solution.proof, gap=certificate.gap
    )
    assert report.ok, report.problems
    assert report.proven_within is not None
