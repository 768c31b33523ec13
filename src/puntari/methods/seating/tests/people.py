"""People for the tests: features drawn by lot in the shares of a county's panel."""

from __future__ import annotations

import random

from puntari.methods.seating import Guest

SHARES = {
    "gender": {"woman": 52, "man": 48},
    "age": {"15-29": 20, "30-44": 25, "45-64": 30, "65+": 25},
    "home": {"north": 35, "middle": 40, "south": 25},
}


def people(count: int, seed: int = 1) -> list[Guest]:
    rng = random.Random(seed)

    def draw(shares: dict[str, int]) -> str:
        return rng.choices(list(shares), list(shares.values()))[0]

    return [Guest(f"p{i:02}", {name: draw(shares) for name, shares in SHARES.items()}) for i in range(count)]
