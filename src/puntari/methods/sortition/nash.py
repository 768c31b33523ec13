"""NASH over the quota polytope: the point that maximises the geometric mean of all chances.

A primal-dual interior-point method on max sum n[t] log x[t] (Boyd and Vandenberghe, Convex Optimization,
ch. 11), then Newton on the active rows to full precision. The point is proven by one linear program: log is
concave, so no y in the polytope is better by more than g . (y - x), where g is the gradient at x.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from puntari.methods.sortition.control import Control
from puntari.methods.sortition.errors import SolverError
from puntari.methods.sortition.highs import Bools, Floats, Model
from puntari.methods.sortition.relax import leximin_point
from puntari.methods.sortition.steady import gram, solve_semidefinite, times
from puntari.methods.sortition.system import SIZE, System

ALIVE = 1e-11
PROVEN = 1e-9
STEPS = 120
FLOOR = 1e-14


@dataclass(frozen=True)
class NashPoint:
    """``seats`` per type; ``gap`` bounds how far the mean log chance is below the optimum, proven by the row
    prices ``duals``.
    """

    seats: Floats
    gap: float
    rounds: int
    duals: Floats


def nash_point(system: System, control: Control) -> NashPoint:
    """The Nash point of the polytope; types that no panel can seat are left out of the product.

    Raises ``InfeasibleError('relaxation_infeasible')`` and ``SolverError('not_converged')``.
    """
    alive = leximin_point(system, control).seats > ALIVE
    interior = _Interior(system, alive)
    best: NashPoint | None = None
    for rounds in range(1, STEPS + 1):
        control.step("levels", rounds / STEPS)
        interior.newton()
        if interior.mu > 1e-12 and rounds < STEPS:
            continue
        for seats in (interior.polished(), interior.x):
            gap, duals = _gap(system, alive, seats, control)
            point = NashPoint(_embedded(alive, seats), gap, rounds, duals)
            if point.gap <= PROVEN and (best is None or point.gap < best.gap):
                best = point
        if best is not None:
            return best
    raise SolverError("not_converged", phase="nash")


def _embedded(alive: Bools, seats: Floats) -> Floats:
    full = np.zeros(len(alive))
    full[alive] = np.maximum(seats, 0.0)
    return full


def _gap(system: System, alive: Bools, seats: Floats, control: Control) -> tuple[float, Floats]:
    """How much the mean log chance could still gain (infinite when the point leaves the polytope), and the
    row prices that prove it.
    """
    full = _embedded(alive, seats)
    activity = system.activity(full)
    off = max(float((system.low - activity).max()), float((activity - system.high).max()))
    if off > PROVEN or (seats <= 0).any() or (full > system.counts + PROVEN).any():
        return np.inf, np.zeros(system.rows)
    gradient = np.where(alive, system.counts / np.where(alive, full, 1.0), 0.0)
    people = float(system.counts[alive].sum())
    answer = Model(system.matrix, system.bounds, gradient / people).run(control)
    gap = np.inf if answer.x is None else max(0.0, answer.objective - 1.0)
    return gap, answer.duals


class _Interior:
    """The interior-point iteration. Rows with one allowed value are equations, the others carry a slack."""

    def __init__(self, system: System, alive: Bools) -> None:
        dense = np.zeros((system.rows, system.types))
        dense[system.row, system.col] = system.value
        self.a: NDArray[np.float64] = dense[:, alive]
        self.n = system.counts[alive]
        self.fixed = system.low >= system.high
        reach = times(np.abs(self.a), self.n)
        self.low, self.high = np.maximum(system.low, -reach - 1), np.minimum(system.high, reach + 1)
        self.x = self.n * min(0.5, system.high[system.labels.index(SIZE)] / self.n.sum())
        middle = (self.low + self.high) / 2
        width = (self.high - self.low) / 4
        self.s = np.where(self.fixed, middle, np.clip(times(self.a, self.x), middle - width, middle + width))
        self.y = np.zeros(len(self.s))
        self.zl, self.zu, self.zx = np.ones(len(self.s)), np.ones(len(self.s)), np.ones(len(self.x))
        self.mu = 1.0

    def newton(self) -> None:
        """One damped Newton step towards the central path at a smaller ``mu``."""
        self.mu *= 0.3
        gap_l, gap_u, gap_x = _room(self.s - self.low), _room(self.high - self.s), _room(self.n - self.x)
        gap_l[self.fixed] = gap_u[self.fixed] = 1.0
        hx = self.n / self.x**2 + self.zx / gap_x
        hs_inverse = np.where(self.fixed, 0.0, 1.0 / (self.zl / gap_l + self.zu / gap_u))
        rx = -self.n / self.x + self.mu / gap_x - times(self.a.T, self.y)
        rs = np.where(self.fixed, 0.0, self.y - self.mu / gap_l + self.mu / gap_u)
        rp = times(self.a, self.x) - self.s
        scaled = self.a / hx
        right = -rp + times(scaled, rx) - hs_inverse * rs
        normal = gram(scaled, self.a) + np.diag(hs_inverse)
        dy = solve_semidefinite(normal, right, 1e-15)
        dx = (times(self.a.T, dy) - rx) / hx
        ds = -hs_inverse * (rs + dy)
        self._advance(dx, ds, dy, gap_l, gap_u, gap_x)

    def _advance(
        self, dx: Floats, ds: Floats, dy: Floats, gap_l: Floats, gap_u: Floats, gap_x: Floats
    ) -> None:
        dzl = self.mu / gap_l - self.zl - self.zl / gap_l * ds
        dzu = self.mu / gap_u - self.zu + self.zu / gap_u * ds
        dzx = self.mu / gap_x - self.zx + self.zx / gap_x * dx
        loose = ~self.fixed
        primal = min(
            _reach(self.x, dx),
            _reach(gap_x, -dx),
            _reach(gap_l[loose], ds[loose]),
            _reach(gap_u[loose], -ds[loose]),
        )
        dual = min(
            _reach(self.zl[loose], dzl[loose]), _reach(self.zu[loose], dzu[loose]), _reach(self.zx, dzx)
        )
        self.x, self.s = self.x + primal * dx, self.s + primal * ds
        self.y, self.zx = self.y + dual * dy, self.zx + dual * dzx
        self.zl, self.zu = self.zl + dual * dzl, self.zu + dual * dzu

    def polished(self) -> Floats:
        """Newton on the rows that bind, taken as equations: the active quotas are then met to the last
        digit.
        """
        at_low, at_high = self.s - self.low < self.zl * 1e-3, self.high - self.s < self.zu * 1e-3
        binding = self.fixed | at_low | at_high
        full = self.n - self.x < self.zx * 1e-3
        rows = self.a[binding][:, ~full]
        target = np.where(at_low, self.low, self.high)[binding] - times(
            self.a[binding][:, full], self.n[full]
        )
        x, n = self.x[~full], self.n[~full]
        for _ in range(8):
            scaled = rows * (x**2 / n)
            step = solve_semidefinite(gram(scaled, rows), times(rows, 2 * x) - target, 1e-13)
            change = x - (x**2 / n) * times(rows.T, step)
            x = x + change * min(1.0, _reach(x, change))
        result = self.n.copy()
        result[~full] = x
        return result


def _room(gap: Floats) -> Floats:
    # Where quotas leave no room at all, a gap shrinks to nothing; the polish meets such rows exactly.
    return np.maximum(gap, FLOOR)


def _reach(room: Floats, change: Floats) -> float:
    """The longest step that keeps ``room`` positive, shortened a little."""
    shrinking = change < 0
    if not shrinking.any():
        return 1.0
    return float(min(1.0, 0.995 * (room[shrinking] / -change[shrinking]).min()))
