"""The lottery beside sortition-algorithms, run in the Python that has it."""

import csv
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from _instances import Instance
from _measure import Cost, measured
from _tables import row, solve, table

from puntari.methods.sortition import check_solution, read_people, read_targets
from puntari.methods.sortition.store import read_proof

# Chances count as equal within the first; within the second only rounding is.
SAME = 1e-8
STRICT = 1e-10
# Algorithm, back end and largest pool of the other package's runs: beyond it no run has ended in an hour.
PEER_RUNS = (
    ("leximin", "highspy", 500),
    ("leximin", "mip-cbc", 500),
    ("maximin", "highspy", 1000),
    ("maximin", "mip-cbc", 2000),
)


def _peer_python() -> str | None:
    here = sys.executable if importlib.util.find_spec("sortition_algorithms") else None
    return os.environ.get("PUNTARI_PEER_PYTHON") or here


def beside_peer(instances: Iterable[Instance], bound: float, scratch: Path) -> int:
    python = _peer_python()
    if python is None:
        print("sortition-algorithms is not here: name its Python in PUNTARI_PEER_PYTHON", file=sys.stderr)
        return 2
    asked = ("sortition-algorithms", "highspy", "mip", "gurobipy")
    print(", ".join(f"{name} {version}" for name, version in _versions(python, asked)) + "\n")
    figures = ("seconds", "CPU", "MB", "lowest chance", "CPU ratio")
    table("instance", "whose", *figures, "order at 1e-8", "order at 1e-10", "faults")
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
    cost = solve(instance, scratch / "ours", runs=3)
    if cost.fault:
        row(instance.name, "ours, leximin", cost.fault)
        return
    ours = _read_chances(scratch / "ours" / "chances.csv")
    panels = _read_panels(scratch / "ours" / "panels.csv")
    proven = _proven_within(instance, scratch / "ours", panels)
    faults = _faults(instance, panels)
    row(instance.name, "ours, leximin", *_figures(cost, ours), "1", "-", f"proof {proven:.0e}", faults)
    peer = str(Path(__file__).with_name("_peer.py"))
    for algorithm, backend, largest in PEER_RUNS:
        if instance.people > largest:
            continue
        out = scratch / "theirs.json"
        words = [python, peer, str(instance.folder), str(instance.size), algorithm, backend, str(out)]
        theirs = measured(words, bound)
        whose = f"{algorithm}, {backend}"
        if theirs.fault:
            row(instance.name, whose, theirs.fault, f"{theirs.cpu:.1f}")
            continue
        answer = json.loads(out.read_text(encoding="utf-8"))
        ratio = f"{theirs.cpu / cost.cpu:.0f}"
        sorted_chances = sorted(ours.values()), sorted(answer["chances"].values())
        orders = [_lexicographic(*sorted_chances, same) for same in (SAME, STRICT)]
        faults = _faults(instance, answer["panels"])
        row(instance.name, whose, *_figures(theirs, answer["chances"]), ratio, *orders, faults)


def _figures(cost: Cost, chances: dict[str, float]) -> tuple[str, ...]:
    lowest = f"{min(chances.values()):.10f}"
    return f"{cost.seconds:.2f}", f"{cost.cpu:.2f}", f"{cost.megabytes:.0f}", lowest


def _lexicographic(ours: Sequence[float], theirs: Sequence[float], same: float) -> str:
    """Who is better at the first place, from the lowest chance up, that differs by more than ``same``.

    Where it is the other one, what it gave up below: differences within ``same`` pass as equal, though a
    little less for the lowest can buy much more further up.
    """
    for place, (mine, other) in enumerate(zip(ours, theirs, strict=True)):
        if abs(mine - other) > same:
            text = f"{'ours' if mine > other else 'THEIRS'} by {abs(mine - other):.1e} at {place + 1}"
            given_up = [(ours[i] - theirs[i], i + 1) for i in range(place) if ours[i] > theirs[i]]
            if mine > other or not given_up:
                return text
            worst, where = max(given_up)
            return f"{text}, having given up {worst:.1e} at {where}"
    return "equal"


def _proven_within(instance: Instance, folder: Path, panels: Sequence[tuple[float, Sequence[str]]]) -> float:
    """By how much a level could be higher in a lottery that gives up nothing below it, re-verified."""
    targets = read_targets(instance.folder / "features.csv")
    pool = read_people(instance.folder / "people.csv", targets)
    report = check_solution(pool, targets, instance.size, panels, proof=read_proof(folder))
    return float("inf") if report.proven_within is None else report.proven_within


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
