"""Lists as CSV and XLSX that a spreadsheet opens safely."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import Http404, HttpResponse

from puntari.core import files

RISKY = ("=", "+", "-", "@", "\t", "\r")
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Rows = Iterable[Sequence[object]]


def safe(cell: object) -> object:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RISKY) else cell


def csv_bytes(header: Sequence[str], rows: Rows) -> bytes:
    """Semicolons and a byte-order mark: what Excel in Finnish opens with a double click."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(header)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(header: Sequence[str], rows: Rows) -> bytes:
    """One sheet with its header row fixed."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    sheet.append([str(name) for name in header])
    for row in rows:
        sheet.append([safe(cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table_response(name: str, ending: str, header: Sequence[str], rows: Rows) -> HttpResponse:
    """The rows as a download `name.csv` or `name.xlsx`; any other ending is not found."""
    if ending not in TYPES:
        raise Http404
    content = csv_bytes(header, rows) if ending == "csv" else xlsx_bytes(header, rows)
    return files.download(content, name=f"{name}.{ending}", content_type=TYPES[ending])
