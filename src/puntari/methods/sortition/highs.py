"""A thin, typed face of HiGHS: one thread, fixed seed, interruptible, and no status is left unread."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from puntari.methods.sortition.control import Control
from puntari.methods.sortition.errors import CancelledError, SolverError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

INFINITY = 1e30
TOLERANCE = 1e-10
LOOSE = 1e-7


def solver_name() -> str:
    """Name and version of the optimiser: with another one, other panels may carry the same chances."""
    import highspy

    return f"HiGHS {highspy.Highs().version()}"  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class Matrix:
    """A sparse matrix by columns: entries of column j stand at ``starts[j]:starts[j + 1]``."""

    rows: int
    starts: Ints
    index: Ints
    value: Floats

    @property
    def columns(self) -> int:
        return len(self.starts) - 1


@dataclass(frozen=True)
class Bounds:
    """Lower and upper bounds of columns and of rows."""

    col_low: Floats
    col_high: Floats
    row_low: Floats
    row_high: Floats


@dataclass(frozen=True)
class Answer:
    """What a run brought: ``status`` is optimal, infeasible, limit or interrupted; ``x`` None without a
    point.
    """

    status: str
    objective: float
    bound: float
    x: Floats | None
    reduced: Floats
    duals: Floats


class Model:
    """A linear or mixed-integer program, maximised."""

    def __init__(
        self,
        matrix: Matrix,
        bounds: Bounds,
        cost: Floats,
        *,
        integer: Bools | None = None,
        tolerance: float = TOLERANCE,
    ) -> None:
        import highspy

        self._highspy = highspy
        statuses = highspy.HighsModelStatus
        self._broken = (statuses.kSolveError, statuses.kUnknown)
        self.columns, self.rows = matrix.columns, matrix.rows
        self.integer = integer is not None and bool(integer.any())
        self.highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        self.highs.silent()
        self.options(threads=1, random_seed=0, primal_feasibility_tolerance=tolerance)
        self.options(dual_feasibility_tolerance=tolerance)
        if not self.integer:
            self.options(presolve="off")
        self.highs.passModel(self._program(matrix, bounds, cost, integer))

    def _program(self, matrix: Matrix, bounds: Bounds, cost: Floats, integer: Bools | None) -> Any:
        program = self._highspy.HighsLp()
        program.num_col_, program.num_row_ = matrix.columns, matrix.rows
        program.sense_ = self._highspy.ObjSense.kMaximize
        program.a_matrix_.format_ = self._highspy.MatrixFormat.kColwise
        program.a_matrix_.start_ = matrix.starts.astype(np.int32)
        program.a_matrix_.index_ = matrix.index.astype(np.int32)
        program.a_matrix_.value_ = matrix.value
        program.col_cost_ = cost
        program.col_lower_, program.col_upper_ = _finite(bounds.col_low), _finite(bounds.col_high)
        program.row_lower_, program.row_upper_ = _finite(bounds.row_low), _finite(bounds.row_high)
        if integer is not None and integer.any():
            kinds = self._highspy.HighsVarType
            program.integrality_ = [kinds.kInteger if flag else kinds.kContinuous for flag in integer]
        return program

    def options(self, **values: object) -> None:
        for name, value in values.items():
            self.highs.setOptionValue(name, value)

    def change(self, bounds: Bounds, cost: Floats) -> None:
        """New bounds and costs; the basis of the last run stays as the starting point."""
        columns = np.arange(self.columns, dtype=np.int32)
        self.highs.changeColsBounds(self.columns, columns, bounds.col_low, bounds.col_high)
        self.highs.changeColsCost(self.columns, columns, cost)
        rows = np.arange(self.rows, dtype=np.int32)
        self.highs.changeRowsBounds(self.rows, rows, bounds.row_low, bounds.row_high)

    def add_column(self, cost: float, index: Ints, value: Floats) -> None:
        self.highs.addCol(cost, 0.0, INFINITY, len(index), index.astype(np.int32), value)
        self.columns += 1

    def run(self, control: Control | None = None, *, limit: float = INFINITY) -> Answer:
        """Solve. Raises ``CancelledError``, and ``SolverError('solver_failed')`` on any status without a
        meaning.
        """
        control = control or Control()
        self.options(time_limit=max(0.01, min(limit, control.remaining, 1e9)))
        if self.integer:
            self.highs.cbMipInterrupt += _interrupt_when(control)
        self._solve()
        if control.stopped:
            raise CancelledError("cancelled", phase="optimise")
        return self._answer()

    def _solve(self) -> None:
        try:
            self.highs.run()
            if self.highs.getModelStatus() in self._broken:
                # A basis that became ill-conditioned over many warm starts: once more from nothing.
                self.highs.clearSolver()
                self.options(primal_feasibility_tolerance=LOOSE, dual_feasibility_tolerance=LOOSE)
                self.highs.run()
        except RuntimeError as error:
            raise SolverError("solver_failed", status=str(error)) from error

    def _answer(self) -> Answer:
        status = self._status()
        info = self.highs.getInfo()
        solution = self.highs.getSolution()
        has_point = info.primal_solution_status == 2 and status != "infeasible"
        return Answer(
            status,
            info.objective_function_value,
            info.mip_dual_bound if self.integer else info.objective_function_value,
            np.array(solution.col_value) if has_point else None,
            np.array(solution.col_dual),
            np.array(solution.row_dual),
        )

    def _status(self) -> str:
        statuses = self._highspy.HighsModelStatus
        known = {
            statuses.kOptimal: "optimal",
            statuses.kInfeasible: "infeasible",
            statuses.kUnboundedOrInfeasible: "infeasible",
            statuses.kTimeLimit: "limit",
            statuses.kSolutionLimit: "limit",
            statuses.kIterationLimit: "limit",
            statuses.kInterrupt: "interrupted",
        }
        status = self.highs.getModelStatus()
        if status not in known:
            raise SolverError("solver_failed", status=self.highs.modelStatusToString(status))
        return known[status]


def _finite(values: Floats) -> Floats:
    return np.clip(values, -INFINITY, INFINITY)


def _interrupt_when(control: Control) -> Any:
    def check(event: Any) -> None:
        if control.stopped:
            event.interrupt()

    return check
