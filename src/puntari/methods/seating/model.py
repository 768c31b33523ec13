"""What goes into a seating and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Rounds = list[list[list[str]]]
"""rounds[r][t] is the list of ids at table t in round r."""


@dataclass(frozen=True)
class Guest:
    """Somebody to seat; `features` such as {"gender": "woman", "age": "30-44"} are spread over the tables."""

    id: str
    features: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Limit:
    """At least `minimum` and at most `maximum` people with this value at every table."""

    feature: str
    value: str
    minimum: int
    maximum: int


@dataclass(frozen=True)
class Place:
    """`guest` sits at one of `tables` (numbered from 0), in `rounds` or, when None, in every round."""

    guest: str
    tables: frozenset[int]
    rounds: frozenset[int] | None = None


@dataclass(frozen=True)
class SeatingRules:
    """What a seating has to respect, strongest first: places, together and apart, limits, mix.

    `together` and `apart` are groups of ids: a group sits at one table in every round, or no two of it ever
    do. `mix`: for a feature, how many people a table may stray from floor..ceil of that value's even share;
    None leaves the feature out. Features not named get `default_mix`. A `Limit` replaces the mix of its
    value.
    """

    places: tuple[Place, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
    limits: tuple[Limit, ...] = ()
    mix: Mapping[str, int | None] = field(default_factory=dict)
    default_mix: int | None = 1

    def slack(self, feature: str) -> int | None:
        """How far a table may stray from the even share of a value of `feature`."""
        return self.mix.get(feature, self.default_mix)


@dataclass(frozen=True)
class SeatingPlan:
    """`rounds[r][t]`: ids at table t in round r. `facilitators[r][t]`: the id hosting it, None for nobody."""

    rounds: Rounds
    facilitators: list[list[str | None]] = field(default_factory=list)


@dataclass(frozen=True)
class Violation:
    """One place where a rule is not kept.

    `rule` is its name, for example ``mix:gender=woman``, ``together:a+b``, ``apart:a+b``, ``place:a``;
    `found` people where `low` to `high` are allowed (for ``together`` the tables the group is spread over).
    """

    rule: str
    round: int
    table: int
    found: int
    low: int
    high: int

    @property
    def amount(self) -> int:
        return max(self.low - self.found, self.found - self.high, 0)


@dataclass(frozen=True)
class Report:
    """How good a plan is; every figure is counted from the finished plan.

    Pairs count people who have shared a table at least once, history included; `bound` is the proven most.
    `worst_off` is the person who met the fewest others, and how many. `repeats` are meetings beyond the
    first; `most_meetings` the most that any pair shares. `gave_way` names each broken rule once, weakest
    kind first. `moves` counts changed seats against an earlier plan. `method` is ``field`` or
    ``annealing``.
    """

    distinct_pairs: int
    bound: int
    worst_off: tuple[str, int] | None
    repeats: int
    most_meetings: int
    violations: tuple[Violation, ...]
    facilitator_pairs: int = 0
    facilitator_bound: int = 0
    moves: int = 0
    method: str = ""
    seed: int = 0

    @property
    def percent(self) -> float:
        """Distinct pairs as a percentage of the bound; 100 where nobody can meet."""
        return 100.0 * self.distinct_pairs / self.bound if self.bound else 100.0

    @property
    def violation_counts(self) -> dict[str, int]:
        """Broken places by rule name."""
        counts: dict[str, int] = {}
        for violation in self.violations:
            counts[violation.rule] = counts.get(violation.rule, 0) + 1
        return counts

    @property
    def gave_way(self) -> tuple[str, ...]:
        return tuple(
            sorted(self.violation_counts, key=lambda rule: (_WEAKEST.index(rule.split(":")[0]), rule))
        )


_WEAKEST = ("mix", "limit", "apart", "together", "place")
