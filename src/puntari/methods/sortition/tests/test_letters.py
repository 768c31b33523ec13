"""The letter plan holds on fresh campaigns and names what is scarce."""

import pytest

from puntari.methods.sortition import InputError, Stratum, learn_rates, plan_letters, wilson_lower
from puntari.methods.sortition.tests.builders import quotas_of

STRATA = [
    Stratum({"gender": gender, "age": age}, 4000, rate)
    for gender in ("woman", "man")
    for age, rate in (("young", 0.03), ("middle", 0.06), ("old", 0.1))
]
QUOTAS = quotas_of(
    gender={"woman": (9, 11), "man": (9, 11)}, age={"young": (6, 7), "middle": (6, 8), "old": (6, 7)}
)


def test_a_plan_is_confident_and_aims_at_those_who_answer_least() -> None:
    plan = plan_letters(STRATA, QUOTAS, 20, runs=1000, seed=3)
    assert plan.confident
    assert plan.lower_bound >= 0.95
    assert plan.binding == ("age", "young")
    assert plan.letters[0] > 2 * plan.letters[2]
    assert sum(plan.letters) == plan.total
    assert plan == plan_letters(STRATA, QUOTAS, 20, runs=1000, seed=3)


def test_more_confidence_and_more_reserves_cost_letters() -> None:
    base = plan_letters(STRATA, QUOTAS, 20, runs=1000, confidence=0.8, seed=3).total
    assert plan_letters(STRATA, QUOTAS, 20, runs=1000, confidence=0.95, seed=3).total > base
    assert plan_letters(STRATA, QUOTAS, 20, runs=1000, confidence=0.8, rho=3, seed=3).total > base


def test_a_scarce_value_outside_the_register_is_named_as_such() -> None:
    quotas = [*QUOTAS, *quotas_of(education={"basic": (5, 8), "other": (10, 16)})]
    shares = {"education": {"basic": 0.08, "other": 0.92}}
    plan = plan_letters(STRATA, quotas, 20, shares=shares, runs=1000, seed=3)
    assert plan.binding == ("education", "basic")
    assert not plan.binding_in_register
    assert plan.total > plan_letters(STRATA, QUOTAS, 20, runs=1000, seed=3).total


def test_it_says_when_even_everybody_is_too_few() -> None:
    tiny = [Stratum(s.values, 30, s.rate) for s in STRATA]
    plan = plan_letters(tiny, QUOTAS, 20, runs=1000, seed=3)
    assert not plan.confident
    assert plan.total == 180
    assert plan.letters_per_point is None


def test_bad_arguments_are_refused() -> None:
    with pytest.raises(InputError, match="no_strata"):
        plan_letters([], QUOTAS, 20)
    with pytest.raises(InputError, match="bad_rate"):
        plan_letters([Stratum(STRATA[0].values, 10, 0.0)], QUOTAS, 20)
    with pytest.raises(InputError, match="feature_without_source"):
        plan_letters(STRATA, [*QUOTAS, *quotas_of(education={"basic": (1, 2)})], 20)


def test_rates_are_shrunk_and_wilson_is_wilson() -> None:
    rates = learn_rates([10, 10_000], [5, 500])
    assert rates[0] < 0.1
    assert rates[1] == pytest.approx(0.05, abs=1e-3)
    assert wilson_lower(0.95, 1000) == pytest.approx(0.9347, abs=2e-4)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"runs": 0}, "bad_runs"),
        ({"runs": 10**9}, "bad_runs"),
        ({"rho": 0.5}, "bad_rho"),
        ({"confidence": 1.0}, "bad_confidence"),
        ({"size": 0}, "size_below_one"),
    ],
)
def test_a_plan_that_would_say_nothing_is_refused(arguments: dict[str, float], code: str) -> None:
    with pytest.raises(InputError) as caught:
        plan_letters(STRATA, QUOTAS, **({"size": 20} | arguments))
    assert caught.value.code == code
