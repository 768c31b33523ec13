"""The command that checks a solved lottery anew from its files, without the solver."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from puntari.methods.sortition import store
from puntari.methods.sortition.cells import read_rows, split_ids
from puntari.methods.sortition.check import check_solution
from puntari.methods.sortition.commands import Result
from puntari.methods.sortition.control import Progress
from puntari.methods.sortition.errors import InputError
from puntari.methods.sortition.formats import read_people, read_targets
from puntari.methods.sortition.messages import problem_sentence

FILES = ("pool.csv", "targets.csv", "panels.csv", "chances.csv", "lottery.json", "certificate.json")


def audit(args: argparse.Namespace, progress: Progress | None) -> Result:
    folder = Path(args.folder)
    if any(not (folder / name).exists() for name in FILES):
        raise InputError("no_lottery", path=str(folder))
    quotas = read_targets(folder / "targets.csv")
    pool = read_people(folder / "pool.csv", quotas, id_column="id")
    data = store.read_json(folder / "lottery.json")
    stated = store.read_json(folder / "certificate.json")
    try:
        report = check_solution(
            pool,
            quotas,
            data["size"],
            _panels(folder / "panels.csv"),
            {row["id"]: float(row["chance"]) for row in read_rows(folder / "chances.csv")},
            households=data["households"],
            proof=store.read_proof(folder),
            certain=data["certain"],
            gap=stated["gap"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InputError("no_lottery", path=str(folder)) from error
    answer: dict[str, Any] = {
        "holds": report.ok,
        "panels": report.panels,
        "lowest_chance": report.lowest_chance,
        "largest_difference": report.largest_difference,
        "rounds": report.rounds,
        "proven_within": report.proven_within,
        "problems": [{"code": p.code, **p.params} for p in report.problems],
    }
    lines = [f"{report.panels} panels keep every quota; lowest chance {report.lowest_chance:.6f}"]
    if report.proven_within is not None:
        fairest = (
            "fairest within" if stated["exact"] else "the search ended early; below the fairest by at most"
        )
        lines.append(f"{report.rounds} rounds re-verified; {fairest} {report.proven_within:.1e}")
    if not report.ok:
        lines = ["this lottery does not hold:", *("  " + problem_sentence(p) for p in report.problems)]
    return answer, lines, 0 if report.ok else 1


def _panels(path: Path) -> Iterator[tuple[float, tuple[str, ...]]]:
    return ((float(row["weight"]), split_ids(row["ids"])) for row in read_rows(path))
