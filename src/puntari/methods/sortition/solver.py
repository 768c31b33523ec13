"""``solve``: a fair lottery over panels that keep every quota, with a certificate.

Relax (leximin or Nash over the quota polytope of types), decompose the point into integer panels, and when
the point is no mixture of panels, cut it off and relax again. The relaxation bounds every lottery, so
panels that reach it prove it (Flanigan, Gölz, Gupta, Hennig, Procaccia, Nature 596, 2021, for the
objectives).
"""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from puntari.methods.sortition.control import CancelToken, Control, Progress
from puntari.methods.sortition.errors import InputError, TargetsError
from puntari.methods.sortition.expand import PersonLottery, TypeLottery
from puntari.methods.sortition.highs import Floats, solver_name
from puntari.methods.sortition.hull import Columns, Decomposition, decompose, nearest
from puntari.methods.sortition.model import Pool, Quotas
from puntari.methods.sortition.relax import leximin_point
from puntari.methods.sortition.seats import set_aside
from puntari.methods.sortition.solution import Certificate, Cut, Proof, Solution
from puntari.methods.sortition.system import CUT, System, build_system

ALGORITHMS = ("leximin", "maximin", "nash")
EXACT = 1e-8
ALIVE = 1e-11


@dataclass(frozen=True)
class _Point:
    """A relaxed optimum: seats per type, the seats to reach at least, rounds used, its numeric gap."""

    seats: Floats
    cover: Floats | None
    rounds: int
    duals: tuple[Floats, ...]
    gap: float = 0.0
    nash: bool = False


@dataclass(frozen=True)
class _Found:
    lottery: TypeLottery
    gap: float
    residual: float
    rounds: int
    duals: tuple[Floats, ...]


def solve(
    pool: Pool,
    quotas: Quotas,
    size: int,
    algorithm: str = "leximin",
    *,
    households: Mapping[str, str] | None = None,
    include: Collection[str] = (),
    exclude: Collection[str] = (),
    seed: int = 0,
    progress: Progress | None = None,
    cancel: CancelToken | None = None,
    deadline: float | None = None,
) -> Solution:
    """A lottery over panels of ``size`` people that keep every quota.

    ``households`` maps ids to a household key (one seat each, blank is none); ``include`` people sit on
    every panel and ``exclude`` people on none; ``seed`` decides between equals only, never a chance.
    ``deadline`` is in seconds: when it passes, the best lottery found comes back with ``certificate.exact``
    False and its proven gap; without one the search goes on until it is proven.

    Raises ``InputError`` and its children, ``InfeasibleError`` (``relaxation_infeasible``,
    ``integer_infeasible``), ``CancelledError``, ``SolverError``.
    """
    if algorithm not in ALGORITHMS:
        raise InputError("unknown_algorithm", algorithm=algorithm, known=", ".join(ALGORITHMS))
    if size < 1:
        raise InputError("size_below_one", size=size)
    control = Control(progress, cancel, deadline)
    open_pool, left, certain = set_aside(pool, quotas, size, households or {}, include, exclude)
    if size == len(certain):
        return _all_certain(pool, left, size, algorithm, certain, seed, control)
    found = _search(build_system(open_pool, left, size - len(certain), households), algorithm, control)
    people = PersonLottery(found.lottery, open_pool.ids, seed)
    drawn = _chances(found.lottery, open_pool)
    chances = dict.fromkeys(pool.ids, 0.0) | dict.fromkeys(certain, 1.0) | drawn
    certificate = _certificate(found, algorithm, min(drawn.values()), len(people), control)
    proof = _proof(found, algorithm, open_pool.ids, exclude)
    return Solution(size, algorithm, chances, certificate, seed, people, certain, proof)


def _certificate(found: _Found, algorithm: str, lowest: float, panels: int, control: Control) -> Certificate:
    return Certificate(
        algorithm=algorithm,
        exact=found.gap <= EXACT and found.residual <= EXACT,
        gap=found.gap,
        residual=found.residual,
        lowest_chance=lowest,
        types=found.lottery.system.types,
        panels=panels,
        rounds=found.rounds,
        seconds=round(control.seconds, 3),
        solver=solver_name(),
    )


