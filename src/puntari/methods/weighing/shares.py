"""Method of equal shares in exact fractions, for picking some of many or spending a budget.

D. Peters and P. Skowron, "Proportionality and the limits of welfarism", EC 2020 (rule X); D. Peters, G.
Pierczyński and P. Skowron, "Proportional participatory budgeting with additive utilities", NeurIPS 2021.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from .errors import WeighingError

Utility = Literal["count", "cost"]


@dataclass(frozen=True)
class Purchase:
    """One selected item: what a unit of satisfaction cost its supporters, and those it was drawn among."""

    item: str
    price: Fraction
    tied: tuple[str, ...]


@dataclass(frozen=True)
class SharesResult:
    """`purchases` in order of selection; `completed` are items added afterwards by plain support."""

    purchases: tuple[Purchase, ...]
    completed: tuple[str, ...]
    left: Fraction
    seed: int
    version: str = "equal-shares-1"

    @property
    def selected(self) -> tuple[str, ...]:
        return (*(purchase.item for purchase in self.purchases), *self.completed)


def equal_shares(
    costs: Mapping[str, int],
    approvals: Sequence[AbstractSet[str]],
    budget: int,
    *,
    seed: int,
    utility: Utility = "count",
    complete: bool = False,
) -> SharesResult:
    """Give every voter an equal share of `budget` and let supporters buy items together, cheapest first.

    `costs`: positive integers (1 each for "choose k of many", `budget` = k). `utility`: an approved item is
    worth 1 ("count") or its cost ("cost"). `complete` spends what is left by plain support, which is not
    proportional. Ties are drawn with `seed`. Raises WeighingError: ``no_voters``, ``bad_cost``,
    ``bad_budget``, ``unknown_item``.
    """
    _check(costs, approvals, budget)
    rng = random.Random(seed)
    purses = [Fraction(budget, len(approvals))] * len(approvals)
    supporters = {item: [v for v, liked in enumerate(approvals) if item in liked] for item in sorted(costs)}
    purchases: list[Purchase] = []
    while bought := _cheapest(costs, supporters, purses, utility):
        price, tied = bought
        item = rng.choice(tied)
        worth = price * _worth(costs[item], utility)
        for voter in supporters.pop(item):
            purses[voter] -= min(purses[voter], worth)
        purchases.append(Purchase(item, price, tuple(tied)))
    left = Fraction(budget) - sum(costs[purchase.item] for purchase in purchases)
    completed = _complete(costs, supporters, left, rng) if complete else []
    return SharesResult(
        purchases=tuple(purchases),
        completed=tuple(completed),
        left=left - sum(costs[item] for item in completed),
        seed=seed,
    )


def _check(costs: Mapping[str, int], approvals: Sequence[AbstractSet[str]], budget: int) -> None:
    if not approvals:
        raise WeighingError("no_voters")
    if budget < 0:
        raise WeighingError("bad_budget", budget=budget)
    for item, cost in costs.items():
        if cost <= 0:
            raise WeighingError("bad_cost", item=item, cost=cost)
    unknown = sorted({item for liked in approvals for item in liked} - set(costs))
    if unknown:
        raise WeighingError("unknown_item", item=unknown[0])


def _worth(cost: int, utility: Utility) -> int:
    return cost if utility == "cost" else 1


def _cheapest(
    costs: Mapping[str, int], supporters: Mapping[str, list[int]], purses: list[Fraction], utility: Utility
) -> tuple[Fraction, list[str]] | None:
    """The lowest price of a unit of satisfaction now on offer, and every item at that price."""
    prices: dict[str, Fraction] = {}
    for item, voters in supporters.items():
        payment = _equal_payment(costs[item], sorted(purses[voter] for voter in voters))
        if payment is not None:
            prices[item] = payment / _worth(costs[item], utility)
    if not prices:
        return None
    lowest = min(prices.values())
    return lowest, [item for item, price in prices.items() if price == lowest]


def _equal_payment(cost: int, purses: list[Fraction]) -> Fraction | None:
    """The payment q with sum(min(purse, q)) == cost over ascending `purses`; None if out of reach."""
    owed = Fraction(cost)
    for index, purse in enumerate(purses):
        even = owed / (len(purses) - index)
        if even <= purse:
            return even
        owed -= purse
    return None


def _complete(
    costs: Mapping[str, int], supporters: Mapping[str, list[int]], left: Fraction, rng: random.Random
) -> list[str]:
    lots = rng.sample(list(supporters), len(supporters))
    chosen = []
    for item in sorted(lots, key=lambda item: -len(supporters[item])):
        if costs[item] <= left and supporters[item]:
            chosen.append(item)
            left -= costs[item]
    return chosen
