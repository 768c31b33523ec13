"""The folder of a solved lottery, and the field's result files."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from puntari.methods.sortition.cells import read_rows, write_csv, write_panels
from puntari.methods.sortition.errors import InputError
from puntari.methods.sortition.expand import PersonLottery, TypeLottery
from puntari.methods.sortition.formats import read_people, read_targets
from puntari.methods.sortition.model import Feature, Pool, Quotas
from puntari.methods.sortition.solution import Certificate, Cut, Proof, Solution

# Files of an earlier lottery in the same folder that a new one without them must not leave behind.
PAIRED = ("proof.json", "uniform.csv", "uniform_chances.csv", "uniform.json")


def write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError("no_lottery", path=str(path.parent)) from error


def read_log(path: Path) -> list[Any]:
    """The entries kept so far; none when there is no file yet."""
    return list(read_json(path)) if path.exists() else []


def check_writable(folder: Path) -> None:
    """Refuse a folder that could not be written, before a long computation. Raises
    ``InputError('not_written')``.
    """
    there = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())
    if not there.is_dir() or not os.access(there, os.W_OK):
        raise InputError("not_written", path=str(folder), reason=f"{there} is no folder one can write to")


@contextmanager
def written_whole(folder: Path) -> Iterator[Path]:
    """A folder for new files, which replace those in ``folder`` when all are written, and else not one.

    Who is interrupted while writing keeps the results there were.
    """
    folder.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=".writing-", dir=folder))
    try:
        yield part
        for name in PAIRED:
            if (part / "lottery.json").exists() and not (part / name).exists():
                (folder / name).unlink(missing_ok=True)
        for path in sorted(part.iterdir()):
            path.replace(folder / path.name)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def write_targets(path: Path, quotas: Quotas) -> None:
    """Targets with their flex bounds, in the field's columns."""
    rows = (
        (f.name, q.value, q.min, q.max, q.min_flex, "" if q.max_flex is None else q.max_flex)
        for f in quotas
        for q in f.quotas
    )
    write_csv(path, ["feature", "value", "min", "max", "min_flex", "max_flex"], rows)


def write_people(path: Path, pool: Pool, ids: Sequence[str]) -> None:
    """The people with these ids in the shape of the file they came from."""
    header = list(pool.people[0].row) if pool.people else []
    write_csv(path, header, ([p.row[name] for name in header] for p in pool.select(ids).people))


def save_solution(
    folder: Path, pool: Pool, quotas: Quotas, solution: Solution, households: Mapping[str, str]
) -> None:
    """chances.csv, panels.csv, certificate.json, and what later commands need (lottery.json, pool.csv,
    targets.csv).
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_csv(folder / "chances.csv", ["id", "chance"], solution.chances.items())
    panels = ((f"{n},{w!r}", ids) for n, (w, ids) in enumerate(solution.iter_panels(), 1))
    write_panels(folder / "panels.csv", ["panel", "weight", "ids"], panels)
    write_json(folder / "certificate.json", solution.certificate.as_dict())
    if solution.proof is not None:
        write_json(folder / "proof.json", asdict(solution.proof))
    names = [feature.name for feature in quotas]
    write_csv(
        folder / "pool.csv", ["id", *names], ([p.id, *(p.values[n] for n in names)] for p in pool.people)
    )
    rows = ((f.name, q.value, q.min, q.max) for f in quotas for q in f.quotas)
    write_csv(folder / "targets.csv", ["feature", "value", "min", "max"], rows)
    # For machines only and long, so without the indent that keeps json from its fast path.
    text = json.dumps(_lottery_dict(solution, households), ensure_ascii=False, sort_keys=True)
    (folder / "lottery.json").write_text(text + "\n", encoding="utf-8")


def _lottery_dict(solution: Solution, households: Mapping[str, str]) -> dict[str, object]:
    lottery = solution.lottery
    return {
        "size": solution.size,
        "algorithm": solution.algorithm,
        "seed": solution.seed,
        "certain": list(solution.certain),
        "ids": list(solution.ids),
        "households": dict(households),
        "weights": list(lottery.weights) if lottery else [],
        "panels": [[[int(t), int(x[t])] for t in x.nonzero()[0]] for x in lottery.panels] if lottery else [],
        "members": [list(group) for group in lottery.system.members] if lottery else [],
    }


def load_solution(folder: Path) -> tuple[Pool, list[Feature], Solution, dict[str, str]]:
    """What ``save_solution`` wrote: pool, quotas, solution, households. Raises
    ``InputError('no_lottery')``.
    """
    data = read_json(folder / "lottery.json")
    quotas = read_targets(folder / "targets.csv")
    pool = read_people(folder / "pool.csv", quotas, id_column="id")
    chances = {row["id"]: float(row["chance"]) for row in read_rows(folder / "chances.csv")}
    solution = Solution(
        data["size"],
        data["algorithm"],
        chances,
        Certificate(**read_json(folder / "certificate.json")),
        data["seed"],
        PersonLottery(_lottery(data, pool, quotas), tuple(data["ids"]), data["seed"])
        if data["panels"]
        else None,
        tuple(data["certain"]),
        read_proof(folder),
    )
    return pool, quotas, solution, data["households"]


def read_proof(folder: Path) -> Proof | None:
    """What proves the lottery of a folder; None when every seat was certain."""
    if not (folder / "proof.json").exists():
        return None
    data = read_json(folder / "proof.json")
    return Proof(
        data["algorithm"],
        tuple((feature, value) for feature, value in data["rows"]),
        tuple(tuple(prices) for prices in data["rounds"]),
        tuple(Cut(cut["weights"], cut["bound"]) for cut in data["cuts"]),
        tuple(data["excluded"]),
    )


def _lottery(data: dict[str, Any], pool: Pool, quotas: Quotas) -> TypeLottery:
    import numpy as np

    from puntari.methods.sortition.model import reduce_quotas
    from puntari.methods.sortition.system import build_system

    people = pool.by_id()
    left = reduce_quotas(quotas, [people[i] for i in data["certain"]])
    open_pool = Pool(tuple(people[i] for i in data["ids"]))
    system = build_system(open_pool, left, data["size"] - len(data["certain"]), data["households"])
    if [list(group) for group in system.members] != data["members"]:
        raise InputError("lottery_differs")
    panels = []
    for entries in data["panels"]:
        panel = np.zeros(system.types)
        for t, seats in entries:
            panel[t] = seats
        panels.append(panel)
    return TypeLottery(system, tuple(panels), tuple(data["weights"]))
