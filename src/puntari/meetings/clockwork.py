"""When each item of a programme begins and ends: as planned, and as the day really goes.

Pure arithmetic over items in order; the moment is handed in, nothing is read from a clock or a database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

MINUTE = timedelta(minutes=1)
FORGOTTEN = timedelta(hours=1)
"""So long after the meeting's end an item that nobody ended is taken to have ended on time."""


class Item(Protocol):
    """What the clockwork reads of an agenda item."""

    minutes: int
    least: int
    cut: int
    started: datetime | None

    @property
    def length(self) -> int: ...


I_ = TypeVar("I_", bound=Item)


@dataclass(frozen=True)
class Slot:
    """An item with its planned and its actual or expected times; `state` is done, current or todo."""

    item: Item
    planned_start: datetime
    planned_end: datetime
    start: datetime
    end: datetime
    state: str

    @property
    def is_moved(self) -> bool:
        """Whether it begins at another minute than planned."""
        return abs(self.start - self.planned_start) >= MINUTE


@dataclass(frozen=True)
class Schedule:
    """The whole day. Lateness is in whole minutes, negative when ahead of the plan."""

    slots: list[Slot]
    late: int
    late_at_end: int

    @property
    def current(self) -> Slot | None:
        return next((slot for slot in self.slots if slot.state == "current"), None)

    @property
    def next(self) -> Slot | None:
        return next((slot for slot in self.slots if slot.state == "todo"), None)


def current_item(items: Sequence[I_]) -> I_ | None:
    """The item that was started last."""
    begun = [item for item in items if item.started is not None]
    return max(begun, key=lambda item: (item.started, items.index(item)), default=None)


def schedule(items: Sequence[Item], starts_at: datetime, ends_at: datetime, now: datetime) -> Schedule:
    """Lay the items on the clock as things stand at `now`."""
    current = current_item(items)
    place = items.index(current) if current is not None else -1
    live = now <= ends_at + FORGOTTEN
    planned = at = starts_at
    if current is None and live and now > starts_at:
        at = now
    slots = []
    for number, item in enumerate(items):
        planned_end = planned + item.minutes * MINUTE
        begin = item.started if number <= place and item.started else at
        end = _end(items, number, place, begin, now if live else None)
        state = "todo" if number > place else "current" if number == place else "done"
        slots.append(Slot(item, planned, planned_end, begin, end, state))
        planned, at = planned_end, end
    return Schedule(slots, _late(slots), _minutes(slots[-1].end - slots[-1].planned_end) if slots else 0)


def _end(items: Sequence[Item], number: int, place: int, begin: datetime, now: datetime | None) -> datetime:
    if number < place:
        following = (item.started for item in items[number + 1 : place + 1])
        return max(begin, next((moment for moment in following if moment), begin))
    end = begin + items[number].length * MINUTE
    return max(end, now) if number == place and now else end


def _late(slots: Sequence[Slot]) -> int:
    """How late the day is now: by when the next item will begin, or the last one end."""
    coming = next((slot for slot in slots if slot.state == "todo"), None)
    if coming:
        return _minutes(coming.start - coming.planned_start)
    return _minutes(slots[-1].end - slots[-1].planned_end) if slots else 0


def _minutes(span: timedelta) -> int:
    return int(span / MINUTE)


def cuts(items: Sequence[Item], minutes: int) -> list[int]:
    """How many minutes to take off each item so that together they give `minutes`, or as much as they can.

    Each gives in proportion to what it can spare (`length` over `least`); rounding goes to the largest.
    """
    spare = [max(0, item.length - item.least) for item in items]
    wanted = min(minutes, sum(spare))
    if wanted <= 0:
        return [0] * len(items)
    return shares(spare, wanted)


def shares(weights: Sequence[int], total: int) -> list[int]:
    """Whole numbers in proportion to the weights that add up to `total` (largest remainder)."""
    whole = sum(weights)
    parts = [weight * total // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(weights[i] * total % whole), i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts
