"""OpenDocument spreadsheets: their sheets as lines of cells, as the cells are seen."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

MIME = b"application/vnd.oasis.opendocument.spreadsheet"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}
_GROUPS = {f"{_TABLE}{name}" for name in ("table-header-rows", "table-row-group", "table-rows")}

NumberedCells = tuple[int, list[str]]


def is_ods(packed: zipfile.ZipFile) -> bool:
    """Whether an archive says that it is an OpenDocument spreadsheet (or a template of one)."""
    return "mimetype" in packed.namelist() and packed.read("mimetype").startswith(MIME)


def sheets(content: bytes, *, max_lines: int, max_columns: int) -> dict[str, list[NumberedCells]]:
    """The lines of each sheet, by its name, with their numbers; empty lines are left out.

    Raises KeyError, zipfile.BadZipFile or etree.XMLSyntaxError when the file is broken.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        xml = packed.read("content.xml")
    # A table needs no entities, and one that defines them may be made to grow.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(xml, parser)
    return {
        table.get(f"{_TABLE}name", str(place)): list(_lines(table, max_lines, max_columns))
        for place, table in enumerate(root.iter(f"{_TABLE}table"), start=1)
    }


def _lines(table: Any, max_lines: int, max_columns: int) -> Iterator[NumberedCells]:
    number = 1
    for row in _rows(table):
        times = _repeated(row, "number-rows-repeated")
        cells = _cells(row, max_columns)
        if any(cells):
            yield from ((number + offset, list(cells)) for offset in range(min(times, max_lines + 1)))
        number += times


def _rows(node: Any) -> Iterator[Any]:
    for child in node:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in _GROUPS:
            yield from _rows(child)


def _cells(row: Any, max_columns: int) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if cell.tag in _CELLS and len(cells) < max_columns:
            times = min(_repeated(cell, "number-columns-repeated"), max_columns - len(cells))
            covered = cell.tag == f"{_TABLE}covered-table-cell"
            cells += ["" if covered else _words(cell)] * times
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _repeated(node: Any, name: str) -> int:
    raw = node.get(f"{_TABLE}{name}", "1")
    return max(1, int(raw)) if raw.isdecimal() else 1


def _words(cell: Any) -> str:
    return "\n".join("".join(_pieces(paragraph)) for paragraph in cell.iterchildren(f"{_TEXT}p"))


def _pieces(node: Any) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            yield " " * min(int(count) if count.isdecimal() else 1, 1000)
        elif child.tag in {f"{_TEXT}line-break", f"{_TEXT}tab"}:
            yield "\n" if child.tag.endswith("line-break") else "\t"
        elif child.tag not in {f"{_OFFICE}annotation", f"{_OFFICE}annotation-end"}:
            yield from _pieces(child)
        yield child.tail or ""
