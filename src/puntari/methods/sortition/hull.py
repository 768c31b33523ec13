"""Is a point a lottery over integer panels? Panels and weights, or a cut that proves it is not.

Column generation for membership in the convex hull: the master program minimises the seats that the panels
at hand leave short; its prices either find a panel that helps or, by the solver's proven bound, a valid
inequality prices . x <= bound that every panel keeps and the point breaks.
"""

import math
from dataclasses import dataclass, field

import numpy as np

from puntari.methods.sortition.control import Control
from puntari.methods.sortition.errors import InfeasibleError, SolverError
from puntari.methods.sortition.highs import INFINITY, LOOSE, Answer, Bounds, Floats, Ints, Matrix, Model
from puntari.methods.sortition.peel import Peeled, integer_panel, peel
from puntari.methods.sortition.system import CUT, System

SHORT = 1e-10
BETTER = 1e-9


@dataclass(frozen=True)
class Cut:
    """Every panel keeps ``weights . x <= bound``."""

    weights: Floats
    bound: float


@dataclass
class Columns:
    """The panels known so far, each once, in the order they were found."""

    panels: list[Floats] = field(default_factory=list)
    _seen: set[bytes] = field(default_factory=set)

    def add(self, panel: Floats) -> bool:
        key = panel.astype(np.int32).tobytes()
        if key in self._seen:
            return False
        self._seen.add(key)
        self.panels.append(panel)
        return True


@dataclass(frozen=True)
class Decomposition:
    """Panels with weights that reach the point; or a cut; or, out of time or stuck, the panels found."""

    panels: list[Floats]
    weights: list[float]
    cut: Cut | None = None
    complete: bool = False


def decompose(
    system: System, seats: Floats, columns: Columns, control: Control, *, cover: Floats | None = None
) -> Decomposition:
    """Write ``seats`` as a lottery over panels, or cut it off. ``cover`` asks for at least so many seats
    instead.
    """
    peeled = peel(system, seats, control)
    if peeled.complete:
        return Decomposition(*_merge(peeled), complete=True)
    for panel in peeled.panels:
        columns.add(panel)
    face = _Face(system, seats if cover is None else None)
    return _Search(system, seats if cover is None else cover, columns, face, control).run()


def _merge(peeled: Peeled) -> tuple[list[Floats], list[float]]:
    totals: dict[bytes, float] = {}
    panels: dict[bytes, Floats] = {}
    for panel, weight in zip(peeled.panels, peeled.weights, strict=True):
        key = panel.tobytes()
        panels[key] = panel
        totals[key] = totals.get(key, 0.0) + weight
    return list(panels.values()), list(totals.values())


class _Face:
    """The face of the quota polytope on which the point lies: only panels on it can carry weight."""

    def __init__(self, system: System, seats: Floats | None) -> None:
        self.system = system
        self.empty_seats = np.zeros(system.types, dtype=bool)
        self.full_seats = self.empty_seats.copy()
        self.at_low = np.zeros(system.rows, dtype=bool)
        self.at_high = self.at_low.copy()
        if seats is None:
            return
        activity = system.activity(seats)
        whole = np.array([kind != CUT for kind, _ in system.labels])
        self.empty_seats, self.full_seats = seats < BETTER, seats > system.counts - BETTER
        # A single allowed number is no face: every panel keeps it.
        self.at_low = whole & (activity - system.low < BETTER) & (system.low < system.high)
        self.at_high = whole & (system.high - activity < BETTER) & (system.low < system.high)

    @property
    def bounds(self) -> Bounds:
        system = self.system
        return Bounds(
            np.where(self.full_seats, system.counts, 0.0),
            np.where(self.empty_seats, 0.0, system.counts),
            np.where(self.at_high, system.high, system.low),
            np.where(self.at_low, system.low, system.high),
        )

    def contains(self, panel: Floats) -> bool:
        activity, bounds = self.system.activity(panel), self.bounds
        return bool(
            (panel >= bounds.col_low).all()
            and (panel <= bounds.col_high).all()
            and (activity >= bounds.row_low - BETTER).all()
            and (activity <= bounds.row_high + BETTER).all()
        )

    def distance(self) -> tuple[Floats, float]:
        """(w, c) with w . x + c = 0 on the face and >= 1 for every panel off it."""
        system = self.system
        sign = self.at_low.astype(float) - self.at_high
        signed = system.value * sign[system.row]
        weights: Floats = np.bincount(system.col, weights=signed, minlength=system.types).astype(float)
        weights = weights + self.empty_seats - self.full_seats
        constant = float((system.high * self.at_high)[self.at_high].sum() - system.low[self.at_low].sum())
        return weights, constant + float(system.counts[self.full_seats].sum())


