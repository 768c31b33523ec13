"""Tables as organisers bring them: CSV in any usual encoding and separator, XLSX, or rows in memory."""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from puntari.methods.sortition.cells import restore
from puntari.methods.sortition.errors import TableError
from puntari.methods.sortition.model import name_key

MAX_BYTES = 200_000_000
MAX_COLUMNS = 500
MAX_ROWS = 250_000
MAX_CELL = 10_000
MAX_BLANK = 10_000
# Workbooks: bytes unpacked, a size nobody minds, how many times the packed size beyond it, and parts.
MAX_XLSX = 150_000_000
MAX_UNPACKED = 2_000_000
MAX_RATIO = 150
MAX_PARTS = 2_000
_ROW_OR_CELL = re.compile(rb"<(?:[\w.-]+:)?(row|c)[\s/>]")

Source = str | Path | bytes | Iterable[Mapping[str, object]]


class Row(NamedTuple):
    """One data row with the line (or sheet row) it stands on."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A header and the rows below it; every row has as many cells as the header."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]

    def column(self, *names: str) -> int | None:
        """Index of the column carrying the first of these names there is (compared as ``name_key`` does).

        Raises ``TableError('duplicate_column')`` when two carry it; columns nobody asks for may share a name.
        """
        keys = [name_key(title) for title in self.header]
        found = next((key for name in names if (key := name_key(name)) in keys), None)
        if found is not None and keys.count(found) > 1:
            raise TableError("duplicate_column", column=self.header[keys.index(found)])
        return None if found is None else keys.index(found)

    def titles(self) -> tuple[str, ...]:
        """The header with a number behind every name that stood before: "Notes", "Notes (2)"."""
        seen: Counter[str] = Counter()
        titles = []
        for title in self.header:
            seen[title] += 1
            titles.append(title if seen[title] == 1 else f"{title} ({seen[title]})")
        return tuple(titles)


def read_table(source: Source, limit: int = MAX_ROWS) -> Table:
    """Read a table of at most ``limit`` rows from a path, from bytes (CSV or XLSX) or from mappings, all with
    the same header.

    Raises ``TableError``: ``unreadable``, ``empty``, ``too_large``, ``too_many_columns``, ``too_many_rows``,
    ``blank_rows``, ``cell_too_long``, ``duplicate_column``, ``ragged_row``, ``formula_cell``, ``bad_csv``,
    ``bad_xlsx``.
    """
    lines = _lines(source)
    header = next(lines, None)
    if header is None or not any(header.cells):
        raise TableError("empty")
    titles = _header(header.cells)
    rows = tuple(_fit(row, titles) for row in _limited(lines, limit) if any(row.cells))
    return Table(titles, rows)


def _lines(source: Source) -> Iterator[Row]:
    if isinstance(source, (str, Path)):
        source = read_limited(Path(source))
    if isinstance(source, bytes):
        if len(source) > MAX_BYTES:
            raise TableError("too_large", limit=MAX_BYTES)
        return _xlsx(source) if source.startswith(b"PK\x03\x04") else _csv(_decode(source))
    return _mappings(source)


def read_limited(path: Path, limit: int = MAX_BYTES) -> bytes:
    """A file's bytes; also of a pipe, whose size nobody knows beforehand. Raises ``TableError``:
    ``unreadable``, ``too_large``.
    """
    try:
        with path.open("rb") as handle:
            data = handle.read(limit + 1)
    except (OSError, ValueError) as error:
        raise TableError("unreadable", path=str(path), reason=_why(error)) from error
    if len(data) > limit:
        raise TableError("too_large", limit=limit)
    return data


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _csv(text: str) -> Iterator[Row]:
    first = text[: text.find("\n") if "\n" in text else len(text)][:100_000]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            yield Row(reader.line_num, tuple(map(str.strip, cells)))
    except csv.Error as error:
        raise TableError("bad_csv", line=reader.line_num, reason=str(error)) from error


def _xlsx(data: bytes) -> Iterator[Row]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        _check_archive(data)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
        sheet = book.worksheets[0]
        for line, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS + 1), 1):
            yield Row(line, _trimmed(cells))
    except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, OSError) as error:
        raise TableError("bad_xlsx", reason=str(error)) from error


def _check_archive(data: bytes) -> None:
    """Refuse a workbook that unpacks into far more than it says, before anything parses it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        items = archive.infolist()
        unpacked = sum(item.file_size for item in items)
        if unpacked > MAX_XLSX or unpacked > max(MAX_UNPACKED, MAX_RATIO * len(data)):
            raise TableError("too_large", limit=MAX_XLSX)
        if len(items) > MAX_PARTS:
            raise TableError("bad_xlsx", reason="too many parts")
        for item in items:
            if item.filename.endswith((".xml", ".rels")):
                _check_part(archive.read(item))


def _check_part(part: bytes) -> None:
    # The parser builds a whole row before anybody can count its cells, and expands what is defined.
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise TableError("bad_xlsx", reason="it defines entities")
    rows = cells = 0
    for tag in _ROW_OR_CELL.finditer(part):
        if tag[1] == b"row":
            rows, cells = rows + 1, 0
        cells += 1
        if cells > MAX_COLUMNS + 1:
            raise TableError("too_many_columns", limit=MAX_COLUMNS)
        if rows > MAX_ROWS + 1:
            raise TableError("too_many_rows", limit=MAX_ROWS)


def _trimmed(cells: tuple[Any, ...]) -> tuple[str, ...]:
    texts = [_text(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _text(cell: object) -> str:
    # A spreadsheet keeps 8 as 8.0 once a formula or a formatting touched the column.
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _mappings(rows: Iterable[Mapping[str, object]]) -> Iterator[Row]:
    header: tuple[str, ...] | None = None
    for line, row in enumerate(rows, 2):
        if header is None:
            header = tuple(str(name).strip() for name in row)
            yield Row(1, header)
        yield Row(line, tuple(_text(row.get(name)) for name in header))


def _header(cells: tuple[str, ...]) -> tuple[str, ...]:
    titles = [restore(cell) for cell in cells]
    while titles and not titles[-1]:
        titles.pop()
    if len(titles) > MAX_COLUMNS:
        raise TableError("too_many_columns", limit=MAX_COLUMNS)
    return tuple(titles)


def _limited(lines: Iterator[Row], limit: int) -> Iterator[Row]:
    blank = 0
    for number, row in enumerate(lines):
        if number >= limit:
            raise TableError("too_many_rows", limit=limit)
        blank = 0 if any(row.cells) else blank + 1
        if blank > MAX_BLANK:
            raise TableError("blank_rows", line=row.line, limit=MAX_BLANK)
        yield row


def _fit(row: Row, header: tuple[str, ...]) -> Row:
    cells = row.cells
    if len(cells) > len(header):
        if any(cells[len(header) :]):
            raise TableError("ragged_row", line=row.line, cells=len(cells), columns=len(header))
        cells = cells[: len(header)]
    text = "".join(cells)
    if len(text) > MAX_CELL or "=" in text or "'" in text:
        cells = _restored(row.line, header, cells)
    return Row(row.line, cells + ("",) * (len(header) - len(cells)))


def _restored(line: int, header: tuple[str, ...], cells: tuple[str, ...]) -> tuple[str, ...]:
    for title, cell in zip(header, cells, strict=False):
        if cell.startswith("=") and len(cell) > 1:
            raise TableError("formula_cell", line=line, column=title)
        if len(cell) > MAX_CELL:
            raise TableError("cell_too_long", line=line, column=title, limit=MAX_CELL)
    return tuple(map(restore, cells))
