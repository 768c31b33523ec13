"""Tables of the lottery's benchmarks, and the command that is measured."""

import sys
from pathlib import Path

from _instances import Instance
from _measure import Cost, least

LONGEST = 3600.0


def lottery(*words: str) -> list[str]:
    """The command line of `puntari lottery`, answering in JSON."""
    return [sys.executable, "-m", "puntari.cli", "lottery", *words, "--json"]


def solve(instance: Instance, out: Path, *words: str, runs: int = 1) -> Cost:
    command = lottery("solve", *instance.files, "--size", str(instance.size), "--out", str(out), *words)
    return least(command, runs, LONGEST)


def table(*titles: str) -> None:
    print("| " + " | ".join(titles) + " |")
    print("|" + " --- |" * len(titles))


def row(*cells: object) -> None:
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def heading(text: str) -> None:
    print(f"\n## {text}\n", flush=True)
