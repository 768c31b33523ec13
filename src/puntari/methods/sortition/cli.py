"""The command line: ``puntari lottery ...``. Exit status 0 done, 1 the answer is no, 2 bad input."""

import argparse
import faulthandler
import json
import sys
from collections.abc import Callable
from importlib import import_module

from puntari.methods.sortition.errors import (
    CancelledError,
    InfeasibleError,
    InputError,
    SolverError,
    SortitionError,
)

WIDTH = 30
# What a shell says of a command that Ctrl-C ended.
STOPPED = 130


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register ``lottery`` and its commands; every parsed command carries ``run(args) -> int``."""
    lottery = subparsers.add_parser("lottery", help="fair selection of a panel, drawn in public")
    commands = lottery.add_subparsers(dest="lottery_command", required=True)
    for add in (_solve, _audit, _check, _relax, _uniform, _commit, _draw, _record, _verify):
        add(commands)
    for add in (_alternates, _replace, _letters):
        add(commands)


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    module: str,
    summary: str,
    example: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name,
        help=summary,
        description=summary,
        epilog=f"example:\n  puntari lottery {name} {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="answer in JSON, for machines")
    parser.set_defaults(run=_runner(module, name))
    return parser


def _runner(module: str, name: str) -> Callable[[argparse.Namespace], int]:
    def run(args: argparse.Namespace) -> int:
        # The numerical parts load only when a command runs, so that --help is quick.
        handler = getattr(import_module(f"puntari.methods.sortition.{module}"), name)
        if sys.__stderr__ is not None:
            faulthandler.enable(sys.__stderr__)
        try:
            data, lines, status = handler(args, _progress_bar())
        except SortitionError as error:
            return _refuse(args, error)
        except OSError as error:
            path, reason = error.filename, error.strerror or str(error)
            return _refuse(args, InputError("not_written", path=path, reason=reason))
        except MemoryError:
            return _refuse(args, SolverError("out_of_memory"))
        except KeyboardInterrupt:
            return _refuse(args, CancelledError("cancelled"))
        text = json.dumps(data, ensure_ascii=False) if args.json else "\n".join(lines)
        sys.stdout.write(text + "\n")
        return int(status)

    return run


def _refuse(args: argparse.Namespace, error: SortitionError) -> int:
    from puntari.methods.sortition.messages import error_sentence

    if args.json:
        params = {name: str(value) for name, value in error.params.items()}
        sys.stdout.write(json.dumps({"error": error.code, **params}, ensure_ascii=False) + "\n")
    sys.stderr.write(f"puntari lottery: {error_sentence(error)}\n")
    return STOPPED if isinstance(error, CancelledError) else 1 if isinstance(error, InfeasibleError) else 2


def _progress_bar() -> Callable[[str, float], None] | None:
    if not sys.stderr.isatty():
        return None

    def show(phase: str, done: float) -> None:
        filled = int(done * WIDTH)
        end = "\r" if done < 1 else "\r\x1b[K"
        sys.stderr.write(f"\r{phase:<10} [{'#' * filled}{' ' * (WIDTH - filled)}]{end}")

    return show


def _people_and_targets(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("people", help="CSV or XLSX, one person a row")
    parser.add_argument("targets", help="CSV or XLSX with feature,value,min,max")
    parser.add_argument(
        "--id-column",
        metavar="C",
        help="column of the id, or several (C,C); default nationbuilder_id, unique_id or id",
    )
    parser.add_argument(
        "--same-address", metavar="C,C", help="columns of the address: one person a household"
    )
    parser.add_argument("--settings", metavar="TOML", help="settings file; options given here win")


def _certain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--already-selected", metavar="FILE", help="people who hold seats already")
    parser.add_argument("--include", action="append", metavar="ID,ID", help="people who sit on every panel")
    parser.add_argument("--exclude", action="append", metavar="ID,ID", help="people who sit on none")


def _size(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--size", type=int, required=True, metavar="K", help="seats on the panel")


def _seed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--seed", type=int, metavar="N", help="decides between equals; never changes a chance"
    )


def _solve(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    example = "people.csv targets.csv --size 40 --out result"
    parser = _command(commands, "solve", "commands", "the fairest lottery that keeps every quota", example)
    _people_and_targets(parser)
    _size(parser)
    _seed(parser)
    parser.add_argument("--algorithm", choices=("leximin", "maximin", "nash"), help="default leximin")
    parser.add_argument("--out", required=True, metavar="DIR", help="folder for the results")
    _certain(parser)
    parser.add_argument(
        "--deadline", type=float, default=600, metavar="SECONDS", help="stop with a proven gap"
    )


def _audit(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = _command(
        commands, "audit", "auditing", "check a solved lottery anew, without the solver", "result"
    )
    parser.add_argument("folder", help="folder of a solved lottery")


def _check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    example = "people.csv targets.csv --size 40"
    parser = _command(
        commands, "check", "commands", "can any panel keep the quotas, and if not, why", example
    )
    _people_and_targets(parser)
    _size(parser)
    _certain(parser)


def _relax(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    example = 'people.csv targets.csv --size 40 --choose 1 --reason "No farmer volunteered" --out relaxed'
    parser = _command(commands, "relax", "commands", "make one of the changes that check offers", example)
    _people_and_targets(parser)
    _size(parser)
    _certain(parser)
    parser.add_argument("--choose", type=int, required=True, metavar="N", help="number of the offer")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why; kept in relaxations.json")
    parser.add_argument("--out", required=True, metavar="DIR", help="folder for relaxed.csv and the log")


def _uniform(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    example = "result --panels 1000 --out result"
    parser = _command(commands, "uniform", "commands", "round to equally likely panels", example)
    parser.add_argument("folder", help="folder of a solved lottery")
    parser.add_argument("--panels", type=int, default=1000, metavar="M", help="how many (default 1000)")
    parser.add_argument("--out", required=True, metavar="DIR", help="folder for the results")
    _seed(parser)


def _commit(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    example = (
        "result --out draw --committed 2026-09-01T12:00+03:00 --deadline 2026-09-12T12:00+03:00 "
        '--source "lotto@2026-09-05T21:45+03:00=Lotto 5.9.|lotto-next"'
    )
    parser = _command(
        commands, "commit", "ceremony", "close the pool and commit to the list of panels", example
    )
    parser.add_argument("folder", help="folder of a solved lottery")
    parser.add_argument("--panels", type=int, default=1000, metavar="M", help="how many (default 1000)")
    parser.add_argument(
        "--source", action="append", required=True, metavar="ID@TIME=TEXT|FALLBACK", help="repeat for each"
    )
    parser.add_argument("--committed", required=True, metavar="TIME", help="when the commitment is published")
    parser.add_argument(
        "--deadline", required=True, metavar="TIME", help="when the draw is over at the latest"
    )
    parser.add_argument("--hall", metavar="TIME", help="when a number is drawn in the hall")
    parser.add_argument("--out", required=True, metavar="DIR", help="folder for the commitment")


def _values(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", help="folder of the commitment")
    parser.add_argument(
        "--value", action="append", required=True, metavar="ID=VALUE", help="what a source showed"
    )
    parser.add_argument("--hall-number", type=int, metavar="N", help="the number drawn in the hall")


def _draw(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    example = 'draw --value "lotto=3 11 17 21 28 33 40 + 5"'
    parser = _command(commands, "draw", "ceremony", "the panel that the sources draw", example)
    _values(parser)


def _record(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    example = 'draw --value "lotto=3 11 17 21 28 33 40 + 5" --out public'
    parser = _command(commands, "record", "ceremony", "record.json and verify.py for everybody", example)
    _values(parser)
    parser.add_argument("--out", required=True, metavar="DIR", help="folder to publish")


def _verify(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    example = "public/record.json --commitment 5e88..."
    parser = _command(commands, "verify", "ceremony", "check a published draw", example)
    parser.add_argument("record", help="record.json")
    parser.add_argument("--commitment", metavar="HASH", help="the hash published beforehand")


def _alternates(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    example = "people.csv targets.csv result/selected.csv --count 8 --seed 1"
    parser = _command(commands, "alternates", "reserves", "who stands ready, in call order", example)
    _people_and_targets(parser)
    parser.add_argument("panel", help="the selected people, in the people's shape")
    parser.add_argument("--count", type=int, required=True, metavar="N", help="how many alternates")
    parser.add_argument("--dropout", type=float, help="chance that a member does not come (default 0.12)")
    parser.add_argument(
        "--history", metavar="FILE", help="past members with a column stayed (yes/no): learn who drops out"
    )
    parser.add_argument("--samples", type=int, default=300, help="simulated dropouts (default 300)")
    parser.add_argument("--out", metavar="FILE", help="CSV with call,id")
    _seed(parser)


def _replace(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    example = "people.csv targets.csv result/selected.csv --leaving p7 --ready p12,p31"
    parser = _command(commands, "replace", "reserves", "who steps in when somebody leaves", example)
    _people_and_targets(parser)
    parser.add_argument("panel", help="the selected people, in the people's shape")
    parser.add_argument("--leaving", action="append", required=True, metavar="ID,ID", help="who leaves")
    parser.add_argument(
        "--ready", action="append", required=True, metavar="ID,ID", help="who said yes, in call order"
    )


def _letters(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    example = "strata.csv targets.csv --size 40 --share education:basic=0.1 --share education:other=0.9"
    parser = _command(commands, "letters", "mailing", "how many letters, and to whom", example)
    parser.add_argument("strata", help="CSV: one column a feature of the register, residents, rate")
    parser.add_argument("targets", help="CSV or XLSX with feature,value,min,max")
    _size(parser)
    _seed(parser)
    parser.add_argument(
        "--share", action="append", metavar="FEATURE:VALUE=SHARE", help="values the register does not know"
    )
    parser.add_argument("--rho", type=float, default=2.0, help="how many times each seat can be filled")
    parser.add_argument("--confidence", type=float, default=0.95)
    parser.add_argument("--runs", type=int, default=1000, help="fresh runs that confirm the plan")
    parser.add_argument("--out", metavar="FILE", help="CSV with letters per stratum")
