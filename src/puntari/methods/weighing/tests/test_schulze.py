from __future__ import annotations

import random
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puntari.methods.weighing import WeighingError, schulze

rankings = st.lists(st.permutations("ABCD").map(tuple), min_size=1, max_size=12)


def ballots(**counts: int) -> list[str]:
    return [order for order, count in counts.items() for _ in range(count)]


def test_the_worked_example_of_the_paper():
    """Example 1 of Schulze 2011: 45 voters, E wins, then A, C, B, D."""
    votes = ballots(ACBED=5, ADECB=5, BEDAC=8, CABED=3, CAEBD=7, CBADE=2, DCEBA=7, EBADC=8)
    result = schulze("ABCDE", votes, seed=0)
    assert result.order == tuple("EACBD")
    assert all(len(group) == 1 for group in result.tied)
    assert result.strength[0] == (0, 28, 28, 30, 24)


@given(rankings)
def test_paths_are_the_strongest_over_all_routes(votes):
    result = schulze("ABCD", votes, seed=3)
    span = range(4)
    preferred = result.preferred
    link = [[preferred[i][j] if preferred[i][j] > preferred[j][i] else 0 for j in span] for i in span]
    for start, end in permutations(range(4), 2):
        inner = [i for i in range(4) if i not in (start, end)]
        routes = [[start, *via, end] for size in range(3) for via in permutations(inner, size)]
        best = max(min(link[a][b] for a, b in pairwise(route)) for route in routes)
        assert result.strength[start][end] == best


@given(rankings)
def test_a_condorcet_winner_wins(votes):
    result = schulze("ABCD", votes, seed=1)
    for index, name in enumerate(result.candidates):
        if all(result.preferred[index][j] > result.preferred[j][index] for j in range(4) if j != index):
            assert result.winner == name


@given(rankings, st.randoms(use_true_random=False), st.integers(0, 99))
def test_neither_the_order_of_ballots_nor_of_candidates_matters(votes, shuffler, seed):
    mixed = list(votes)
    shuffler.shuffle(mixed)
    assert schulze("ABCD", votes, seed) == schulze("DCBA", mixed, seed)


def test_the_seed_breaks_ties_and_says_between_whom():
    results = [schulze("AB", ["AB", "BA"], seed) for seed in range(20)]
    assert {result.order for result in results} == {("A", "B"), ("B", "A")}
    assert all(result.tied == (("A", "B"), result.order[1:]) for result in results)


def test_the_unranked_share_the_last_place():
    result = schulze("ABC", ["A", "A", "BA"], seed=0)
    assert result.winner == "A"
    assert result.preferred[1][2] == 1
    assert result.preferred[2][1] == 0


def test_no_ballots_are_a_lot_over_all():
    result = schulze("ABC", [], seed=9)
    assert result.tied[0] == ("A", "B", "C")
    assert result == schulze("ABC", [], seed=9)


@pytest.mark.parametrize(
    ("candidates", "votes", "code"),
    [("", [], "no_candidates"), ("AB", ["AA"], "repeated_candidate"), ("AB", ["AC"], "unknown_candidate")],
)
def test_it_refuses_ballots_that_cannot_be(candidates, votes, code):
    with pytest.raises(WeighingError) as caught:
        schulze(candidates, votes, seed=random.Random(0).randrange(9))
    assert caught.value.code == code
