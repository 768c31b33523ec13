"""Schulze's method, for choosing among competing wordings of one recommendation.

M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner
election method", Social Choice and Welfare 36, 2011; strength of a link = winning votes. Ties are broken by
ballots drawn in an order that a stored seed fixes (section 5 of the paper).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from .errors import WeighingError

Matrix = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class SchulzeResult:
    """`order` from best to last; `tied`: for each place those among whom the seed decided (one: nobody).

    `preferred[i][j]` ballots rank candidate i over j and `strength[i][j]` is the strongest path, both
    indexed as in `candidates` (sorted).
    """

    candidates: tuple[str, ...]
    order: tuple[str, ...]
    tied: tuple[tuple[str, ...], ...]
    preferred: Matrix
    strength: Matrix
    seed: int
    version: str = "schulze-1"

    @property
    def winner(self) -> str:
        return self.order[0]


def schulze(candidates: Sequence[str], rankings: Sequence[Sequence[str]], seed: int) -> SchulzeResult:
    """Rank `candidates` by `rankings`, each a list from best to worst; the unranked share the last place.

    The result does not depend on the order of either argument. Raises WeighingError: ``no_candidates``,
    ``repeated_candidate``, ``unknown_candidate``.
    """
    names = tuple(sorted(candidates))
    _check(names, rankings)
    ballots = sorted(tuple(ranking) for ranking in rankings)
    places = [_places(names, ballot) for ballot in ballots]
    preferred = _preferred(len(names), places)
    strength = _strongest_paths(preferred)
    rng = random.Random(seed)
    order, tied = _linear_order(strength, _tie_ranks(len(names), places, rng))
    return SchulzeResult(
        candidates=names,
        order=tuple(names[index] for index in order),
        tied=tuple(tuple(names[index] for index in group) for group in tied),
        preferred=preferred,
        strength=strength,
        seed=seed,
    )


def _check(names: tuple[str, ...], rankings: Sequence[Sequence[str]]) -> None:
    if not names:
        raise WeighingError("no_candidates")
    for ranking in (names, *rankings):
        if len(set(ranking)) != len(ranking):
            raise WeighingError("repeated_candidate", ranking=list(ranking))
        unknown = sorted(set(ranking) - set(names))
        if unknown:
            raise WeighingError("unknown_candidate", candidate=unknown[0])


def _places(names: tuple[str, ...], ballot: tuple[str, ...]) -> list[int]:
    place = {name: index for index, name in enumerate(ballot)}
    return [place.get(name, len(names)) for name in names]


def _preferred(size: int, places: list[list[int]]) -> Matrix:
    span = range(size)
    return tuple(tuple(sum(row[i] < row[j] for row in places) for j in span) for i in span)


def _strongest_paths(preferred: Matrix) -> Matrix:
    span = range(len(preferred))
    path = [[preferred[i][j] if preferred[i][j] > preferred[j][i] else 0 for j in span] for i in span]
    for via in span:
        for start in span:
            for end in span:
                if start != end:
                    path[start][end] = max(path[start][end], min(path[start][via], path[via][end]))
    return tuple(tuple(row) for row in path)


def _tie_ranks(size: int, places: list[list[int]], rng: random.Random) -> list[tuple[int, ...]]:
    """One sort key a candidate: its places on the ballots in drawn order, then a drawn lot."""
    drawn = rng.sample(places, len(places))
    lots = rng.sample(range(size), size)
    return [(*(ballot[index] for ballot in drawn), lots[index]) for index in range(size)]


def _linear_order(strength: Matrix, tie_ranks: list[tuple[int, ...]]) -> tuple[list[int], list[list[int]]]:
    left = list(range(len(strength)))
    order: list[int] = []
    tied: list[list[int]] = []
    while left:
        unbeaten = [i for i in left if all(strength[i][j] >= strength[j][i] for j in left)]
        chosen = min(unbeaten, key=lambda index: tie_ranks[index])
        order.append(chosen)
        tied.append(unbeaten)
        left.remove(chosen)
    return order, tied
