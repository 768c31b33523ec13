"""How many different pairs can meet at most.

A round of table sizes g seats sum g(g-1)/2 pairs. The g people of an earlier table that are spread over m
tables must put some of them together again (pigeonhole), and people who must sit together meet again in
every round; each later round repeats at least the larger of the two. The sum of what is left is capped by
the pairs there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import combinations

Pair = tuple[str, str]
Round = Sequence[Collection[str]]


def pairs(people: int) -> int:
    """Number of pairs among `people`."""
    return people * (people - 1) // 2


def table_sizes(people: int, tables: int) -> list[int]:
    """Sizes that differ by at most one, the larger first."""
    small, larger = divmod(people, tables)
    return [small + 1] * larger + [small] * (tables - larger)


def forced_repeats(size: int, tables: int) -> int:
    """Fewest pairs of a table of `size` that meet again when spread over `tables`."""
    return sum(pairs(share) for share in table_sizes(size, tables))


def shape_bound(people: int, tables: int, rounds: int) -> int:
    """Most distinct pairs of `people` at even tables over `rounds` rounds with nothing else to respect."""
    sizes = table_sizes(people, tables)
    repeats = sum(forced_repeats(size, tables) for size in sizes)
    return min(rounds * sum(map(pairs, sizes)) - (rounds - 1) * repeats, pairs(people))


def pair(one: str, other: str) -> Pair:
    """The pair of two ids in a fixed order."""
    return (one, other) if one <= other else (other, one)


def pairs_of(groups: Iterable[Collection[str]]) -> set[Pair]:
    """Every pair that shares one of `groups`."""
    return {pair(one, other) for group in groups for one, other in combinations(group, 2)}


def pair_bound(
    history: Sequence[Round],
    planned: Sequence[Round],
    *,
    together: Collection[Pair] = (),
    apart: Collection[Pair] = (),
) -> int:
    """Most distinct pairs after `planned` rounds of these sizes and people, `history` being as it was.

    `together` pairs share a table in every planned round they attend, `apart` pairs never do. People may
    differ between rounds. Counts pairs met in `history` too.
    """
    known = pairs_of(table for tables in history for table in tables)
    total = len(known)
    held: list[Round] = list(history)
    for tables in planned:
        total += sum(pairs(len(table)) for table in tables) - _repeats(held, tables, together)
        held.append(tables)
    return min(total, _meetable(known, planned, apart))


def _repeats(held: Sequence[Round], tables: Round, together: Collection[Pair]) -> int:
    """Pairs that a round of these people at that many tables is bound to repeat."""
    here = {person for table in tables for person in table}
    spread = [
        sum(forced_repeats(len(here.intersection(table)), len(tables)) for table in before) for before in held
    ]
    everyone = [{person for table in before for person in table} for before in held]
    again = sum(
        {one, other} <= here and any({one, other} <= people for people in everyone) for one, other in together
    )
    return max([again, *spread])


def _meetable(known: set[Pair], planned: Sequence[Round], apart: Collection[Pair]) -> int:
    """Pairs that have met or may meet in the planned rounds."""
    people = {person for tables in planned for table in tables for person in table}
    outside = sum(not (one in people and other in people) for one, other in known)
    barred = sum(one in people and other in people for one, other in {pair(*each) for each in apart} - known)
    return outside + pairs(len(people)) - barred
