"""What the checker makes of people and quotas, without the solver: rows, groups of equals, proofs of cuts."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from puntari.methods.sortition.model import Person, Pool, Quotas
from puntari.methods.sortition.solution import Cut

NEAR = 1e-8

Row = tuple[str, str]
Fault = tuple[str, dict[str, object]]
WeightedCut = tuple[list[float], float]


@dataclass
class Group:
    """People no row tells apart. ``settled``: a round proved that their chance is the fairest one."""

    people: tuple[str, ...]
    rows: tuple[Row, ...]
    chance: float
    spread: float
    settled: bool = False

    @property
    def number(self) -> int:
        return len(self.people)


class Instance:
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
        self.bounds |= {("", home): (0.0, 1.0) for home in repeated(homes) if home}
        self.groups = self._grouped(drawn, homes, [feature.name for feature in quotas], chances)

    def _grouped(
        self,
        drawn: Sequence[Person],
        homes: Sequence[str],
        names: Sequence[str],
        chances: Mapping[str, float],
    ) -> list[Group]:
        alike: dict[tuple[Row, ...], list[str]] = {}
        for person, home in zip(drawn, homes, strict=True):
            rows = [("", ""), *((name, person.values[name]) for name in names)]
            rows += [("", home)] if home and ("", home) in self.bounds else []
            alike.setdefault(tuple(rows), []).append(person.id)
        groups = []
        for rows_, people in alike.items():
            have = [chances.get(i, 0.0) for i in people]
            groups.append(Group(tuple(people), rows_, math.fsum(have) / len(have), max(have) - min(have)))
        return groups


def repeated(items: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    return {item for item in items if item in seen or seen.add(item)}  # type: ignore[func-returns-value]


def expanded(cut: Cut, groups: Sequence[Group]) -> WeightedCut:
    """The weight of each group; the cut names one person of it."""
    return [math.fsum(cut.weights.get(person, 0.0) for person in g.people) for g in groups], cut.bound


def cut_faults(cut: WeightedCut, given: Instance) -> Iterator[Fault]:
    """Does every panel keep the cut? The most it could reach, by an integer program of our own."""
    weights, bound = cut
    near = NEAR * max(1.0, abs(bound))
    most, proven = most_reached(weights, given)
    if most is None or not proven:
        yield "cut_not_proven", {"bound": bound}
    elif most > bound + near:
        yield "cut_broken", {"bound": bound, "reached": most}


def most_reached(weights: Sequence[float], given: Instance) -> tuple[float | None, bool]:
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
