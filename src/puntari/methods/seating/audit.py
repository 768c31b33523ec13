"""Counts a finished plan from its names alone, so that a search cannot praise itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from .bounds import Pair, pair, pair_bound
from .model import Guest, Report, Rounds, SeatingPlan, SeatingRules, Violation
from .problem import ValueLimit, value_limits


def audit(
    plan: SeatingPlan,
    guests: Sequence[Guest],
    rules: SeatingRules,
    history: Rounds | None = None,
    *,
    method: str = "",
    seed: int = 0,
    moves: int = 0,
) -> Report:
    """The report of `plan`, whose rounds follow those of `history`.

    Figures count meetings of history and plan; rules are checked in the plan only. Limits that come from
    shares are taken of the people present in each round.
    """
    before = history or []
    meetings = _meetings([*before, *plan.rounds])
    met = Counter(person for each in meetings for person in each)
    present = sorted({person for tables in plan.rounds for table in tables for person in table})
    least = min(((met[person], person) for person in present), default=None)
    host_pairs, host_bound = _facilitators(plan)
    return Report(
        distinct_pairs=len(meetings),
        bound=pair_bound(before, plan.rounds, together=_pairs(rules.together), apart=_pairs(rules.apart)),
        worst_off=(least[1], least[0]) if least else None,
        repeats=meetings.total() - len(meetings),
        most_meetings=max(meetings.values(), default=0),
        violations=tuple(violations(plan.rounds, guests, rules)),
        facilitator_pairs=host_pairs,
        facilitator_bound=host_bound,
        moves=moves,
        method=method,
        seed=seed,
    )


def _meetings(rounds: Rounds) -> Counter[Pair]:
    return Counter(pair(*two) for tables in rounds for table in tables for two in combinations(table, 2))


def _pairs(groups: Iterable[Sequence[str]]) -> set[Pair]:
    return {pair(*two) for group in groups for two in combinations(dict.fromkeys(group), 2)}


def _facilitators(plan: SeatingPlan) -> tuple[int, int]:
    """Distinct (person, facilitator) pairs and the most there can be."""
    seen: set[tuple[str, str]] = set()
    rounds: Counter[str] = Counter()
    hosted = 0
    names = {host for row in plan.facilitators for host in row if host is not None}
    for tables, row in zip(plan.rounds, plan.facilitators, strict=False):
        for table, host in zip(tables, row, strict=True):
            rounds.update(table)
            if host is not None:
                hosted += len(table)
                seen.update((person, host) for person in table)
    return len(seen), min(hosted, sum(min(attended, len(names)) for attended in rounds.values()))


def violations(rounds: Rounds, guests: Sequence[Guest], rules: SeatingRules) -> Iterator[Violation]:
    """Every breach of `rules`, round by round."""
    known = {guest.id: guest for guest in guests}
    for number, tables in enumerate(rounds):
        here = [known[person] for table in tables for person in table]
        seat = {person: at for at, table in enumerate(tables) for person in table}
        yield from _mix(number, tables, known, value_limits(here, len(tables), rules))
        yield from _social(number, seat, rules)
        yield from _places(number, seat, rules)


def _mix(
    number: int, tables: list[list[str]], known: Mapping[str, Guest], limits: list[ValueLimit]
) -> Iterator[Violation]:
    for at, table in enumerate(tables):
        counts = Counter(each for person in table for each in known[person].features.items())
        for limit in limits:
            found = counts[limit.feature, limit.value]
            if not limit.low <= found <= limit.high:
                yield Violation(limit.rule, number, at, found, limit.low, limit.high)


def _social(number: int, seat: Mapping[str, int], rules: SeatingRules) -> Iterator[Violation]:
    for group in rules.together:
        spread = {seat[person] for person in group if person in seat}
        if len(spread) > 1:
            yield Violation(f"together:{'+'.join(group)}", number, min(spread), len(spread), 1, 1)
    for group in rules.apart:
        shared = Counter(seat[person] for person in dict.fromkeys(group) if person in seat)
        for at, found in shared.items():
            if found > 1:
                yield Violation(f"apart:{'+'.join(group)}", number, at, found, 0, 1)


def _places(number: int, seat: Mapping[str, int], rules: SeatingRules) -> Iterator[Violation]:
    for place in rules.places:
        at = seat.get(place.guest)
        due = place.rounds is None or number in place.rounds
        if due and at is not None and at not in place.tables:
            yield Violation(f"place:{place.guest}", number, at, 0, 1, 1)
