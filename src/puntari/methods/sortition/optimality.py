"""Is a lottery as fair as it can be? The checker's half of the proof; it shares no code with the solver.

A round of LEXIMIN is proven by prices on the rows (quotas, size, households, cuts). Priced persons a, summed
over any panel, never exceed B, the prices times the bounds of their rows. People already settled have their
chance; so the others, weighted by their prices, have at most what is left of B, and the lowest of their
chances is at most the level. If the level is reached, everybody with a price of her own has exactly the
level in every lottery that is as fair (LP duality; the rounds are those of Flanigan et al., Nature 596,
2021). NASH is proven by the gradient inequality. A cut is proven by an integer program of SciPy's solver.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from puntari.methods.sortition.model import Person, Pool, Quotas
from puntari.methods.sortition.solution import Cut, Proof

NEAR = 1e-8
SURE = 1 - 1e-12
PRICED = 1e-8

Row = tuple[str, str]
Fault = tuple[str, dict[str, object]]


@dataclass(frozen=True)
class Optimality:
    """``within``: by how much the level of any round could be higher at most, given the chances settled in
    the rounds before it (NASH: how far the mean log chance is below the best); infinite when nothing is
    proven. ``rounds`` is how many lists of prices were re-verified.

    Codes of ``faults``: ``equals_differ``, ``unknown_row``, ``proof_incomplete``, ``level_not_reached``,
    ``not_proven``, ``cut_broken``, ``cut_not_proven``.
    """

    within: float
    rounds: int
    faults: tuple[Fault, ...]


@dataclass
class _Group:
    """People no row tells apart. ``settled``: a round proved that their chance is the fairest one."""

    people: tuple[str, ...]
    rows: tuple[Row, ...]
    chance: float
    spread: float
    settled: bool = False

    @property
    def number(self) -> int:
        return len(self.people)


class _Instance:
    """Rows with their bounds, and groups of equals, made anew from people and quotas."""

    def __init__(
        self,
        pool: Pool,
        quotas: Quotas,
        size: int,
        chances: Mapping[str, float],
        households: Mapping[str, str],
        certain: Collection[str],
        excluded: Collection[str],
    ) -> None:
        seated = [person for person in pool.people if person.id in set(certain)]
        closed = {home for person in seated if (home := households.get(person.id))}
        out = {*certain, *excluded}
        drawn = [p for p in pool.people if p.id not in out and households.get(p.id) not in closed]
        self.bounds = {("", ""): (float(size - len(seated)), float(size - len(seated)))}
        for feature in quotas:
            for quota in feature.quotas:
                held = sum(person.values[feature.name] == quota.value for person in seated)
                self.bounds[feature.name, quota.value] = (
                    float(max(0, quota.min - held)),
                    float(quota.max - held),
                )
        homes = [households.get(person.id, "") for person in drawn]
        self.bounds |= {("", home): (0.0, 1.0) for home in _repeated(homes) if home}
        self.groups = self._grouped(drawn, homes, [feature.name for feature in quotas], chances)

    def _grouped(
        self,
        drawn: Sequence[Person],
        homes: Sequence[str],
        names: Sequence[str],
        chances: Mapping[str, float],
    ) -> list[_Group]:
        alike: dict[tuple[Row, ...], list[str]] = {}
        for person, home in zip(drawn, homes, strict=True):
            rows = [("", ""), *((name, person.values[name]) for name in names)]
            rows += [("", home)] if home and ("", home) in self.bounds else []
            alike.setdefault(tuple(rows), []).append(person.id)
        groups = []
        for rows_, people in alike.items():
            have = [chances.get(i, 0.0) for i in people]
            groups.append(_Group(tuple(people), rows_, math.fsum(have) / len(have), max(have) - min(have)))
        return groups


def _repeated(items: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    return {item for item in items if item in seen or seen.add(item)}  # type: ignore[func-returns-value]


def check_optimality(
    pool: Pool,
    quotas: Quotas,
    size: int,
    chances: Mapping[str, float],
    proof: Proof,
    *,
    households: Mapping[str, str] | None = None,
    certain: Collection[str] = (),
    tolerance: float = NEAR,
) -> Optimality:
    """Re-verify the proof of a solution against ``chances``, which the caller recomputed from the panels.

    ``tolerance`` is in chances (LEXIMIN, MAXIMIN) or in the mean log chance (NASH): ``not_proven`` is a
    fault when ``within`` is larger.
    """
    given = _Instance(pool, quotas, size, chances, households or {}, certain, proof.excluded)
    if not given.groups:
        return Optimality(0.0, 0, ())
    faults: list[Fault] = []
    spread = max(given.groups, key=lambda group: group.spread)
    if proof.algorithm != "maximin" and spread.spread > tolerance:
        faults.append(("equals_differ", {"id": spread.people[0], "difference": spread.spread}))
    unknown = [row for row in proof.rows if row not in given.bounds]
    if unknown:
        return Optimality(math.inf, 0, (*faults, ("unknown_row", {"row": unknown[0]})))
    cuts = [_expanded(cut, given.groups) for cut in proof.cuts]
    faults += [fault for cut in cuts for fault in _cut_faults(cut, given)]
    rounds = [_Prices(prices, proof.rows, given, cuts) for prices in proof.rounds]
    within, found = _PROVERS[proof.algorithm](given.groups, rounds)
    faults += found
    if within > tolerance and not found:
        faults.append(("not_proven", {"within": within}))
    return Optimality(within, len(rounds), tuple(faults))


WeightedCut = tuple[list[float], float]


def _expanded(cut: Cut, groups: Sequence[_Group]) -> WeightedCut:
    """The weight of each group; the cut names one person of it."""
    return [math.fsum(cut.weights.get(person, 0.0) for person in g.people) for g in groups], cut.bound


class _Prices:
    """One list of prices as a bound on panels: ``sum of own[g] * seats of g <= bound``."""

    def __init__(
        self,
        prices: Sequence[float],
        rows: Sequence[Row],
        given: _Instance,
        cuts: Sequence[WeightedCut],
    ) -> None:
        priced = dict(zip(rows, prices, strict=False))
        # A cut bounds from above only: a price below zero would prove nothing.
        extra = [max(0.0, price) for price in prices[len(rows) :]]
        limits = [p * given.bounds[row][1 if p > 0 else 0] for row, p in priced.items()]
        limits += [price * bound for price, (_, bound) in zip(extra, cuts, strict=False)]
        self.bound = math.fsum(limits)
        self.own = [
            math.fsum(
                [
                    *(priced.get(row, 0.0) for row in group.rows),
                    *(price * weights[g] for price, (weights, _) in zip(extra, cuts, strict=False)),
                ]
            )
            for g, group in enumerate(given.groups)
        ]


def _left(prices: _Prices, groups: Sequence[_Group]) -> tuple[float, float]:
    """What the bound leaves to people with a price who are not settled, and the sum of their prices."""
    parts, weight = [prices.bound], [0.0]
    for group, own in zip(groups, prices.own, strict=True):
        if group.settled:
            parts.append(-own * group.number * group.chance)
        elif own < 0:
            # Nobody sits twice, so a negative price takes off one seat a person at most.
            parts.append(-own * group.number)
        else:
            weight.append(own * group.number)
    return math.fsum(parts), math.fsum(weight)


def _round(prices: _Prices, groups: Sequence[_Group]) -> tuple[float, Fault | None]:
    """Settle those whose chance this round proves. By how much the level could be higher at most; a fault
    when somebody with a price is not at the level.
    """
    level = min(group.chance for group in groups if not group.settled)
    left, weight = _left(prices, groups)
    if weight <= 0:
        return math.inf, ("proof_incomplete", {"level": level})
    settled = 0
    for group, own in zip(groups, prices.own, strict=True):
        if not group.settled and own * group.number > PRICED * weight:
            if group.chance > level + NEAR:
                where = {"id": group.people[0], "chance": group.chance, "level": level}
                return math.inf, ("level_not_reached", where)
            group.settled, settled = True, settled + 1
    return abs(left / weight - level), None if settled else ("proof_incomplete", {"level": level})


def _leximin(groups: Sequence[_Group], rounds: Sequence[_Prices]) -> tuple[float, list[Fault]]:
    within = 0.0
    for prices in rounds:
        if _all_settled(groups):
            break
        above, fault = _round(prices, groups)
        within = max(within, above)
        if fault:
            return math.inf, [fault]
    if not _all_settled(groups):
        missing = [group.people[0] for group in groups if not group.settled]
        return math.inf, [("proof_incomplete", {"id": missing[0], "groups": len(missing)})]
    return within, []


def _all_settled(groups: Sequence[_Group]) -> bool:
    """Whoever is left is settled without a price when the lowest of them is certain of a seat."""
    free = [group for group in groups if not group.settled]
    return not free or min(group.chance for group in free) >= SURE


def _maximin(groups: Sequence[_Group], rounds: Sequence[_Prices]) -> tuple[float, list[Fault]]:
    lowest = min(group.chance - group.spread for group in groups)
    if lowest >= SURE:
        return 0.0, []
    if not rounds:
        return math.inf, [("proof_incomplete", {"level": lowest})]
    left, weight = _left(rounds[0], groups)
    if weight <= 0:
        return math.inf, [("proof_incomplete", {"level": lowest})]
    return max(0.0, left / weight - lowest), []


def _nash(groups: Sequence[_Group], rounds: Sequence[_Prices]) -> tuple[float, list[Fault]]:
    alive = [group for group in groups if group.chance > 1e-11]
    people = sum(group.number for group in alive)
    if not rounds or not people:
        return math.inf, [("proof_incomplete", {})]
    # The gradient of the mean log chance at a person is 1 / (chance * people); whoever is dead has none.
    bound = [rounds[0].bound]
    for group, own in zip(groups, rounds[0].own, strict=True):
        slope = 1 / (group.chance * people) if group.chance > 1e-11 else 0.0
        bound.append(max(0.0, slope - own) * group.number)
    return max(0.0, math.fsum(bound) - 1.0), []


_PROVERS = {"leximin": _leximin, "maximin": _maximin, "nash": _nash}


def _cut_faults(cut: WeightedCut, given: _Instance) -> Iterator[Fault]:
    """Does every panel keep the cut? The most it could reach, by an integer program of our own."""
    weights, bound = cut
    near = NEAR * max(1.0, abs(bound))
    most, proven = _most(weights, given)
    if most is None or not proven:
        yield "cut_not_proven", {"bound": bound}
    elif most > bound + near:
        yield "cut_broken", {"bound": bound, "reached": most}


def _most(weights: Sequence[float], given: _Instance) -> tuple[float | None, bool]:
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    place = {row: i for i, row in enumerate(given.bounds)}
    at = [(place[row], g) for g, group in enumerate(given.groups) for row in group.rows]
    row, col = np.array(at).T
    shape = (len(place), len(given.groups))
    matrix = csr_array((np.ones(len(at)), (row, col)), shape=shape)
    low, high = np.array(list(given.bounds.values())).T
    answer = milp(
        -np.array(weights),
        integrality=np.ones(shape[1]),
        bounds=Bounds(0, np.array([group.number for group in given.groups])),
        constraints=LinearConstraint(matrix, low, high),
        options={"mip_rel_gap": 0.0},
    )
    if answer.x is None:
        return None, False
    return -float(answer.fun), answer.status == 0
