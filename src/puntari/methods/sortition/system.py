"""The quota polytope over types of people.

People with the same values (and, where households count, in the same household) are interchangeable, so a
panel is a vector x with 0 <= x[t] <= n[t]: how many of each type sit on it (Flanigan et al., Nature 596,
2021; the types are our own reduction).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from puntari.methods.sortition.errors import InputError
from puntari.methods.sortition.highs import Bounds, Floats, Ints, Matrix
from puntari.methods.sortition.model import Pool, Quotas, check_people, check_quotas

# No feature has a blank name, so rows of other kinds cannot be mistaken for a quota's.
SIZE = ("", "")
CUT = "\x00cut"


@dataclass(frozen=True)
class System:
    """Linear rows ``low <= A x <= high`` over type counts; entries sorted by column, then row.

    ``members[t]`` are positions in the pool; ``labels[r]`` is (feature, value) of quota rows, ``SIZE``, and
    ("", key) of households.
    """

    members: tuple[tuple[int, ...], ...]
    counts: Floats
    row: Ints
    col: Ints
    value: Floats
    low: Floats
    high: Floats
    labels: tuple[tuple[str, str], ...]

    @property
    def types(self) -> int:
        return len(self.counts)

    @property
    def rows(self) -> int:
        return len(self.low)

    def activity(self, x: Floats) -> Floats:
        """A x, one entry a row."""
        weights = self.value * x[self.col]
        totals: Floats = np.bincount(self.row, weights=weights, minlength=self.rows).astype(float)
        return totals

    @property
    def matrix(self) -> Matrix:
        return self.columns(np.arange(self.types))

    @property
    def bounds(self) -> Bounds:
        return Bounds(np.zeros(self.types), self.counts, self.low, self.high)

    def columns(self, chosen: Ints) -> Matrix:
        """The matrix of these columns only (``chosen`` ascending)."""
        position = np.full(self.types, -1)
        position[chosen] = np.arange(len(chosen))
        place = position[self.col]
        inside = place >= 0
        starts = np.concatenate([[0], np.cumsum(np.bincount(place[inside], minlength=len(chosen)))])
        return Matrix(self.rows, starts, self.row[inside], self.value[inside])

    def with_cut(self, weights: Floats, bound: float) -> "System":
        """The system with one more row: weights . x <= bound."""
        used = np.nonzero(weights)[0]
        row = np.concatenate([self.row, np.full(len(used), self.rows)])
        col = np.concatenate([self.col, used])
        value = np.concatenate([self.value, weights[used]])
        order = np.lexsort((row, col))
        return replace(
            self,
            row=row[order],
            col=col[order],
            value=value[order],
            low=np.append(self.low, -np.inf),
            high=np.append(self.high, bound),
            labels=(*self.labels, (CUT, str(self.rows))),
        )


def build_system(
    pool: Pool, quotas: Quotas, size: int, households: Mapping[str, str] | None = None
) -> System:
    """Types and rows of a pool. ``households`` maps a person id to a household key; one member a household
    at most.

    Raises ``TargetsError``, ``PeopleError`` and ``InputError('size_below_one' | 'size_above_pool')``.
    """
    check_quotas(quotas)
    check_people(pool, quotas)
    if size < 1:
        raise InputError("size_below_one", size=size)
    if size > len(pool):
        raise InputError("size_above_pool", size=size, people=len(pool))
    shared = _shared_households(pool, households or {})
    groups = _group(pool, quotas, shared)
    keys = sorted(groups)
    homes = sorted({home for _, home in keys if home})
    row, col = _entries(keys, quotas, homes)
    flat = [(feature.name, quota) for feature in quotas for quota in feature.quotas]
    return System(
        members=tuple(tuple(groups[key]) for key in keys),
        counts=np.array([float(len(groups[key])) for key in keys]),
        row=row,
        col=col,
        value=np.ones(len(row)),
        low=np.array([float(q.min) for _, q in flat] + [float(size)] + [0.0] * len(homes)),
        high=np.array([float(q.max) for _, q in flat] + [float(size)] + [1.0] * len(homes)),
        labels=(
            *((name, q.value) for name, q in flat),
            SIZE,
            *(("", home) for home in homes),
        ),
    )


TypeKey = tuple[tuple[int, ...], str]


def _shared_households(pool: Pool, households: Mapping[str, str]) -> dict[str, str]:
    sizes: dict[str, int] = {}
    for identifier in pool.ids:
        home = households.get(identifier, "")
        sizes[home] = sizes.get(home, 0) + 1
    return {name: home for name, home in households.items() if home and sizes.get(home, 0) > 1}


def _group(pool: Pool, quotas: Quotas, shared: Mapping[str, str]) -> dict[TypeKey, list[int]]:
    numbers: list[tuple[str, dict[str, int]]] = []
    start = 0
    for feature in quotas:
        numbers.append((feature.name, {value: start + i for i, value in enumerate(feature.values)}))
        start += len(feature.quotas)
    groups: dict[TypeKey, list[int]] = {}
    for position, person in enumerate(pool.people):
        vector = tuple(number[person.values[name]] for name, number in numbers)
        groups.setdefault((vector, shared.get(person.id, "")), []).append(position)
    return groups


def _entries(keys: list[TypeKey], quotas: Quotas, homes: list[str]) -> tuple[Ints, Ints]:
    size_row = sum(len(feature.quotas) for feature in quotas)
    home_row = {home: size_row + 1 + i for i, home in enumerate(homes)}
    row, col = [], []
    for t, (vector, home) in enumerate(keys):
        rows = [*vector, size_row, *([home_row[home]] if home else [])]
        row.extend(rows)
        col.extend([t] * len(rows))
    return np.array(row, dtype=np.int64), np.array(col, dtype=np.int64)
