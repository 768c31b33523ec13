"""The smallest changes of quotas that make a panel possible. Proposals only: a person chooses, and says
why.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from puntari.methods.sortition.control import CancelToken, Control, Progress
from puntari.methods.sortition.errors import InputError
from puntari.methods.sortition.highs import INFINITY, Bounds, Floats, Matrix, Model
from puntari.methods.sortition.model import Feature, Pool, Quota, Quotas
from puntari.methods.sortition.system import System, build_system


@dataclass(frozen=True)
class Change:
    """One bound of one value moved from ``old`` to ``new``; ``bound`` is "min" or "max"."""

    feature: str
    value: str
    bound: str
    old: int
    new: int

    @property
    def cost(self) -> int:
        return abs(self.new - self.old)


@dataclass(frozen=True)
class Relaxation:
    """Changes that together make a panel possible; ``cost`` counts persons over all values."""

    changes: tuple[Change, ...]

    @property
    def cost(self) -> int:
        return sum(change.cost for change in self.changes)


def propose_relaxations(
    pool: Pool,
    quotas: Quotas,
    size: int,
    *,
    households: Mapping[str, str] | None = None,
    count: int = 3,
    progress: Progress | None = None,
    cancel: CancelToken | None = None,
) -> list[Relaxation]:
    """Up to ``count`` different relaxations, cheapest first, none containing the bounds of an earlier one.

    Bounds move no further than ``min_flex`` and ``max_flex``. Empty when no panel exists even there; one
    relaxation without changes when the quotas can be kept as they are. Raises as ``check_feasible`` does.
    """
    if count < 1:
        raise InputError("count_below_one", count=count)
    system = build_system(pool, quotas, size, households)
    program = _Elastic(system, [(f.name, q) for f in quotas for q in f.quotas], size)
    control = Control(progress, cancel)
    found: list[Relaxation] = []
    while len(found) < count:
        control.step("relaxations", len(found) / count)
        relaxation = program.cheapest(control)
        if relaxation is None:
            return found
        found.append(relaxation)
        if not relaxation.changes:
            return found
        program.forbid(relaxation)
    return found


def apply_relaxation(quotas: Quotas, relaxation: Relaxation) -> list[Feature]:
    """The quotas with the changes made."""
    new = {(c.feature, c.value, c.bound): c.new for c in relaxation.changes}

    def relaxed(feature: str, quota: Quota) -> Quota:
        low = new.get((feature, quota.value, "min"), quota.min)
        high = new.get((feature, quota.value, "max"), quota.max)
        return replace(quota, min=low, max=high)

    return [replace(f, quotas=tuple(relaxed(f.name, quota) for quota in f.quotas)) for f in quotas]


class _Elastic:
    """Integer program: members per type, persons each bound moves, and whether it moves.

    Columns: x (types), then for each movable bound its distance d, then its switch b with d <= reach * b.
    """

    def __init__(self, system: System, quotas: list[tuple[str, Quota]], size: int) -> None:
        self.system = system
        self.bounds: list[tuple[int, str, Quota, str, int]] = []
        for row, (feature, quota) in enumerate(quotas):
            ceiling = size if quota.max_flex is None else min(size, quota.max_flex)
            for bound, reach in (("min", quota.min - quota.min_flex), ("max", ceiling - quota.max)):
                if reach > 0:
                    self.bounds.append((row, feature, quota, bound, reach))
        self.forbidden: list[list[int]] = []

    def forbid(self, relaxation: Relaxation) -> None:
        """No later answer moves all these bounds together again."""
        moved = {(c.feature, c.value, c.bound) for c in relaxation.changes}
        self.forbidden.append(
            [i for i, (_, f, q, bound, _) in enumerate(self.bounds) if (f, q.value, bound) in moved]
        )

    def cheapest(self, control: Control) -> Relaxation | None:
        answer = self._model().run(control)
        if answer.x is None:
            return None
        distances = np.round(answer.x[self.system.types : self.system.types + len(self.bounds)])
        return Relaxation(
            tuple(
                _change(feature, quota, bound, int(distance))
                for (_, feature, quota, bound, _), distance in zip(self.bounds, distances, strict=True)
                if distance > 0
            )
        )

    def _model(self) -> Model:
        system, movable = self.system, len(self.bounds)
        width = system.types + 2 * movable
        reach = np.array([float(item[4]) for item in self.bounds])
        cost = np.concatenate([np.zeros(system.types), -np.ones(movable), np.full(movable, -1e-4)])
        rows = system.rows + movable + len(self.forbidden)
        bounds = Bounds(
            np.zeros(width),
            np.concatenate([system.counts, reach, np.ones(movable)]),
            np.concatenate([system.low, np.full(rows - system.rows, -INFINITY)]),
            np.concatenate([system.high, np.zeros(movable), [len(s) - 1.0 for s in self.forbidden]]),
        )
        matrix = _matrix(rows, width, self._entries())
        program = Model(matrix, bounds, cost, integer=np.ones(width, dtype=bool), tolerance=1e-9)
        program.options(mip_rel_gap=0.0, mip_abs_gap=1e-6)
        return program

    def _entries(self) -> list[tuple[int, int, float]]:
        system, movable = self.system, len(self.bounds)
        entries = list(zip(system.row.tolist(), system.col.tolist(), system.value.tolist(), strict=True))
        for i, (row, _, _, bound, reach) in enumerate(self.bounds):
            distance, switch, link = system.types + i, system.types + movable + i, system.rows + i
            entries.append((row, distance, 1.0 if bound == "min" else -1.0))
            entries += [(link, distance, 1.0), (link, switch, -float(reach))]
        for number, together in enumerate(self.forbidden):
            row = system.rows + movable + number
            entries += [(row, system.types + movable + i, 1.0) for i in together]
        return entries


def _matrix(rows: int, width: int, entries: list[tuple[int, int, float]]) -> Matrix:
    ordered = sorted(entries, key=lambda entry: (entry[1], entry[0]))
    col = np.array([entry[1] for entry in ordered])
    starts = np.concatenate([[0], np.cumsum(np.bincount(col, minlength=width))])
    value: Floats = np.array([entry[2] for entry in ordered])
    return Matrix(rows, starts, np.array([entry[0] for entry in ordered]), value)


def _change(feature: str, quota: Quota, bound: str, distance: int) -> Change:
    if bound == "min":
        return Change(feature, quota.value, bound, quota.min, quota.min - distance)
    return Change(feature, quota.value, bound, quota.max, quota.max + distance)