def _proof(found: _Found, algorithm: str, ids: tuple[str, ...], exclude: Collection[str]) -> Proof:
    system = found.lottery.system
    whole = tuple(label for label in system.labels if label[0] != CUT)
    cuts = []
    for row in range(len(whole), system.rows):
        at = system.row == row
        weights = zip(system.col[at], system.value[at], strict=True)
        named = {ids[system.members[t][0]]: float(weight) for t, weight in weights}
        cuts.append(Cut(named, float(system.high[row])))
    rounds = tuple(tuple(float(price) for price in prices) for prices in found.duals)
    return Proof(algorithm, whole, rounds, tuple(cuts), tuple(sorted(exclude)))


def _all_certain(
    pool: Pool, left: Quotas, size: int, algorithm: str, certain: tuple[str, ...], seed: int, control: Control
) -> Solution:
    for feature in left:
        for quota in feature.quotas:
            if quota.min > 0:
                raise TargetsError(
                    "taken_below_min", feature=feature.name, value=quota.value, missing=quota.min
                )
    chances = dict.fromkeys(pool.ids, 0.0) | dict.fromkeys(certain, 1.0)
    certificate = Certificate(algorithm, True, 0.0, 0.0, 1.0, 0, 1, 0, round(control.seconds, 3))
    return Solution(size, algorithm, chances, certificate, seed, None, certain)


def _search(system: System, algorithm: str, control: Control) -> _Found:
    columns = Columns()
    rounds = 0
    while True:
        point = _point(system, algorithm, control)
        rounds += point.rounds
        result = decompose(system, point.seats, columns, control, cover=point.cover)
        if result.complete:
            return _found(system, point, result, rounds)
        if result.cut is None:
            return _best_so_far(system, point, columns, control, rounds)
        system = system.with_cut(result.cut.weights, result.cut.bound)


def _point(system: System, algorithm: str, control: Control) -> _Point:
    if algorithm == "nash":
        from puntari.methods.sortition.nash import nash_point

        nash = nash_point(system, control)
        return _Point(nash.seats, None, nash.rounds, (nash.duals,), nash.gap, nash=True)
    relaxed = leximin_point(system, control)
    cover = system.counts * relaxed.lowest if algorithm == "maximin" else None
    return _Point(relaxed.seats, cover, relaxed.rounds, relaxed.duals)


def _found(system: System, point: _Point, result: Decomposition, rounds: int) -> _Found:
    lottery = TypeLottery(system, tuple(result.panels), tuple(result.weights))
    off = (lottery.seats() - point.seats) / system.counts
    if point.cover is not None:
        off = np.maximum(0.0, point.cover - lottery.seats()) / system.counts
    return _Found(lottery, point.gap, float(np.abs(off).max()), rounds, point.duals)


def _best_so_far(system: System, point: _Point, columns: Columns, control: Control, rounds: int) -> _Found:
    """Out of time: the weights nearest to the bound, and how far below it they stay.

    LEXIMIN and MAXIMIN fall short of every chance by as little as possible, NASH by as small a share of it.
    """
    if not columns.panels:
        raise InputError("deadline_too_short", seconds=round(control.seconds, 1))
    seats = point.seats if point.cover is None else point.cover
    weights, short = nearest(seats, columns.panels, seats if point.nash else system.counts)
    if point.nash and short >= 1:
        # Somebody who could have a seat has none yet: no gap of logarithms can be proven.
        raise InputError("deadline_too_short", seconds=round(control.seconds, 1))
    used = [(panel, weight) for panel, weight in zip(columns.panels, weights, strict=True) if weight > 1e-13]
    lottery = TypeLottery(system, tuple(p for p, _ in used), tuple(w for _, w in used))
    off = float(np.abs((seats - lottery.seats()) / system.counts).max())
    below = float(np.maximum(0.0, (seats - lottery.seats()) / system.counts).max())
    gap = point.gap + _log_gap(system, point.seats, lottery.seats()) if point.nash else max(short, below)
    return _Found(lottery, gap, below if point.cover is not None else off, rounds, point.duals)


def _log_gap(system: System, best: Floats, reached: Floats) -> float:
    """By how much the mean log chance is lower than at the point ``best``."""
    alive = best > ALIVE
    parts = system.counts[alive] * np.log(best[alive] / reached[alive])
    return max(0.0, math.fsum(parts) / float(system.counts[alive].sum()))


def _chances(lottery: TypeLottery, pool: Pool) -> dict[str, float]:
    share = lottery.seats() / lottery.system.counts
    ids = pool.ids
    return {
        ids[position]: min(1.0, float(chance))
        for members, chance in zip(lottery.system.members, share, strict=True)
        for position in members
    }
