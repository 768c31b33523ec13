from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puntari.methods.weighing import WeighingError, equal_shares

ITEMS = "abcde"
elections = st.lists(st.sets(st.sampled_from(ITEMS)), min_size=1, max_size=7)
costs_of = st.fixed_dictionaries({item: st.integers(1, 5) for item in ITEMS})


def even_payment(cost, purses):
    """What everybody pays who can, found by trying how many of the poorest pay all they have."""
    for broke in range(len(purses)):
        poor, rest = sorted(purses)[:broke], sorted(purses)[broke:]
        even = (Fraction(cost) - sum(poor)) / len(rest)
        if all(purse <= even for purse in poor) and even <= rest[0]:
            return even
    return None


def offers(costs, approvals, purses, chosen, utility):
    found = {}
    for item in set(costs) - set(chosen):
        fans = [purse for purse, liked in zip(purses, approvals, strict=True) if item in liked]
        even = even_payment(costs[item], fans)
        if even is not None:
            found[item] = (even / (costs[item] if utility == "cost" else 1), even)
    return found


def allowed(costs, approvals, purses, chosen, utility):
    """The final sets of every run of the rule, over all ties."""
    found = offers(costs, approvals, purses, chosen, utility)
    if not found:
        return {frozenset(chosen)}
    ends = set()
    for item, (price, even) in found.items():
        if price == min(found.values())[0]:
            paid = [
                purse - min(purse, even) if item in liked else purse
                for purse, liked in zip(purses, approvals, strict=True)
            ]
            ends |= allowed(costs, approvals, paid, [*chosen, item], utility)
    return ends


@given(elections, costs_of, st.integers(0, 10), st.sampled_from(["count", "cost"]), st.integers(0, 99))
def test_the_outcome_is_one_a_plain_reading_of_the_rule_allows(approvals, costs, budget, utility, seed):
    result = equal_shares(costs, approvals, budget, seed=seed, utility=utility)
    purses = [Fraction(budget, len(approvals))] * len(approvals)
    assert frozenset(result.selected) in allowed(costs, approvals, purses, [], utility)
    assert result.left == budget - sum(costs[item] for item in result.selected) >= 0


@given(elections, st.integers(1, 5), st.integers(0, 9))
def test_large_groups_that_agree_are_represented(approvals, places, seed):
    """Extended justified representation: in an l-large, l-cohesive group somebody likes l winners."""
    chosen = set(equal_shares(dict.fromkeys(ITEMS, 1), approvals, places, seed=seed).selected)
    for size in range(1, len(approvals) + 1):
        for group in combinations(approvals, size):
            shared = set.intersection(*map(set, group))
            deserved = min(len(shared), size * places // len(approvals))
            assert deserved == 0 or any(len(liked & chosen) >= deserved for liked in group)


def test_two_camps_share_the_places():
    left, right = {f"l{i}" for i in range(8)}, {f"r{i}" for i in range(8)}
    result = equal_shares(dict.fromkeys(left | right, 1), [left] * 30 + [right] * 20, 8, seed=1)
    assert (len(left & set(result.selected)), len(right & set(result.selected))) == (4, 3)
    assert result.left == 1


def test_completion_spends_the_rest_by_support_and_says_so():
    left, right = {f"l{i}" for i in range(8)}, {f"r{i}" for i in range(8)}
    costs = dict.fromkeys(left | right, 1)
    result = equal_shares(costs, [left] * 30 + [right] * 20, 8, seed=1, complete=True)
    assert len(result.completed) == 1
    assert result.completed[0] in left
    assert result.left == 0


def test_ties_are_drawn_by_the_seed_and_named():
    outcomes = {equal_shares({"a": 1, "b": 1}, [{"a", "b"}], 1, seed=seed).selected for seed in range(20)}
    assert outcomes == {("a",), ("b",)}
    assert equal_shares({"a": 1, "b": 1}, [{"a", "b"}], 1, seed=0).purchases[0].tied == ("a", "b")


@pytest.mark.parametrize(
    ("costs", "approvals", "budget", "code"),
    [
        ({"a": 1}, [], 1, "no_voters"),
        ({"a": 0}, [{"a"}], 1, "bad_cost"),
        ({"a": 1}, [{"a"}], -1, "bad_budget"),
        ({"a": 1}, [{"b"}], 1, "unknown_item"),
    ],
)
def test_it_refuses_elections_that_cannot_be(costs, approvals, budget, code):
    with pytest.raises(WeighingError) as caught:
        equal_shares(costs, approvals, budget, seed=0)
    assert caught.value.code == code
