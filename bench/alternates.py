"""Alternates: persons off the quotas after dropouts, with alternates chosen, by chance, or in proportion.

One panel of 40 from a pool of 250, every quota with one of room, a tenth or so of the panel stays away. The
mean quota loss (L1, persons off divided by the value's maximum) over fresh dropouts; a good answer stays at
or under the bar. Dropout chances are learnt from made past panels. Run: ./run bench alternates [FOLDER]

By chance: alternates drawn at random from the pool, the mean of ten draws. In proportion: each seat's
alternate is drawn from those who differ least from a member drawn at random, so that alternates mirror the
panel.
"""

import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from _instances import found, made

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

BARS = {4: 0.32, 6: 0.19, 8: 0.12, 10: 0.08}
SEED = 20261122
DRAWS = 10
SAMPLES = 2000


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(sys.argv[1]) if sys.argv[1:] else None
        instance = found(folder)[0] if folder else made(Path(name), 250, 40)
        quotas = read_targets(instance.folder / "features.csv")
        pool = read_people(instance.folder / "people.csv", quotas)
    rng = random.Random(SEED)
    panel = solve(pool, quotas, instance.size).draw(rng)
    rates = _learnt(pool, quotas, rng).rates(pool.select(panel).people)
    print(f"{instance.name}: {instance.size} members, {sum(rates.values()):.1f} dropouts expected\n")
    print("| alternates | chosen | bar | ratio | by chance | in proportion | nobody | seconds |")
    print("|" + " --- |" * 8)
    outside = [i for i in pool.ids if i not in set(panel)]
    nobody = _loss(pool, quotas, panel, [], rates)
    for count, bar in BARS.items():
        start = time.perf_counter()
        chosen = choose_alternates(pool, quotas, panel, count, dropout=rates, seed=SEED)
        seconds = time.perf_counter() - start
        best = _loss(pool, quotas, panel, chosen, rates)
        chance = _mean(_loss(pool, quotas, panel, rng.sample(outside, count), rates) for _ in range(DRAWS))
        mirrored = _mean(
            _loss(pool, quotas, panel, _mirrored(pool, panel, count, rng), rates) for _ in range(DRAWS)
        )
        print(
            f"| {count} | {best:.3f} | {bar} | {best / bar:.2f} | {chance:.3f} | {mirrored:.3f} "
            f"| {nobody:.3f} | {seconds:.2f} |",
            flush=True,
        )
    return 0


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
