"""Lists as CSV and XLSX that a spreadsheet opens at once and safely.

CSV as Finnish spreadsheets open it with a double click: semicolons, decimal commas, UTF-8 with a byte-order
mark, lines ended by CR LF (RFC 4180).  Text that a spreadsheet would run as a formula gets an apostrophe
before it (OWASP, "CSV Injection"); in XLSX it is marked as text and stays letter for letter.  Numbers, also
negative ones, stay numbers.

A file that is read in again brings a `guard` of its own that can be undone.  Machine formats of the field
(`methods.sortition`, `methods.payments`, receipts of a vote) write themselves.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.http import Http404, HttpResponse

from puntari.core import files

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Row = Sequence[object]


def inert(text: str) -> str:
    """A text that would be a formula with an apostrophe before it, so that it stays text."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_bytes(rows: Iterable[Row], *, guard: Callable[[str], str] = inert) -> bytes:
    """The rows, the heading first; lazy texts are said in the language of the moment."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([_written(cell, guard) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _written(cell: object, guard: Callable[[str], str]) -> object:
    if isinstance(cell, float):
        return str(cell).replace(".", ",")
    return cell if cell is None or isinstance(cell, int) else guard(str(cell))


def xlsx_bytes(rows: Iterable[Row], *, title: str = "", fixed: str = "A2") -> bytes:
    """One sheet, the heading first; `fixed` is the first cell that scrolls."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title or None)
    sheet.freeze_panes = fixed
    for row in rows:
        sheet.append([_typed(sheet, cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _typed(sheet: Any, cell: object) -> object:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if cell is None or isinstance(cell, int | float):
        return cell
    text = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", str(cell)))
    text.data_type = "s"
    return text


def csv_response(name: str, rows: Iterable[Row]) -> HttpResponse:
    """The rows as a download `name.csv`."""
    return files.download(csv_bytes(rows), name=f"{name}.csv", content_type=CSV)


def table_response(name: str, ending: str, rows: Iterable[Row], **sheet: str) -> HttpResponse:
    """The rows as a download `name.csv` or `name.xlsx`; any other ending is not found."""
    if ending == "csv":
        return csv_response(name, rows)
    if ending != "xlsx":
        raise Http404
    return files.download(xlsx_bytes(rows, **sheet), name=f"{name}.xlsx", content_type=XLSX)
