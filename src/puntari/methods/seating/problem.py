"""Guests and rules in the numbers that the searches work on.

Seats are numbered: guests, then facilitators, then empty seats (one at most at a table, so that which
tables are the smaller ones is searched too; and one for every table without a host). People are bits of
integer masks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .errors import SeatingError
from .model import Guest, Rounds, SeatingRules

MIX_WEIGHT = 2
LIMIT_WEIGHT = 4
SOCIAL_WEIGHT = 8
EXCESS_WEIGHT = 2


@dataclass(frozen=True)
class ValueLimit:
    """A feature value with the people a table may have of it, and the name of the rule that says so."""

    rule: str
    feature: str
    value: str
    low: int
    high: int
    weight: int


@dataclass
class Problem:
    """A compiled seating; see the module's docstring for the numbering.

    `values[s]`: indices into `limits`, one a feature, of seat s (-1: none). `together[s]`, `apart[s]`:
    masks of seats. `allowed[r][s]`: mask of tables. `groups`: seats that must share a table. `met[(a, b)]`:
    earlier meetings, a < b.
    """

    people: list[str]
    guests: int
    tables: int
    rounds: int
    capacity: int
    hosts: bool
    limits: list[ValueLimit]
    values: list[tuple[int, ...]]
    together: list[int]
    apart: list[int]
    groups: list[tuple[int, ...]]
    allowed: list[list[int]]
    met: dict[tuple[int, int], int] = field(default_factory=dict)
    capped: bool = True

    @property
    def seats(self) -> int:
        return self.tables * (self.capacity + self.hosts)

    def is_host(self, seat: int) -> bool:
        """Whether a seat belongs to the hosts: facilitators and the empty host seats at the very end."""
        return self.hosts and (self.guests <= seat < len(self.people) or seat >= self._first_empty_host)

    @property
    def _first_empty_host(self) -> int:
        return self.seats - (self.tables - (len(self.people) - self.guests))

    def penalties(self) -> list[list[int]]:
        """`penalties()[v][c]`: cost of c people of value v at one table."""
        sizes = range(self.capacity + 2)
        return [
            [each.weight * max(each.low - size, size - each.high, 0) for size in sizes]
            for each in self.limits
        ]


def compile_problem(
    guests: Sequence[Guest],
    tables: int,
    rounds: int,
    rules: SeatingRules,
    history: Rounds,
    facilitators: Sequence[str] = (),
) -> Problem:
    """Check the input and number it.

    Raises SeatingError: ``no_guests``, ``bad_tables``, ``bad_rounds``, ``repeated_id``, ``unknown_guest``,
    ``unknown_table``, ``too_many_facilitators``, ``group_too_large``, ``bad_limit``.
    """
    people = [guest.id for guest in guests] + list(facilitators)
    _check(people, len(guests), tables, rounds, len(facilitators))
    index = {person: seat for seat, person in enumerate(people)}
    capacity = -(-len(guests) // tables)
    seats = tables * (capacity + bool(facilitators))
    limits = value_limits(guests, tables, rules)
    groups = _merge(_numbered(rules.together, index))
    for group in groups:
        if len(group) > capacity:
            raise SeatingError("group_too_large", group=[people[seat] for seat in group], size=capacity)
    return Problem(
        people=people,
        guests=len(guests),
        tables=tables,
        rounds=rounds,
        capacity=capacity,
        hosts=bool(facilitators),
        limits=limits,
        values=_values(guests, limits, seats),
        together=_masks(groups, seats),
        apart=_masks(_numbered(rules.apart, index), seats),
        groups=groups,
        allowed=_allowed(rules, index, seats, tables, rounds),
        met=_meetings(history, index),
    )


def _check(people: list[str], guests: int, tables: int, rounds: int, facilitators: int) -> None:
    if not guests:
        raise SeatingError("no_guests")
    if not 1 <= tables <= guests:
        raise SeatingError("bad_tables", tables=tables, guests=guests)
    if rounds < 1:
        raise SeatingError("bad_rounds", rounds=rounds)
    if facilitators > tables:
        raise SeatingError("too_many_facilitators", facilitators=facilitators, tables=tables)
    person, times = Counter(people).most_common(1)[0]
    if times > 1:
        raise SeatingError("repeated_id", id=person)


def value_limits(guests: Sequence[Guest], tables: int, rules: SeatingRules) -> list[ValueLimit]:
    """What a table may have of every feature value.

    A `Limit` where one is given, else floor..ceil of the even share, widened by the slack of the mix.

    Raises SeatingError ``bad_limit`` when a minimum is negative or above its maximum.
    """
    named = {(limit.feature, limit.value): limit for limit in rules.limits}
    for given in rules.limits:
        if not 0 <= given.minimum <= given.maximum:
            raise SeatingError("bad_limit", feature=given.feature, value=given.value)
    counts = Counter(pair for guest in guests for pair in guest.features.items())
    found = []
    for feature, value in sorted(counts.keys() | named.keys()):
        limit = named.get((feature, value))
        slack = rules.slack(feature)
        if limit:
            rule = f"limit:{feature}={value}"
            found.append(ValueLimit(rule, feature, value, limit.minimum, limit.maximum, LIMIT_WEIGHT))
        elif slack is not None:
            share, rest = divmod(counts[feature, value], tables)
            low, high = max(0, share - slack), share + bool(rest) + slack
            found.append(ValueLimit(f"mix:{feature}={value}", feature, value, low, high, MIX_WEIGHT))
    return found


def _values(guests: Sequence[Guest], limits: list[ValueLimit], seats: int) -> list[tuple[int, ...]]:
    number = {(limit.feature, limit.value): index for index, limit in enumerate(limits)}
    features = sorted({limit.feature for limit in limits})
    rows = [tuple(number.get((f, guest.features.get(f, "")), -1) for f in features) for guest in guests]
    return rows + [(-1,) * len(features)] * (seats - len(guests))


def _numbered(groups: Iterable[Sequence[str]], index: Mapping[str, int]) -> list[tuple[int, ...]]:
    found = []
    for group in groups:
        for person in group:
            if person not in index:
                raise SeatingError("unknown_guest", id=person)
        found.append(tuple(sorted({index[person] for person in group})))
    return found


def _merge(groups: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Groups that share somebody are one group."""
    merged: list[set[int]] = []
    for group in groups:
        touching = [other for other in merged if other & set(group)]
        merged = [other for other in merged if not other & set(group)]
        merged.append(set(group).union(*touching))
    return sorted(tuple(sorted(group)) for group in merged if len(group) > 1)


