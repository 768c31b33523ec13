"""Is a lottery as fair as it can be? The checker's half of the proof; it shares no code with the solver.

A round of LEXIMIN is proven by prices on the rows (quotas, size, households, cuts). Priced persons a, summed
over any panel, never exceed B, the prices times the bounds of their rows. People already settled have their
chance; so the others, weighted by their prices, have at most what is left of B, and the lowest of their
chances is at most the level. If the level is reached, everybody with a price of her own has exactly the
level in every lottery that is as fair (LP duality; the rounds are those of Flanigan et al., Nature 596,
2021). NASH is proven by the Lagrangian. A cut is proven by an integer program of SciPy's solver.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from puntari.methods.sortition.checked import (
    NEAR,
    Fault,
    Group,
    Instance,
    Row,
    WeightedCut,
    cut_faults,
    expanded,
)
from puntari.methods.sortition.model import Pool, Quotas
from puntari.methods.sortition.solution import Proof

SURE = 1 - 1e-12
PRICED = 1e-8


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
    gap: float = 0.0,
) -> Optimality:
    """Re-verify the proof of a solution against ``chances``, which the caller recomputed from the panels.

    ``tolerance`` is in chances (LEXIMIN, MAXIMIN) or in the mean log chance (NASH): ``not_proven`` is a
    fault when ``within`` is larger. A lottery whose search ended early states a ``gap``: then ``within`` is
    how far its chances are below the bound that the prices prove, and may be as large.
    """
    given = Instance(pool, quotas, size, chances, households or {}, certain, proof.excluded)
    if not given.groups:
        return Optimality(0.0, 0, ())
    faults: list[Fault] = []
    spread = max(given.groups, key=lambda group: group.spread)
    if proof.algorithm != "maximin" and spread.spread > tolerance:
        faults.append(("equals_differ", {"id": spread.people[0], "difference": spread.spread}))
    unknown = [row for row in proof.rows if row not in given.bounds]
    if unknown:
        return Optimality(math.inf, 0, (*faults, ("unknown_row", {"row": unknown[0]})))
    cuts = [expanded(cut, given.groups) for cut in proof.cuts]
    faults += [fault for cut in cuts for fault in cut_faults(cut, given)]
    rounds = [_Prices(prices, proof.rows, given, cuts) for prices in proof.rounds]
    early = gap > tolerance and proof.algorithm == "leximin"
    within, found = (_behind if early else _PROVERS[proof.algorithm])(given.groups, rounds)
    faults += found
    if within > gap + tolerance and not found:
        faults.append(("not_proven", {"within": within}))
    return Optimality(within, len(rounds), tuple(faults))


class _Prices:
    """One list of prices as a bound on panels: ``sum of own[g] * seats of g <= bound``."""

    def __init__(
        self,
        prices: Sequence[float],
        rows: Sequence[Row],
        given: Instance,
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


def _left(prices: _Prices, groups: Sequence[Group]) -> tuple[float, float]:
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


def _round(prices: _Prices, groups: Sequence[Group]) -> tuple[float, Fault | None]:
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


def _leximin(groups: Sequence[Group], rounds: Sequence[_Prices]) -> tuple[float, list[Fault]]:
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


def _behind(groups: Sequence[Group], rounds: Sequence[_Prices]) -> tuple[float, list[Fault]]:
    """How far a chance is below the level of its round. The levels are those of the prices alone: whatever
    chances were reached, no lottery is lexicographically above them.
    """
    have = [group.chance - group.spread for group in groups]
    for prices in rounds:
        left, weight = _left(prices, groups)
        if weight <= 0:
            break
        for group, own in zip(groups, prices.own, strict=True):
            if not group.settled and own * group.number > PRICED * weight:
                group.settled, group.chance = True, min(1.0, left / weight)
    for group in groups:
        group.chance = group.chance if group.settled else 1.0
    return max(g.chance - chance for g, chance in zip(groups, have, strict=True)), []


def _all_settled(groups: Sequence[Group]) -> bool:
    """Whoever is left is settled without a price when the lowest of them is certain of a seat."""
    free = [group for group in groups if not group.settled]
    return not free or min(group.chance for group in free) >= SURE


def _maximin(groups: Sequence[Group], rounds: Sequence[_Prices]) -> tuple[float, list[Fault]]:
    lowest = min(group.chance - group.spread for group in groups)
    if lowest >= SURE:
        return 0.0, []
    if not rounds:
        return math.inf, [("proof_incomplete", {"level": lowest})]
    left, weight = _left(rounds[0], groups)
    if weight <= 0:
        return math.inf, [("proof_incomplete", {"level": lowest})]
    return max(0.0, left / weight - lowest), []


def _nash(groups: Sequence[Group], rounds: Sequence[_Prices]) -> tuple[float, list[Fault]]:
    alive = [group for group in groups if group.chance > 1e-11]
    people = sum(group.number for group in alive)
    if not rounds or not people:
        return math.inf, [("proof_incomplete", {})]
    # The Lagrangian: with these prices nobody's share of the mean log chance is worth more than at the chance
    # 1 / (price * people), so their sum and the bound are above every lottery's mean log chance.
    above = [rounds[0].bound]
    for group, own in zip(groups, rounds[0].own, strict=True):
        if group.chance <= 1e-11:
            above.append(max(0.0, -own) * group.number)
            continue
        best = min(1.0, 1 / (own * people)) if own > 0 else 1.0
        above.append(group.number * (math.log(best / group.chance) / people - own * best))
    return max(0.0, math.fsum(above)), []


_PROVERS = {"leximin": _leximin, "maximin": _maximin, "nash": _nash}
