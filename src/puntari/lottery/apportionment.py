"""From shares of the population to seats: exact share, rounded seats, and the range around them."""

from __future__ import annotations

from collections.abc import Sequence


def exact_seats(count: int, total: int, size: int) -> float:
    """The seats that a group's share of the population amounts to, with its decimals."""
    return count * size / total if total else 0.0


def largest_remainder(counts: Sequence[int], size: int) -> list[int]:
    """Whole seats that sum to `size` (Hamilton's method); of equal remainders the larger group goes first."""
    total = sum(counts)
    if total == 0:
        return [0] * len(counts)
    seats = [count * size // total for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda i: (-(counts[i] * size % total), -counts[i], i))
    for place in by_remainder[: size - sum(seats)]:
        seats[place] += 1
    return seats


def seat_range(count: int, total: int, size: int, slack: int) -> tuple[int, int]:
    """The whole seats around the exact share, widened by `slack` both ways.

    Nobody is shut out by rounding: even the smallest group may have one seat. Where the population is not
    known, any number will do.
    """
    if total == 0:
        return 0, size
    floor, rest = divmod(count * size, total)
    ceiling = floor + (1 if rest else 0)
    return max(0, floor - slack), min(size, max(1, ceiling + slack))
