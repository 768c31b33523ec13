"""The files of `seating plan`: people, per-table bounds, rules, and rounds that were held or planned."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from .errors import SeatingError
from .model import Guest, Limit, Place, Report, Rounds, SeatingPlan, SeatingRules

ID_COLUMNS = ("nationbuilder_id", "unique_id", "id")
_CONTACT = ("name", "mail", "phone", "address", "street", "zip", "postcode", "postal", "note", "birth")
_MOST_VALUES = 12

Row = dict[str, str]


def read_rows(path: Path) -> list[Row]:
    """The rows of a CSV file (comma, semicolon or tab), cells stripped.

    Raises SeatingError: ``no_file``, ``not_utf8``, ``empty_file``.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SeatingError("no_file", file=str(path)) from error
    except UnicodeDecodeError as error:
        raise SeatingError("not_utf8", file=str(path)) from error
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    rows = [
        {
            (key or "").strip(): (value or "").strip()
            for key, value in row.items()
            if isinstance(value, str | None)
        }
        for row in csv.DictReader(io.StringIO(text), delimiter=delimiter)
    ]
    if not rows:
        raise SeatingError("empty_file", file=str(path))
    return rows


def read_guests(path: Path, id_column: str | None, features: Iterable[str] | None) -> list[Guest]:
    """People with the named features, or with every column that looks like one.

    Raises SeatingError ``no_id_column``, ``no_column``, ``no_id`` (with the line) and those of `read_rows`.
    """
    rows = read_rows(path)
    key = id_column or next((name for name in ID_COLUMNS if name in rows[0]), "")
    if key not in rows[0]:
        raise SeatingError("no_id_column", file=str(path), column=id_column or "/".join(ID_COLUMNS))
    columns = {name.casefold(): name for name in rows[0]}
    wanted = list(features) if features is not None else _feature_columns(rows, key)
    for feature in wanted:
        if feature.casefold() not in columns:
            raise SeatingError("no_column", file=str(path), column=feature)
    guests = []
    for line, row in enumerate(rows, start=2):
        if not row[key]:
            raise SeatingError("no_id", file=str(path), line=line, column=key)
        guests.append(Guest(row[key], {f: row[columns[f.casefold()]] for f in wanted}))
    return guests


