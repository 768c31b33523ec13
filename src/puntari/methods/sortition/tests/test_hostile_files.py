"""Files made to break the reader are refused with a code. How long that takes, `./run bench lottery` says."""

import io
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from puntari.methods.sortition import (
    Feature,
    InputError,
    PeopleError,
    Person,
    Pool,
    Quota,
    SettingsError,
    SortitionError,
    TableError,
    TargetsError,
    check_feasible,
    read_people,
    read_settings,
    read_targets,
    solve,
)

QUOTAS = [Feature("a", (Quota("x", 0, 9),))]
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(rows: list[list[object]]) -> bytes:
    book, data = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(data)
    return data.getvalue()


def with_sheet(xml: str, extra: dict[str, bytes] | None = None) -> bytes:
    """A real workbook whose first sheet is replaced."""
    data = io.BytesIO()
    honest = zipfile.ZipFile(io.BytesIO(workbook([["id", "a"]])))
    parts = {name: honest.read(name) for name in honest.namelist()}
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in (parts | {"xl/worksheets/sheet1.xml": xml.encode()} | (extra or {})).items():
            target.writestr(name, content)
    return data.getvalue()


def sheet(rows: str, head: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{head}<worksheet xmlns="{NAMESPACE}"><sheetData>{rows}</sheetData></worksheet>'
    )


def cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


HEADER = f"<row>{cell('id')}{cell('a')}</row>"
LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    + "]>"
)
BELOW = f'<row r="99999999">{cell("1")}</row>'
PARTS = {f"x/{i}": b"" for i in range(5000)}
MANY = b"".join(b"%d,x\n" % i for i in range(50_000))
HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a million columns, CSV": ("too_many_columns", lambda: b",".join(b"%d" % i for i in range(10**6))),
    "a million columns, XLSX": ("too_many_columns", lambda: with_sheet(sheet("<row>" + "".join(
        f'<c t="n"><v>{i}</v></c>' for i in range(10**6)) + "</row>"))),
    "columns under another prefix": ("too_many_columns", lambda: with_sheet(sheet("<x:row>" + "".join(
        f"<x:c><x:v>{i}</x:v></x:c>" for i in range(10**5)) + "</x:row>").replace("xmlns=", "xmlns:x="))),
    "a sheet of too many rows": ("too_many_rows", lambda: with_sheet(sheet("<row/>" * 300_000))),
    "rows without end, CSV": ("too_many_rows", lambda: b"id,a\n" + MANY * 6),
    "bytes of zero": ("bad_csv", lambda: b"id,a\n1,x\n" + bytes(10**6)),
    "noise": ("missing_value", lambda: b"id,a\n" + bytes(range(256)) * 1000),
    "a bomb in a sheet": ("too_large", lambda: with_sheet(sheet(HEADER + " " * 140_000_000))),
    "a bomb beside the sheet": ("too_large", lambda: with_sheet(sheet(HEADER), {"xl/a.png": bytes(10**8)})),
    "a billion laughs": ("bad_xlsx", lambda: with_sheet(sheet(f"<row>{cell('&j;')}</row>", LAUGHS))),
    "a row far below": ("blank_rows", lambda: with_sheet(sheet(HEADER + BELOW))),
    "thousands of parts": ("bad_xlsx", lambda: with_sheet(sheet(HEADER), PARTS)),
    "only blank lines": ("blank_rows", lambda: b"id,a\n" + b"\n" * 5_000_000),
    "one cell of five million": ("bad_csv", lambda: b"id,a\n" + b"x" * 5_000_000),
    "a quote that never ends": ("bad_csv", lambda: b'id,a\n"' + b"a," * 10**6),
    "a formula, CSV": ("formula_cell", lambda: b"id,a\n=HYPERLINK(1),x\n"),
    "a formula, XLSX": ("formula_cell", lambda: workbook([["id", "a"], ["=1+1", "x"]])),
    "an id twice": ("duplicate_id", lambda: b"id,a\n1,x\n2,x\n1,x\n"),
    "an id twice at the end": ("duplicate_id", lambda: b"id,a\n" + MANY + b"7,x\n"),
    "no bytes of a workbook": ("bad_xlsx", lambda: b"PK\x03\x04" + bytes(1000)),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason(name: str) -> None:
    code, make = HOSTILE[name]
    with pytest.raises((TableError, PeopleError)) as caught:
        read_people(make(), QUOTAS)
    assert caught.value.code == code


def test_an_honest_workbook_of_thousands_of_rows_is_read() -> None:
    rows: list[list[object]] = [["id", "a"], *([f"p{i}", "x"] for i in range(3000))]
    assert len(read_people(workbook(rows), QUOTAS)) == 3000


@pytest.mark.parametrize(
    ("low", "high", "size", "code"),
    [(3, 2, 2, "min_above_max"), (0, 9, 4, "size_above_pool"), (-1, 2, 2, "negative")],
)
def test_quotas_and_sizes_that_cannot_be_are_refused_at_once(
    low: int, high: int, size: int, code: str
) -> None:
    pool = Pool(tuple(Person(f"p{i}", {"a": "x"}) for i in range(3)))
    with pytest.raises(InputError) as caught:
        solve(pool, [Feature("a", (Quota("x", low, high),))], size)
    assert caught.value.code == code


def test_too_many_seats_are_explained() -> None:
    pool = Pool(tuple(Person(f"p{i}", {"a": "x"}) for i in range(3)))
    assert next(reason.code for reason in check_feasible(pool, QUOTAS, 4).reasons) == "size_above_pool"


def test_a_targets_file_with_min_above_max_names_the_value() -> None:
    with pytest.raises(TargetsError) as caught:
        read_targets(b"feature,value,min,max\na,x,5,4\n")
    assert (caught.value.code, caught.value.params["value"]) == ("min_above_max", "x")


def test_a_targets_file_of_a_million_values_is_refused() -> None:
    with pytest.raises(TableError, match="too_many_rows"):
        read_targets(b"feature,value,min,max\n" + b"".join(b"a,v%d,0,1\n" % i for i in range(10**5)))


def test_settings_nested_without_end_are_refused() -> None:
    with pytest.raises(SettingsError, match="bad_toml"):
        read_settings(b"a = " + b"[" * 100_000)
    with pytest.raises(SettingsError, match="too_large"):
        read_settings("/dev/zero")


@pytest.mark.parametrize("people", ["id,a\n1,x\n2,x\n"])
def test_no_error_is_without_a_code(people: str) -> None:
    with pytest.raises(SortitionError) as caught:
        solve(read_people(people.encode(), QUOTAS), QUOTAS, 10**12)
    assert caught.value.code
