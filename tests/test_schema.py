"""The demo's quick tables are the tables that the migrations make."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from puntari.site.management.commands.migrate import MADE_OTHERWISE

MIGRATE = "from django.core.management import call_command; call_command('migrate', verbosity=0)"
QUICK = "from puntari.site.demo.schema import make_tables; make_tables()"


def database(folder: Path, make: str) -> Path:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PUNTARI_")},
        "PUNTARI_MODE": "demo",
        "PUNTARI_DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "puntari.site.settings",
    }
    script = f"import django; django.setup(); {make}"
    subprocess.run([sys.executable, "-c", script], env=environment, check=True, timeout=300)
    return folder / "puntari.sqlite3"


def shape(path: Path) -> dict[str, object]:
    """Each table's columns, foreign keys, unique groups and indexes, whatever their names and order."""
    with sqlite3.connect(path) as found:
        tables = [row[0] for row in found.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: _table(found, table) for table in tables}


def _table(found: sqlite3.Connection, table: str) -> dict[str, object]:
    def ask(what: str, name: str) -> list[tuple[object, ...]]:
        return list(found.execute(f"PRAGMA {what}({name})"))

    indexes = {
        (unique, tuple(column[2] for column in ask("index_info", name)))
        for _place, name, unique, *_rest in ask("index_list", table)
    }
    return {
        "columns": {row[1:4] for row in ask("table_info", table)},
        "foreign keys": {row[2:5] for row in ask("foreign_key_list", table)},
        "indexes": indexes,
    }


def notes(path: Path) -> set[tuple[str, str]]:
    with sqlite3.connect(path) as found:
        return set(found.execute("SELECT app, name FROM django_migrations"))


def test_quick_tables_are_the_migrated_tables(tmp_path: Path) -> None:
    slow, quick = database(tmp_path / "slow", MIGRATE), database(tmp_path / "quick", QUICK)
    assert shape(slow) == shape(quick)
    assert notes(slow) == notes(quick)


def test_a_database_made_in_other_steps_is_brought_up_to_date(tmp_path: Path) -> None:
    """Its tables are those of the steps beside, so it is made by them and noted as it was noted then."""
    half = "; ".join(
        f"call_command('migrate', {room!r}, {step!r}, verbosity=0)"
        for room, step in (
            ("followup", "0002_public_table"),
            ("lottery", "0003_receipts_audit_and_dropout"),
            ("fees", "0002_payment_lines"),
        )
    )
    old = database(tmp_path / "old", f"from django.core.management import call_command; {half}")
    with sqlite3.connect(old) as found:
        for room, then, now in MADE_OTHERWISE:
            for step in now:
                found.execute("DELETE FROM django_migrations WHERE app = ? AND name = ?", (room, step))
            for step in then:
                found.execute(
                    "INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, '2026-11-22')",
                    (room, step),
                )
    fresh = database(tmp_path / "fresh", MIGRATE)
    database(tmp_path / "old", MIGRATE)
    assert notes(old) == notes(fresh)
    assert shape(old) == shape(fresh)
