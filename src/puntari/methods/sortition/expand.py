"""From panels of types to panels of people, so that everyone of one type has exactly the same chance.

Each type's members share the seats of their type by a wrap-around rule (McNaughton, Management Science 6,
1959; for seats that are open for different shares of the lottery, Schmidt's staircase, 1984): the type's
panels are laid out by falling number of seats, which makes seat s a prefix of the line, and the members
take equal lengths of it, one after the other, never two seats at one point. The cuts split panels; no
chance is rounded.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from puntari.methods.sortition.highs import Floats, Ints
from puntari.methods.sortition.system import System

SLIVER = 1e-13
MERGED = 1e-12


@dataclass(frozen=True)
class TypeLottery:
    """A lottery over panels of types: ``panels[j][t]`` members of type t with probability ``weights[j]``."""

    system: System
    panels: tuple[Floats, ...]
    weights: tuple[float, ...]

    def seats(self) -> Floats:
        """Expected number of members of each type."""
        total = np.zeros(self.system.types)
        for panel, weight in zip(self.panels, self.weights, strict=True):
            total += weight * panel
        return total


@dataclass(frozen=True, slots=True)
class _Piece:
    """A person on one seat of one panel, for ``start`` and on within the panel's weight."""

    seat: tuple[int, int]
    start: float
    person: int


class PersonLottery:
    """The lottery over panels of people. ``seed`` says who of equals takes which part; it changes no
    chance.
    """

    def __init__(self, lottery: TypeLottery, ids: tuple[str, ...], seed: int) -> None:
        self.lottery, self.ids = lottery, ids
        self.weights = lottery.weights
        self.names = np.array(ids, dtype=object)
        self.pieces = _deal_all(lottery, seed)

    def __len__(self) -> int:
        return sum(len(_cuts(w, pieces)) - 1 for w, pieces in zip(self.weights, self.pieces, strict=True))

    def __iter__(self) -> Iterator[tuple[float, tuple[str, ...]]]:
        """(weight, ids), made when asked for."""
        for weight, pieces in zip(self.weights, self.pieces, strict=True):
            yield from self._of(weight, pieces)

    def at(self, point: float) -> tuple[str, ...]:
        """The panel at ``point`` (0 to 1) when all panels are laid end to end by weight."""
        chosen = 0
        while point >= self.weights[chosen] and chosen < len(self.weights) - 1:
            point -= self.weights[chosen]
            chosen += 1
        drawn: tuple[str, ...] = ()
        for width, members in self._of(self.weights[chosen], self.pieces[chosen]):
            drawn = members
            point -= width
            if point < 0:
                break
        return drawn

    def _of(self, weight: float, pieces: list[_Piece]) -> Iterator[tuple[float, tuple[str, ...]]]:
        for width, members in _split(weight, pieces):
            yield width, tuple(self.names[members])


def _deal_all(lottery: TypeLottery, seed: int) -> list[list[_Piece]]:
    rng = random.Random(seed)
    dealt: list[list[_Piece]] = [[] for _ in lottery.panels]
    table = np.array(lottery.panels)
    for t, group in enumerate(lottery.system.members):
        members = list(group)
        rng.shuffle(members)
        used = np.nonzero(table[:, t])[0]
        order = [int(j) for j in used[np.argsort(-table[used, t], kind="stable")]]
        if order:
            _deal(t, members, [(j, int(table[j, t])) for j in order], lottery.weights, dealt)
    return dealt


def _deal(
    t: int,
    members: list[int],
    line: list[tuple[int, int]],
    weights: tuple[float, ...],
    dealt: list[list[_Piece]],
) -> None:
    """Share the seats of one type. ``line`` holds (panel, seats), seats falling."""
    ends = np.cumsum([weights[j] for j, _ in line])
    prefix = [sum(1 for _, seats in line if seats > s) for s in range(line[0][1])]
    rows = [(s, float(ends[length - 1])) for s, length in enumerate(prefix)]
    share = sum(length for _, length in rows) / len(members)
    for person in members[:-1]:
        for seat, start, end in _take(rows, share):
            _lay(t, person, seat, start, end, line, ends, dealt)
    for seat, end in rows:
        _lay(t, members[-1], seat, 0.0, end, line, ends, dealt)


def _take(rows: list[tuple[int, float]], share: float) -> list[tuple[int, float, float]]:
    """Remove one member's share from the rows (falling lengths): a whole short row and the end of a longer
    one.
    """
    at = max((i for i, (_, length) in enumerate(rows) if length >= share - SLIVER), default=0)
    seat, length = rows[at]
    taken: list[tuple[int, float, float]] = []
    if at + 1 < len(rows) and length > share:
        shorter, part = rows.pop(at + 1)
        taken.append((shorter, 0.0, part))
        share -= part
    left = max(0.0, length - share)
    taken.append((seat, left, length))
    rows[at] = (seat, left)
    if left <= SLIVER:
        rows.pop(at)
    return taken


def _lay(
    t: int,
    person: int,
    seat: int,
    start: float,
    end: float,
    line: list[tuple[int, int]],
    ends: Floats,
    dealt: list[list[_Piece]],
) -> None:
    """Put a person on a stretch of one seat's line into the panels the stretch covers."""
    at = int(np.searchsorted(ends, start + SLIVER, side="left"))
    while at < len(line):
        begin = float(ends[at - 1]) if at else 0.0
        if begin >= end - SLIVER:
            return
        dealt[line[at][0]].append(_Piece((t, seat), max(0.0, start - begin), person))
        at += 1


def _split(weight: float, pieces: list[_Piece]) -> Iterator[tuple[float, Ints]]:
    cuts = _cuts(weight, pieces)
    seats: dict[tuple[int, int], list[_Piece]] = {}
    for piece in pieces:
        seats.setdefault(piece.seat, []).append(piece)
    table = np.empty((len(cuts) - 1, len(seats)), dtype=np.int64)
    for column, seat in enumerate(sorted(seats)):
        # Later pieces overwrite the tail of earlier ones, so no cell stays empty.
        for piece in sorted(seats[seat], key=lambda piece: piece.start):
            table[int(np.searchsorted(cuts, piece.start - MERGED)) :, column] = piece.person
    table.sort(axis=1)
    for width, members in zip(np.diff(cuts), table, strict=True):
        yield float(width), members


def _cuts(weight: float, pieces: list[_Piece]) -> Floats:
    cuts = [0.0]
    for start in sorted({piece.start for piece in pieces}):
        if cuts[-1] + MERGED < start < weight - MERGED:
            cuts.append(start)
    return np.array([*cuts, weight])
