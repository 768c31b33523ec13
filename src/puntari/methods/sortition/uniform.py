"""The uniform lottery: m panels, each as likely as the others, so that the panel can be drawn as one number.

Chances are rounded to multiples of 1/m by deterministic largest remainder under the quotas, and the rounded
totals are peeled into m whole panels ("Fair Sortition Made Transparent", Flanigan, Kehne, Procaccia, NeurIPS
2021, for the idea of the uniform lottery; the rounding is ours).
"""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from puntari.methods.sortition.control import CancelToken, Control, Progress
from puntari.methods.sortition.errors import InputError
from puntari.methods.sortition.expand import TypeLottery
from puntari.methods.sortition.highs import LOOSE, Bounds, Floats, Ints, Model
from puntari.methods.sortition.mending import mend
from puntari.methods.sortition.peel import Objective, integer_panel, logit, steep
from puntari.methods.sortition.rounding import NEAR, Rounded, combine
from puntari.methods.sortition.solution import Solution
from puntari.methods.sortition.system import System

FEWEST_TICKETS = 10
WHOLE = 1e-6
AGAIN = (10, 40)


@dataclass(frozen=True)
class UniformLottery:
    """``panels`` are equally likely (they may repeat), in canonical order; ``chances`` are multiples of 1/m.

    ``largest_change`` compares with the exact lottery. ``proposed_panels`` is a larger m when the lowest
    chance would rest on fewer than ten panels, else None. ``lowered`` is by how much the lowest chance fell.
    ``warnings`` are codes: ``change_of_a_panel`` (some chance moved by 1/m or more) and
    ``lowest_on_few_panels``. ``least_change`` is what no list of m panels can fall below, since chances are
    then multiples of 1/m; ``largest_change`` is at most their difference from the best there is.
    """

    panels: tuple[tuple[str, ...], ...]
    chances: Mapping[str, float]
    largest_change: float
    lowest_chance: float
    proposed_panels: int | None
    lowered: float = 0.0
    warnings: tuple[str, ...] = ()
    least_change: float = 0.0

    @property
    def gap(self) -> float:
        """By how much, at most, another list of m panels could have a smaller largest change."""
        return max(0.0, self.largest_change - self.least_change)


def uniform_lottery(
    solution: Solution,
    m: int = 1000,
    seed: int = 0,
    *,
    progress: Progress | None = None,
    cancel: CancelToken | None = None,
) -> UniformLottery:
    """Round a solution to ``m`` equally likely panels, moving every chance by less than 1/m where it can.

    Not every pool allows that (few panels exist, or quotas fit like a lock); a list with every change below
    size/m always exists (Beck and Fiala, Discrete Applied Mathematics 3, 1981, as used by Flanigan, Kehne and
    Procaccia, 2021). Nothing is promised beyond what the answer states and proves: ``largest_change`` as it
    is, ``least_change`` and ``gap``; and no panel ever breaks a quota.

    ``seed`` decides which of equal people take the places left over. Raises
    ``InputError('panels_below_one')``, ``CancelledError``, ``SolverError``.
    """
    if not 1 <= m <= 1_000_000:
        raise InputError("panels_below_one" if m < 1 else "too_many_panels", panels=m)
    control = Control(progress, cancel)
    if solution.lottery is None:
        dealt = [list(solution.certain)] * m
    else:
        tables = _type_panels(solution.lottery, m, control)
        dealt = _deal(solution, tables, seed)
    panels = tuple(sorted(tuple(sorted({*solution.certain, *panel})) for panel in dealt))
    return _report(solution, panels, m)


def _report(solution: Solution, panels: tuple[tuple[str, ...], ...], m: int) -> UniformLottery:
    counted = Counter(identifier for panel in panels for identifier in panel)
    chances = {identifier: counted[identifier] / m for identifier in solution.chances}
    change = max(abs(chances[i] - exact) for i, exact in solution.chances.items())
    reachable = [i for i, exact in solution.chances.items() if exact > 1e-9]
    lowest = min(solution.chances[i] for i in reachable)
    proposed = int(np.ceil(FEWEST_TICKETS / lowest / 1000)) * 1000 if lowest < FEWEST_TICKETS / m else None
    warnings = [
        code
        for code, holds in (
            ("change_of_a_panel", change * m >= 1 - WHOLE),
            ("lowest_on_few_panels", proposed is not None),
        )
        if holds
    ]
    now = min(chances[i] for i in reachable)
    least = max(abs(exact * m - round(exact * m)) for exact in solution.chances.values()) / m
    return UniformLottery(panels, chances, change, now, proposed, lowest - now, tuple(warnings), least)


def _type_panels(lottery: TypeLottery, m: int, control: Control) -> list[Floats]:
    """m panels of types whose totals are the floor or the ceiling of m times the exact ones."""
    totals = _round_totals(lottery, m, control)
    best: list[Floats] = []
    for objective in (steep, logit):
        panels = _peel_whole(lottery.system, totals, m, control, objective)
        if len(panels) == m:
            return panels
        best = max(best, panels, key=len)
    # These totals are no sum of panels: let every type round either way, over the panels known, then over
    # new ones.
    combined = _mended(lottery, combine(lottery, best, m, control), m, control)
    if combined.off < 1:
        return combined.panels
    return min((combined, *(_finish(lottery, best, m, again, control) for again in AGAIN)), key=_off).panels


def _mended(lottery: TypeLottery, rounded: Rounded, m: int, control: Control) -> Rounded:
    if rounded.off < 1 or len(rounded.panels) != m:
        return rounded
    exact = lottery.seats() * m
    floor, ceiling = np.floor(exact + NEAR), np.ceil(exact - NEAR)
    panels = mend(lottery.system, rounded.panels, floor, ceiling, control)
    taken = np.sum(panels, axis=0)
    return Rounded(panels, float(np.maximum(floor - taken, taken - ceiling).max()))


def _off(rounded: Rounded) -> float:
    return rounded.off


def _finish(lottery: TypeLottery, peeled: list[Floats], m: int, again: int, control: Control) -> Rounded:
    """All but the last ``again`` of the panels peeled, and new ones for those that are missing."""
    kept = peeled[: max(0, len(peeled) - again)]
    system, exact = lottery.system, lottery.seats() * m
    floor, ceiling = np.floor(exact + NEAR), np.ceil(exact - NEAR)
    model = Model(system.matrix, system.bounds, np.zeros(system.types), tolerance=LOOSE)
    panels, taken = list(kept), sum(kept, np.zeros(system.types))
    for left in range(m - len(kept), 0, -1):
        control.step("uniform", 1 - left / m)
        low = np.floor(np.maximum(0.0, floor - taken) / left)
        high = np.minimum(system.counts, np.ceil(np.maximum(0.0, ceiling - taken) / left))
        share = np.clip((exact - taken) / left - low, 1e-6, 1 - 1e-6)
        rows = _whole_bounds(system, exact - taken, left, low, np.maximum(low, high))
        bounds = replace(rows, row_low=np.floor(rows.row_low + NEAR), row_high=np.ceil(rows.row_high - NEAR))
        panel = integer_panel(system, model, bounds, np.where(high > low, steep(share), 0.0), control)
        if panel is None:
            panel = integer_panel(system, model, system.bounds, (exact - taken) / left, control)
        if panel is None:
            panel = lottery.panels[int(np.argmax(lottery.weights))]
        panels.append(panel)
        taken = taken + panel
    return Rounded(panels, float(np.maximum(floor - taken, taken - ceiling).max()))


