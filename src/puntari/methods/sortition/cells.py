"""Cells that a spreadsheet must not run: escaped on the way out, restored on the way in.

A spreadsheet takes a cell that starts with = + - @ (or a tab or a return before them) for a formula, also in
CSV (OWASP, "CSV Injection"). An apostrophe in front makes it text. The rule can be undone exactly: a cell of
apostrophes and then such a sign gets one more on writing and loses one on reading.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

_RISKY = re.compile(r"'*[=+\-@\t\r]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r]")


def escape(cell: object) -> object:
    """Text that would be a formula, as text; numbers and harmless text as they are."""
    return f"'{cell}" if isinstance(cell, str) and _RISKY.match(cell) else cell


def restore(cell: str) -> str:
    """The cell that ``escape`` was given."""
    return cell[1:] if cell.startswith("'") and _ESCAPED.match(cell) else cell


def join_ids(ids: Sequence[str]) -> str:
    """Ids in one cell, separated by a space; an id with a space inside stands in quotes."""
    text = " ".join(ids)
    if '"' not in text and text.count(" ") == len(ids) - 1:
        return text
    line = io.StringIO()
    csv.writer(line, delimiter=" ", lineterminator="").writerow(ids)
    return line.getvalue()


def split_ids(cell: str) -> tuple[str, ...]:
    """The ids that ``join_ids`` was given."""
    if '"' not in cell:
        return tuple(cell.split(" ")) if cell else ()
    return tuple(next(csv.reader([cell], delimiter=" ")))


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        plain = csv.writer(handle, lineterminator="\n")
        # A lone return ends a line for readers, but not for the writer, which would leave it bare.
        quoted = csv.writer(handle, lineterminator="\n", quoting=csv.QUOTE_ALL)
        for row in chain((header,), rows):
            cells = [escape(cell) for cell in row]
            bare = any(isinstance(cell, str) and "\r" in cell for cell in cells)
            (quoted if bare else plain).writerow(cells)


def write_panels(path: Path, header: Sequence[str], panels: Iterable[tuple[str, Sequence[str]]]) -> None:
    """Lines of ``start`` (number and weight, say, already joined) and the ids of a panel.

    A large pool has as many panels as people, so plain lines go past the CSV writer.
    """
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(header)
        for start, ids in panels:
            cell = str(escape(join_ids(ids)))
            if any(sign in cell for sign in ',"\r\n'):
                writer.writerow([*start.split(","), cell])
            else:
                handle.write(f"{start},{cell}\n")


def read_rows(path: Path) -> Iterable[dict[str, str]]:
    """The rows of a file that ``write_csv`` made."""
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            yield {restore(name): restore(cell) for name, cell in row.items()}
