"""Peel a point of the polytope into integer panels: a greedy bottleneck form of Caratheodory's theorem.

Every panel taken is a vertex of the box floor(q)..ceil(q) around the mean q of what is left, with all tight
quotas kept tight; the largest weight is removed that leaves a point inside the box and the quotas. If the
weight left reaches zero, the panels prove that the point is a lottery over panels.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from puntari.methods.sortition.control import Control
from puntari.methods.sortition.highs import LOOSE, Bounds, Floats, Ints, Model
from puntari.methods.sortition.system import System

DONE = 1e-10
NEGLIGIBLE = 1e-9
SNAP = 1e-11
SUBSETS = (45, 90, 270)
NODES = 2000
Objective = Callable[[Floats], Floats]


def steep(fraction: Floats) -> Floats:
    """Prices that make a seat with a small fraction very dear: the step is the smallest of them."""
    return np.asarray(1 / (1 - fraction) - 1 / fraction)


def logit(fraction: Floats) -> Floats:
    """The log-odds: the likeliest panel when seats were independent."""
    return np.asarray(np.log(fraction / (1 - fraction)))


@dataclass
class Peeled:
    """Panels (type counts) with weights; ``left`` is the weight that found no panel (0 when complete)."""

    panels: list[Floats] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    left: float = 1.0

    @property
    def complete(self) -> bool:
        return self.left <= 0.0


@dataclass(frozen=True)
class _Box:
    bounds: Bounds
    free: np.ndarray
    fraction: Floats
    activity: Floats


def peel(system: System, seats: Floats, control: Control, objective: Objective = steep) -> Peeled:
    """Peel ``seats`` (expected members per type) into integer panels, as far as it goes."""
    result = Peeled()
    model = Model(system.matrix, system.bounds, np.zeros(system.types), tolerance=LOOSE)
    rest = seats.copy()
    while result.left > DONE and not control.expired:
        control.step("panels", 1 - result.left)
        box = _box(system, rest, result.left)
        panel = integer_panel(system, model, box.bounds, _prices(box, result.left, objective), control)
        step = 0.0 if panel is None else _step(system, box, panel, result.left)
        if panel is None or step <= DONE / 10:
            break
        rest = rest - step * panel
        result.left -= step
        result.panels.append(panel)
        result.weights.append(step)
    _close(result)
    return result


def _close(result: Peeled) -> None:
    # What is left is below every tolerance of the programs: no chance moves by more than it.
    if result.panels and result.left <= NEGLIGIBLE:
        result.weights[-1] += result.left
        result.left = 0.0


def _box(system: System, rest: Floats, left: float) -> _Box:
    mean = rest / left
    whole = np.round(mean)
    near = np.abs(rest - whole * left) < SNAP
    low = np.where(near, whole, np.floor(mean))
    high = np.where(near, whole, np.ceil(mean))
    activity = system.activity(rest)
    at_low = activity - system.low * left < 10 * SNAP
    at_high = system.high * left - activity < 10 * SNAP
    row_low = np.where(at_high, system.high, system.low)
    row_high = np.where(at_low, system.low, system.high)
    fraction = np.clip(rest - low * left, 0.0, left)
    return _Box(Bounds(low, high, row_low, np.maximum(row_low, row_high)), high > low, fraction, activity)


def _prices(box: _Box, left: float, objective: Objective) -> Floats:
    share = np.clip(box.fraction / left, 1e-12, 1 - 1e-12)
    return np.where(box.free, np.clip(objective(share), -1e6, 1e6), 0.0)


def _step(system: System, box: _Box, panel: Floats, left: float) -> float:
    """The largest weight of ``panel`` that leaves the rest in its box and within the quotas."""
    taken = panel > box.bounds.col_low
    limits = np.where(taken, box.fraction, left - box.fraction)[box.free]
    activity = system.activity(panel)
    below = np.isfinite(system.high) & (activity < system.high - 1e-9)
    above = np.isfinite(system.low) & (activity > system.low + 1e-9)
    to_high = ((system.high * left - box.activity)[below]) / (system.high - activity)[below]
    to_low = ((box.activity - system.low * left)[above]) / (activity - system.low)[above]
    return float(min([left, *(part.min() for part in (limits, to_high, to_low) if len(part))]))


def integer_panel(
    system: System, model: Model, bounds: Bounds, prices: Floats, control: Control
) -> Floats | None:
    """An integer panel in the box, near the dearest: an LP vertex, completed by a small integer program.

    The columns with the least reduced costs stay open: 45 of them, then 90, 270, and at last all. None when
    no integer panel was found in the box.
    """
    model.change(bounds, prices)
    answer = model.run(control)
    if answer.x is None:
        return None
    if np.abs(answer.x - np.round(answer.x)).max() < 1e-7:
        return np.round(answer.x)
    score = np.where(np.abs(answer.x - np.round(answer.x)) > 1e-7, -1.0, np.abs(answer.reduced))
    score = np.where(bounds.col_high > bounds.col_low, score, np.inf)
    order = np.argsort(score, kind="stable")[: int(np.isfinite(score).sum())]
    for size in [*(s for s in SUBSETS if s < len(order)), len(order)]:
        panel = _complete(system, bounds, prices, np.round(answer.x), np.sort(order[:size]), control)
        if panel is not None:
            return panel
    return None


def _complete(
    system: System, bounds: Bounds, prices: Floats, vertex: Floats, open_columns: Ints, control: Control
) -> Floats | None:
    """``vertex`` with its open columns chosen anew by an integer program; None when that is impossible."""
    vertex[open_columns] = 0.0
    given = system.activity(vertex)
    program = Model(
        system.columns(open_columns),
        Bounds(
            bounds.col_low[open_columns],
            bounds.col_high[open_columns],
            bounds.row_low - given,
            bounds.row_high - given,
        ),
        prices[open_columns],
        integer=np.ones(len(open_columns), dtype=bool),
        tolerance=LOOSE,
    )
    program.options(mip_rel_gap=0.05, mip_feasibility_tolerance=1e-9, mip_max_nodes=NODES)
    answer = program.run(control)
    if answer.x is None:
        return None
    vertex[open_columns] = np.round(answer.x)
    return vertex
