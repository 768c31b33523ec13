"""puntari actions import|export: an action table in and out of a panel."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from puntari.core import words
from puntari.core.errors import BadInput, DomainError
from puntari.followup import actions, exporting, queries, tables
from puntari.followup.importing.reading import find_stamp
from puntari.followup.static_site import StaticSite

if TYPE_CHECKING:
    from puntari.panels.models import Panel

EXAMPLES = """examples:
  puntari actions import table.csv --panel mieli-2023 --create-panel --title "Asukaspaneeli 2023"
  puntari actions import table.xlsx --panel digi-2024 --updated 11/2024 --json
  puntari actions export --panel digi-2024 --format csv --out table.csv
  puntari actions site --out public --language fi

exit status: 0 done, 1 the panel has no rows to export, 2 bad input"""


class Command(BaseCommand):
    help = "Imports and exports action tables (CSV, XLSX, ODS, HTML), and writes them as a static site."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs.setdefault("epilog", EXAMPLES)
        kwargs.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        tasks = parser.add_subparsers(dest="task", required=True)
        raw = argparse.RawDescriptionHelpFormatter
        bring = tasks.add_parser(
            "import", help="bring a table in; again, it updates", epilog=EXAMPLES, formatter_class=raw
        )
        bring.add_argument("file", help="CSV, XLSX, ODS or HTML; - reads the standard input")
        bring.add_argument("--panel", required=True, metavar="SLUG")
        bring.add_argument("--create-panel", action="store_true", help="make the panel if there is none")
        bring.add_argument("--title", default="", help="the name of a panel that is made")
        bring.add_argument(
            "--updated", default="", metavar="MONTH", help="when the table was updated: 11/2024 or 5.11.2024"
        )
        bring.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        out = tasks.add_parser("export", help="write a table out", epilog=EXAMPLES, formatter_class=raw)
        out.add_argument("--panel", required=True, metavar="SLUG")
        out.add_argument("--format", default="csv", choices=sorted(exporting.FORMATS))
        out.add_argument("--out", default="-", metavar="FILE", help="default: the standard output")
        site = tasks.add_parser(
            "site",
            help="write all public tables as plain files for any web server",
            epilog=EXAMPLES,
            formatter_class=raw,
        )
        site.add_argument("--out", required=True, metavar="DIR", help="an empty folder or an earlier export")
        site.add_argument("--language", default="fi", choices=[code for code, _name in settings.LANGUAGES])
        for task in (bring, out, site):
            task.add_argument("--json", action="store_true", dest="as_json", help="report for machines")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            tasks = {"import": self._import, "export": self._export, "site": self._site}
            status = tasks[options["task"]](options)
        except DomainError as error:
            self._refuse(words.say(error), error.code, options["as_json"])
        except OSError as error:
            self._refuse(f"{error.filename}: {error.strerror}", "followup.file_missing", options["as_json"])
        if status:
            sys.exit(status)

    def _refuse(self, said: str, code: str, as_json: bool) -> NoReturn:
        line = " ".join(said.split())
        if as_json:
            self.stdout.write(json.dumps({"ok": False, "code": code, "error": line}, ensure_ascii=False))
        self.stderr.write(line)
        sys.exit(2)

    def _import(self, options: dict[str, Any]) -> int:
        name = options["file"]
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        day = _stamp(options["updated"])
        with transaction.atomic():
            panel = _panel(options)
            done = actions.import_table(
                panel=panel, content=content, name=Path(name).name, actor=None, updated_on=day
            )
            transaction.set_rollback(options["dry_run"])
        problems = [{"line": one.line, "code": one.code, "text": words.say(one)} for one in done.problems]
        if options["as_json"]:
            said = {
                "ok": True,
                "panel": panel.slug,
                "dry_run": options["dry_run"],
                **done.counts,
                "problems": problems,
            }
            self.stdout.write(json.dumps(said, ensure_ascii=False))
        else:
            self._say_import(panel, done.counts, problems)
        return 0

    def _say_import(self, panel: Panel, counts: dict[str, int], problems: list[dict[str, Any]]) -> None:
        self.stdout.write(
            "{slug}: {recommendations} suositusta ({new_recommendations} uutta, {changed_recommendations} "
            "muuttunutta), {subs} alasuositusta ({changed_subs} muuttunutta); "
            "toimenpiderivejä {new} uutta, {changed} muuttunutta, {same} ennallaan, "
            "{absent} vain täällä.".format(slug=panel.slug, **counts)
        )
        for problem in problems:
            self.stdout.write(f"- {problem['text']}")

    def _export(self, options: dict[str, Any]) -> int:
        panel = _panel(options)
        rows = tables.Keys([panel], tables.Asked()).rows()
        content = exporting.write(options["format"], rows, [panel], queries.newest_update([panel]))
        if options["out"] == "-":
            self.stdout.flush()
            getattr(self.stdout._out, "buffer", sys.stdout.buffer).write(content)
        else:
            Path(options["out"]).write_bytes(content)
            said = {"ok": bool(rows), "panel": panel.slug, "rows": len(rows), "file": options["out"]}
            self.stdout.write(
                json.dumps(said) if options["as_json"] else f"{options['out']}: {len(rows)} riviä"
            )
        return 0 if rows else 1

    def _site(self, options: dict[str, Any]) -> int:
        """1 when there was no table to write."""
        site = StaticSite(Path(options["out"]), options["language"])
        built = site.build()
        said = {
            "ok": bool(site.panels),
            "folder": options["out"],
            "panels": len(site.panels),
            "pages": built.pages,
            "files": built.files,
        }
        text = "{folder}: {panels} paneelia, {pages} sivua, {files} tiedostoa".format(**said)
        self.stdout.write(json.dumps(said) if options["as_json"] else text)
        return 0 if site.panels else 1


def _panel(options: dict[str, Any]) -> Panel:
    panel = queries.panel_called(options["panel"])
    if panel is None and options.get("create_panel"):
        return actions.create_archive_panel(slug=options["panel"], title=options["title"])
    if panel is None:
        raise BadInput("followup.no_such_panel", slug=options["panel"])
    return panel


def _stamp(text: str) -> date | None:
    day = find_stamp(f"updated {text}") if text else None
    if text and day is None:
        raise BadInput("followup.updated_unread", text=text)
    return day
