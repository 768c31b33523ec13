"""Who of those ready steps in for those who dropped out: in each sample of dropouts, the best of all choices.

The recourse of "Alternates, Assemble!" (Assos, Baharav, Flanigan, Procaccia, EC 2025). Up to ten alternates
all their subsets are tried; beyond that they step in one after another, each the best of those left, which
can only overstate the loss.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from puntari.methods.sortition.highs import Bools, Floats, Ints

Singles = NDArray[np.float32]

# An empty seat weighs a little, so that of choices with equal loss the fuller panel is taken.
VACANCY = 1e-3
ALL_SUBSETS = 10
CHUNK = 4_000_000


@dataclass(frozen=True)
class Samples:
    """Sampled dropouts: seats per value that are still held (samples x values), empty seats per sample, and
    the quotas; ``scale`` is what a person off a quota is divided by.
    """

    counts: Floats
    vacant: Floats
    low: Floats
    high: Floats
    scale: Floats

    def loss(self, counts: Floats) -> Floats:
        """Quota loss (L1) of held seats, over the last axis."""
        off = np.maximum(0, self.low - counts) + np.maximum(0, counts - self.high)
        total: Floats = (off / self.scale).sum(axis=-1)
        return total


def filled(samples: Samples, ready: Floats) -> Floats:
    """Seats per value after the best of the ``ready`` (alternates x values) have stepped in."""
    return _one_by_one(samples, ready) if len(ready) > ALL_SUBSETS else _best_subset(samples, ready)


def _subsets(ready: Floats, width: int) -> tuple[Ints, Ints]:
    """What each subset of the ready adds per value, and how many they are."""
    sums, sizes = np.zeros((1, width), dtype=np.int64), np.zeros(1, dtype=np.int64)
    for person in ready.astype(np.int64):
        sums = np.concatenate([sums, sums + person])
        sizes = np.concatenate([sizes, sizes + 1])
    return sums, sizes


def _costs(samples: Samples, part: slice, sums: Ints, sizes: Ints) -> Singles:
    """The loss of each sample (row) with each subset (column), less a little for every seat filled; infinite
    where there are fewer empty seats.
    """
    cost = np.tile((-VACANCY * sizes).astype(np.float32), (len(samples.vacant[part]), 1))
    cost[sizes[None, :] > samples.vacant[part, None]] = np.inf
    for value, held in enumerate(samples.counts[part].T.astype(np.int64)):
        # Seats are few: a table of the loss by seats held is quicker than the sums themselves.
        seats = np.arange(held.max(initial=0) + sums[:, value].max(initial=0) + 1)
        off = np.maximum(0, samples.low[value] - seats) + np.maximum(0, seats - samples.high[value])
        table = (off / samples.scale[value]).astype(np.float32)
        cost += table[held[:, None] + sums[None, :, value]]
    return cost


def _best_subset(samples: Samples, ready: Floats) -> Floats:
    sums, sizes = _subsets(ready, samples.counts.shape[1])
    result = np.empty_like(samples.counts)
    step = max(1, CHUNK // len(sums))
    for start in range(0, len(result), step):
        part = slice(start, start + step)
        best = _costs(samples, part, sums, sizes).argmin(axis=1)
        result[part] = samples.counts[part] + sums[best]
    return result


def _one_by_one(samples: Samples, ready: Floats) -> Floats:
    counts, vacant = samples.counts.copy(), samples.vacant.copy()
    free: Bools = np.ones((len(counts), len(ready)), dtype=bool)
    rows = np.arange(len(counts))
    for _ in range(min(len(ready), int(vacant.max(initial=0)))):
        change = ((counts >= samples.high) * 1.0 - (counts < samples.low)) / samples.scale
        gain = np.where(free, np.einsum("sv,rv->sr", change, ready), np.inf)
        pick = gain.argmin(axis=1)
        steps_in = (vacant > 0) & (gain[rows, pick] < VACANCY)
        counts[steps_in] += ready[pick[steps_in]]
        free[rows[steps_in], pick[steps_in]] = False
        vacant = vacant - steps_in
    return counts


class OneMore:
    """The mean loss when one person more stands ready beside ``ready``, for many persons in turn."""

    def __init__(self, samples: Samples, ready: Floats) -> None:
        sums, sizes = _subsets(ready, samples.counts.shape[1])
        self.samples, self.sums = samples, sums
        self.cost = _costs(samples, slice(None), sums, sizes)
        self.without = self.cost.min(axis=1)
        self.cost[sizes[None, :] + 1 > samples.vacant[:, None]] = np.inf
        self.changes: dict[int, Singles] = {}

    def _change(self, value: int) -> Singles:
        """What one more seat of this value changes, by sample and subset."""
        if value not in self.changes:
            samples = self.samples
            held = samples.counts[:, value].astype(np.int64)
            seats = np.arange(held.max(initial=0) + self.sums[:, value].max(initial=0) + 1)
            change = (seats >= samples.high[value]) * 1.0 - (seats < samples.low[value])
            table = (change / samples.scale[value]).astype(np.float32)
            self.changes[value] = table[held[:, None] + self.sums[None, :, value]]
        return self.changes[value]

    def loss(self, person: Floats) -> float:
        """Mean over the samples, less a little for every seat filled."""
        total = self.cost.copy()
        for value in np.nonzero(person)[0]:
            total += self._change(int(value))
        best = np.minimum(self.without, total.min(axis=1) - VACANCY)
        return float(best.mean(dtype=np.float64))
