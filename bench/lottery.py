"""The fair lottery against its bars: seconds of the whole command, imports and reading the files included.

Makes pools of 250 to 100,000 people from a seed, or takes a folder of instances (one folder each with
people.csv, features.csv and, for the size, meta.json or a name ending in _SIZE; lowest-chance.json beside
them is compared), to which the pool of 100,000 is added. A good answer is proven ("yes"), reaches the known
lowest chance to 1e-8 and stays under its bar (ratio below 1; on a machine with other work, CPU / bar).

    ./run bench lottery [FOLDER] [--runs N]           everything but the comparison, the quickest of N runs
    ./run bench lottery [FOLDER] --part NAME          one part: bars, hard, growth, alternates, letters,
                                                      stopping, hostile
    ./run bench lottery [FOLDER] --peer [--bound S]   beside sortition-algorithms, at most S seconds a run

The other package runs in the Python named by PUNTARI_PEER_PYTHON, or in this one when it is installed here.
Its LEXIMIN is measured where gurobipy is there too. Chances are compared in the lexicographic order: the
first place where the sorted chances differ by more than 1e-8 decides, and beside it by more than 1e-10.
"""

import argparse
import os
import platform
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import alternates
from _instances import SIZES, Instance, found, made, tight
from _lottery_bars import against_bars, growth, hard_class, uniform
from _lottery_more import hostile, letters, stopping
from _lottery_peer import beside_peer
from _tables import heading

PARTS = ("bars", "hard", "growth", "alternates", "letters", "stopping", "hostile")


def main() -> int:
    args = _arguments()
    began = time.perf_counter()
    print(f"{datetime.now(UTC):%-d %B %Y}, {_machine()}")
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        instances = _instances(args.folder, scratch)
        if args.only:
            instances = [instance for instance in instances if instance.name in args.only]
        if args.peer:
            heading("Beside sortition-algorithms")
            return beside_peer(instances, args.bound, scratch)
        for part in args.part or PARTS:
            _run(part, instances, args.runs, scratch)
    print(f"\n{(time.perf_counter() - began) / 60:.1f} minutes in all.")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, help="folder of instances")
    parser.add_argument("--runs", type=int, default=1, help="runs of each, the quickest counts")
    parser.add_argument("--part", action="append", choices=PARTS, help="only this part")
    parser.add_argument("--peer", action="store_true", help="beside sortition-algorithms")
    parser.add_argument("--bound", type=float, default=300.0, help="seconds one run of the other may take")
    parser.add_argument("--only", action="append", metavar="NAME", help="only this instance")
    return parser.parse_args()


def _machine() -> str:
    import highspy

    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    cores, python, solver = os.cpu_count(), platform.python_version(), highspy.Highs().version()
    return f"{cores} cores (load {load}), Python {python}, HiGHS {solver}"


def _instances(folder: Path | None, scratch: Path) -> list[Instance]:
    if folder is None:
        return [*(made(scratch, n, k) for n, k in SIZES.items()), tight(scratch)]
    largest = max(SIZES)
    return [*found(folder), made(scratch, largest, SIZES[largest])]


def _run(part: str, instances: list[Instance], runs: int, scratch: Path) -> None:
    if part == "bars":
        heading("Against the bars")
        against_bars(instances, runs, scratch / "solved")
        heading("Uniform lottery of 1,000 panels")
        uniform(instances, scratch / "solved")
    elif part == "hard":
        heading("The hard class: 321 people, 30 seats, 8 features, exact quotas, 60 s")
        hard_class(scratch)
    elif part == "growth":
        heading("What more people cost, and what more types cost")
        growth(scratch)
    elif part == "alternates":
        for instance in [instance for instance in instances if alternates.fits(instance)]:
            heading(f"Alternates: {instance.name}")
            alternates.compared(instance)
    elif part == "letters":
        heading("Letters")
        letters()
    elif part == "stopping":
        heading("Stopping")
        stopping(instances[-1] if len(instances) > 1 else instances[0], scratch)
    else:
        heading("Hostile files")
        hostile()


if __name__ == "__main__":
    sys.exit(main())
