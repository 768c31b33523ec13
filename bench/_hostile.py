"""Files made to break the reader, one function each, that answers with the words of `lottery check`."""

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook

TARGETS = b"feature,value,min,max\na,x,0,9\n"
PEOPLE = b"id,a\n1,x\n2,x\n"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
Make = Callable[[Path, random.Random], list[str]]


def _people(data: Callable[[], bytes], size: int = 1) -> Make:
    return lambda folder, _: _written(folder, data(), TARGETS, size)


def _targets(data: Callable[[], bytes]) -> Make:
    return lambda folder, _: _written(folder, PEOPLE, data(), 1)


def _written(folder: Path, people: bytes, targets: bytes, size: int) -> list[str]:
    (folder / "people").write_bytes(people)
    (folder / "targets").write_bytes(targets)
    return [str(folder / "people"), str(folder / "targets"), "--size", str(size)]


def _workbook(rows: list[list[object]]) -> bytes:
    book, data = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(data)
    return data.getvalue()


def _with_sheet(rows: str, head: str = "", extra: dict[str, bytes] | None = None, prefix: str = "") -> bytes:
    """A real workbook whose first sheet is replaced."""
    space = f'xmlns:{prefix[:-1]}="{NAMESPACE}"' if prefix else f'xmlns="{NAMESPACE}"'
    sheet = (
        f'<?xml version="1.0"?>{head}<{prefix}worksheet {space}><{prefix}sheetData>{rows}'
        f"</{prefix}sheetData></{prefix}worksheet>"
    )
    honest = zipfile.ZipFile(io.BytesIO(_workbook([["id", "a"]])))
    parts = {name: honest.read(name) for name in honest.namelist()}
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in (parts | {"xl/worksheets/sheet1.xml": sheet.encode()} | (extra or {})).items():
            target.writestr(name, content)
    return data.getvalue()


def _cells(*texts: str) -> str:
    return "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)


HEADER = f"<row>{_cells('id', 'a')}</row>"
ENTITIES = (
    '<!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    + "]>"
)


def _million_cells(prefix: str = "") -> str:
    cells = "".join(f"<{prefix}c><{prefix}v>{i}</{prefix}v></{prefix}c>" for i in range(10**6))
    return f"<{prefix}row>{cells}</{prefix}row>"


def _noise(folder: Path, rng: random.Random) -> list[str]:
    return _written(folder, rng.randbytes(20_000_000), TARGETS, 1)


def _honest(folder: Path, _: random.Random) -> list[str]:
    rows = b"".join(b"p%d,x\n" % i for i in range(100_000))
    return _written(folder, b"id,a\n" + rows + b"p7,x\n", TARGETS, 1)


FILES: list[tuple[str, Make]] = [
    ("a million columns, CSV", _people(lambda: b",".join(b"%d" % i for i in range(10**6)))),
    ("a million columns, XLSX", _people(lambda: _with_sheet(_million_cells()))),
    ("the same, other prefix", _people(lambda: _with_sheet(_million_cells("x:"), prefix="x:"))),
    ("a million rows, XLSX", _people(lambda: _with_sheet(HEADER + f"<row>{_cells('1', 'x')}</row>" * 10**6))),
    ("a bomb in a sheet, 140 MB", _people(lambda: _with_sheet(HEADER + " " * 140_000_000))),
    ("a bomb beside the sheet", _people(lambda: _with_sheet(HEADER, extra={"xl/a.png": bytes(10**8)}))),
    ("a billion laughs", _people(lambda: _with_sheet(f"<row>{_cells('&j;')}</row>", ENTITIES))),
    ("thousands of parts", _people(lambda: _with_sheet(HEADER, extra={f"x/{i}": b"" for i in range(5000)}))),
    ("a row far below", _people(lambda: _with_sheet(f'{HEADER}<row r="99999999">{_cells("1")}</row>'))),
    ("no workbook behind its mark", _people(lambda: b"PK\x03\x04" + bytes(1_000_000))),
    ("a workbook cut in half", _people(lambda: _workbook([["id", "a"], ["1", "x"]])[:3000])),
    ("formula, XLSX", _people(lambda: _workbook([["id", "a"], ["=1+1", "x"]]))),
    ("formula, CSV", _people(lambda: b"id,a\n=HYPERLINK(1),x\n")),
    ("five million blank lines", _people(lambda: b"id,a\n" + b"\n" * 5_000_000)),
    ("one cell of five million", _people(lambda: b"id,a\n" + b"x" * 5_000_000)),
    ("a quote that never ends", _people(lambda: b'id,a\n"' + b"a," * 10**6)),
    ("NUL bytes", _people(lambda: b"id,a\n1,\x00x\n" + bytes(1_000_000))),
    ("20 MB of noise", _noise),
    ("an id again on line 100,002", _honest),
    ("an id twice", _people(lambda: b"id,a\n1,x\n1,x\n")),
    ("size above the pool", _people(lambda: PEOPLE, 10**9)),
    ("min above max", _targets(lambda: b"feature,value,min,max\na,x,5,4\n")),
    ("a number of 9,000 digits", _targets(lambda: b"feature,value,min,max\na,x,0," + b"9" * 9000)),
    ("a million quotas", _targets(lambda: b"feature,value,min,max\n" + b"".join(
        b"a,v%d,0,1\n" % i for i in range(10**6)))),
    ("an empty file", _people(lambda: b"")),
]  # fmt: skip
