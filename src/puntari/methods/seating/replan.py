"""Absences and late arrivals on the day: keep the seats, move the fewest, or plan the remaining rounds
anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Literal

from .anneal import Progress
from .audit import audit
from .bounds import Pair, pair
from .errors import SeatingError
from .model import Guest, Place, Report, Rounds, SeatingPlan, SeatingRules
from .planner import Watch, solve, to_plan
from .problem import SOCIAL_WEIGHT, Problem, ValueLimit, compile_problem, value_limits

Mode = Literal["keep", "fewest", "replan"]


def replan(
    earlier: SeatingPlan,
    guests: Sequence[Guest],
    *,
    done: int,
    absent: Collection[str] = (),
    mode: Mode = "replan",
    rules: SeatingRules | None = None,
    history: Rounds | None = None,
    seed: int = 0,
    seconds: float = 2.0,
    progress: Progress | None = None,
    cancel: Callable[[], bool] | None = None,
) -> tuple[SeatingPlan, Report]:
    """The plan with its rounds from number `done` on changed for those who are here.

    `guests`: everybody in the plan, and late arrivals, who get a seat too; `absent`: ids missing from now
    on (from rounds already held the caller removes those who missed them). "keep" only takes the absent
    away; "fewest" then moves as few people as even tables need; "replan" searches again with what was held
    as history and reports the moves. `history`: rounds before the plan. The report counts the whole plan,
    rules only in the changed rounds.

    Raises SeatingError: ``nothing_left`` when no round remains, ``unknown_guest``, and those of `plan`;
    Cancelled.
    """
    rules, history = rules or SeatingRules(), history or []
    if not 0 <= done < len(earlier.rounds):
        raise SeatingError("nothing_left", done=done, rounds=len(earlier.rounds))
    _check_known(earlier, done, {guest.id for guest in guests} | set(absent))
    here = [guest for guest in guests if guest.id not in set(absent)]
    held, ahead = [*history, *earlier.rounds[:done]], _later(rules, done, {guest.id for guest in here})
    kept = _only(earlier, done, set(absent))
    rest = kept if mode == "keep" else _evened(kept, here, held, ahead)
    if mode == "replan":
        rest = _searched(rest, here, held, ahead, seed, seconds, Watch(progress, cancel))
    report = audit(rest, here, ahead, held, method=mode, seed=seed, moves=count_moves(kept, rest))
    return _after(earlier, done, rest), report


def _searched(
    plan: SeatingPlan,
    here: Sequence[Guest],
    held: Rounds,
    rules: SeatingRules,
    seed: int,
    seconds: float,
    watch: Watch,
) -> SeatingPlan:
    """The rounds of ``plan`` searched again, from the seats it has."""
    hosts = sorted({host for row in plan.facilitators for host in row if host is not None})
    problem = compile_problem(here, len(plan.rounds[0]), len(plan.rounds), rules, held, hosts)
    state, _ = solve(problem, seed, seconds, watch, _seats(problem, plan))
    return to_plan(problem, state.table)


def _after(earlier: SeatingPlan, done: int, rest: SeatingPlan) -> SeatingPlan:
    """The rounds that were held, and the new ones after them."""
    return SeatingPlan(
        [*earlier.rounds[:done], *rest.rounds], [*earlier.facilitators[:done], *rest.facilitators]
    )


def _check_known(plan: SeatingPlan, done: int, known: set[str]) -> None:
    seated = {person for tables in plan.rounds[done:] for table in tables for person in table}
    if seated - known:
        raise SeatingError("unknown_guest", id=min(seated - known))


def count_moves(before: SeatingPlan, after: SeatingPlan) -> int:
    """Changed tables, over all rounds, of people seated in both plans."""
    moved = 0
    for old, new in zip(before.rounds, after.rounds, strict=True):
        at = {person: number for number, table in enumerate(old) for person in table}
        moved += sum(at.get(person, number) != number for number, table in enumerate(new) for person in table)
    return moved


def _later(rules: SeatingRules, done: int, here: set[str]) -> SeatingRules:
    """The rules for those present, rounds counted from the first one that is still to come."""
    places = [
        Place(
            each.guest, each.tables, None if each.rounds is None else frozenset(r - done for r in each.rounds)
        )
        for each in rules.places
        if each.guest in here
    ]
    return replace(
        rules,
        places=tuple(places),
        together=tuple(tuple(person for person in group if person in here) for group in rules.together),
        apart=tuple(tuple(person for person in group if person in here) for group in rules.apart),
    )


def _only(plan: SeatingPlan, done: int, absent: Collection[str]) -> SeatingPlan:
    """The remaining rounds without the absent, who may be facilitators too."""
    rounds = [
        [[person for person in table if person not in absent] for table in tables]
        for tables in plan.rounds[done:]
    ]
    hosts = [[None if host in absent else host for host in row] for row in plan.facilitators[done:]]
    return SeatingPlan(rounds, hosts)


def _evened(plan: SeatingPlan, here: Sequence[Guest], held: Rounds, rules: SeatingRules) -> SeatingPlan:
    """Late arrivals seated and sizes evened out with the fewest moves, each the cheapest one on offer."""
    rounds = [[list(table) for table in tables] for tables in plan.rounds]
    met = Counter(
        pair(one, other)
        for tables in [*held, *rounds]
        for table in tables
        for place, one in enumerate(table)
        for other in table[place + 1 :]
    )
    for number, tables in enumerate(rounds):
        _Evening(tables, number, here, rules, met).run()
    return SeatingPlan(rounds, plan.facilitators)


class _Evening:
    """One round whose tables are brought within one person of each other."""

    def __init__(
        self,
        tables: list[list[str]],
        number: int,
        here: Sequence[Guest],
        rules: SeatingRules,
        met: Counter[Pair],
    ) -> None:
        self.tables, self.met = tables, met
        self.guests = {guest.id: guest for guest in here}
        self.limits = value_limits(here, len(tables), rules)
        self.together = [set(group) for group in rules.together]
        self.apart = [set(group) for group in rules.apart]
        self.places = {
            each.guest: each.tables for each in rules.places if each.rounds is None or number in each.rounds
        }

    def run(self) -> None:
        seated = {person for table in self.tables for person in table}
        for person in self.guests:
            if person not in seated:
                smallest = min(map(len, self.tables))
                open_tables = [at for at, table in enumerate(self.tables) if len(table) == smallest]
                self._sit(person, min(open_tables, key=lambda at: (self._joining(person, at), at)))
        while self._spread() > 1:
            sizes = [len(table) for table in self.tables]
            sources = [at for at, size in enumerate(sizes) if size == max(sizes)]
            targets = [at for at, size in enumerate(sizes) if size == min(sizes)]
            options = [
                (self._move_cost(p, a, b), p, a, b) for a in sources for p in self.tables[a] for b in targets
            ]
            _, person, source, target = min(options)
            self._rise(person, source)
            self._sit(person, target)

    def _spread(self) -> int:
        sizes = [len(table) for table in self.tables]
        return max(sizes) - min(sizes)

    def _sit(self, person: str, at: int) -> None:
        self.met.update(pair(person, other) for other in self.tables[at])
        self.tables[at].append(person)

    def _rise(self, person: str, at: int) -> None:
        self.tables[at].remove(person)
        self.met.subtract(pair(person, other) for other in self.tables[at])

    def _move_cost(self, person: str, source: int, target: int) -> int:
        spared = sum(self.met[pair(person, other)] > 1 for other in self.tables[source] if other != person)
        return self._joining(person, target) - spared - self._rules(person, source, -1)

    def _joining(self, person: str, at: int) -> int:
        return sum(self.met[pair(person, other)] > 0 for other in self.tables[at]) + self._rules(
            person, at, 1
        )

    def _rules(self, person: str, at: int, step: int) -> int:
        """Rule cost that `person` adds to table `at` by joining (`step` 1) or takes from it by leaving
        (-1).
        """
        others = [other for other in self.tables[at] if other != person]
        cost = sum(
            _limit_cost(limit, self.guests[person], [self.guests[o] for o in others]) for limit in self.limits
        )
        cost += SOCIAL_WEIGHT * sum(
            person in group and bool(group.intersection(others)) for group in self.apart
        )
        cost -= SOCIAL_WEIGHT * sum(
            len(group.intersection(others)) for group in self.together if person in group
        )
        return cost + SOCIAL_WEIGHT * (at not in self.places.get(person, (at,)))


def _limit_cost(limit: ValueLimit, guest: Guest, others: list[Guest]) -> int:
    """What `guest` joining `others` changes in the breach of `limit`."""
    if guest.features.get(limit.feature) != limit.value:
        return 0
    count = sum(other.features.get(limit.feature) == limit.value for other in others)
    before, after = (max(limit.low - size, size - limit.high, 0) for size in (count, count + 1))
    return limit.weight * (after - before)


def _seats(problem: Problem, plan: SeatingPlan) -> list[list[int]] | None:
    """The plan in the problem's numbers; None when somebody is not where their places allow."""
    rows = []
    for number, tables in enumerate(plan.rounds):
        row = [0] * problem.seats
        at = {person: table for table, people in enumerate(tables) for person in people}
        hosts = dict(enumerate(plan.facilitators[number])) if problem.hosts else {}
        at.update({host: table for table, host in hosts.items() if host is not None})
        smaller = [table for table, people in enumerate(tables) if len(people) < problem.capacity]
        unhosted = [table for table, host in hosts.items() if host is None]
        for seat, person in enumerate(problem.people):
            row[seat] = at[person]
        for seat, table in enumerate([*smaller, *unhosted], start=len(problem.people)):
            row[seat] = table
        if not all(problem.allowed[number][seat] >> row[seat] & 1 for seat in range(len(problem.people))):
            return None
        rows.append(row)
    return rows
