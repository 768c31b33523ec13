from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puntari.methods.weighing import (
    FOUR_FIFTHS,
    HALF,
    SCORE_10,
    SUPPORT_5,
    TWO_THIRDS,
    YES_NO,
    Outcome,
    Scale,
    VoteRule,
    WeighingError,
    tally,
)

ABSTAINERS_ALLOWED = Fraction(0)


def votes(yes: int = 0, no: int = 0, abstain: int = 0) -> list[str]:
    return ["yes"] * yes + ["no"] * no + ["abstain"] * abstain


def rule(threshold: Fraction = HALF, **settings: object) -> VoteRule:
    return VoteRule(threshold=threshold, **{"quorum": ABSTAINERS_ALLOWED, "minority_share": None, **settings})


@given(
    yes=st.integers(0, 60),
    no=st.integers(0, 60),
    abstain=st.integers(0, 60),
    absent=st.integers(0, 30),
    threshold=st.sampled_from([HALF, TWO_THIRDS, FOUR_FIFTHS, Fraction(1)]),
    base=st.sampled_from(["present", "members"]),
)
def test_thresholds_agree_with_plain_fractions(yes, no, abstain, absent, threshold, base):
    present = yes + no + abstain
    counted = tally(rule(threshold, base=base), votes(yes, no, abstain), present + absent, present)
    whole = present + absent if base == "members" else yes + no
    share = Fraction(yes, whole) if whole else Fraction(0)
    passes = share > threshold if threshold == HALF else share >= threshold
    assert counted.adopted == (yes + no > 0 and passes)
    assert counted.share == (share if whole else None)
    if yes + no:
        assert (yes >= counted.needed) == counted.adopted


@given(cast=st.integers(0, 60), present=st.integers(0, 60), quorum=st.fractions(0, 1, max_denominator=10))
def test_a_vote_without_quorum_decides_nothing(cast, present, quorum):
    cast = min(cast, present)
    counted = tally(rule(quorum=quorum), votes(yes=cast), present, present)
    assert (counted.outcome == Outcome.NO_QUORUM) == (cast == 0 or cast < quorum * present)


def test_half_is_not_a_majority():
    assert tally(rule(), votes(10, 10), 20, 20).outcome == Outcome.NOT_ADOPTED
    assert tally(rule(), votes(11, 10), 21, 21).outcome == Outcome.ADOPTED
    assert tally(rule(), votes(10, 10), 20, 20).tied


def test_exactly_four_fifths_carry():
    assert tally(rule(FOUR_FIFTHS), votes(40, 10), 50, 50).adopted
    assert not tally(rule(FOUR_FIFTHS), votes(39, 10), 50, 50).adopted


def test_the_base_decides_whether_the_absent_weigh():
    present_only = tally(rule(), votes(20, 5), 48, 25)
    whole_panel = tally(rule(base="members"), votes(20, 5), 48, 25)
    assert (present_only.base, present_only.needed, present_only.adopted) == (25, 13, True)
    assert (whole_panel.base, whole_panel.needed, whole_panel.adopted) == (48, 25, False)


def test_a_large_minority_leaves_a_reservation():
    reserving = rule(minority_share=Fraction(1, 5))
    assert tally(reserving, votes(40, 10), 50, 50).outcome == Outcome.ADOPTED_WITH_RESERVATION
    assert tally(reserving, votes(41, 9), 50, 50).outcome == Outcome.ADOPTED
    assert tally(rule(), votes(26, 24), 50, 50).outcome == Outcome.ADOPTED


def test_the_statement_of_the_climate_jury_is_adopted_on_every_base():
    for base in ("present", "members"):
        counted = tally(VoteRule(base=base, threshold=FOUR_FIFTHS), votes(30, 0, 2), 33, 32)
        assert counted.outcome == Outcome.ADOPTED
        assert (counted.cast, counted.blank) == (30, 2)


def test_every_option_is_listed_and_the_rule_is_named():
    counted = tally(rule(version="panel-2027"), votes(3), 3, 3)
    assert dict(counted.counts) == {"yes": 3, "no": 0, "abstain": 0}
    assert counted.rule_version == "panel-2027"


def test_numeric_scales_have_an_exact_mean_and_a_support_line():
    five = tally(VoteRule(SUPPORT_5), ["5", "3", "2", "blank"], 4, 4)
    assert (five.supporting, five.opposing, five.blank, five.mean) == (2, 1, 1, Fraction(10, 3))
    ten = tally(VoteRule(SCORE_10), ["10", "6", "5", "0"], 4, 4)
    assert (ten.supporting, ten.opposing, ten.mean) == (2, 2, Fraction(21, 4))
    assert tally(VoteRule(YES_NO), votes(2), 2, 2).mean is None


@pytest.mark.parametrize(
    ("ballots", "members", "present", "code"),
    [
        (["maybe"], 3, 3, "unknown_option"),
        (["yes"] * 4, 5, 3, "more_ballots_than_present"),
        ([], 3, 4, "more_present_than_members"),
        ([], -1, -1, "negative_count"),
    ],
)
def test_it_refuses_votes_that_cannot_be(ballots, members, present, code):
    with pytest.raises(WeighingError) as caught:
        tally(rule(), ballots, members, present)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "settings",
    [{"threshold": Fraction(1, 3)}, {"quorum": Fraction(3, 2)}, {"minority_share": Fraction(0)}],
)
def test_it_refuses_shares_out_of_range(settings):
    with pytest.raises(WeighingError, match="share_out_of_range"):
        VoteRule(**settings)


def test_it_refuses_a_scale_whose_blank_supports():
    with pytest.raises(WeighingError, match="inconsistent_scale"):
        Scale("bad", ("a", "b"), frozenset({"a"}), frozenset({"a"}))
    with pytest.raises(WeighingError, match="repeated_option"):
        Scale("bad", ("a", "a"), frozenset({"a"}), frozenset())
