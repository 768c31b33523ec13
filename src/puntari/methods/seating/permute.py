"""Who sits at which point of a finite plane: the meetings are settled, only the mix of the tables is
searched.
"""

from __future__ import annotations

import math
import random
from itertools import pairwise

from .anneal import Progress, stretch
from .plans import field_plan, has_plan
from .problem import SOCIAL_WEIGHT, Problem
from .state import value_differences

HOT, COLD = 3.0, 0.35
RESTARTS = 3
_STEPS = 200


def fits(problem: Problem) -> bool:
    """Whether a plan exists for the problem's shape and nothing in it asks for repeats or knows of
    meetings.
    """
    return (
        not problem.groups
        and not problem.met
        and has_plan(problem.guests, problem.tables, problem.rounds, problem.hosts)
    )


def seat_plan(problem: Problem, rng: random.Random, proposals: int, tell: Progress) -> list[list[int]]:
    """`table[r][s]` of a plan without repeats, with as few broken rules as `proposals` swaps find."""
    best: _Points | None = None
    for attempt in range(RESTARTS):
        points = _Points(problem, rng)
        points.anneal(proposals // RESTARTS, stretch(tell, attempt, RESTARTS))
        if best is None or points.energy < best.energy:
            best = points
        if best.energy == 0:
            break
    assert best is not None
    return best.tables()


class _Points:
    """An assignment of seats to points, priced by the rules it breaks."""

    def __init__(self, problem: Problem, rng: random.Random) -> None:
        self.problem = problem
        self.rng = rng
        self.plan = field_plan(problem.guests, problem.tables, problem.rounds, problem.hosts)
        self.differ = value_differences(problem.values)
        penalty = problem.penalties()
        self.rise = [[b - a for a, b in pairwise(row)] for row in penalty]
        self.point = self._first_points()
        self.last_column = len(self.plan) - problem.tables
        self.movable = [seat for seat in range(problem.seats) if not problem.is_host(seat)]
        self.empty = [seat >= problem.guests for seat in range(problem.seats)]
        anywhere = (1 << problem.tables) - 1
        self.rows = range(problem.rounds)
        self.bound = [any(row[seat] != anywhere for row in problem.allowed) for seat in range(problem.seats)]
        self.apart = [[o for o in self.movable if mask >> o & 1] for mask in problem.apart]
        self.counts = [[[0] * len(penalty) for _ in range(problem.tables)] for _ in self.rows]
        for seat in self.movable:
            for r in self.rows:
                for value in problem.values[seat]:
                    if value >= 0:
                        self.counts[r][self.plan[self.point[seat]][r]][value] += 1
        self.energy = self._energy(penalty)

    def _first_points(self) -> list[int]:
        """Hosts on the first column, people by lot, empty seats at the end of the last column."""
        problem = self.problem
        people = list(range(problem.guests))
        self.rng.shuffle(people)
        hosts = [seat for seat in range(problem.seats) if problem.is_host(seat)]
        empty = [s for s in range(problem.guests, problem.seats) if not problem.is_host(s)]
        point = [0] * problem.seats
        for place, seat in enumerate([*hosts, *people, *empty]):
            point[seat] = place
        return point

    def _energy(self, penalty: list[list[int]]) -> int:
        mixed = sum(
            penalty[v][count] for tables in self.counts for row in tables for v, count in enumerate(row)
        )
        social = sum(self._social(seat, self.point[seat]) for seat in self.movable)
        places = sum(self._places(seat, self.point[seat]) for seat in self.movable)
        return mixed + social // 2 + places

    def _social(self, seat: int, point: int, without: int = -1) -> int:
        here = self.plan[point]
        others = (self.plan[self.point[other]] for other in self.apart[seat] if other != without)
        return SOCIAL_WEIGHT * sum(here[r] == there[r] for there in others for r in self.rows)

    def _places(self, seat: int, point: int) -> int:
        if not self.bound[seat]:
            return 0
        allowed = self.problem.allowed
        return SOCIAL_WEIGHT * sum(
            not allowed[r][seat] >> table & 1 for r, table in enumerate(self.plan[point])
        )

    def anneal(self, proposals: int, tell: Progress) -> None:
        """Geometric cooling; stops as soon as no rule is broken."""
        rnd, movable = self.rng.random, self.movable
        for step in range(_STEPS):
            temperature = HOT * (COLD / HOT) ** (step / (_STEPS - 1))
            for _ in range(proposals // _STEPS):
                a, b = movable[int(rnd() * len(movable))], movable[int(rnd() * len(movable))]
                if not self._may_swap(a, b):
                    continue
                change = self._cost(a, b)
                if change <= 0 or rnd() < math.exp(-change / temperature):
                    self._swap(a, b)
                    self.energy += change
            tell((step + 1) / _STEPS)
            if self.energy == 0:
                return

    def _may_swap(self, a: int, b: int) -> bool:
        """Not for two alike; an empty seat keeps to the last column, where it leaves sizes even."""
        if self.empty[a] or self.empty[b]:
            return min(self.point[a], self.point[b]) >= self.last_column and self.empty[a] != self.empty[b]
        return bool(self.differ[a][b]) or bool(
            self.apart[a] or self.apart[b] or self.bound[a] or self.bound[b]
        )

    def _cost(self, a: int, b: int) -> int:
        from_a, from_b = self.point[a], self.point[b]
        change = self._mix_cost(self.plan[from_a], self.plan[from_b], self.differ[a][b])
        if self.apart[a] or self.apart[b]:
            change += self._social(a, from_b, b) - self._social(a, from_a, b)
            change += self._social(b, from_a, a) - self._social(b, from_b, a)
        if self.bound[a] or self.bound[b]:
            change += self._places(a, from_b) - self._places(a, from_a)
            change += self._places(b, from_a) - self._places(b, from_b)
        return change

    def _mix_cost(self, mine: list[int], theirs: list[int], differ: tuple[tuple[int, int], ...]) -> int:
        rise, change = self.rise, 0
        for tables, here, there in zip(self.counts, mine, theirs, strict=True):
            if here != there:
                left, right = tables[here], tables[there]
                for a, b in differ:
                    if a >= 0:
                        change += rise[a][right[a]] - rise[a][left[a] - 1]
                    if b >= 0:
                        change += rise[b][left[b]] - rise[b][right[b] - 1]
        return change

    def _swap(self, a: int, b: int) -> None:
        mine, theirs = self.plan[self.point[a]], self.plan[self.point[b]]
        for tables, here, there in zip(self.counts, mine, theirs, strict=True):
            for value, other in self.differ[a][b]:
                if value >= 0:
                    tables[here][value] -= 1
                    tables[there][value] += 1
                if other >= 0:
                    tables[here][other] += 1
                    tables[there][other] -= 1
        self.point[a], self.point[b] = self.point[b], self.point[a]

    def tables(self) -> list[list[int]]:
        return [[self.plan[point][r] for point in self.point] for r in self.rows]
