"""Products and equations with the same last digit on every machine.

BLAS and LAPACK choose their order of summing by the processor; a point that differs in its last digit would
be peeled into other panels. These are slower and always sum in one order. Matrices here have as many rows as
there are quotas.
"""

import numpy as np

from puntari.methods.sortition.highs import Floats


def times(matrix: Floats, vector: Floats) -> Floats:
    """matrix @ vector."""
    result: Floats = np.einsum("ij,j->i", matrix, vector, optimize=False)
    return result


def gram(one: Floats, other: Floats) -> Floats:
    """one @ other.T"""
    result: Floats = np.einsum("ij,kj->ik", one, other, optimize=False)
    return result


def solve_semidefinite(matrix: Floats, right: Floats, smallest: float) -> Floats:
    """Some x with ``matrix @ x = right`` for a symmetric positive semidefinite matrix, by elimination.

    Rows whose pivot falls below ``smallest`` times the largest depend on the others: their x is 0.
    """
    work, rest = matrix.copy(), right.copy()
    size = len(rest)
    open_rows = np.ones(size, dtype=bool)
    order: list[int] = []
    least = smallest * float(np.max(np.diag(work), initial=0.0))
    while open_rows.any():
        pivot = int(np.argmax(np.where(open_rows, np.diag(work), -np.inf)))
        if work[pivot, pivot] <= least:
            break
        open_rows[pivot] = False
        order.append(pivot)
        factors = np.where(open_rows, work[:, pivot] / work[pivot, pivot], 0.0)
        rest = rest - factors * rest[pivot]
        work = work - factors[:, None] * work[pivot][None, :]
    return _substituted(work, rest, order)


def _substituted(work: Floats, rest: Floats, order: list[int]) -> Floats:
    x = np.zeros(len(rest))
    for pivot in reversed(order):
        known = float(np.add.reduce(work[pivot] * x))
        x[pivot] = (rest[pivot] - known) / work[pivot, pivot]
    return x
