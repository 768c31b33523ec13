"""The report as an Excel workbook: one line an action, what is late first."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

from puntari.followup.reports.content import Content

COLUMNS = (
    "late", "recommendation", "theme", "answer", "ratings", "part", "action", "schedule", "status", "unit",
)  # fmt: skip
MORE = ("more_info", "effect", "updated")
WIDTHS = (11, 40, 18, 40, 26, 34, 40, 18, 30, 26, 40, 40, 13)


def make_xlsx(content: Content) -> bytes:
    """A sheet of figures and a sheet of lines."""
    book = openpyxl.Workbook()
    figures: Any = book.active
    figures.title = content["words"]["figures"][:31]
    for line in ((content["title"],), (content["day"],), *content["figures"], (), (content["source"],)):
        figures.append(line)
    figures["A1"].font = Font(bold=True)
    figures.column_dimensions["A"].width = 34
    _lines(book.create_sheet(content["words"]["recommendation"][:31]), content)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _lines(sheet: Any, content: Content) -> None:
    words = content["words"]
    sheet.append([words[name] for name in (*COLUMNS, *MORE)])
    sheet.freeze_panes = "A2"
    for cell, width in zip(sheet[1], WIDTHS, strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    for number, line in enumerate(_rows(content), start=2):
        for column, text in enumerate(line, start=1):
            cell = sheet.cell(number, column)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            # As text: a spreadsheet would run what begins like a formula.
            if text:
                cell.value, cell.data_type = ILLEGAL_CHARACTERS_RE.sub("", text), "s"
    sheet.auto_filter.ref = sheet.dimensions


def _rows(content: Content) -> Iterator[list[str]]:
    lines = [
        _line(one, action, content)
        for one in (*content["late"], *content["rest"])
        for action in _actions(one)
    ]
    yield from sorted(lines, key=lambda line: not line[0])


def _actions(one: Content) -> list[Content]:
    return one["actions"] or [{}]


def _line(one: Content, action: Content, content: Content) -> list[str]:
    late = one["late"] or action.get("late", False)
    answer = "\n".join(part for part in (*one["answer"], one["due"]) if part)
    told = [action.get(name, "") for name in ("part", "text", "schedule", "status", "unit", *MORE)]
    rated = "\n".join(one["ratings"])
    return [content["words"]["yes"] if late else "", one["cell"], one["theme"], answer, rated, *told]
