"""The independent checker: it shares no code with the solver and trusts nothing but the pool and the
quotas. The prices that prove the chances are re-verified in ``optimality``.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from puntari.methods.sortition.model import Person, Pool, Quotas
from puntari.methods.sortition.optimality import check_optimality
from puntari.methods.sortition.solution import Proof

MOST_PROBLEMS = 20


@dataclass(frozen=True)
class Problem:
    """``code`` with parameters; ``panel`` is the number of the panel, from 0.

    Codes: ``wrong_size``, ``repeated_person``, ``unknown_person``, ``quota_broken``, ``household_twice``,
    ``negative_weight``, ``weights_do_not_sum``, ``chance_differs``, ``no_panels``, and those of
    ``check_optimality``.
    """

    code: str
    params: Mapping[str, object]


@dataclass(frozen=True)
class CheckReport:
    """``problems`` (at most 20) is empty when everything holds; the figures are recomputed from the panels.

    ``proven_within`` is how close to the fairest lottery the chances are proven to be, None when no proof
    was given; ``rounds`` is how many rounds of the proof were re-verified.
    """

    problems: tuple[Problem, ...]
    panels: int
    weight: float
    lowest_chance: float
    largest_difference: float
    proven_within: float | None = None
    rounds: int = 0

    @property
    def ok(self) -> bool:
        return not self.problems


def check_solution(
    pool: Pool,
    quotas: Quotas,
    size: int,
    panels: Iterable[tuple[float, Sequence[str]]],
    chances: Mapping[str, float] | None = None,
    *,
    households: Mapping[str, str] | None = None,
    proof: Proof | None = None,
    certain: Collection[str] = (),
    tolerance: float = 1e-9,
    gap: float = 0.0,
) -> CheckReport:
    """Recompute everything: each panel's size, quotas and households, the sum of weights, each person's
    chance; and with a ``proof``, from the chances recomputed, that none of them could be fairer.

    ``certain`` people are to sit on every panel; ``tolerance`` is in chances. ``gap`` is what the lottery
    states of itself when its search ended early; the proof is then held to that.
    """
    people = {person.id: person for person in pool.people}
    problems: list[Problem] = []
    shares: dict[str, list[float]] = {identifier: [] for identifier in people}
    weights: list[float] = []
    for number, (weight, members) in enumerate(panels):
        weights.append(weight)
        for code, params in _panel_faults(weight, members, people, quotas, size, households or {}):
            problems.append(Problem(code, {"panel": number, **params}))
        for identifier in members:
            shares.setdefault(identifier, []).append(weight)
    recomputed = {identifier: math.fsum(parts) for identifier, parts in shares.items()}
    problems += _weight_faults(weights, tolerance)
    worst, differing = _differences(chances or {}, recomputed, tolerance)
    problems += differing
    within, rounds = None, 0
    if proof is not None and not problems:
        found = check_optimality(
            pool, quotas, size, recomputed, proof, households=households, certain=certain, gap=gap
        )
        within, rounds = found.within, found.rounds
        problems += [Problem(code, params) for code, params in found.faults]
    lowest = min((recomputed[identifier] for identifier in people), default=0.0)
    shown = tuple(problems[:MOST_PROBLEMS])
    return CheckReport(shown, len(weights), math.fsum(weights), lowest, worst, within, rounds)


def _weight_faults(weights: Sequence[float], tolerance: float) -> list[Problem]:
    total = math.fsum(weights)
    if not weights:
        return [Problem("no_panels", {})]
    return [] if abs(total - 1) <= tolerance else [Problem("weights_do_not_sum", {"total": total})]


def _differences(
    stated: Mapping[str, float], recomputed: Mapping[str, float], tolerance: float
) -> tuple[float, list[Problem]]:
    """The largest difference between a stated chance and the panels', and those above the tolerance."""
    worst, problems = 0.0, []
    for identifier, chance in stated.items():
        actual = recomputed.get(identifier, 0.0)
        worst = max(worst, abs(chance - actual))
        if not abs(chance - actual) <= tolerance:
            params = {"id": identifier, "stated": chance, "recomputed": actual}
            problems.append(Problem("chance_differs", params))
    return worst, problems


Fault = tuple[str, dict[str, object]]


def _panel_faults(
    weight: float,
    members: Sequence[str],
    people: Mapping[str, Person],
    quotas: Quotas,
    size: int,
    households: Mapping[str, str],
) -> list[Fault]:
    faults: list[Fault] = []
    if weight < 0 or not math.isfinite(weight):
        faults.append(("negative_weight", {"weight": weight}))
    if len(members) != size:
        faults.append(("wrong_size", {"members": len(members), "size": size}))
    faults += [("repeated_person", {"id": i}) for i, times in Counter(members).items() if times > 1]
    faults += [("unknown_person", {"id": i}) for i in members if i not in people]
    seated = [people[i] for i in members if i in people]
    homes = Counter(households[person.id] for person in seated if households.get(person.id))
    faults += [("household_twice", {"household": home}) for home, times in homes.items() if times > 1]
    return faults + _broken_quotas(seated, quotas)


def _broken_quotas(seated: Sequence[Person], quotas: Quotas) -> list[Fault]:
    faults: list[Fault] = []
    for feature in quotas:
        held = Counter(person.values[feature.name] for person in seated)
        for quota in feature.quotas:
            if not quota.min <= held[quota.value] <= quota.max:
                where = {"feature": feature.name, "value": quota.value, "held": held[quota.value]}
                faults.append(("quota_broken", {**where, "min": quota.min, "max": quota.max}))
    return faults
