"""Mend a list of whole panels whose totals miss what they should be by a seat or two.

A few panels are taken out and as many new ones are found for their place at once, by one small integer
program, so that the totals come back between floor and ceiling of the exact ones.
"""

import random

import numpy as np

from puntari.methods.sortition.control import Control
from puntari.methods.sortition.highs import INFINITY, Bounds, Floats, Ints, Matrix, Model
from puntari.methods.sortition.system import System

# Panels taken out at once, and how many choices of them are tried.
ATTEMPTS = ((1, 12), (2, 16), (3, 16), (5, 12), (8, 8))
NODES = 200


def missed(taken: Floats, floor: Floats, ceiling: Floats) -> float:
    """Seats below the floor and above the ceiling, over all types."""
    return float((np.maximum(0.0, floor - taken) + np.maximum(0.0, taken - ceiling)).sum())


def mend(
    system: System, panels: list[Floats], floor: Floats, ceiling: Floats, control: Control
) -> list[Floats]:
    """As many panels, with totals nearer to floor..ceiling where that could be done. Nothing is random."""
    rng = random.Random(0)
    table = np.array(panels)
    for block, tries in ATTEMPTS:
        for _ in range(tries):
            control.step("uniform", 1.0)
            taken = table.sum(axis=0)
            if missed(taken, floor, ceiling) < 0.5:
                return list(table)
            if block > len(table):
                break
            out = _to_replace(table, taken, floor, ceiling, block, rng)
            rest = taken - table[out].sum(axis=0)
            found = _panels_between(system, floor - rest, ceiling - rest, block, control)
            if found is not None:
                changed = rest + found.sum(axis=0)
                if missed(changed, floor, ceiling) < missed(taken, floor, ceiling):
                    table[out] = found
    return list(table)


def _to_replace(
    table: Floats, taken: Floats, floor: Floats, ceiling: Floats, block: int, rng: random.Random
) -> Ints:
    """One panel that seats a type with too many (or leaves out one with too few), and others by lot."""
    over, under = taken > ceiling + 0.5, taken < floor - 0.5
    guilty = (table[:, over] > 0).any(axis=1) | (table[:, under] < table.max(axis=0)[under]).any(axis=1)
    first = rng.choice([int(j) for j in np.nonzero(guilty)[0]] or list(range(len(table))))
    others = rng.sample([j for j in range(len(table)) if j != first], block - 1)
    return np.array([first, *others])


def _panels_between(system: System, low: Floats, high: Floats, block: int, control: Control) -> Floats | None:
    """So many panels whose sum lies between low and high, or misses by as little as could be found."""
    types = system.types
    bounds = Bounds(
        np.zeros(block * types + 2 * types),
        np.concatenate([np.tile(system.counts, block), np.full(2 * types, INFINITY)]),
        np.concatenate([np.tile(system.low, block), low]),
        np.concatenate([np.tile(system.high, block), high]),
    )
    program = Model(
        _blocks(system, block),
        bounds,
        np.concatenate([np.zeros(block * types), -np.ones(2 * types)]),
        integer=np.arange(block * types + 2 * types) < block * types,
        tolerance=1e-9,
    )
    program.options(mip_max_nodes=NODES, mip_abs_gap=0.5)
    answer = program.run(control)
    if answer.x is None:
        return None
    found: Floats = np.round(answer.x[: block * types]).reshape(block, types)
    activities = np.array([system.activity(panel) for panel in found])
    kept = (activities >= system.low - 1e-6).all() and (activities <= system.high + 1e-6).all()
    return found if kept else None


def _blocks(system: System, block: int) -> Matrix:
    """The rows of each panel one below the other, then one row a type: its seats over all of them, with a
    column for what is missing and one for what is too much.
    """
    types, rows = system.types, system.rows
    row = [system.row + b * rows for b in range(block)] + [block * rows + np.arange(types)] * block
    col = [system.col + b * types for b in range(block)] + [
        np.arange(types) + b * types for b in range(block)
    ]
    row += [block * rows + np.arange(types)] * 2
    col += [block * types + np.arange(types), (block + 1) * types + np.arange(types)]
    value = [system.value] * block + [np.ones(types)] * (block + 1) + [-np.ones(types)]
    rows_, cols_, values_ = np.concatenate(row), np.concatenate(col), np.concatenate(value)
    order = np.lexsort((rows_, cols_))
    columns = (block + 2) * types
    starts = np.concatenate([[0], np.cumsum(np.bincount(cols_, minlength=columns))])
    return Matrix(block * rows + types, starts, rows_[order], values_[order])