def _masks(groups: Iterable[tuple[int, ...]], seats: int) -> list[int]:
    masks = [0] * seats
    for group in groups:
        whole = sum(1 << seat for seat in group)
        for seat in group:
            masks[seat] |= whole & ~(1 << seat)
    return masks


def _allowed(
    rules: SeatingRules, index: Mapping[str, int], seats: int, tables: int, rounds: int
) -> list[list[int]]:
    allowed = [[(1 << tables) - 1] * seats for _ in range(rounds)]
    for place in rules.places:
        if place.guest not in index:
            raise SeatingError("unknown_guest", id=place.guest)
        if not place.tables or not all(0 <= table < tables for table in place.tables):
            raise SeatingError("unknown_table", id=place.guest, tables=sorted(place.tables), count=tables)
        mask = sum(1 << table for table in place.tables)
        for number in range(rounds) if place.rounds is None else place.rounds & set(range(rounds)):
            allowed[number][index[place.guest]] &= mask
    return allowed


def _meetings(history: Rounds, index: Mapping[str, int]) -> dict[tuple[int, int], int]:
    met: Counter[tuple[int, int]] = Counter()
    for tables in history:
        for table in tables:
            seated = sorted(index[person] for person in table if person in index)
            met.update((a, b) for place, a in enumerate(seated) for b in seated[place + 1 :])
    return dict(met)
