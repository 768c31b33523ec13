"""Brute force: every feasible panel is listed, and the lottery is optimised over the list with SciPy's
solver.
"""

from collections.abc import Mapping
from itertools import combinations

import numpy as np
from scipy.optimize import linprog

from puntari.methods.sortition.model import Pool, Quotas


def feasible(panel: tuple[int, ...], pool: Pool, quotas: Quotas, households: Mapping[str, str]) -> bool:
    homes = [h for h in (households.get(pool.people[i].id, "") for i in panel) if h]
    if len(homes) != len(set(homes)):
        return False
    for feature in quotas:
        for quota in feature.quotas:
            held = sum(pool.people[i].values[feature.name] == quota.value for i in panel)
            if not quota.min <= held <= quota.max:
                return False
    return True


def all_panels(
    pool: Pool, quotas: Quotas, size: int, households: Mapping[str, str] | None = None
) -> list[tuple[int, ...]]:
    return [p for p in combinations(range(len(pool)), size) if feasible(p, pool, quotas, households or {})]


def leximin_chances(panels: list[tuple[int, ...]], people: int) -> np.ndarray:
    """Chances of the leximin lottery over an explicit list of panels, one person at a time."""
    member = np.zeros((people, len(panels)))
    for j, panel in enumerate(panels):
        member[list(panel), j] = 1.0
    fixed = np.full(people, np.nan)
    while np.isnan(fixed).any():
        free = np.isnan(fixed)
        level = _maximise(member, fixed, free, np.zeros(len(panels)), 1.0)
        for person in np.nonzero(free)[0]:
            # Whoever cannot do better than the level while all others keep it is settled there.
            floor = np.where(free, level - 1e-11, 0.0)
            if _best_for(member, fixed, floor, person) <= level + 1e-8:
                fixed[person] = level
    return fixed


def _rows(member: np.ndarray, fixed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    settled = ~np.isnan(fixed)
    return -member[settled], -(fixed[settled] - 1e-11)


def _maximise(
    member: np.ndarray, fixed: np.ndarray, free: np.ndarray, cost: np.ndarray, price: float
) -> float:
    panels = member.shape[1]
    settled, floor = _rows(member, fixed)
    upper = np.vstack([np.c_[-member[free], np.ones(free.sum())], np.c_[settled, np.zeros(len(settled))]])
    answer = linprog(
        np.append(cost, -price),
        A_ub=upper,
        b_ub=np.append(np.zeros(free.sum()), floor),
        A_eq=[[1.0] * panels + [0.0]],
        b_eq=[1.0],
    )
    assert answer.success
    return float(answer.x[-1])


def _best_for(member: np.ndarray, fixed: np.ndarray, floor: np.ndarray, person: int) -> float:
    settled, bounds = _rows(member, fixed)
    answer = linprog(
        -member[person],
        A_ub=np.vstack([-member, settled]),
        b_ub=np.append(-floor, bounds),
        A_eq=[[1.0] * member.shape[1]],
        b_eq=[1.0],
    )
    assert answer.success
    return -float(answer.fun)
