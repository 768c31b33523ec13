import io
from datetime import date

import openpyxl
import pytest

from puntari.core.errors import BadInput
from puntari.followup.importing.mapping import guess_mapping
from puntari.followup.importing.reading import read_table
from puntari.followup.tests.tables import DIGITAL, HEADING, as_csv

CELLS = ["1. Ääni", "", "Työ", "10/2024 – 3/2026", "Käsitelty", "", "ö"]


def rows(content: bytes, name: str = "t") -> list[list[str]]:
    return [line.cells for line in read_table(content, name).lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_any_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    text = "\n".join(delimiter.join(line) for line in (HEADING.split(";"), CELLS))
    assert rows(text.encode(encoding)) == [HEADING.split(";"), CELLS]


def test_quoted_cells_keep_their_line_breaks_and_their_line_number() -> None:
    sheet = read_table(b'Suositus;Toimenpide\n"1. A\nB";x\n2. C;y\n')
    assert [(line.number, line.cells[0]) for line in sheet.lines] == [
        (1, "Suositus"),
        (2, "1. A\nB"),
        (4, "2. C"),
    ]


def test_lines_before_the_heading_are_left_out_and_their_stamp_is_read() -> None:
    sheet = read_table(f"Toimenpiteet;;\nPäivitetty 11/2024;;\n{DIGITAL}".encode())
    assert sheet.lines[0].cells[0] == "Suositus"
    assert sheet.updated_on == date(2024, 11, 1)


def test_a_workbook_gives_its_months_as_they_are_seen() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADING.split(";"))
    sheet.append(["1. A", None, "B", date(2024, 10, 1), "Käsitelty", 5.0, "ö"])
    sheet["D2"].number_format = "m/yyyy"
    out = io.BytesIO()
    book.save(out)
    assert rows(out.getvalue())[1] == ["1. A", "", "B", "10/2024", "Käsitelty", "5", "ö"]


def test_a_pasted_page_spans_become_empty_cells_below() -> None:
    page = """<p>Päivitetty 5.11.2024</p><table><tr><th>Suositus</th><th>Alasuositus</th><th>Status</th></tr>
    <tr><td rowspan="2">1. A &amp;
       B</td><td>1.1. x<br>y</td><td></td></tr><tr><td><p>1.2. z</p></td><td>Käsitelty</td></tr></table>"""
    sheet = read_table(page.encode())
    assert [line.cells for line in sheet.lines[1:]] == [
        ["1. A & B", "1.1. x\ny", ""],
        ["", "1.2. z", "Käsitelty"],
    ]
    assert sheet.updated_on == date(2024, 11, 5)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "followup.file_empty"),
        (b";;;\n;;\n", "followup.file_empty"),
        (b"PK\x03\x04 not a workbook", "followup.file_unreadable"),
        (b"a\x00b\x00", "followup.file_unreadable"),
        (b"<table></table>", "followup.file_empty"),
        (b"x" * (10 * 2**20 + 1), "followup.file_too_big"),
    ],
)
def test_what_is_no_table_is_refused_in_words(content: bytes, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_table(content, "tiedosto")
    assert refused.value.code == code
    assert "followup." not in str(refused.value)


def test_columns_are_known_by_many_names() -> None:
    assert guess_mapping(["REKOMMENDATION", "Toimenpide:", "Tila", "Väri", "status"]) == [
        "recommendation",
        "action",
        "status",
        "",
        "",
    ]


def test_a_real_csv_has_seven_columns() -> None:
    assert {len(cells) for cells in rows(as_csv(DIGITAL))} == {7}