def _round_totals(lottery: TypeLottery, m: int, control: Control) -> Floats:
    """Seats per type over all m panels: floor or ceiling of m times the exact number, largest remainders
    first.
    """
    system = lottery.system
    exact = lottery.seats() * m
    whole = np.abs(exact - np.round(exact)) < NEAR
    low = np.where(whole, np.round(exact), np.floor(exact))
    high = np.where(whole, low, low + 1)
    activity = system.activity(exact)
    bounded = np.isfinite(system.low)
    row_low = np.where(bounded, np.floor(activity + NEAR), -np.inf)
    row_high = np.where(bounded, np.ceil(activity - NEAR), system.high * m)
    bounds = Bounds(low, high, np.minimum(row_low, row_high), row_high)
    model = Model(system.matrix, bounds, np.zeros(system.types), tolerance=LOOSE)
    rounded = integer_panel(system, model, bounds, np.where(whole, 0.0, exact - low), control)
    return low if rounded is None else rounded


def _peel_whole(system: System, totals: Floats, m: int, control: Control, prices: Objective) -> list[Floats]:
    """Peel integer totals into whole panels, each as many times as the rest allows."""
    model = Model(system.matrix, system.bounds, np.zeros(system.types), tolerance=LOOSE)
    rest, panels = totals.copy(), list[Floats]()
    while len(panels) < m:
        left = m - len(panels)
        control.step("uniform", 1 - left / m)
        low, high = np.floor(rest / left), np.ceil(rest / left)
        bounds = _whole_bounds(system, rest, left, low, high)
        share = np.clip((rest - low * left) / left, 1e-12, 1 - 1e-12)
        cost = np.where(high > low, np.clip(prices(share), -1e6, 1e6), 0.0)
        panel = integer_panel(system, model, bounds, cost, control)
        times = 0 if panel is None else _times(system, rest, left, panel, low, high)
        if panel is None or times < 1:
            break
        panels += [panel] * times
        rest = rest - times * panel
    return panels


def _whole_bounds(system: System, rest: Floats, left: int, low: Floats, high: Floats) -> Bounds:
    # One panel may use no more than the slack that all panels still to come have together.
    activity = system.activity(rest)
    bounded = np.isfinite(system.low)
    low_row = np.where(bounded, system.low, 0.0)
    row_low = np.maximum(system.low, system.high - np.maximum(0.0, system.high * left - activity))
    above = low_row + np.maximum(0.0, activity - low_row * left)
    row_high = np.where(bounded, np.minimum(system.high, above), system.high)
    return Bounds(low, high, np.minimum(row_low, row_high), row_high)


def _times(system: System, rest: Floats, left: int, panel: Floats, low: Floats, high: Floats) -> int:
    """How often ``panel`` can be taken so that what is left stays in its box and within the quotas."""
    free = high > low
    above = rest - low * left
    limits = np.where(panel > low, above, left - above)[free]
    activity, given = system.activity(rest), system.activity(panel)
    up, down = (
        np.isfinite(system.high) & (given < system.high),
        np.isfinite(system.low) & (given > system.low),
    )
    to_high = ((system.high * left - activity)[up]) / (system.high - given)[up]
    to_low = ((activity - system.low * left)[down]) / (given - system.low)[down]
    return int(np.floor(min([float(left), *(p.min() for p in (limits, to_high, to_low) if len(p))]) + 1e-6))


def _deal(solution: Solution, tables: list[Floats], seed: int) -> list[list[str]]:
    """Seat people: each type's members take its seats in turn, so that their numbers differ by one at
    most.
    """
    assert solution.lottery is not None
    rng = random.Random(seed)
    order: Ints = np.arange(len(tables))
    panels: list[list[str]] = [[] for _ in tables]
    table = np.array(tables)
    for t, group in enumerate(solution.lottery.system.members):
        members = list(group)
        rng.shuffle(members)
        turn = 0
        for j in order[table[:, t] > 0]:
            for _ in range(int(table[j, t])):
                panels[j].append(solution.ids[members[turn % len(members)]])
                turn += 1
    return panels
