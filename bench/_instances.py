"""Pools of volunteers for the benchmarks: made from a seed, or found in a folder of instances."""

import csv
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

BARS = {250: 1.5, 500: 2.0, 1000: 2.5, 1727: 4.0, 10_000: 8.0, 100_000: 20.0}
TIGHT_BAR = 10.0
SIZES = {250: 40, 500: 50, 1000: 100, 1727: 110, 10_000: 150, 100_000: 200}
# Share of each value among residents, and among those who answer: the old and the educated answer more.
FEATURES = {
    "gender": ([0.5, 0.5], [0.55, 0.45]),
    "age": ([0.2, 0.25, 0.25, 0.2, 0.1], [0.08, 0.16, 0.26, 0.36, 0.14]),
    "education": ([0.25, 0.45, 0.3], [0.12, 0.3, 0.58]),
    "municipality": ([0.25, 0.22, 0.2, 0.15, 0.13, 0.05], [0.22, 0.24, 0.2, 0.16, 0.12, 0.06]),
    "language": ([0.88, 0.05, 0.07], [0.92, 0.05, 0.03]),
    "trust": ([0.4, 0.4, 0.2], [0.6, 0.3, 0.1]),
}


@dataclass(frozen=True)
class Instance:
    """One folder with people.csv and features.csv; ``known`` is the lowest chance found elsewhere."""

    name: str
    folder: Path
    people: int
    size: int
    known: float | None = None

    @property
    def files(self) -> list[str]:
        return [str(self.folder / "people.csv"), str(self.folder / "features.csv")]

    @property
    def bar(self) -> float:
        return TIGHT_BAR if "tight" in self.name else next(bar for n, bar in BARS.items() if n >= self.people)


def found(folder: Path) -> list[Instance]:
    """The instances in a folder, smallest pool first."""
    known = folder / "lowest-chance.json"
    lowest = json.loads(known.read_text()) if known.exists() else {}
    instances = []
    for place in sorted(folder.iterdir()):
        if (place / "people.csv").exists():
            people = sum(1 for _ in (place / "people.csv").open(encoding="utf-8")) - 1
            minimum = lowest.get(place.name, {}).get("min")
            # A short figure is a rounded one and cannot be compared to 1e-8.
            exact = minimum if len(str(minimum)) > 12 else None
            instances.append(Instance(place.name, place, people, _size(place), exact))
    return sorted(instances, key=lambda instance: instance.people)


def _size(place: Path) -> int:
    meta = place / "meta.json"
    return int(json.loads(meta.read_text())["k"]) if meta.exists() else int(place.name.rpartition("_")[2])


def made(scratch: Path, people: int, size: int, features: int = len(FEATURES)) -> Instance:
    """A pool with the first so many FEATURES; quotas are the residents' shares, one more or less."""
    rng = random.Random(people)
    names = list(FEATURES)[:features]
    pool = [
        [rng.choices(range(len(FEATURES[name][1])), FEATURES[name][1])[0] for name in names]
        for _ in range(people)
    ]
    quotas = []
    for name in names:
        for value, share in enumerate(FEATURES[name][0]):
            middle = int(size * share + 0.5)
            quotas.append((name, value, max(0, middle - 1), middle + 1))
    return _write(scratch, f"made_{people}_{features}f_{size}", names, pool, quotas, size)


def tight(scratch: Path) -> Instance:
    """Six features whose quotas have a width of one around a panel that exists."""
    rng = random.Random(20)
    counts = (4, 5, 2, 3, 3, 4)
    names = [f"f{number}" for number in range(len(counts))]
    pool = [[rng.randrange(count) for count in counts] for _ in range(250)]
    panel = rng.sample(pool, 20)
    quotas = []
    for number, count in enumerate(counts):
        for value in range(count):
            held = sum(person[number] == value for person in panel)
            lower = rng.random() < 0.5 and held > 0
            quotas.append((names[number], value, held - lower, held + 1 - lower))
    return _write(scratch, "tight_250_20", names, pool, quotas, 20)


def hard(scratch: Path, seed: int) -> Instance:
    """321 people, 30 seats, 8 features; every quota is one number, met by a panel that exists."""
    rng = random.Random(seed)
    counts = (2, 4, 3, 6, 3, 4, 5, 2)
    names = [f"f{number}" for number in range(len(counts))]
    shares = [[rng.random() ** 1.5 + 0.1 for _ in range(count)] for count in counts]
    pool = [[rng.choices(range(len(share)), share)[0] for share in shares] for _ in range(321)]
    panel = rng.sample(pool, 30)
    quotas = []
    for number, count in enumerate(counts):
        for value in range(count):
            held = sum(person[number] == value for person in panel)
            quotas.append((names[number], value, held, held))
    return _write(scratch, f"hard_{seed}_321_30", names, pool, quotas, 30)


def _write(
    scratch: Path,
    name: str,
    names: Sequence[str],
    pool: Sequence[Sequence[int]],
    quotas: Sequence[tuple[str, int, int, int]],
    size: int,
) -> Instance:
    folder = scratch / name
    folder.mkdir()
    with (folder / "people.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["id", *names])
        writer.writerows([f"p{i:06d}", *(f"v{value}" for value in row)] for i, row in enumerate(pool))
    with (folder / "features.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["feature", "value", "min", "max"])
        writer.writerows((feature, f"v{value}", low, high) for feature, value, low, high in quotas)
    return Instance(name, folder, len(pool), size)
