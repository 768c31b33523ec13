"""Lists for spreadsheets: opened with a double click, and never run."""

import io

import pytest
from django.http import Http404
from django.utils.translation import gettext_lazy
from openpyxl import load_workbook

from puntari.core import spreadsheets

EVIL = ["=HYPERLINK(1)", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1"]


def read_csv(content: bytes) -> list[str]:
    assert content.startswith(b"\xef\xbb\xbf"), "Excel knows UTF-8 by its mark"
    return content.decode("utf-8-sig").split("\r\n")


def test_csv_is_as_finnish_spreadsheets_write_it() -> None:
    rows = [["Nimi", "Määrä"], ["Äijö; Öhman", 1.5], [None, -3], [gettext_lazy("Kieli"), True]]
    assert read_csv(spreadsheets.csv_bytes(rows)) == [
        "Nimi;Määrä",
        '"Äijö; Öhman";1,5',
        ";-3",
        "Kieli;True",
        "",
    ]


@pytest.mark.parametrize("text", EVIL)
def test_no_text_is_run_as_a_formula(text: str) -> None:
    assert f"'{text}" in spreadsheets.csv_bytes([[text]]).decode("utf-8-sig")
    [[cell]] = load_workbook(io.BytesIO(spreadsheets.xlsx_bytes([[text]]))).active.iter_rows()
    assert cell.data_type == "s"


def test_xlsx_keeps_numbers_texts_and_the_heading_in_sight() -> None:
    content = spreadsheets.xlsx_bytes([["a", "b"], ["=x", 1.5], ["\x0bä", None]], title="Lista", fixed="B2")
    sheet = load_workbook(io.BytesIO(content)).active
    assert (sheet.title, sheet.freeze_panes) == ("Lista", "B2")
    assert [[cell.value for cell in row] for row in sheet] == [["a", "b"], ["=x", 1.5], ["ä", None]]


def test_a_download_has_its_name_and_type() -> None:
    answer = spreadsheets.table_response("lista", "csv", [["a"]])
    assert answer["Content-Disposition"] == 'attachment; filename="lista.csv"'
    assert answer["Content-Type"] == spreadsheets.CSV
    assert spreadsheets.table_response("lista", "xlsx", [["a"]])["Content-Type"] == spreadsheets.XLSX
    with pytest.raises(Http404):
        spreadsheets.table_response("lista", "doc", [["a"]])


def test_a_file_that_is_read_again_guards_its_cells_itself() -> None:
    assert spreadsheets.csv_bytes([["- kohta"]], guard=str).decode("utf-8-sig") == "- kohta\r\n"
