"""The command `puntari seating plan`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from .anneal import Progress
from .errors import SeatingError
from .formats import match_limits, read_guests, read_history, read_limits, read_rules, report_data, write_plan
from .model import Guest, Report, Rounds, SeatingRules
from .planner import plan

_EXAMPLE = """example:
  puntari seating plan people.csv --tables 8 --rounds 5 --out seats

writes seats/seating.csv (round,table,id) and seats/report.json; a later meeting takes the first one's
seating.csv as --history. Exit status: 0 every rule is kept, 1 some rule gave way, 2 bad input.
"""

_MESSAGES = {
    "no_file": "{file}: cannot be read; check the path",
    "not_utf8": "{file}: is not UTF-8 text; save it as CSV UTF-8",
    "empty_file": "{file}: has no rows under its header; add at least one",
    "no_id_column": "{file}: has no column {column}; name the id column with --id-column",
    "no_column": "{file}: has no column {column}; add it to the header",
    "no_id": "{file}, line {line}: column {column} is empty; give everybody an id",
    "not_a_number": "{file}, line {line}: {column} is '{cell}'; write a whole number",
    "unknown_rule": "{file}, line {line}: rule '{rule}' is unknown; use together, apart or place",
    "no_guests": "nobody to seat; add people to the file",
    "bad_tables": "--tables {tables}: {guests} people need between 1 and {guests} tables",
    "bad_rounds": "--rounds {rounds}: at least 1 is needed",
    "repeated_id": "id {id} stands twice among the people and facilitators; make ids unique",
    "unknown_guest": "a rule names {id}, who is not among the people; mend the rules file",
    "unknown_table": "the place of {id} names a table outside 1 to {count}; mend the rules file",
    "too_many_facilitators": "{facilitators} facilitators for {tables} tables; name at most one a table",
    "group_too_large": "group {group} must sit together but a table seats {size}; split it in the rules file",
    "bad_limit": "bounds of {feature}={value}: min must not be above max; mend the bounds file",
    "cannot_write": "{file}: cannot be written; choose another --out",
}


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register `seating` with its one command `plan`."""
    seating = commands.add_parser("seating", help="who sits where in which round")
    actions = seating.add_subparsers(dest="action", required=True)
    parser = actions.add_parser(
        "plan",
        help="plan rounds at mixed tables",
        description="Seat people so that as many different pairs as possible meet, at mixed tables.",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("people", type=Path, metavar="PEOPLE", help="CSV with one row a person")
    parser.add_argument("--tables", type=int, required=True, metavar="N")
    parser.add_argument("--rounds", type=int, required=True, metavar="R")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the results")
    parser.add_argument(
        "--bounds", type=Path, metavar="F", help="CSV feature,value,min,max: people per table"
    )
    parser.add_argument("--history", type=Path, metavar="F", help="CSV round,table,id of rounds already held")
    parser.add_argument("--rules", type=Path, metavar="F", help="CSV rule,who,tables: together, apart, place")
    parser.add_argument("--features", metavar="C,C", help="columns to mix; default: those with a few values")
    parser.add_argument(
        "--mix", type=int, default=1, metavar="K", help="stray K from the even share (default 1)"
    )
    parser.add_argument("--facilitators", metavar="ID,ID", help="one a table, taking turns")
    parser.add_argument("--id-column", metavar="C")
    parser.add_argument("--seed", type=int, default=0, metavar="N")
    parser.add_argument("--seconds", type=float, default=8.0, metavar="S", help="search budget (default 8)")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Plan, write and report; returns the exit status."""
    try:
        report = _plan(args)
    except SeatingError as error:
        sys.stderr.write(f"seating: {_word(error)}\n")
        return 2
    sys.stdout.write(_json(report) if args.json else _summary(report, args.out))
    return 1 if report.violations else 0


def _plan(args: argparse.Namespace) -> Report:
    guests, rules, history = _read(args)
    progress, finish = _bar()
    try:
        result, report = plan(
            guests,
            tables=args.tables,
            rounds=args.rounds,
            rules=rules,
            history=history,
            facilitators=_split(args.facilitators),
            seed=args.seed,
            seconds=args.seconds,
            progress=progress,
        )
    finally:
        finish()
    write_plan(result, report, args.out)
    return report


def _read(args: argparse.Namespace) -> tuple[list[Guest], SeatingRules, Rounds]:
    limits = read_limits(args.bounds) if args.bounds else ()
    features = _split(args.features) if args.features else None
    if limits:
        features = list(dict.fromkeys([limit.feature for limit in limits] + (features or [])))
    guests = read_guests(args.people, args.id_column, features)
    rules = read_rules(args.rules) if args.rules else SeatingRules()
    rules = replace(rules, limits=match_limits(limits, guests), default_mix=max(0, args.mix))
    return guests, rules, read_history(args.history) if args.history else []


def _split(words: str | None) -> list[str]:
    return [word.strip() for word in (words or "").split(",") if word.strip()]


def _bar() -> tuple[Progress | None, Callable[[], None]]:
    """A progress bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        return None, lambda: None

    def show(share: float) -> None:
        filled = int(share * 40)
        sys.stderr.write(f"\r[{'#' * filled}{'.' * (40 - filled)}] {share:4.0%}")

    return show, lambda: _write("\n")


def _write(text: str) -> None:
    sys.stderr.write(text)


def _word(error: SeatingError) -> str:
    return _MESSAGES[error.code].format(**error.params)


def _json(report: Report) -> str:
    return json.dumps(report_data(report), ensure_ascii=False) + "\n"


def _summary(report: Report, folder: Path) -> str:
    lines = [f"pairs      {report.distinct_pairs} of at most {report.bound} ({report.percent:.1f} %)"]
    if report.worst_off:
        lines.append(f"worst off  {report.worst_off[0]} meets {report.worst_off[1]}")
    lines.append(f"repeats    {report.repeats}, one pair meets {report.most_meetings} times at most")
    if report.facilitator_bound:
        lines.append(
            f"hosts      {report.facilitator_pairs} of at most {report.facilitator_bound} acquaintances"
        )
    lines.append(f"rules      {'all kept' if not report.violations else 'gave way:'}")
    lines += [f"           {rule} ({count})" for rule, count in sorted(report.violation_counts.items())]
    return "\n".join([*lines, f"files      {folder}"]) + "\n"
