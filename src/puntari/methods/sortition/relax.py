"""LEXIMIN over the quota polytope: an upper bound, in the lexicographic order, for every lottery over panels.

Each round maximises the chance z that everybody still free can have at once; the dual prices show whose
chance cannot rise above z without somebody below it paying, and those are fixed (the rounds of LEXIMIN in
Flanigan et al., Nature 596, 2021, over the continuous polytope instead of over panels).
"""

from dataclasses import dataclass

import numpy as np

from puntari.methods.sortition.control import Control
from puntari.methods.sortition.errors import InfeasibleError, InputError, SolverError
from puntari.methods.sortition.highs import INFINITY, Answer, Bounds, Floats, Ints, Matrix, Model
from puntari.methods.sortition.system import System

PRICE = 1e-7
SLACK = 1e-9


@dataclass(frozen=True)
class Relaxed:
    """``seats[t]`` is the expected number of members of type t; ``lowest`` the chance reached in the first
    round; ``duals`` the row prices of each round, which prove its level.
    """

    seats: Floats
    lowest: float
    rounds: int
    duals: tuple[Floats, ...]


def leximin_point(system: System, control: Control) -> Relaxed:
    """The leximin point of the polytope.

    Raises ``InfeasibleError('relaxation_infeasible')`` when even fractional panels cannot keep the quotas,
    and ``InputError('deadline_too_short')``.
    """
    fixed = np.full(system.types, np.nan)
    lowest = np.inf
    duals: list[Floats] = []
    caps: list[int] = []
    while np.isnan(fixed).any():
        control.step("levels", 1 - np.isnan(fixed).sum() / system.types)
        level, settled, prices = _round(system, fixed, caps, control)
        fixed[settled] = system.counts[settled] * level
        lowest = min(lowest, level)
        duals.append(prices)
    return Relaxed(fixed, float(lowest), len(duals), tuple(duals))


def _round(system: System, fixed: Floats, caps: list[int], control: Control) -> tuple[float, Ints, Floats]:
    """One level, the types settled at it and the row prices; ``caps`` grows by every type whose chance
    passed 1.
    """
    free = np.isnan(fixed)
    while True:
        answer = _level_program(system, fixed, caps).run(control)
        if answer.status == "limit":
            # Out of time is no statement about the quotas.
            raise InputError("deadline_too_short", seconds=round(control.seconds, 1))
        if answer.x is None:
            raise InfeasibleError("relaxation_infeasible")
        level = float(answer.x[-1])
        over = answer.x[:-1] + np.where(free, system.counts * level, 0.0) > system.counts + SLACK
        over[caps] = False
        if not over.any():
            return level, _settled(system, free, level, answer), answer.duals[: system.rows]
        caps.extend(int(t) for t in np.nonzero(over)[0])


def _settled(system: System, free: np.ndarray, level: float, answer: Answer) -> Ints:
    if level >= 1 - 1e-12:
        return np.nonzero(free)[0]
    settled = np.nonzero(free & (np.abs(answer.reduced[:-1]) * system.counts > PRICE))[0]
    if not len(settled):
        raise SolverError("no_progress", phase="levels")
    return settled


def _level_program(system: System, fixed: Floats, caps: list[int]) -> Model:
    """Columns y[0..T-1] >= 0 and z: x[t] = n[t] z + y[t] for free types, x[t] = y[t] = fixed[t] for the
    others.
    """
    free = np.isnan(fixed)
    share = np.where(free, system.counts, 0.0)
    given = np.where(free, 0.0, np.nan_to_num(fixed))
    capped = np.array(caps, dtype=np.int64)
    bounds = Bounds(
        np.append(given, 0.0),
        np.append(np.where(free, INFINITY, given), 1.0),
        np.concatenate([system.low, np.full(len(caps), -INFINITY)]),
        np.concatenate([system.high, system.counts[capped]]),
    )
    cost = np.append(np.zeros(system.types), 1.0)
    return Model(_level_matrix(system, share, capped), bounds, cost)


def _level_matrix(system: System, share: Floats, capped: Ints) -> Matrix:
    level = np.concatenate([system.activity(share), share[capped]])
    used = np.nonzero(level)[0]
    cap_rows = system.rows + np.arange(len(capped))
    row = np.concatenate([system.row, cap_rows, used])
    col = np.concatenate([system.col, capped, np.full(len(used), system.types)])
    value = np.concatenate([system.value, np.ones(len(capped)), level[used]])
    order = np.lexsort((row, col))
    starts = np.concatenate([[0], np.cumsum(np.bincount(col, minlength=system.types + 1))])
    return Matrix(system.rows + len(capped), starts, row[order], value[order])
