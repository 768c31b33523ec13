"""The fair lottery against its bars: seconds of the whole command, imports and reading the files included.

Makes pools of 250 to 100,000 people from a seed, or takes a folder of instances (one folder each with
people.csv, features.csv and, for the size, meta.json or a name ending in _SIZE; lowest-chance.json beside
them is compared). A good answer is proven ("yes"), reaches the known lowest chance to 1e-8 and stays under
its bar (ratio below 1).

    ./run bench lottery [FOLDER] [--runs N]           against the bars, the quickest of N runs
    ./run bench lottery [FOLDER] --peer [--bound S]   beside sortition-algorithms, at most S seconds a run
    ./run bench lottery --growth                      what more people cost, and what more types cost

The other package runs in the Python named by PUNTARI_PEER_PYTHON, or in this one when it is installed here.
Its LEXIMIN is measured where gurobipy is there too. Chances are compared in the lexicographic order at 1e-8:
the first place where the sorted chances differ decides.
"""

import argparse
import csv
import importlib.util
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from _instances import SIZES, Instance, found, made, tight
from _measure import Cost, least, measured

from puntari.methods.sortition import check_solution, read_people, read_targets

SAME = 1e-8
LONGEST = 3600.0
# Algorithm, back end and largest pool of the other package's runs: beyond it no run has ended in an hour.
PEER_RUNS = (
    ("leximin", "highspy", 500),
    ("leximin", "mip-cbc", 500),
    ("maximin", "highspy", 1000),
    ("maximin", "mip-cbc", 2000),
)


def main() -> int:
    args = _arguments()
    print(f"{datetime.now(UTC):%-d %B %Y}, {_machine()}\n")
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        if args.growth:
            _growth(scratch)
            return 0
        instances = found(args.folder) if args.folder else _all_made(scratch)
        if args.only:
            instances = [instance for instance in instances if instance.name in args.only]
        if args.peer:
            return _beside_peer(instances, args.bound, scratch)
        _against_bars(instances, args.runs, scratch)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, help="folder of instances")
    parser.add_argument("--runs", type=int, default=1, help="runs of each, the quickest counts")
    parser.add_argument("--peer", action="store_true", help="beside sortition-algorithms")
    parser.add_argument("--bound", type=float, default=300.0, help="seconds one run of the other may take")
    parser.add_argument("--growth", action="store_true", help="more people, more types")
    parser.add_argument("--only", action="append", metavar="NAME", help="only this instance")
    return parser.parse_args()


def _machine() -> str:
    import highspy

    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    cores, python, solver = os.cpu_count(), platform.python_version(), highspy.Highs().version()
    return f"{cores} cores (load {load}), Python {python}, HiGHS {solver}"


def _all_made(scratch: Path) -> list[Instance]:
    return [*(made(scratch, n, k) for n, k in SIZES.items()), tight(scratch)]


def _solve(instance: Instance, out: Path, *, runs: int = 1) -> Cost:
    command = [sys.executable, "-m", "puntari.cli", "lottery", "solve", *instance.files]
    return least([*command, "--size", str(instance.size), "--out", str(out), "--json"], runs, LONGEST)


def _table(*titles: str) -> None:
    print("| " + " | ".join(titles) + " |")
    print("|" + " --- |" * len(titles))


def _row(*cells: object) -> None:
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def _against_bars(instances: Iterable[Instance], runs: int, scratch: Path) -> None:
    titles = ("n", "k", "seconds", "CPU", "MB", "lowest chance", "proven", "as known", "bar", "ratio")
    _table("instance", *titles, "uniform m=1000", "largest change, points")
    for instance in instances:
        out = scratch / "out"
        cost = _solve(instance, out, runs=runs)
        start = (instance.name, instance.people, instance.size)
        if cost.fault:
            _row(*start, cost.fault)
            continue
        answer = json.loads(cost.output)
        lowest, proven = answer["lowest_chance"], "yes" if answer["exact"] else f"gap {answer['gap']:.1e}"
        known = instance.known
        same = "-" if known is None else ("yes" if abs(lowest - known) < SAME else "NO")
        figures = (f"{cost.seconds:.2f}", f"{cost.cpu:.2f}", f"{cost.megabytes:.0f}", f"{lowest:.10f}")
        bar = (instance.bar, f"{cost.seconds / instance.bar:.2f}")
        _row(*start, *figures, proven, same, *bar, *_uniform(out))


def _uniform(folder: Path) -> tuple[str, str]:
    words = ["lottery", "uniform", str(folder), "--panels", "1000", "--out", str(folder), "--json"]
    cost = measured([sys.executable, "-m", "puntari.cli", *words], LONGEST)
    if cost.fault:
        return f"{cost.seconds:.2f}", cost.fault
    return f"{cost.seconds:.2f}", f"{json.loads(cost.output)['largest_change'] * 100:.3f}"


def _peer_python() -> str | None:
    here = sys.executable if importlib.util.find_spec("sortition_algorithms") else None
    return os.environ.get("PUNTARI_PEER_PYTHON") or here


