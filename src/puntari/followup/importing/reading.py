"""A file, or what somebody pasted, as lines of cells: CSV in any encoding and delimiter, XLSX, ODS, HTML."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from puntari.core.errors import BadInput
from puntari.followup.importing import ods
from puntari.followup.importing.mapping import FIELDS, NAMES, recognised

MAX_BYTES = 10 * 2**20
MAX_UNPACKED = 100 * 2**20
MAX_LINES = 5000
MAX_COLUMNS = 60
DELIMITERS = (";", "\t", ",", "|")
_STAMP = re.compile(
    r"(?:päivitetty|uppdaterad|updated)\D{0,12}?(?:(\d{1,2})\.)?(\d{1,2})\s?[./]\s?(\d{4})", re.IGNORECASE
)
_BREAKS = {"br", "p", "div", "li", "tr"}


@dataclass(frozen=True)
class Line:
    """One line of a table; `number` is where a person finds it in the file."""

    number: int
    cells: list[str]

    @property
    def empty(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True)
class Sheet:
    """A table as it came in, its heading first, and the day it says it was updated.

    Of a workbook it is one sheet: `name` says which, and `others` which more look like action tables.
    """

    lines: list[Line]
    updated_on: date | None = None
    name: str = ""
    others: tuple[str, ...] = ()


def read_table(content: bytes, name: str = "") -> Sheet:
    """Read a table from bytes; the content decides the kind, not the name.

    Raises BadInput when nothing can be read as a table.
    """
    if len(content) > MAX_BYTES:
        raise BadInput("followup.file_too_big", limit=MAX_BYTES // 2**20)
    if content[:2] == b"PK":
        return _of_workbook(_packed_sheets(content, name))
    text = decode(content)
    if text.lstrip()[:1] == "{":
        return _read_json(text, name)
    if "<table" in text.lower():
        return _read_html(text)
    if "\x00" in text:
        raise BadInput("followup.file_unreadable", name=name)
    return _sheet(_csv_lines(text, name), text[:2000])


def decode(content: bytes) -> str:
    """Text from bytes: by its byte order mark, else UTF-8, else Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _sheet(lines: list[Line], preface: str) -> Sheet:
    """Begin at the heading: the first line with two known column names, or else the first line."""
    kept = [line for line in lines if not line.empty]
    if not kept:
        raise BadInput("followup.file_empty")
    if len(kept) > MAX_LINES:
        raise BadInput("followup.file_too_long", limit=MAX_LINES)
    start = next((at for at, line in enumerate(kept[:30]) if recognised(line.cells) >= 2), 0)
    before = " ".join(cell for line in kept[:start] for cell in line.cells)
    return Sheet(kept[start:], find_stamp(before) or (find_stamp(preface) if start else None))


def find_stamp(text: str) -> date | None:
    """The day of "Päivitetty 11/2024" (its first day) or "Päivitetty 5.11.2024"."""
    match = _STAMP.search(text)
    if match is None:
        return None
    try:
        return date(int(match[3]), int(match[2]), int(match[1] or 1))
    except ValueError:
        return None


def _csv_lines(text: str, name: str) -> list[Line]:
    best: list[Line] = []
    for delimiter in DELIMITERS:
        lines = _parse_csv(text, delimiter, name)
        if _score(lines) > _score(best):
            best = lines
    return best or _parse_csv(text, DELIMITERS[0], name)


def _score(lines: list[Line]) -> tuple[int, int]:
    heading = max((recognised(line.cells) for line in lines[:30]), default=0)
    return heading, max((len(line.cells) for line in lines[:30]), default=0)


