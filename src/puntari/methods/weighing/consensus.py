"""Opinion groups and group-informed consensus: which items unite the room across its camps.

C. Small et al., "Polis: scaling deliberation by mapping high dimensional opinion spaces", 2021: principal
components, k-means, k by silhouette; the consensus of an item is the product over groups of (agree + 1) /
(seen + 2), which is kept here as an exact fraction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

import numpy as np
import numpy.typing as npt

from .errors import WeighingError

Rating = int | None
Points = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]

SMALLEST_GROUP = 5
FEWEST_ITEMS = 12
MOST_GROUPS = 4
_STARTS = 10


@dataclass(frozen=True)
class OpinionGroups:
    """`group[p]` of every person (0 the largest), `places[p]` on two components, `silhouette` of the split.

    Where every split leaves a group under five people, all are one group and `silhouette` is None.
    """

    group: tuple[int, ...]
    places: tuple[tuple[float, float], ...]
    silhouette: float | None

    @property
    def sizes(self) -> tuple[int, ...]:
        return tuple(self.group.count(label) for label in range(max(self.group) + 1))


def group_consensus(ratings: Sequence[Sequence[Rating]], group: Sequence[int]) -> list[Fraction]:
    """Group-informed consensus of every item.

    `ratings[p][i]` is 1 agree, 0 pass, -1 disagree, None not seen; `group[p]` the group of person p.
    Raises WeighingError: ``ragged_ratings``, ``bad_rating``.
    """
    _check(ratings)
    if len(group) != len(ratings):
        raise WeighingError("ragged_ratings", people=len(ratings), groups=len(group))
    items = range(len(ratings[0]) if ratings else 0)
    return [
        prod((_support(ratings, group, label, item) for label in sorted(set(group))), start=Fraction(1))
        for item in items
    ]


def _support(ratings: Sequence[Sequence[Rating]], group: Sequence[int], label: int, item: int) -> Fraction:
    seen = [
        row[item] for row, own in zip(ratings, group, strict=True) if own == label and row[item] is not None
    ]
    return Fraction(seen.count(1) + 1, len(seen) + 2)


def opinion_groups(ratings: Sequence[Sequence[Rating]], seed: int) -> OpinionGroups:
    """Split people by how they rated, into 2 to 4 groups of at least five people, or leave them as one.

    `ratings` as in `group_consensus`, people x items. Raises WeighingError: ``too_few_items`` (under 12
    items), ``no_people``, ``ragged_ratings``, ``bad_rating``.
    """
    _check(ratings)
    if not ratings:
        raise WeighingError("no_people")
    if len(ratings[0]) < FEWEST_ITEMS:
        raise WeighingError("too_few_items", items=len(ratings[0]), expected=FEWEST_ITEMS)
    points = _two_components(ratings)
    rng = np.random.default_rng(seed)
    most = min(MOST_GROUPS, len(ratings) // SMALLEST_GROUP)
    splits = {count: _kmeans(points, count, rng) for count in range(2, most + 1)}
    shown = [
        split
        for count, split in splits.items()
        if np.bincount(split, minlength=count).min() >= SMALLEST_GROUP
    ]
    scored = [(_silhouette(points, split), split) for split in shown]
    best = max(scored, key=lambda pair: pair[0], default=None)
    labels = _largest_first(best[1]) if best else np.zeros(len(ratings), dtype=np.int64)
    places = tuple((float(first), float(second)) for first, second in points)
    return OpinionGroups(tuple(int(label) for label in labels), places, best[0] if best else None)


def _check(ratings: Sequence[Sequence[Rating]]) -> None:
    for person, row in enumerate(ratings):
        if len(row) != len(ratings[0]):
            raise WeighingError("ragged_ratings", person=person, items=len(row), expected=len(ratings[0]))
        wrong = next((rating for rating in row if rating not in (1, 0, -1, None)), None)
        if wrong is not None:
            raise WeighingError("bad_rating", person=person, rating=wrong)


def _two_components(ratings: Sequence[Sequence[Rating]]) -> Points:
    """Places on the first two principal components; people with few ratings are pushed outwards."""
    table = np.array(
        [[np.nan if rating is None else rating for rating in row] for row in ratings], dtype=np.float64
    )
    seen = ~np.isnan(table)
    means = np.where(seen, table, 0.0).sum(axis=0) / np.maximum(seen.sum(axis=0), 1)
    centred = np.where(seen, table - means, 0.0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    axes = axes[:2] * np.sign(axes[:2][np.arange(len(axes[:2])), np.abs(axes[:2]).argmax(axis=1)])[:, None]
    scale = np.sqrt(table.shape[1] / np.maximum(seen.sum(axis=1), 1))
    points: Points = np.zeros((len(ratings), 2))
    points[:, : len(axes)] = centred @ axes.T * scale[:, None]
    return points


def _kmeans(points: Points, count: int, rng: np.random.Generator) -> Labels:
    """The best of several Lloyd runs from centres drawn far apart (k-means++)."""
    runs = [_lloyd(points, _spread_centres(points, count, rng)) for _ in range(_STARTS)]
    return min(runs, key=lambda run: run[0])[1]


def _spread_centres(points: Points, count: int, rng: np.random.Generator) -> Points:
    centres = points[[rng.integers(len(points))]]
    while len(centres) < count:
        away = _distances(points, centres).min(axis=1) ** 2
        total = away.sum()
        pick = rng.choice(len(points), p=away / total) if total > 0 else rng.integers(len(points))
        centres = np.vstack([centres, points[pick]])
    return centres


def _lloyd(points: Points, centres: Points) -> tuple[float, Labels]:
    labels: Labels = np.full(len(points), -1, dtype=np.int64)
    while True:
        nearest = _distances(points, centres).argmin(axis=1)
        if np.array_equal(nearest, labels):
            return float(((points - centres[labels]) ** 2).sum()), labels
        labels = nearest
        centres = np.array(
            [
                points[labels == index].mean(axis=0) if (labels == index).any() else centre
                for index, centre in enumerate(centres)
            ]
        )


def _distances(points: Points, centres: Points) -> Points:
    return np.asarray(np.linalg.norm(points[:, None, :] - centres[None, :, :], axis=2), dtype=np.float64)


def _silhouette(points: Points, labels: Labels) -> float:
    apart = _distances(points, points)
    count = int(labels.max()) + 1
    sizes = np.bincount(labels, minlength=count)
    sums = np.array([apart[:, labels == label].sum(axis=1) for label in range(count)]).T
    rows = np.arange(len(points))
    own = sums[rows, labels] / np.maximum(sizes[labels] - 1, 1)
    means = sums / np.maximum(sizes, 1)
    means[rows, labels] = np.inf
    other = means.min(axis=1)
    return float(((other - own) / np.maximum(np.maximum(own, other), 1e-12)).mean())


def _largest_first(labels: Labels) -> Labels:
    sizes = np.bincount(labels)
    order = sorted(range(len(sizes)), key=lambda label: (-sizes[label], int(np.argmax(labels == label))))
    place = {label: index for index, label in enumerate(order)}
    return np.array([place[int(label)] for label in labels], dtype=np.int64)
