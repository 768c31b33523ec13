"""One run of sortition-algorithms, in the Python that has it: _peer.py FOLDER SIZE ALGORITHM BACKEND OUT.

Reads the same files as ours and writes its chances and panels, so that whoever called can compare them.
LEXIMIN there needs Gurobi; without it the package turns to another objective, which would be no comparison,
so the function itself is called and its refusal reported.
"""

import csv
import json
import random
import sys
from collections import defaultdict
from pathlib import Path

from sortition_algorithms import committee_generation, read_in_features, read_in_people
from sortition_algorithms.settings import Settings
from sortition_algorithms.utils import set_random_provider


def rows(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        return list(reader.fieldnames or []), list(reader)


def main(folder: str, size: str, algorithm: str, backend: str, out: str) -> int:
    set_random_provider(1)
    random.seed(1)
    header, targets = rows(Path(folder) / "features.csv")
    features, _, _ = read_in_features(header, targets, number_to_select=int(size))
    header, lines = rows(Path(folder) / "people.csv")
    name = next(column for column in header if column in ("nationbuilder_id", "unique_id", "id"))
    people, _ = read_in_people(header, lines, features, Settings(name, []))
    find = getattr(committee_generation, f"find_distribution_{algorithm}")
    try:
        panels, weights, _ = find(features, people, int(size), [], backend)
    except RuntimeError as error:
        sys.stderr.write(f"{error.args[0]}\n")
        return 1
    chances: dict[str, float] = defaultdict(float, dict.fromkeys(people, 0.0))
    for panel, weight in zip(panels, weights, strict=True):
        for identifier in panel:
            chances[identifier] += float(weight)
    used = [[float(w), sorted(p)] for p, w in zip(panels, weights, strict=True) if w > 0]
    Path(out).write_text(json.dumps({"chances": chances, "panels": used}), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
