"""Alternates: persons off the quotas after dropouts, with alternates chosen, by chance, or in proportion.

One panel of 40 from a pool of 250, every quota with one of room, a tenth or so of the panel stays away. The
mean quota loss (L1, persons off divided by the value's maximum) over fresh dropouts; a good answer stays at
or under the bar. Dropout chances are learnt from made past panels. Run: ./run bench alternates [FOLDER]

By chance: alternates drawn at random from the pool, the mean of ten draws. In proportion: each seat's
alternate is drawn from those who differ least from a member drawn at random, so that alternates mirror the
panel. The bars were measured on a pool of five features; where there are more values there is more to miss,
so the share of the loss by chance is printed beside the study's.
"""

import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from _instances import Instance, found, made
from _tables import row, table

from puntari.methods.sortition import (
    Feature,
    Pool,
    choose_alternates,
    expected_loss,
    fit_dropout,
    read_people,
    read_targets,
    solve,
)

PEOPLE, SEATS = 250, 40
BARS = {4: 0.32, 6: 0.19, 8: 0.12, 10: 0.08}
# What the study behind the bars measured for alternates drawn by chance.
BY_CHANCE = {4: 0.69, 6: 0.58, 8: 0.53, 10: 0.50}
SEED = 20261122
DRAWS = 10
SAMPLES = 2000


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(sys.argv[1]) if sys.argv[1:] else None
        instances = found(folder) if folder else [made(Path(name), PEOPLE, SEATS)]
        for instance in instances:
            if fits(instance):
                print(f"\n{instance.name}")
                compared(instance)
    return 0


def fits(instance: Instance) -> bool:
    """Whether it has the size that the bars were measured at."""
    return (instance.people, instance.size) == (PEOPLE, SEATS)


def compared(instance: Instance) -> None:
    """One table for an instance of 250 people; only the study's own quotas have bars."""
    quotas = read_targets(instance.folder / "features.csv")
    pool = read_people(instance.folder / "people.csv", quotas)
    rng = random.Random(SEED)
    panel = solve(pool, quotas, instance.size).draw(rng)
    rates = _learnt(pool, quotas, rng).rates(pool.select(panel).people)
    nobody = _loss(pool, quotas, panel, [], rates)
    print(f"{sum(rates.values()):.1f} dropouts expected; nobody ready: loss {nobody:.3f}\n")
    titles = ("alternates", "chosen", "bar", "ratio", "by chance", "in proportion", "chosen / by chance")
    table(*titles, "study", "persons off", "seconds")
    outside = [i for i in pool.ids if i not in set(panel)]
    for count, bar in BARS.items():
        start = time.perf_counter()
        chosen = choose_alternates(pool, quotas, panel, count, dropout=rates, seed=SEED)
        seconds = time.perf_counter() - start
        best, off = expected_loss(pool, quotas, panel, chosen, dropout=rates, seed=SEED + 1, samples=SAMPLES)
        chance = _mean(_loss(pool, quotas, panel, rng.sample(outside, count), rates) for _ in range(DRAWS))
        mirrored = _mean(
            _loss(pool, quotas, panel, _mirrored(pool, panel, count, rng), rates) for _ in range(DRAWS)
        )
        shares = (f"{best / chance:.2f}", f"{bar / BY_CHANCE[count]:.2f}")
        ratio = (f"{best:.3f}", bar, f"{best / bar:.2f}")
        row(count, *ratio, f"{chance:.3f}", f"{mirrored:.3f}", *shares, f"{off:.2f}", f"{seconds:.2f}")


def _learnt(pool: Pool, quotas: Sequence[Feature], rng: random.Random):  # type: ignore[no-untyped-def]
    """A model from five made panels on which the young stayed away twice as often."""
    young = quotas[1].values[0]
    history = []
    for person in rng.choices(pool.people, k=200):
        chance = 0.2 if person.values[quotas[1].name] == young else 0.11
        history.append((dict(person.values), rng.random() >= chance))
    return fit_dropout(history)


def _loss(
    pool: Pool,
    quotas: Sequence[Feature],
    panel: Sequence[str],
    alternates: Sequence[str],
    rates: dict[str, float],
) -> float:
    return expected_loss(pool, quotas, panel, alternates, dropout=rates, seed=SEED + 1, samples=SAMPLES)[0]


def _mirrored(pool: Pool, panel: Sequence[str], count: int, rng: random.Random) -> list[str]:
    people, seated, taken = pool.by_id(), set(panel), list[str]()
    for member in rng.sample(list(panel), count):
        wanted = people[member].values
        rest = [p for p in pool.people if p.id not in seated and p.id not in taken]
        rng.shuffle(rest)
        taken.append(max(rest, key=lambda p: sum(p.values[f] == v for f, v in wanted.items())).id)
    return taken


def _mean(values) -> float:  # type: ignore[no-untyped-def]
    listed = list(values)
    return sum(listed) / len(listed)


if __name__ == "__main__":
    sys.exit(main())
