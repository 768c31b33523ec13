from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puntari.methods.weighing import PipelineRule, RatingOutcome, WeighingError, rate

RULE = PipelineRule()


def steps(**counts: int) -> list[str]:
    return [name.removeprefix("s") for name, count in counts.items() for _ in range(count)]


@given(
    counts=st.tuples(*[st.integers(0, 20)] * 6),
    silent=st.integers(0, 20),
    rounds=st.integers(0, 3),
)
def test_the_three_lines_hold_in_integers(counts, silent, rounds):
    ballots = [
        name
        for name, count in zip(["5", "4", "3", "2", "1", "blank"], counts, strict=True)
        for _ in range(count)
    ]
    present = len(ballots) + silent
    rated = rate(RULE, ballots, present, present, rounds)
    cast, live = sum(counts[:5]), sum(counts[:3])
    if cast == 0 or 3 * cast < 2 * present:
        expected = RatingOutcome.NO_QUORUM
    elif 5 * live >= 4 * cast:
        expected = RatingOutcome.CARRIED
    elif 2 * live >= cast and rounds < 2:
        expected = RatingOutcome.REWORK
    else:
        expected = RatingOutcome.MINORITY_CANDIDATE
    assert rated.outcome == expected
    assert (rated.cast, rated.live, rated.positive) == (cast, live, sum(counts[:2]))


def test_a_text_goes_back_twice_and_no_more():
    ballots = steps(s4=6, s2=4)
    outcomes = [rate(RULE, ballots, 10, 10, done) for done in range(3)]
    assert [rated.outcome for rated in outcomes] == ["rework", "rework", "minority_candidate"]
    assert [rated.rework_left for rated in outcomes] == [2, 1, 0]


def test_nobody_voting_carries_nothing():
    assert rate(RULE, [], 10, 0).outcome == RatingOutcome.NO_QUORUM
    assert rate(RULE, ["blank"] * 3, 3, 3).outcome == RatingOutcome.NO_QUORUM


@pytest.mark.parametrize(("members", "signers"), [(5, 3), (30, 3), (31, 4), (48, 5), (100, 10)])
def test_a_minority_view_needs_a_tenth_and_at_least_three(members, signers):
    assert RULE.signers_needed(members) == signers


def test_recommendations_are_ordered_by_who_wants_them():
    wanted = rate(RULE, steps(s5=8, s1=2), 10, 10)
    lived_with = rate(RULE, steps(s5=7, s3=3), 10, 10)
    barely = rate(RULE, steps(s5=7, s3=1, s1=2), 10, 10)
    assert sorted([barely, lived_with, wanted], key=lambda rated: rated.order_key) == [
        wanted,
        lived_with,
        barely,
    ]
    assert wanted.rule_version == "pipeline-1"


def test_it_refuses_negative_rounds():
    with pytest.raises(WeighingError, match="negative_count"):
        rate(RULE, [], 10, 10, -1)
