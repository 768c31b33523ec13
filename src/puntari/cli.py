"""The command `puntari`: methods on files need no database; everything else goes to Django's commands."""

import argparse
import os
import sys
from pathlib import Path

METHODS = ("lottery", "seating")


def main(argv: list[str] | None = None) -> int:
    """Run one command; exit status 0 done, 1 the answer is no, 2 bad input."""
    words = sys.argv[1:] if argv is None else argv
    if words and words[0] in METHODS:
        return _methods(words)
    return _django(words or ["help"])


def _methods(words: list[str]) -> int:
    from puntari.methods.seating import cli as seating
    from puntari.methods.sortition import cli as sortition

    parser = argparse.ArgumentParser(prog="puntari", description="Methods for citizens' panels, on files.")
    commands = parser.add_subparsers(dest="command", required=True)
    sortition.add_parser(commands)
    seating.add_parser(commands)
    args = parser.parse_args(words)
    return int(args.run(args))


def _django(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "puntari.site.settings")
    if words[0] == "demo":
        os.environ.setdefault("PUNTARI_MODE", "demo")
    elif "PUNTARI_MODE" not in os.environ and _demo_folder().exists():
        os.environ["PUNTARI_MODE"] = "demo"
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(["puntari", *words])
    except ImproperlyConfigured as refusal:
        sys.stderr.write(f"puntari: {refusal}\n")
        return 2
    return 0


def _demo_folder() -> Path:
    """The mark that `puntari demo` leaves in its data folder: later commands there are demo commands."""
    return Path(os.environ.get("PUNTARI_DATA_DIR", "var")) / "demo.txt"


if __name__ == "__main__":
    sys.exit(main())
