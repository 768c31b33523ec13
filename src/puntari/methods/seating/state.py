"""A seating under search: swaps with their cost in a handful of mask operations.

Energy = repeated meetings + weighted repeats of a pair beyond the second + weighted breaches of the rules.
`once[p]`, `twice[p]`, `thrice[p]` and `often[p]` are the masks of people that p meets at least once to four
times, so the cost of joining a table is a count of bits.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .problem import EXCESS_WEIGHT, SOCIAL_WEIGHT, Problem

Swap = tuple[int, int, int]
"""(round, seat, seat)"""


class State:
    """`table[r][s]` of every seat, with everything that is needed to price a swap."""

    def __init__(self, problem: Problem, table: Sequence[Sequence[int]]) -> None:
        self.problem = problem
        self.table = [list(row) for row in table]
        self._count_meetings()
        self._count_values()
        self.social_weight = SOCIAL_WEIGHT
        self.excess_weight = EXCESS_WEIGHT if problem.capped else 0
        self.social = [bool(a or b) for a, b in zip(problem.together, problem.apart, strict=True)]
        self.differ = value_differences(problem.values)

    def _count_meetings(self) -> None:
        problem = self.problem
        hosts = sum(1 << seat for seat in range(problem.guests, len(problem.people)))
        everyone = (1 << len(problem.people)) - 1
        self.counted = [
            everyone & ~problem.together[s] & ~(1 << s) & ~(hosts if problem.is_host(s) else 0)
            for s in range(len(problem.people))
        ] + [0] * (problem.seats - len(problem.people))
        self.meetings = [[0] * problem.seats for _ in range(problem.seats)]
        self.levels = [[0] * problem.seats for _ in range(4)]
        self.once, self.twice, self.thrice, self.often = self.levels
        for (a, b), times in problem.met.items():
            for _ in range(times):
                self._join(a, 1 << b)
        self.mask = [[0] * problem.tables for _ in self.table]
        for masks, row in zip(self.mask, self.table, strict=True):
            for seat, table in enumerate(row):
                self._join(seat, masks[table])
                masks[table] |= 1 << seat

    def _count_values(self) -> None:
        penalty = self.problem.penalties()
        self.rise = [[b - a for a, b in pairwise(row)] for row in penalty]
        width = len(penalty)
        self.values = [[[0] * width for _ in range(self.problem.tables)] for _ in self.table]
        for counts, row in zip(self.values, self.table, strict=True):
            for seat, table in enumerate(row):
                for value in self.problem.values[seat]:
                    if value >= 0:
                        counts[table][value] += 1

    def _join(self, seat: int, mask: int) -> None:
        """`seat` meets the people of `mask` once more."""
        mask &= self.counted[seat]
        meetings, levels, bit = self.meetings, self.levels, 1 << seat
        while mask:
            low = mask & -mask
            mask ^= low
            other = low.bit_length() - 1
            times = meetings[seat][other] + 1
            meetings[seat][other] = meetings[other][seat] = times
            if times <= len(levels):
                level = levels[times - 1]
                level[seat] |= low
                level[other] |= bit

    def _leave(self, seat: int, mask: int) -> None:
        """`seat` meets the people of `mask` once less."""
        mask &= self.counted[seat]
        meetings, levels, bit = self.meetings, self.levels, 1 << seat
        while mask:
            low = mask & -mask
            mask ^= low
            other = low.bit_length() - 1
            times = meetings[seat][other]
            meetings[seat][other] = meetings[other][seat] = times - 1
            if times <= len(levels):
                level = levels[times - 1]
                level[seat] ^= low
                level[other] ^= bit

    def cost(self, r: int, a: int, b: int) -> int:
        """Change of energy when seats a and b, at different tables of round r, change places."""
        row, masks = self.table[r], self.mask[r]
        left = masks[row[a]] ^ (1 << a)
        right = masks[row[b]] ^ (1 << b)
        once, twice, thrice, often = self.once, self.twice, self.thrice, self.often
        change = (
            (once[b] & left).bit_count()
            + (once[a] & right).bit_count()
            - (twice[a] & left).bit_count()
            - (twice[b] & right).bit_count()
        )
        if self.excess_weight and (thrice[a] or thrice[b]):
            change += self.excess_weight * (
                (thrice[b] & left).bit_count()
                + (thrice[a] & right).bit_count()
                - (often[a] & left).bit_count()
                - (often[b] & right).bit_count()
            )
        if self.social[a] or self.social[b]:
            change += self._social_cost(a, b, left, right)
        differ = self.differ[a][b]
        return change + self._value_cost(r, row[a], row[b], differ) if differ else change

    def _social_cost(self, a: int, b: int, left: int, right: int) -> int:
        apart, together = self.problem.apart, self.problem.together
        gained = (apart[a] & right).bit_count() + (apart[b] & left).bit_count()
        gained -= (apart[a] & left).bit_count() + (apart[b] & right).bit_count()
        gained -= (together[a] & right).bit_count() + (together[b] & left).bit_count()
        gained += (together[a] & left).bit_count() + (together[b] & right).bit_count()
        return self.social_weight * gained

    def _value_cost(self, r: int, here: int, there: int, differ: Sequence[tuple[int, int]]) -> int:
        left, right = self.values[r][here], self.values[r][there]
        rise, change = self.rise, 0
        for mine, theirs in differ:
            if mine >= 0:
                steps = rise[mine]
                change += steps[right[mine]] - steps[left[mine] - 1]
            if theirs >= 0:
                steps = rise[theirs]
                change += steps[left[theirs]] - steps[right[theirs] - 1]
        return change

    def swap(self, r: int, a: int, b: int) -> None:
        """Let seats a and b of round r change places; doing it again undoes it."""
        row, masks = self.table[r], self.mask[r]
        here, there = row[a], row[b]
        left, right = masks[here] ^ (1 << a), masks[there] ^ (1 << b)
        self._leave(a, left)
        self._leave(b, right)
        self._join(b, left)
        self._join(a, right)
        masks[here], masks[there] = left | (1 << b), right | (1 << a)
        row[a], row[b] = there, here
        mine, theirs = self.values[r][here], self.values[r][there]
        for value, other in self.differ[a][b]:
            if value >= 0:
                mine[value] -= 1
                theirs[value] += 1
            if other >= 0:
                mine[other] += 1
                theirs[other] -= 1

    def press(self, factor: int) -> None:
        """Make every rule weigh `factor` times as much from now on."""
        self.social_weight *= factor
        self.rise = [[factor * step for step in steps] for steps in self.rise]

    def rule_cost(self) -> int:
        """The weighted breaches of all rules but places (which no swap breaks)."""
        penalty = self.problem.penalties()
        mixed = sum(
            penalty[value][count]
            for tables in self.values
            for counts in tables
            for value, count in enumerate(counts)
        )
        apart = self._breaches(self.problem.apart, same=True)
        return mixed + SOCIAL_WEIGHT * (apart + self._breaches(self.problem.together, same=False))

    def _breaches(self, masks: list[int], *, same: bool) -> int:
        """Pairs of `masks` that are at one table (`same`) or at two, over all rounds."""
        broken = 0
        for row, tables in zip(self.table, self.mask, strict=True):
            for seat, mask in enumerate(masks):
                if mask:
                    here = tables[row[seat]]
                    broken += (mask & (here if same else ~here)).bit_count()
        return broken // 2

    def repeats(self) -> int:
        """Meetings beyond the first, over all counted pairs."""
        return sum(max(0, times - 1) for row in self.meetings for times in row) // 2

    def excess(self) -> int:
        """Meetings beyond the third (the second repeat), over all counted pairs."""
        return sum(max(0, times - 3) for row in self.meetings for times in row) // 2

    def energy(self) -> int:
        return self.repeats() + self.excess_weight * self.excess() + self.rule_cost()

    def fewest_met(self) -> int:
        """How many others the worst-off guest has met."""
        return min(mask.bit_count() for mask in self.once[: self.problem.guests])


def value_differences(values: list[tuple[int, ...]]) -> list[list[tuple[tuple[int, int], ...]]]:
    """`[a][b]`: the (value, value) of the features in which they differ; equal profiles share their rows."""
    rows: dict[tuple[int, ...], list[tuple[tuple[int, int], ...]]] = {}
    for mine in values:
        if mine not in rows:
            rows[mine] = [
                tuple((a, b) for a, b in zip(mine, theirs, strict=True) if a != b) for theirs in values
            ]
    return [rows[mine] for mine in values]
