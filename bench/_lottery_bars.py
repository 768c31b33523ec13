"""The lottery against its bars, on the hard class, and as pools grow."""

import json
import tempfile
from collections.abc import Iterable
from pathlib import Path

from _instances import Instance, hard, made
from _measure import measured
from _tables import LONGEST, lottery, row, solve, table

SAME = 1e-8
HARD_SECONDS = 60
HARD_GAP = 5e-4
HARD_SEEDS = (1, 2, 3, 4)


def against_bars(instances: Iterable[Instance], runs: int, scratch: Path) -> None:
    titles = ("n", "k", "seconds", "CPU", "MB", "lowest chance", "proven", "as known", "bar", "ratio")
    table("instance", *titles, "CPU / bar")
    for instance in instances:
        cost = solve(instance, scratch / instance.name, runs=runs)
        start = (instance.name, instance.people, instance.size)
        if cost.fault:
            row(*start, cost.fault)
            continue
        answer = json.loads(cost.output)
        lowest, known = answer["lowest_chance"], instance.known
        same = "-" if known is None else ("yes" if abs(lowest - known) < SAME else "NO")
        figures = (f"{cost.seconds:.2f}", f"{cost.cpu:.2f}", f"{cost.megabytes:.0f}", f"{lowest:.10f}")
        ratios = (f"{cost.seconds / instance.bar:.2f}", f"{cost.cpu / instance.bar:.2f}")
        row(*start, *figures, _proven(answer), same, instance.bar, *ratios)


def _proven(answer: dict[str, float]) -> str:
    return "yes" if answer["exact"] else f"gap {answer['gap']:.1e}"


def uniform(instances: Iterable[Instance], scratch: Path) -> None:
    """From what `against_bars` solved. Points are percentage points of a chance."""
    titles = ("seconds", "CPU", "bar", "MB", "largest change", "aim", "none below", "lowest lowered", "aim")
    table("instance", *titles, "warnings")
    for instance in instances:
        folder = str(scratch / instance.name)
        cost = measured(lottery("uniform", folder, "--panels", "1000", "--out", folder), LONGEST)
        if cost.fault:
            row(instance.name, cost.fault)
            continue
        answer = json.loads(cost.output)
        points = [100 * answer[name] for name in ("largest_change", "least_change", "lowered")]
        change, least, lowered = (f"{number:.3f}" for number in points)
        figures = (f"{cost.seconds:.2f}", f"{cost.cpu:.2f}", 10, f"{cost.megabytes:.0f}")
        said = ", ".join(answer["warnings"]) or "none"
        row(instance.name, *figures, change, 0.35, least, lowered, 0.25, said)


def hard_class(scratch: Path) -> None:
    """321 people, 30 seats, 8 features, quotas without any room: a proven gap within a minute."""
    table("instance", "seconds", "CPU", "MB", "types", "lowest chance", "proven", "gap", "bar")
    for seed in HARD_SEEDS:
        instance = hard(scratch, seed)
        cost = solve(instance, scratch / instance.name / "out", "--deadline", str(HARD_SECONDS))
        if cost.fault:
            row(instance.name, cost.fault)
            continue
        answer = json.loads(cost.output)
        figures = (f"{cost.seconds:.1f}", f"{cost.cpu:.1f}", f"{cost.megabytes:.0f}", answer["types"])
        lowest = f"{answer['lowest_chance']:.8f}"
        row(instance.name, *figures, lowest, _proven(answer), f"{answer['gap']:.1e}", HARD_GAP)


def growth(scratch: Path) -> None:
    print("More people of the same types, 40 seats, 3 features:\n")
    _growth_table(scratch, [(n, 3) for n in (250, 1000, 10_000, 100_000)])
    print("\nThe same 10,000 people, 40 seats, told apart by more features:\n")
    _growth_table(scratch, [(10_000, features) for features in (2, 3, 4, 5, 6)])


def _growth_table(scratch: Path, cases: Iterable[tuple[int, int]]) -> None:
    titles = ("types", "rounds", "seconds of the search", "whole command, s", "CPU, s", "MB", "proven")
    table("people", "features", *titles)
    for people, features in cases:
        with tempfile.TemporaryDirectory(dir=scratch) as name:
            cost = solve(made(Path(name), people, 40, features), Path(name) / "out")
        answer = json.loads(cost.output)
        figures = (answer["types"], answer["rounds"], f"{answer['seconds']:.2f}", f"{cost.seconds:.2f}")
        row(people, features, *figures, f"{cost.cpu:.2f}", f"{cost.megabytes:.0f}", _proven(answer))