def _beside_peer(instances: Iterable[Instance], bound: float, scratch: Path) -> int:
    python = _peer_python()
    if python is None:
        print("sortition-algorithms is not here: name its Python in PUNTARI_PEER_PYTHON", file=sys.stderr)
        return 2
    asked = ("sortition-algorithms", "highspy", "mip", "gurobipy")
    print(", ".join(f"{name} {version}" for name, version in _versions(python, asked)) + "\n")
    _table(
        "instance", "whose", "seconds", "CPU", "MB", "lowest chance", "CPU ratio", "lexicographic", "faults"
    )
    for instance in instances:
        _one_beside_peer(instance, python, bound, scratch)
    return 0


def _versions(python: str, names: Sequence[str]) -> list[tuple[str, str]]:
    code = (
        "import sys, importlib.metadata as m\n"
        "for name in sys.argv[1:]:\n"
        "    try: print(name, m.version(name))\n"
        "    except m.PackageNotFoundError: print(name, 'absent')\n"
    )
    done = subprocess.run([python, "-c", code, *names], capture_output=True, text=True, check=True)
    return [(name, version) for name, version in (line.split() for line in done.stdout.splitlines())]


def _one_beside_peer(instance: Instance, python: str, bound: float, scratch: Path) -> None:
    cost = _solve(instance, scratch / "ours", runs=3)
    if cost.fault:
        _row(instance.name, "ours, leximin", cost.fault)
        return
    ours = _read_chances(scratch / "ours" / "chances.csv")
    panels = _read_panels(scratch / "ours" / "panels.csv")
    _row(instance.name, "ours, leximin", *_figures(cost, ours), "1", "-", _faults(instance, panels))
    peer = str(Path(__file__).with_name("_peer.py"))
    for algorithm, backend, largest in PEER_RUNS:
        if instance.people > largest:
            continue
        out = scratch / "theirs.json"
        words = [python, peer, str(instance.folder), str(instance.size), algorithm, backend, str(out)]
        theirs = measured(words, bound)
        whose = f"{algorithm}, {backend}"
        if theirs.fault:
            _row(instance.name, whose, theirs.fault, f"{theirs.cpu:.1f}")
            continue
        answer = json.loads(out.read_text(encoding="utf-8"))
        ratio = f"{theirs.cpu / cost.cpu:.0f}"
        better = _lexicographic(list(ours.values()), list(answer["chances"].values()))
        faults = _faults(instance, answer["panels"])
        _row(instance.name, whose, *_figures(theirs, answer["chances"]), ratio, better, faults)


def _figures(cost: Cost, chances: dict[str, float]) -> tuple[str, ...]:
    lowest = f"{min(chances.values()):.10f}"
    return f"{cost.seconds:.2f}", f"{cost.cpu:.2f}", f"{cost.megabytes:.0f}", lowest


def _lexicographic(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """Who is better at the first place that differs by more than SAME, and what that cost below it."""
    given_up = 0.0
    for place, (mine, other) in enumerate(zip(sorted(ours), sorted(theirs), strict=True), 1):
        if abs(mine - other) > SAME:
            verdict = f"{'ours' if mine > other else 'THEIRS'} better by {abs(mine - other):.1e} at {place}"
            return verdict if mine > other else f"{verdict}, after giving up {given_up:.1e} below"
        given_up = max(given_up, mine - other)
    return "equal"


def _faults(instance: Instance, panels: Iterable[tuple[float, Sequence[str]]]) -> str:
    targets = read_targets(instance.folder / "features.csv")
    pool = read_people(instance.folder / "people.csv", targets)
    report = check_solution(pool, targets, instance.size, panels, tolerance=1e-6)
    return "none" if report.ok else ", ".join(sorted({problem.code for problem in report.problems}))


def _read_chances(path: Path) -> dict[str, float]:
    with path.open(encoding="utf-8", newline="") as handle:
        return {row["id"]: float(row["chance"]) for row in csv.DictReader(handle)}


def _read_panels(path: Path) -> list[tuple[float, list[str]]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return [(float(row["weight"]), row["ids"].split()) for row in csv.DictReader(handle)]


def _growth(scratch: Path) -> None:
    print("More people of the same types, 40 seats, 3 features:\n")
    _growth_table(scratch, [(n, 3) for n in (250, 1000, 10_000, 100_000)])
    print("\nThe same 10,000 people, 40 seats, told apart by more features:\n")
    _growth_table(scratch, [(10_000, features) for features in (2, 3, 4, 5, 6)])


def _growth_table(scratch: Path, cases: Iterable[tuple[int, int]]) -> None:
    _table("people", "features", "types", "rounds", "solver, s", "whole command, s", "CPU, s", "proven")
    for people, features in cases:
        with tempfile.TemporaryDirectory(dir=scratch) as name:
            cost = _solve(made(Path(name), people, 40, features), Path(name) / "out", runs=3)
        answer = json.loads(cost.output)
        proven = "yes" if answer["exact"] else f"gap {answer['gap']:.1e}"
        figures = (answer["types"], answer["rounds"], f"{answer['seconds']:.2f}", f"{cost.seconds:.2f}")
        _row(people, features, *figures, f"{cost.cpu:.2f}", proven)


if __name__ == "__main__":
    sys.exit(main())
