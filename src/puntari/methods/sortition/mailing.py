"""The command that says how many letters to send, and to whom."""

import argparse
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from puntari.methods.sortition.cells import write_csv
from puntari.methods.sortition.commands import Result
from puntari.methods.sortition.control import Progress
from puntari.methods.sortition.errors import InputError, TableError
from puntari.methods.sortition.formats import read_targets


def letters(args: argparse.Namespace, progress: Progress | None) -> Result:
    from puntari.methods.sortition.letters import plan_letters

    quotas = read_targets(args.targets)
    strata, header = _strata(args.strata)
    plan = plan_letters(
        strata,
        quotas,
        args.size,
        shares=_shares(args.share or []),
        rho=args.rho,
        confidence=args.confidence,
        runs=args.runs,
        seed=args.seed or 0,
        progress=progress,
    )
    if args.out:
        rows = ([*s.values.values(), s.residents, n] for s, n in zip(strata, plan.letters, strict=True))
        write_csv(Path(args.out), [*header, "residents", "letters"], rows)
    return asdict(plan), _letter_lines(plan), 0 if plan.confident else 1


def _letter_lines(plan: Any) -> list[str]:
    feature, value = plan.binding
    lines = [
        f"{plan.total} letters; a panel can be drawn with confidence {plan.confidence:.3f} "
        f"(at least {plan.lower_bound:.3f})",
        f"scarcest: {feature} {value}",
    ]
    if not plan.binding_in_register:
        lines.append(
            "the register does not know this value: aiming letters cannot mend it, only more letters can"
        )
    if plan.letters_per_point is not None:
        lines.append(f"one more percentage point costs about {plan.letters_per_point:.0f} letters")
    return lines


def _strata(path: str) -> tuple[list[Any], list[str]]:
    from puntari.methods.sortition.letters import Stratum
    from puntari.methods.sortition.tables import read_table

    table = read_table(path)
    places = {name: table.column(name) for name in ("residents", "rate")}
    for name, place in places.items():
        if place is None:
            raise TableError("missing_column", column=name)
    names = [name for i, name in enumerate(table.header) if name and i not in places.values()]
    features = [(table.column(name) or 0, name) for name in names]
    strata = []
    for row in table.rows:
        numbers = {name: _number(row.cells[place or 0], row.line, name) for name, place in places.items()}
        values = {name: row.cells[i] for i, name in features}
        strata.append(Stratum(values, int(numbers["residents"]), numbers["rate"]))
    return strata, [name for _, name in features]


def _number(cell: str, line: int, column: str) -> float:
    try:
        return float(cell.replace(",", "."))
    except ValueError as error:
        raise TableError("not_a_number", line=line, column=column, value=cell) from error


def _shares(items: list[str]) -> Mapping[str, Mapping[str, float]]:
    shares: dict[str, dict[str, float]] = {}
    for item in items:
        name, _, number = item.rpartition("=")
        feature, _, value = name.partition(":")
        try:
            shares.setdefault(feature, {})[value] = float(number)
        except ValueError as error:
            raise InputError("bad_setting", option="--share", value=item, form="FEATURE:VALUE=0.2") from error
    return shares