def _parse_csv(text: str, delimiter: str, name: str) -> list[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    lines: list[Line] = []
    begins = 1
    try:
        for cells in reader:
            lines.append(Line(begins, [unguard(cell) for cell in cells[:MAX_COLUMNS]]))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise BadInput("followup.file_unreadable", name=name) from error
    return lines


def unguard(cell: str) -> str:
    """Take away the apostrophe that an export sets before what a spreadsheet would run as a formula."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@\t\r" else cell


def _of_workbook(sheets: dict[str, list[Line]]) -> Sheet:
    """The sheet that looks most like an action table, the first one of equals."""
    best = max(sheets, key=lambda name: _score(sheets[name]), default="")
    tables = [name for name, lines in sheets.items() if _score(lines)[0] >= 2]
    read = _sheet(sheets.get(best, []), "")
    others = tuple(name for name in tables if name != best)
    return Sheet(read.lines, read.updated_on, best if others else "", others)


def _packed_sheets(content: bytes, name: str) -> dict[str, list[Line]]:
    """The sheets of a packed file, XLSX or ODS, by their names."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
                raise BadInput("followup.file_too_big", limit=MAX_BYTES // 2**20)
            open_document = ods.is_ods(packed)
        return _ods_sheets(content) if open_document else _xlsx_sheets(content)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, etree.XMLSyntaxError) as error:
        raise BadInput("followup.file_unreadable", name=name) from error


def _ods_sheets(content: bytes) -> dict[str, list[Line]]:
    found = ods.sheets(content, max_lines=MAX_LINES, max_columns=MAX_COLUMNS)
    return {name: [Line(number, cells) for number, cells in sheet] for name, sheet in found.items()}


def _xlsx_sheets(content: bytes) -> dict[str, list[Line]]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    return {sheet.title: _sheet_lines(sheet) for sheet in book.worksheets}


def _sheet_lines(sheet: Any) -> list[Line]:
    rows = sheet.iter_rows(max_row=MAX_LINES + 1, max_col=MAX_COLUMNS)
    return [
        Line(number, _used([_cell_text(cell) for cell in row])) for number, row in enumerate(rows, start=1)
    ]


def _used(cells: list[str]) -> list[str]:
    """Without the empty cells that a sheet has to the right of its table."""
    last = max((at for at, cell in enumerate(cells) if cell), default=-1)
    return cells[: last + 1]


def _cell_text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        by_day = "d" in (cell.number_format or "").lower()
        return f"{value.day}.{value.month}.{value.year}" if by_day else f"{value.month}/{value.year}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _read_json(text: str, name: str) -> Sheet:
    """The table's own open data: its rows under their columns' names."""
    try:
        said = json.loads(text)
        across = len(said.get("panels", ())) > 1
        fields = [
            field
            for field in FIELDS
            if any(field in row for row in said["rows"]) and (across or field != "panel")
        ]
        rows = [[_said(row.get(field)) for field in fields] for row in said["rows"]]
        updated_on = date.fromisoformat(said["updated"]) if said.get("updated") else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadInput("followup.file_unreadable", name=name) from error
    heading = [NAMES[field][0] for field in fields]
    lines = [Line(number, cells) for number, cells in enumerate([heading, *rows])]
    return Sheet(_sheet(lines, "").lines, updated_on)


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _read_html(text: str) -> Sheet:
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=False, no_network=True)
    try:
        root = lxml_html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise BadInput("followup.file_unreadable", name="HTML") from error
    tables = [_html_lines(table) for table in root.iter("table")]
    sheet = _sheet(max(tables, key=_score, default=[]), "")
    return Sheet(
        sheet.lines, sheet.updated_on or find_stamp(" ".join(str(piece) for piece in root.itertext()))
    )


def _html_lines(table: Any) -> list[Line]:
    """Rows on a grid: a spanning cell stands in its first row, the rows it covers have it empty."""
    spanned: dict[int, int] = {}
    lines = []
    for number, row in enumerate((row for row in table.iter("tr") if _owner(row) is table), start=1):
        lines.append(Line(number, _grid_row(row, spanned)))
    return lines


def _owner(row: Any) -> Any:
    return next(row.iterancestors("table"), None)


def _grid_row(row: Any, spanned: dict[int, int]) -> list[str]:
    cells: list[str] = []

    def fill_spanned() -> None:
        while spanned.get(len(cells), 0) > 0:
            spanned[len(cells)] -= 1
            cells.append("")

    for cell in row.iterchildren("td", "th"):
        fill_spanned()
        width, height = _span(cell, "colspan"), _span(cell, "rowspan")
        for offset in range(width):
            spanned[len(cells)] = height - 1
            cells.append("" if offset else _html_text(cell))
    fill_spanned()
    return cells[:MAX_COLUMNS]


def _span(cell: Any, name: str) -> int:
    raw = cell.get(name, "1").strip()
    return max(1, min(int(raw), MAX_COLUMNS if name == "colspan" else MAX_LINES)) if raw.isdecimal() else 1


def _html_text(cell: Any) -> str:
    """The words of a cell as a reader sees them: spaces folded, line breaks where the page breaks."""
    raw = "".join(_pieces(cell))
    lines = (" ".join(line.split()) for line in raw.split("\x00"))
    return "\n".join(line for line in lines if line)


def _pieces(node: Any) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        breaks = child.tag in _BREAKS
        yield "\x00" if breaks else ""
        yield from _pieces(child)
        yield "\x00" if breaks and child.tag != "br" else ""
        yield child.tail or ""
