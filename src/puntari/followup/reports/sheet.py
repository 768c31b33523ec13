"""The report as an Excel workbook: one line an action, what is late first; days are days, numbers numbers."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

from puntari.followup.reports.rows import ACTIONS, RATINGS, Column, action_rows, rating_rows
from puntari.followup.reports.saying import Content

DAY = "d.m.yyyy"
LONGEST_NAME = 31


def make_xlsx(content: Content) -> bytes:
    """A sheet of figures, a sheet of lines and a sheet of the panel's own ratings."""
    book = openpyxl.Workbook()
    _figures(book.active, content)
    across = content["across"]
    words = content["words"]
    _sheet(book, words["recommendation"], _shown(ACTIONS, across), action_rows(content["typed"]))
    _sheet(book, words["ratings_sheet"], _shown(RATINGS, across), rating_rows(content["typed"]))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _shown(columns: Sequence[Column], across: bool) -> list[Column]:
    """Whose a line is needs saying only where there are several panels."""
    return [one for one in columns if across or one.name != "panel"]


def _figures(sheet: Any, content: Content) -> None:
    sheet.title = content["words"]["figures"][:LONGEST_NAME]
    for line in ((content["title"],), (content["day"],), *content["figures"], (), (content["source"],)):
        sheet.append(line)
    sheet["A1"].font = Font(bold=True)
    sheet.column_dimensions["A"].width = 34


def _sheet(book: Any, title: str, columns: list[Column], rows: Iterator[dict[str, Any]]) -> None:
    sheet = book.create_sheet(title[:LONGEST_NAME])
    sheet.append([str(one.label) for one in columns])
    sheet.freeze_panes = "A2"
    for cell, column in zip(sheet[1], columns, strict=True):
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[cell.column_letter].width = column.width
    for number, row in enumerate(rows, start=2):
        for place, column in enumerate(columns, start=1):
            _write(sheet.cell(number, place), row.get(column.name))
    sheet.auto_filter.ref = sheet.dimensions


def _write(cell: Any, value: Any) -> None:
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if value is None or value == "":
        return
    if isinstance(value, date):
        cell.value, cell.number_format = value, DAY
    elif isinstance(value, int | float):
        cell.value = value
    else:
        # As text: a spreadsheet would run what begins like a formula.
        cell.value, cell.data_type = ILLEGAL_CHARACTERS_RE.sub("", str(value)), "s"
