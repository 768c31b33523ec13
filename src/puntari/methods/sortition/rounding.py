"""Whole numbers of known panels that come nearest to exact chances: the integer program behind the
rounding.
"""

from dataclasses import dataclass

import numpy as np

from puntari.methods.sortition.control import Control
from puntari.methods.sortition.expand import TypeLottery
from puntari.methods.sortition.highs import INFINITY, Bounds, Floats, Matrix, Model
from puntari.methods.sortition.hull import Columns

NEAR = 1e-5
NODES = 300


@dataclass(frozen=True)
class Rounded:
    """m panels of types; ``off`` is by how many seats the worst total leaves floor..ceiling of the exact
    one.
    """

    panels: list[Floats]
    off: float


def combine(lottery: TypeLottery, others: list[Floats], m: int, control: Control) -> Rounded:
    """How often to take each known panel. The exact lottery's own panels make every total reachable on
    average.
    """
    known = Columns()
    for panel in (*lottery.panels, *others):
        known.add(panel)
    shares = np.zeros(len(known.panels))
    shares[: len(lottery.weights)] = np.array(lottery.weights) * m
    exact = lottery.seats() * m
    floor, ceiling = np.floor(exact + NEAR), np.ceil(exact - NEAR)
    counts = _counts(np.array(known.panels), shares, m, floor, ceiling, control)
    panels = [panel for panel, times in zip(known.panels, counts, strict=True) for _ in range(int(times))]
    taken = np.array(known.panels).T @ counts
    return Rounded(panels, float(np.maximum(floor - taken, taken - ceiling).max()))


def _counts(
    panels: Floats, shares: Floats, m: int, floor: Floats, ceiling: Floats, control: Control
) -> Floats:
    """Columns: times per panel, then seats below the floor and above the ceiling of each type (minimised)."""
    number, types = panels.shape
    program = Model(
        _matrix(panels),
        Bounds(
            np.concatenate([np.maximum(0.0, np.floor(shares) - 2), np.zeros(2 * types)]),
            np.concatenate([np.ceil(shares) + 2, np.full(2 * types, INFINITY)]),
            np.append(floor, m),
            np.append(ceiling, m),
        ),
        np.concatenate([np.zeros(number), -np.ones(2 * types)]),
        integer=np.arange(number + 2 * types) < number,
        tolerance=1e-9,
    )
    program.options(mip_max_nodes=NODES, mip_abs_gap=0.5)
    answer = program.run(control)
    return _largest_remainders(shares, m) if answer.x is None else np.round(answer.x[:number])


def _matrix(panels: Floats) -> Matrix:
    types = panels.shape[1]
    index = [np.append(np.nonzero(panel)[0], types) for panel in panels]
    value = [np.append(panel[panel != 0], 1.0) for panel in panels]
    sides = np.arange(types)
    starts = np.cumsum([0, *(len(i) for i in index), *([1] * (2 * types))])
    return Matrix(
        types + 1,
        starts,
        np.concatenate([*index, sides, sides]),
        np.concatenate([*value, np.ones(types), -np.ones(types)]),
    )


def _largest_remainders(shares: Floats, m: int) -> Floats:
    counts = np.floor(shares + NEAR)
    order = np.argsort(counts - shares, kind="stable")
    counts[order[: m - int(counts.sum())]] += 1
    return counts
