"""The fair lottery against its bars: seconds of the whole command, imports and reading the files included.

Makes pools of 250 to 100,000 people from a seed, or takes a folder of instances (one folder each with
people.csv, features.csv and, for the size, meta.json or a name ending in _SIZE; lowest-chance.json beside
them is compared). A good answer is proven ("yes"), reaches the known lowest chance to 1e-8 and stays under
its bar (ratio below 1). Run: ./run bench lottery [FOLDER]
"""

import csv
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

BARS = {250: 1.5, 500: 2.0, 1000: 2.5, 1727: 4.0, 10_000: 8.0, 100_000: 20.0}
TIGHT_BAR = 10.0
SIZES = {250: 40, 500: 50, 1000: 100, 1727: 110, 10_000: 150, 100_000: 200}
# Share of each value among residents, and among those who answer: the old and the educated answer more.
FEATURES = {
    "gender": ([0.5, 0.5], [0.55, 0.45]),
    "age": ([0.2, 0.25, 0.25, 0.2, 0.1], [0.08, 0.16, 0.26, 0.36, 0.14]),
    "municipality": ([0.25, 0.22, 0.2, 0.15, 0.13, 0.05], [0.22, 0.24, 0.2, 0.16, 0.12, 0.06]),
    "education": ([0.25, 0.45, 0.3], [0.12, 0.3, 0.58]),
    "language": ([0.88, 0.05, 0.07], [0.92, 0.05, 0.03]),
    "trust": ([0.4, 0.4, 0.2], [0.6, 0.3, 0.1]),
}


@dataclass(frozen=True)
class Instance:
    name: str
    folder: Path
    people: int
    size: int
    known: float | None = None

    @property
    def bar(self) -> float:
        return TIGHT_BAR if "tight" in self.name else next(bar for n, bar in BARS.items() if n >= self.people)


def main() -> int:
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, {_solver()}\n")
    print("| instance | n | k | seconds | lowest chance | proven | as known | bar | ratio |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        given = sys.argv[1:]
        instances = _found(Path(given[0])) if given else (_made(scratch, n, k) for n, k in SIZES.items())
        for instance in instances:
            print(_measured(instance, scratch / "out"), flush=True)
        if not given:
            print(_measured(_tight(scratch), scratch / "out"), flush=True)
    return 0


def _solver() -> str:
    import highspy

    return f"HiGHS {highspy.Highs().version()}"


def _measured(instance: Instance, out: Path) -> str:
    files = [str(instance.folder / "people.csv"), str(instance.folder / "features.csv")]
    command = [sys.executable, "-m", "puntari.cli", "lottery", "solve", *files, "--size", str(instance.size)]
    start = time.perf_counter()
    done = subprocess.run(
        [*command, "--out", str(out), "--json"], capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - start
    if done.returncode:
        return f"| {instance.name} | {instance.people} | {instance.size} | {done.stderr.strip()} |"
    answer = json.loads(done.stdout)
    lowest, proven = answer["lowest_chance"], "yes" if answer["exact"] else f"gap {answer['gap']:.1e}"
    same = "-" if instance.known is None else ("yes" if abs(lowest - instance.known) < 1e-8 else "NO")
    return (
        f"| {instance.name} | {instance.people} | {instance.size} | {seconds:.2f} | {lowest:.9f} | {proven} "
        f"| {same} | {instance.bar} | {seconds / instance.bar:.2f} |"
    )


def _found(folder: Path) -> list[Instance]:
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


def _made(scratch: Path, people: int, size: int) -> Instance:
    rng = random.Random(people)
    names = list(FEATURES)
    pool = [
        [rng.choices(range(len(answering)), answering)[0] for _, answering in FEATURES.values()]
        for _ in range(people)
    ]
    quotas = []
    for name, (residents, _) in FEATURES.items():
        for value, share in enumerate(residents):
            middle = int(size * share + 0.5)
            quotas.append((name, value, max(0, middle - 1), middle + 1))
    return _write(scratch, f"made_{people}_{size}", names, pool, quotas, size)


def _tight(scratch: Path) -> Instance:
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


def _write(
    scratch: Path,
    name: str,
    names: list[str],
    pool: list[list[int]],
    quotas: list[tuple[str, int, int, int]],
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


if __name__ == "__main__":
    sys.exit(main())
