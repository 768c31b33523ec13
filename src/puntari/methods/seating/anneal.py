"""Simulated annealing over swaps of two people in one round, then a polish in the order of what matters.

The number of proposals is fixed beforehand, so the result follows from input and seed alone.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from .problem import Problem
from .start import random_round
from .state import State, Swap

Progress = Callable[[float], None]
Key = tuple[int, int, int, int]

RESTARTS = 3
HOT, WARM, COLD = 0.5, 0.25, 0.13
_STEPS = 240
_ANNEAL_SHARE, _PRESS_SHARE, _POLISH_SHARE = 0.7, 0.2, 0.1
_PRESSURE = 4


class Proposals:
    """Draws swaps that keep places and sizes: guests with guests, hosts with hosts, empty seats apart."""

    def __init__(self, problem: Problem, rng: random.Random) -> None:
        self.problem = problem
        self.rng = rng
        hosts = [seat for seat in range(problem.seats) if problem.is_host(seat)]
        others = [seat for seat in range(problem.seats) if not problem.is_host(seat)]
        self.peers = [hosts if problem.is_host(seat) else others for seat in range(problem.seats)]
        anywhere = (1 << problem.tables) - 1
        self.bound = any(mask != anywhere for row in problem.allowed for mask in row)
        self.empty = sum(1 << seat for seat in others if seat >= problem.guests)
        self.group_of = {seat: group for group in problem.groups for seat in group}

    def draw(self, state: State) -> Swap | None:
        """A random swap, or None when the one drawn is not allowed."""
        rnd = self.rng.random
        r = int(rnd() * len(state.table))
        a = int(rnd() * len(self.peers))
        peers = self.peers[a]
        b = peers[int(rnd() * len(peers))]
        row = state.table[r]
        if row[a] == row[b]:
            return None
        if self.bound and not self._places_hold(r, a, b, row):
            return None
        if self.empty and not self._stays_even(state, r, a, b):
            return None
        return r, a, b

    def _places_hold(self, r: int, a: int, b: int, row: list[int]) -> bool:
        allowed = self.problem.allowed[r]
        return bool(allowed[a] >> row[b] & 1 and allowed[b] >> row[a] & 1)

    def _stays_even(self, state: State, r: int, a: int, b: int) -> bool:
        """An empty seat may not join another one."""
        empty, row, masks = self.empty, state.table[r], state.mask[r]
        if (empty >> a & 1) == (empty >> b & 1):
            return True
        return not (masks[row[b] if empty >> a & 1 else row[a]] & empty)

    def draw_group(self, state: State) -> list[Swap] | None:
        """Swaps that take a whole together-group to another table, or None."""
        group = self.problem.groups[int(self.rng.random() * len(self.problem.groups))]
        r = int(self.rng.random() * len(state.table))
        row = state.table[r]
        target = int(self.rng.random() * self.problem.tables)
        free = [
            s
            for s in self.peers[group[0]]
            if row[s] == target and s < self.problem.guests and s not in self.group_of
        ]
        if target == row[group[0]] or len(free) < len(group):
            return None
        swaps = [
            (r, a, b)
            for a, b in zip(group, self.rng.sample(free, len(group)), strict=True)
            if row[a] != target
        ]
        return swaps if all(self._places_hold(r, a, b, row) for _, a, b in swaps) else None


def search(
    problem: Problem,
    rng: random.Random,
    proposals: int,
    tell: Progress,
    *,
    goal: int = 0,
    warm: list[list[int]] | None = None,
) -> State:
    """The best seating found with about that many `proposals` over three restarts.

    `warm` starts from a given seating at low temperature instead of from lots. The search ends early at
    `goal` repeats with no rule broken, when everybody has met as many as the others allow.
    """
    restarts = RESTARTS if warm is None else 1
    best: State | None = None
    for attempt in range(restarts):
        table = warm or [random_round(problem, number, rng) for number in range(problem.rounds)]
        state = State(problem, table)
        hot = HOT if warm is None else WARM
        _run(state, rng, proposals // restarts, hot, goal, stretch(tell, attempt, restarts))
        if best is None or key_of(state) < key_of(best):
            best = state
        if is_ideal(best, goal):
            break
    assert best is not None
    return best


def stretch(tell: Progress, done: int, parts: int) -> Progress:
    """Reports the progress of part number `done` of `parts`."""
    return lambda share: tell((done + share) / parts)


def _run(state: State, rng: random.Random, proposals: int, hot: float, goal: int, tell: Progress) -> None:
    """Anneal; once more with heavier rules if some are still broken; polish."""
    anneal(state, rng, int(proposals * _ANNEAL_SHARE), hot, goal, tell)
    if state.rule_cost():
        state.press(_PRESSURE)
        anneal(state, rng, int(proposals * _PRESS_SHARE), hot, goal, tell)
    polish(state, rng, int(proposals * _POLISH_SHARE))


def key_of(state: State) -> Key:
    """Smaller is better: breaches, repeats beyond need, the worst-off person, repeats beyond the second."""
    return state.rule_cost(), state.repeats(), -state.fewest_met(), state.excess()


def is_ideal(state: State, goal: int) -> bool:
    """No rule broken and no repeat that could be spared."""
    return state.rule_cost() == 0 and state.repeats() <= goal


def anneal(state: State, rng: random.Random, proposals: int, hot: float, goal: int, tell: Progress) -> None:
    """Geometric cooling from `hot` over `proposals` swaps, stopping early at the goal."""
    draws = Proposals(state.problem, rng)
    energy = state.energy()
    for step in range(_STEPS):
        temperature = hot * (COLD / hot) ** (step / (_STEPS - 1))
        energy += _at(state, draws, temperature, proposals // _STEPS)
        if state.problem.groups:
            energy += _move_groups(state, draws, temperature, proposals // _STEPS // 20)
        tell((step + 1) / _STEPS)
        if energy <= goal and is_ideal(state, goal):
            return


def _at(state: State, draws: Proposals, temperature: float, count: int) -> int:
    chance = [math.exp(-rise / temperature) for rise in range(64)]
    rnd, draw, cost, swap = draws.rng.random, draws.draw, state.cost, state.swap
    total = 0
    for _ in range(count):
        drawn = draw(state)
        if drawn is None:
            continue
        change = cost(*drawn)
        if change <= 0 or (change < 64 and rnd() < chance[change]):
            swap(*drawn)
            total += change
    return total


def _move_groups(state: State, draws: Proposals, temperature: float, count: int) -> int:
    total = 0
    for _ in range(count):
        swaps = draws.draw_group(state)
        if not swaps:
            continue
        change = 0
        for each in swaps:
            change += state.cost(*each)
            state.swap(*each)
        if change <= 0 or draws.rng.random() < math.exp(-change / temperature):
            total += change
        else:
            for each in reversed(swaps):
                state.swap(*each)
    return total


def polish(state: State, rng: random.Random, proposals: int) -> None:
    """Take swaps that cost nothing, and idle ones only if the worst-off stays so."""
    draws = Proposals(state.problem, rng)
    worst = state.fewest_met()
    for _ in range(proposals):
        drawn = draws.draw(state)
        if drawn is None:
            continue
        change = state.cost(*drawn)
        if change > 0:
            continue
        state.swap(*drawn)
        now = state.fewest_met() if change == 0 else worst
        if now < worst:
            state.swap(*drawn)
        else:
            worst = now if change == 0 else state.fewest_met()
