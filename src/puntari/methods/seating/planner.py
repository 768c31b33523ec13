"""The one entry: a finite-field plan where the shape has one, annealing otherwise or as well."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from .anneal import Progress, is_ideal, key_of, search, stretch
from .audit import audit
from .bounds import forced_repeats, pairs, table_sizes
from .errors import Cancelled
from .model import Guest, Report, Rounds, SeatingPlan, SeatingRules
from .permute import fits, seat_plan
from .problem import Problem, compile_problem
from .state import State

SWAPS_A_SECOND = 600_000
"""How many annealing proposals a second of the budget stands for: a constant, so that no clock is read."""
_FIELD_SHARE = 0.3


def plan(
    guests: Sequence[Guest],
    *,
    tables: int,
    rounds: int,
    rules: SeatingRules | None = None,
    history: Rounds | None = None,
    facilitators: Sequence[str] = (),
    seed: int = 0,
    seconds: float = 8.0,
    progress: Progress | None = None,
    cancel: Callable[[], bool] | None = None,
) -> tuple[SeatingPlan, Report]:
    """Seat `guests` at `tables` for `rounds` rounds so that as many different pairs as possible meet.

    `history`: rounds already held, as ``rounds[r][t]`` lists of ids. `facilitators`: at most one a table;
    guests meet as many of them as possible. `seconds` maps to a number of steps on a usual machine; the
    result depends on the input and `seed` only. `progress` hears a share of 0..1, `cancel` is asked often.
    Rules that cannot all be kept are broken weakest first and named in the report.

    Raises SeatingError (see `compile_problem`) and Cancelled.
    """
    rules, history = rules or SeatingRules(), history or []
    problem = compile_problem(guests, tables, rounds, rules, history, facilitators)
    state, method = solve(problem, seed, seconds, Watch(progress, cancel))
    result = to_plan(problem, state.table)
    return result, audit(result, guests, rules, history, method=method, seed=seed)


class Watch:
    """Tells how far the work is and stops it when asked to."""

    def __init__(self, progress: Progress | None, cancel: Callable[[], bool] | None) -> None:
        self.progress, self.cancel = progress, cancel

    def __call__(self, share: float) -> None:
        if self.cancel and self.cancel():
            raise Cancelled
        if self.progress:
            self.progress(min(share, 1.0))

    def part(self, start: float, end: float) -> Progress:
        """A watch over the stretch from `start` to `end`."""
        return lambda share: self(start + share * (end - start))


def solve(
    problem: Problem, seed: int, seconds: float, watch: Watch, warm: list[list[int]] | None = None
) -> tuple[State, str]:
    """The best of the plan, a `warm` start and the annealing, as far as the problem allows and asks for
    them.
    """
    rng = random.Random(seed)
    goal = needed_repeats(problem)
    budget = max(1, int(seconds * SWAPS_A_SECOND))
    found: list[tuple[State, str]] = []
    done = 0.0
    if fits(problem):
        swaps = int(budget * _FIELD_SHARE * 1.7 / (1.2 + 0.22 * problem.rounds))
        found.append((State(problem, seat_plan(problem, rng, swaps, watch.part(0, _FIELD_SHARE))), "field"))
        done = _FIELD_SHARE
    if warm is not None:
        start = State(problem, warm)
        if is_ideal(start, goal):
            return start, "kept"
        middle = (1 + done) / 2
        tell = watch.part(done, middle)
        state = search(problem, rng, int(budget * (middle - done)), tell, goal=goal, warm=warm)
        found.append((state, "annealing"))
        done = middle
    if not any(is_ideal(state, goal) for state, _ in found):
        tell = watch.part(done, 1)
        found.append((_from_lots(problem, rng, int(budget * (1 - done)), tell, goal), "annealing"))
    watch(1.0)
    return min(found, key=lambda each: key_of(each[0]))


def _from_lots(problem: Problem, rng: random.Random, swaps: int, tell: Progress, goal: int) -> State:
    """Anneal with the cap on repeats of a pair; without it where that costs much.

    At few large tables the bound can only be neared by letting some pairs meet often, so there the cap
    gives way when it keeps a seating under 95 % of the bound.
    """
    crowded = problem.capacity > problem.tables
    capped = search(problem, rng, swaps // 2 if crowded else swaps, stretch(tell, 0, 1 + crowded), goal=goal)
    if not crowded or 20 * capped.repeats() <= _meetings(problem) + 19 * goal:
        return capped
    free = search(replace(problem, capped=False), rng, swaps // 2, stretch(tell, 1, 2), goal=goal)
    return min(capped, free, key=key_of)


def _meetings(problem: Problem) -> int:
    """Meetings of guests who need not sit together, repeats included, over history and plan."""
    together = sum(mask.bit_count() for mask in problem.together) // 2
    seated = sum(map(pairs, table_sizes(problem.guests, problem.tables))) - together
    return sum(_met(problem).values()) + problem.rounds * seated


def _met(problem: Problem) -> dict[tuple[int, int], int]:
    return {
        (a, b): times
        for (a, b), times in problem.met.items()
        if not problem.together[a] >> b & 1 and b < problem.guests
    }


def needed_repeats(problem: Problem) -> int:
    """A number of repeated meetings that no seating of the problem can go below."""
    sizes = table_sizes(problem.guests, problem.tables)
    together = sum(mask.bit_count() for mask in problem.together) // 2
    forced = sum(forced_repeats(size, problem.tables) for size in sizes)
    past = sum(times - 1 for times in _met(problem).values())
    by_spread = past + (problem.rounds - 1) * max(0, forced - together)
    by_pairs = _meetings(problem) - (pairs(problem.guests) - together)
    hosts = len(problem.people) - problem.guests
    hosted = max(0, hosts * sizes[-1] * problem.rounds - problem.guests * hosts)
    return max(by_spread, by_pairs) + hosted


def to_plan(problem: Problem, tables: list[list[int]]) -> SeatingPlan:
    """Seats back to names: people in the order they were given."""
    rounds: Rounds = [[[] for _ in range(problem.tables)] for _ in tables]
    hosts: list[list[str | None]] = [[None] * problem.tables for _ in tables] if problem.hosts else []
    for number, row in enumerate(tables):
        for seat, person in enumerate(problem.people):
            if seat < problem.guests:
                rounds[number][row[seat]].append(person)
            else:
                hosts[number][row[seat]] = person
    return SeatingPlan(rounds, hosts)
