"""From the bytes of a CSV, TSV or XLSX file to a header and numbered rows of text."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from puntari.core.errors import BadInput

MAX_BYTES = 20 * 2**20
MAX_UNPACKED = 200 * 2**20
MAX_ROWS = 100_000
MAX_COLUMNS = 200
DELIMITERS = ";\t,|"
ENCODINGS = ("utf-8-sig", "cp1252", "latin-1")


@dataclass(frozen=True)
class Table:
    """`rows` are (line number in the file, cells as text); empty lines are left out."""

    header: list[str]
    rows: list[tuple[int, list[str]]]
    encoding: str
    delimiter: str


def read_table(content: bytes) -> Table:
    """Read a sample file of any of the three kinds.

    Raises BadInput `recruitment.file_empty`, `file_too_big`, `file_not_table`, `file_no_header`,
    `file_too_many_rows` or `file_broken_workbook`.
    """
    if not content.strip():
        raise BadInput("recruitment.file_empty")
    if len(content) > MAX_BYTES:
        raise BadInput("recruitment.file_too_big", megabytes=MAX_BYTES // 2**20)
    if content[:4] == b"PK\x03\x04":
        return _table(_workbook_lines(content), "xlsx", "")
    if b"\x00" in content:
        raise BadInput("recruitment.file_not_table")
    text, encoding = _decoded(content)
    delimiter = _delimiter(text)
    return _table(_text_lines(text, delimiter), encoding, delimiter)


def _decoded(content: bytes) -> tuple[str, str]:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise BadInput("recruitment.file_not_table")


def _delimiter(text: str) -> str:
    """The delimiter that cuts the first lines into the same number of cells, and into most of them."""
    sample = [line for line in text.splitlines()[:30] if line.strip()]

    def fitness(delimiter: str) -> tuple[int, int]:
        try:
            counts = [len(row) for row in csv.reader(sample, delimiter=delimiter)]
        except csv.Error:
            return 0, 0
        return sum(count == counts[0] for count in counts) * (counts[0] > 1), counts[0]

    return max(DELIMITERS, key=fitness)


def _text_lines(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    before = 0
    try:
        for cells in reader:
            yield before + 1, cells
            before = reader.line_num
    except csv.Error as error:
        raise BadInput("recruitment.file_broken_line", line=before + 1) from error


def _workbook_lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
                raise BadInput("recruitment.file_too_big", megabytes=MAX_BYTES // 2**20)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS), start=1):
            yield number, [_cell_text(cell) for cell in cells]
    except BadInput:
        raise
    # A broken workbook fails in as many ways as it has parts: zip, XML, numbers, missing sheets.
    except Exception as error:
        raise BadInput("recruitment.file_broken_workbook") from error


def _cell_text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _table(lines: Iterable[tuple[int, list[str]]], encoding: str, delimiter: str) -> Table:
    filled = ((number, [_clean(cell) for cell in cells]) for number, cells in lines)
    rows: list[tuple[int, list[str]]] = []
    header: list[str] = []
    for number, cells in filled:
        if not any(cells):
            continue
        if not header:
            header = _trimmed(cells)
            continue
        rows.append(
            (number, [*cells, *[""] * (len(header) - len(cells))][: max(len(header), len(_trimmed(cells)))])
        )
        if len(rows) > MAX_ROWS:
            raise BadInput("recruitment.file_too_many_rows", most=MAX_ROWS)
    return Table(_checked_header(header, rows), rows, encoding, delimiter)


def _checked_header(header: list[str], rows: list[tuple[int, list[str]]]) -> list[str]:
    if len(header) < 2 or len(header) > MAX_COLUMNS or any(name.isdecimal() for name in header):
        raise BadInput("recruitment.file_no_header")
    if not rows:
        raise BadInput("recruitment.file_no_rows")
    return header


def _clean(cell: str) -> str:
    """One line without control characters: what goes to a letter, a page and a database alike."""
    return " ".join("".join(c if c.isprintable() else " " for c in cell).split())


def _trimmed(cells: list[str]) -> list[str]:
    last = max((place for place, cell in enumerate(cells, start=1) if cell), default=0)
    return cells[:last]
