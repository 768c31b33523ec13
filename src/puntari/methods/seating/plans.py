"""Seatings in which nobody meets twice, read off a finite affine plane.

With m tables, m a prime power, a person is a point (x, y) of the plane over GF(m) and sits in round r at
table y + r*x. Two points lie on one line only, so no two people share a table twice; every full column x
gives each table one person, so sizes differ by at most one. When the plane is full, its columns make one
round more.
"""

from __future__ import annotations

from .galois import ORDERS, field_of


def has_plan(people: int, tables: int, rounds: int, facilitators: bool = False) -> bool:
    """Whether the plane over GF(`tables`) seats `people` for `rounds` rounds without a repeat.

    `facilitators`: also keep one column free for one host a table.
    """
    if tables not in ORDERS:
        return False
    columns = -(-people // tables) + facilitators
    full = people == tables * tables
    return columns <= tables and rounds <= tables + (full and not facilitators)


def field_plan(people: int, tables: int, rounds: int, facilitators: bool = False) -> list[list[int]]:
    """`seats[point][round]` = table, for points column by column.

    With `facilitators` the first `tables` points are the hosts (column 0: a host keeps the table) and the
    people follow; every person then meets another host each round. The last column is filled up: points
    beyond `people` are seats that may stay empty. Raises ValueError when there is no plan (see `has_plan`).
    """
    if not has_plan(people, tables, rounds, facilitators):
        raise ValueError((people, tables, rounds))
    field = field_of(tables)
    columns = -(-people // tables) + facilitators
    points = [(x, y) for x in range(columns) for y in range(tables)]
    return [
        [x if r == tables else field.sums[y][field.products[r][x]] for r in range(rounds)] for x, y in points
    ]
