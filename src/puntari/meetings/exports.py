"""Attendance as CSV and XLSX that a spreadsheet opens safely."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from puntari.core.ui.formats import format_date

if TYPE_CHECKING:
    from puntari.meetings.models import Attendance
    from puntari.meetings.queries.attendance import Matrix

RISKY = ("=", "+", "-", "@", "\t", "\r")
Cell = str | int | float
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def attendance(table: Matrix, ending: str) -> bytes:
    """The matrix of minutes as a file of the type."""
    return _csv(_rows(table)) if ending == "csv" else _xlsx(_rows(table))


def _rows(table: Matrix) -> list[list[Cell]]:
    days = [
        _("%(number)s. kokous %(day)s, min") % {"number": one.number, "day": format_date(one.starts_at)}
        for one in table.meetings
    ]
    told = [_("%(number)s. kokous, merkintä") % {"number": one.number} for one in table.meetings]
    head: list[Cell] = [_("Numero"), _("Sukunimi"), _("Etunimi"), *days, _("Tunteja yhteensä"), *told]
    rows = [head]
    for line in table.lines:
        person = line.member.volunteer
        names = [_inert(person.last_name), _inert(person.first_name)]
        minutes = [row.minutes if row else 0 for row in line.rows]
        notes = [note(row) for row in line.rows]
        rows.append([line.member.number, *names, *minutes, round(line.hours, 2), *notes])
    return rows


def note(row: Attendance | None) -> str:
    """In a few words: present, came late, left early, excused, absent."""
    if row is None or row.arrived is None:
        return _("este ilmoitettu") if row and row.excused else ""
    words = [_("saapui %(time)s") % {"time": f"{localtime(row.arrived):%H.%M}"}]
    if row.left:
        words.append(_("lähti %(time)s") % {"time": f"{localtime(row.left):%H.%M}"})
    return ", ".join(words)


def _inert(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula is kept as text."""
    return f"'{cell}" if cell.startswith(RISKY) else cell


def _csv(rows: list[list[Cell]]) -> bytes:
    """Semicolons, decimal commas and a byte order mark: what a Finnish Excel opens by itself."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerows([_comma(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _comma(cell: Cell) -> Cell:
    return str(cell).replace(".", ",") if isinstance(cell, float) else cell


def _xlsx(rows: list[list[Cell]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Läsnäolo"))
    sheet.freeze_panes = "D2"
    for row in rows:
        sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