class _Search:
    """One membership question: the master program, the pricing, and the way to a cut."""

    def __init__(
        self, system: System, seats: Floats, columns: Columns, face: _Face, control: Control
    ) -> None:
        self.system, self.seats, self.columns, self.face, self.control = system, seats, columns, face, control
        self.used: list[Floats] = []
        self.stuck = False
        self.model = Model(system.matrix, system.bounds, np.zeros(system.types), tolerance=LOOSE)
        self.master = self._empty_master()

    def _empty_master(self) -> Model:
        types = self.system.types
        bounds = Bounds(
            np.zeros(types),
            np.full(types, INFINITY),
            np.append(self.seats, 1.0),
            np.append(np.full(types, INFINITY), 1.0),
        )
        matrix = Matrix(types + 1, np.arange(types + 1), np.arange(types), np.ones(types))
        return Model(matrix, bounds, -np.ones(types))

    def run(self) -> Decomposition:
        for panel in self.columns.panels:
            if self.face.contains(panel):
                self._enter(panel)
        cut = None if self.used else self._first_panel()
        while cut is None and not self.stuck and not self.control.expired:
            answer = self._weigh()
            if -answer.objective <= SHORT:
                return self._reached(answer)
            cut = self._improve(answer)
        return Decomposition(list(self.columns.panels), [], cut)

    def _enter(self, panel: Floats) -> None:
        self.columns.add(panel)
        self.used.append(panel)
        index = np.nonzero(panel)[0]
        self.master.add_column(0.0, np.append(index, self.system.types), np.append(panel[index], 1.0))

    def _first_panel(self) -> Cut | None:
        answer = self._price_exactly(np.zeros(self.system.types), self.face.bounds)
        if answer.x is not None:
            self._enter(np.round(answer.x))
            return None
        if answer.status != "infeasible":
            return None
        if self._price_exactly(np.zeros(self.system.types), self.system.bounds).status == "infeasible":
            raise InfeasibleError("integer_infeasible")
        weights, constant = self.face.distance()
        return Cut(-weights, constant - 1.0)

    def _weigh(self) -> Answer:
        answer = self.master.run(Control(cancel=self.control.cancel))
        if answer.x is None:
            raise SolverError("solver_failed", status=answer.status)
        self.control.step("panels", 1 - min(1.0, -answer.objective))
        return answer

    def _reached(self, answer: Answer) -> Decomposition:
        assert answer.x is not None
        weights = np.clip(answer.x[self.system.types :], 0.0, 1.0)
        chosen = [(panel, float(w)) for panel, w in zip(self.used, weights, strict=True) if w > 1e-13]
        total = sum(weight for _, weight in chosen)
        return Decomposition([p for p, _ in chosen], [w / total for _, w in chosen], complete=True)

    def _improve(self, answer: Answer) -> Cut | None:
        """Enter a panel that helps, or return the cut that shows there is none."""
        prices, rent = np.maximum(0.0, -answer.duals[:-1]), float(answer.duals[-1])
        panel = integer_panel(self.system, self.model, self.face.bounds, prices, self.control)
        if panel is not None and _value(prices, panel) > rent + BETTER and self._is_new(panel):
            self._enter(panel)
            return None
        exact = self._price_exactly(prices, self.face.bounds)
        if exact.x is None:
            return None
        best = np.round(exact.x)
        bound = _value(prices, best) if exact.status == "optimal" else exact.bound
        if _value(prices, self.seats) > bound + BETTER:
            return self._lifted(prices, bound)
        # The optimiser knows nothing better within its tolerance: what is reached so far has a proven gap.
        self.stuck = not self._is_new(best)
        if not self.stuck:
            self._enter(best)
        return None

    def _is_new(self, panel: Floats) -> bool:
        return not any(np.array_equal(panel, other) for other in self.used)

    def _price_exactly(self, prices: Floats, bounds: Bounds) -> Answer:
        everything = np.ones(self.system.types, dtype=bool)
        program = Model(self.system.matrix, bounds, prices, integer=everything, tolerance=1e-9)
        program.options(mip_rel_gap=0.0, mip_abs_gap=1e-10, mip_feasibility_tolerance=1e-9)
        return program.run(self.control)

    def _lifted(self, prices: Floats, bound: float) -> Cut:
        """The face's inequality made valid for every panel: whoever leaves the face pays at least the
        difference.
        """
        self.model.change(self.system.bounds, prices)
        anywhere = self.model.run(self.control).objective
        weights, constant = self.face.distance()
        charge = max(0.0, anywhere - bound)
        return Cut(prices - charge * weights, bound + charge * constant)


def _value(prices: Floats, seats: Floats) -> float:
    # Summed without rounding, so that a cut has the same last digit on every machine.
    return math.fsum(prices * seats)


def nearest(seats: Floats, panels: list[Floats], unit: Floats) -> tuple[list[float], float]:
    """Weights on ``panels`` that reach ``seats - short * unit`` with the smallest ``short``, and that."""
    types = len(seats)
    columns = [np.append(panel, 1.0) for panel in panels] + [np.append(unit, 0.0)]
    index = [np.nonzero(column)[0] for column in columns]
    starts: Ints = np.concatenate([[0], np.cumsum([len(i) for i in index])])
    value = np.concatenate([column[i] for column, i in zip(columns, index, strict=True)])
    size = len(columns)
    bounds = Bounds(
        np.zeros(size),
        np.full(size, INFINITY),
        np.append(seats, 1.0),
        np.append(np.full(types, INFINITY), 1.0),
    )
    matrix = Matrix(types + 1, starts, np.concatenate(index), value)
    answer = Model(matrix, bounds, np.append(np.zeros(size - 1), -1.0)).run()
    if answer.x is None:
        raise SolverError("solver_failed", status=answer.status)
    weights = np.clip(answer.x[:-1], 0.0, 1.0)
    return [float(w) for w in weights / weights.sum()], max(0.0, float(answer.x[-1]))
