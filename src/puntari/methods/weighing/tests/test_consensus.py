from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puntari.methods.weighing import WeighingError, group_consensus, opinion_groups


def two_camps(first: int = 30, second: int = 20, seed: int = 4) -> list[list[int | None]]:
    """Items 0-7 split the camps, 8-15 unite them; one rating in twenty is odd, one in twenty not given."""
    rng = random.Random(seed)

    def row(side: int) -> list[int | None]:
        plain = [side if item % 2 else -side for item in range(8)] + [1] * 8
        return [rng.choices([answer, -answer, None], [18, 1, 1])[0] for answer in plain]

    return [row(1) for _ in range(first)] + [row(-1) for _ in range(second)]


def test_it_finds_the_two_camps_of_a_room():
    groups = opinion_groups(two_camps(), seed=1)
    assert groups.sizes == (30, 20)
    assert groups.group == (0,) * 30 + (1,) * 20
    assert groups.silhouette is not None
    assert groups.silhouette > 0.5


def test_what_one_camp_alone_wants_falls_below_what_both_want():
    ratings = two_camps()
    scores = group_consensus(ratings, opinion_groups(ratings, seed=1).group)
    assert max(scores[:8]) < Fraction(1, 4) < Fraction(1, 2) < min(scores[8:])


def test_groups_under_five_people_are_never_shown():
    groups = opinion_groups(two_camps(30, 4), seed=1)
    assert min(groups.sizes) >= 5


def test_a_room_of_one_mind_is_one_group():
    groups = opinion_groups([[1] * 12 for _ in range(20)], seed=1)
    assert groups.group == (0,) * 20
    assert groups.silhouette is None


@given(st.integers(0, 50))
def test_the_same_seed_gives_the_same_groups(seed):
    ratings = two_camps(12, 8, seed=2)
    assert opinion_groups(ratings, seed) == opinion_groups(ratings, seed)


def test_consensus_is_the_product_over_groups():
    ratings = [[1], [1], [-1], [None]]
    assert group_consensus(ratings, [0, 0, 1, 1]) == [Fraction(3, 4) * Fraction(1, 3)]
    assert group_consensus([], []) == []


@pytest.mark.parametrize(
    ("ratings", "code"),
    [
        ([], "no_people"),
        ([[1] * 11], "too_few_items"),
        ([[1] * 12, [1]], "ragged_ratings"),
        ([[2] * 12], "bad_rating"),
    ],
)
def test_it_refuses_ratings_it_cannot_read(ratings, code):
    with pytest.raises(WeighingError) as caught:
        opinion_groups(ratings, seed=0)
    assert caught.value.code == code


def test_it_refuses_groups_of_other_people():
    with pytest.raises(WeighingError, match="ragged_ratings"):
        group_consensus([[1]], [0, 1])
