"""Pools for the tests: random ones with quotas around a panel that exists, and a few known by heart."""

import random

from puntari.methods.sortition.model import Feature, Person, Pool, Quota


def pool_of(*vectors: tuple[str, ...], names: tuple[str, ...] = ("a", "b", "c")) -> Pool:
    """p0, p1, ... with these feature values."""
    return Pool(
        tuple(Person(f"p{i}", dict(zip(names, vector, strict=False))) for i, vector in enumerate(vectors))
    )


def quotas_of(**features: dict[str, tuple[int, int]]) -> list[Feature]:
    return [
        Feature(name, tuple(Quota(value, low, high) for value, (low, high) in values.items()))
        for name, values in features.items()
    ]


def random_case(
    seed: int, people: int, size: int, values: tuple[int, ...], width: int = 1
) -> tuple[Pool, list[Feature]]:
    """A pool with uneven values and quotas around a random panel, so that at least one panel is feasible."""
    rng = random.Random(seed)
    persons = tuple(
        Person(
            f"p{i:05d}",
            {f"f{f}": f"v{min(rng.randrange(n), rng.randrange(n))}" for f, n in enumerate(values)},
        )
        for i in range(people)
    )
    panel = rng.sample(persons, size)
    features = []
    for f, n in enumerate(values):
        held = [sum(p.values[f"f{f}"] == f"v{v}" for p in panel) for v in range(n)]
        spread = [(max(0, h - rng.randint(0, width)), h + rng.randint(0, width)) for h in held]
        features.append(Feature(f"f{f}", tuple(Quota(f"v{v}", *spread[v]) for v in range(n))))
    return Pool(persons), features
