"""A first seating of one round: places kept, sizes within one, otherwise by lot."""

from __future__ import annotations

import random

from .problem import Problem


def random_round(problem: Problem, number: int, rng: random.Random) -> list[int]:
    """`seat -> table` for round `number`; somebody whose places are all taken sits where there is room."""
    chairs = [(table, row) for row in range(problem.capacity) for table in range(problem.tables)]
    rng.shuffle(chairs)
    taken: dict[tuple[int, int], int] = {}
    last = problem.capacity - 1
    hosts = [seat for seat in range(problem.seats) if problem.is_host(seat)]
    sitting = [seat for seat in range(problem.seats) if not problem.is_host(seat)]
    empty = [seat for seat in sitting if seat >= problem.guests]
    for seat in empty:
        _place(seat, {e: [c for c in chairs if c[1] == last] for e in empty}, taken, set())
    options = {seat: [c for c in chairs if c[1] == last] for seat in empty}
    anywhere = (1 << problem.tables) - 1
    bound = [seat for seat in sitting if seat < problem.guests and problem.allowed[number][seat] != anywhere]
    bound.sort(key=lambda seat: problem.allowed[number][seat].bit_count())
    for seat in bound:
        options[seat] = [chair for chair in chairs if problem.allowed[number][seat] >> chair[0] & 1]
        _place(seat, options, taken, set())
    left = [chair for chair in chairs if chair not in taken]
    seated = set(taken.values())
    taken.update(zip(left, (seat for seat in sitting if seat not in seated), strict=True))
    tables = [0] * problem.seats
    for (table, _), seat in taken.items():
        tables[seat] = table
    for seat, table in zip(hosts, rng.sample(range(problem.tables), len(hosts)), strict=True):
        tables[seat] = table
    return tables


def _place(
    seat: int,
    options: dict[int, list[tuple[int, int]]],
    taken: dict[tuple[int, int], int],
    tried: set[tuple[int, int]],
) -> bool:
    """One augmenting path of a bipartite matching (Kuhn)."""
    for chair in options[seat]:
        if chair in tried:
            continue
        tried.add(chair)
        if chair not in taken or _place(taken[chair], options, taken, tried):
            taken[chair] = seat
            return True
    return False
