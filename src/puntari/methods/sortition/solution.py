"""What a solved lottery is: chances, panels, and the certificate that says how much of it is proven."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property

from puntari.methods.sortition.expand import PersonLottery, TypeLottery

VERSION = "puntari-sortition-1"

WeightedPanel = tuple[float, tuple[str, ...]]


@dataclass(frozen=True)
class Certificate:
    """What is proven.

    ``exact``: the panels reach the optimum of the relaxation, so the lottery is optimal. Otherwise ``gap``
    bounds how far any chance is below that optimum (for NASH: the mean log chance). ``residual`` is the
    largest difference between a chance and its proven value. ``panels`` counts panels of people, ``types``
    interchangeable groups; ``solver`` is the optimiser's name and version. Of all fields only ``seconds``
    differs from run to run.
    """

    algorithm: str
    exact: bool
    gap: float
    residual: float
    lowest_chance: float
    types: int
    panels: int
    rounds: int
    seconds: float
    version: str = VERSION
    solver: str = ""

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


@dataclass(frozen=True)
class Cut:
    """Every panel keeps ``sum of weights <= bound``; ``weights`` names one person of each group of equals."""

    weights: Mapping[str, float]
    bound: float


@dataclass(frozen=True)
class Proof:
    """What shows that no lottery has better chances, for a checker that does not trust the solver.

    ``rows`` are (feature, value), ("", "") for the size and ("", key) for households; ``rounds`` hold a
    price for each row and then for each cut, one list a round (NASH: one list, the prices at the optimum).
    ``excluded`` people were left out of the draw.
    """

    algorithm: str
    rows: tuple[tuple[str, str], ...]
    rounds: tuple[tuple[float, ...], ...]
    cuts: tuple[Cut, ...] = ()
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True)
class Solution:
    """A lottery over panels. ``certain`` people sit on every panel."""

    size: int
    algorithm: str
    chances: Mapping[str, float]
    certificate: Certificate
    seed: int
    people: PersonLottery | None
    certain: tuple[str, ...] = ()
    proof: Proof | None = None

    @property
    def lottery(self) -> TypeLottery | None:
        """The lottery over types; None when every seat is certain."""
        return None if self.people is None else self.people.lottery

    @property
    def ids(self) -> tuple[str, ...]:
        """The people in the draw, in the order the types refer to."""
        return () if self.people is None else self.people.ids

    def iter_panels(self) -> Iterator[WeightedPanel]:
        """(weight, ids) one by one; large pools have as many panels as people."""
        if self.people is None:
            yield 1.0, self.certain
            return
        for weight, members in self.people:
            yield weight, self.certain + members

    def draw(self, rng: random.Random) -> tuple[str, ...]:
        """One panel drawn by the weights."""
        point = rng.random()
        return self.certain if self.people is None else self.certain + self.people.at(point)

    @cached_property
    def panels(self) -> list[WeightedPanel]:
        """All panels with their weights, which sum to 1."""
        return list(self.iter_panels())