def _feature_columns(rows: Sequence[Row], key: str) -> list[str]:
    """Columns with a few values each: neither names nor addresses, and not the same for everybody."""
    most = min(_MOST_VALUES, max(2, len(rows) // 3))
    return [
        name
        for name in rows[0]
        if name
        and name != key
        and not any(word in name.casefold() for word in _CONTACT)
        and 2 <= len({row[name] for row in rows}) <= most
    ]


def read_limits(path: Path) -> tuple[Limit, ...]:
    """Per-table bounds: ``feature,value,min,max`` (or the older ``category,name,min,max``).

    Raises SeatingError ``no_column``, ``not_a_number`` (with the line) and those of `read_rows`.
    """
    limits = []
    for line, row in enumerate(read_rows(path), start=2):
        feature, value = ("feature", "value") if "feature" in row else ("category", "name")
        cells = [_cell(row, column, path) for column in (feature, value)]
        low, high = (_whole(row, column, path, line) for column in ("min", "max"))
        limits.append(Limit(cells[0], cells[1], low, high))
    return tuple(limits)


def match_limits(limits: Sequence[Limit], guests: Sequence[Guest]) -> tuple[Limit, ...]:
    """Limits with values spelt as the people's file spells them (case apart)."""
    spelt = {(f, v.casefold()): v for guest in guests for f, v in guest.features.items()}
    return tuple(
        Limit(
            each.feature,
            spelt.get((each.feature, each.value.casefold()), each.value),
            each.minimum,
            each.maximum,
        )
        for each in limits
    )


def read_rules(path: Path) -> SeatingRules:
    """Rules as ``rule,who,tables``: ``together`` and ``apart`` with ids, ``place`` with tables from 1.

    Raises SeatingError ``no_column``, ``unknown_rule``, ``not_a_number`` (with the line) and those of
    `read_rows`.
    """
    groups: dict[str, list[tuple[str, ...]]] = {"together": [], "apart": []}
    places: list[Place] = []
    for line, row in enumerate(read_rows(path), start=2):
        rule, who = _cell(row, "rule", path), tuple(_cell(row, "who", path).split())
        if rule == "place":
            tables = _cell(row, "tables", path).split()
            numbers = frozenset(_whole({"tables": each}, "tables", path, line) - 1 for each in tables)
            places.extend(Place(guest, numbers) for guest in who)
        elif rule in groups:
            groups[rule].append(who)
        else:
            raise SeatingError("unknown_rule", file=str(path), line=line, rule=rule)
    return SeatingRules(
        places=tuple(places), together=tuple(groups["together"]), apart=tuple(groups["apart"])
    )


def read_history(path: Path) -> Rounds:
    """Rounds from ``round,table,id``, one person a row, in the order of their numbers.

    Raises SeatingError ``no_column``, ``not_a_number`` (with the line) and those of `read_rows`.
    """
    rounds: dict[int, dict[str, list[str]]] = {}
    for line, row in enumerate(read_rows(path), start=2):
        number = _whole(row, "round", path, line)
        table = rounds.setdefault(number, {}).setdefault(_cell(row, "table", path), [])
        table.append(_cell(row, "id", path))
    return [list(rounds[number].values()) for number in sorted(rounds)]


def _cell(row: Mapping[str, str], column: str, path: Path) -> str:
    if column not in row:
        raise SeatingError("no_column", file=str(path), column=column)
    return row[column]


def _whole(row: Mapping[str, str], column: str, path: Path, line: int) -> int:
    cell = _cell(row, column, path)
    if not (cell.isascii() and cell.isdigit()):
        raise SeatingError("not_a_number", file=str(path), line=line, column=column, cell=cell)
    return int(cell)


def write_plan(plan: SeatingPlan, report: Report, folder: Path) -> None:
    """``seating.csv`` (round, table, id), ``facilitators.csv`` where there are any, and ``report.json``.

    Raises SeatingError ``cannot_write``.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_csv(folder / "seating.csv", _seat_rows(plan.rounds))
        if plan.facilitators:
            hosts = [[[host] if host else [] for host in row] for row in plan.facilitators]
            _write_csv(folder / "facilitators.csv", _seat_rows(hosts))
        text = json.dumps(report_data(report), ensure_ascii=False, indent=2)
        (folder / "report.json").write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise SeatingError("cannot_write", file=str(folder)) from error


def _seat_rows(rounds: Rounds) -> list[tuple[int, int, str]]:
    return [
        (number, at, person)
        for number, tables in enumerate(rounds, start=1)
        for at, table in enumerate(tables, start=1)
        for person in table
    ]


def _write_csv(path: Path, rows: Iterable[tuple[int, int, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("round", "table", "id"))
        writer.writerows(rows)


def report_data(report: Report) -> dict[str, object]:
    """The report as plain data; rounds and tables numbered from 1 as in the files."""
    worst = report.worst_off
    return {
        "distinct_pairs": report.distinct_pairs,
        "bound": report.bound,
        "percent": round(report.percent, 2),
        "worst_off": {"id": worst[0], "met": worst[1]} if worst else None,
        "repeats": report.repeats,
        "most_meetings": report.most_meetings,
        "facilitator_pairs": report.facilitator_pairs,
        "facilitator_bound": report.facilitator_bound,
        "gave_way": list(report.gave_way),
        "violations": [
            {
                "rule": v.rule,
                "round": v.round + 1,
                "table": v.table + 1,
                "found": v.found,
                "min": v.low,
                "max": v.high,
            }
            for v in report.violations
        ],
        "method": report.method,
        "seed": report.seed,
    }
