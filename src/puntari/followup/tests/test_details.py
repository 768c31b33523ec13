"""The theme and the municipalities of a recommendation, out and in again."""

import csv
import io
import json
import zipfile
from typing import Any

import openpyxl
import pytest
from django.test import Client

from puntari.core.errors import BadInput
from puntari.core.models import LogEntry
from puntari.followup import actions, exporting
from puntari.followup.actions.tables import Imported
from puntari.followup.models import Action, Recommendation
from puntari.followup.models.recommendations import named_places
from puntari.followup.tables import Asked, Keys
from puntari.followup.tests.tables import DIGITAL, HEADING, as_csv
from puntari.followup.tests.test_ods import NAMES
from puntari.panels.models import Panel

WITH_PLACES = (
    f"{HEADING};Teema;Kunnat\r\n1. Valoa;;Lamput;2026;;;;Arki;Loppi, Hausjärvi\r\n2. Ääntä;;Torvet;;;;;;\r\n"
)


@pytest.fixture
def table(panel: Panel) -> Panel:
    actions.import_table(panel=panel, content=as_csv(DIGITAL), name="t", actor=None)
    Recommendation.objects.filter(number=2).update(theme="Arki", municipalities="Loppi, Hausjärvi")
    return panel


def out(panel: Panel, kind: str) -> bytes:
    return exporting.write(kind, Keys([panel], Asked()).rows(), [panel], None)


def bring(panel: Panel, content: bytes) -> Imported:
    return actions.import_table(panel=panel, content=content, name="t", actor=None)


def standing() -> dict[int, tuple[str, str]]:
    found = Recommendation.objects.values_list("number", "theme", "municipalities")
    return {number: (theme, places) for number, theme, places in found}


def rows_of(panel: Panel) -> list[list[str]]:
    return list(csv.reader(io.StringIO(out(panel, "csv").decode("utf-8-sig")), delimiter=";"))


def as_bytes(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue().encode()


def as_ods(rows: list[list[str]]) -> bytes:
    lines = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in rows
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr(
            "content.xml",
            f'<office:document-content {NAMES}><office:body><office:spreadsheet><table:table table:name="T">'
            f"{lines}</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return made.getvalue()


def as_html(rows: list[list[str]]) -> bytes:
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>{lines}</table>".encode()


def test_they_come_out_once_and_go_in_again_unchanged(table: Panel) -> None:
    heading, first, second, third = rows_of(table)
    assert (heading[7:9], heading[-1]) == (["Teema", "Kunnat"], "Tunnus")
    assert [row[7:9] for row in (first, second, third)] == [
        ["", ""],
        ["Arki", "Loppi, Hausjärvi"],
        ["", ""],
    ]
    sheet: Any = openpyxl.load_workbook(io.BytesIO(out(table, "xlsx"))).active
    assert sheet["I3"].value == "Loppi, Hausjärvi"
    assert {"A3:A4", "H3:H4", "I3:I4"} <= {str(area) for area in sheet.merged_cells.ranges}
    said = json.loads(out(table, "json"))["rows"][1]
    assert (said["theme"], said["municipalities"]) == ("Arki", ["Loppi", "Hausjärvi"])
    before = standing()
    for kind in exporting.FORMATS:
        done = bring(table, out(table, kind))
        assert (done.problems, done.counts["changed_recommendations"]) == ([], 0)
    for made in (as_ods, as_html):
        done = bring(table, made(rows_of(table)))
        assert (done.problems, done.counts["changed_recommendations"]) == ([], 0)
    assert standing() == before


@pytest.mark.parametrize("made", [as_bytes, as_ods, as_html])
def test_what_was_edited_is_changed_and_remembered(table: Panel, made: Any) -> None:
    rows = rows_of(table)
    rows[1][8], rows[2][7], rows[2][8] = "Riihimäki", "Työ", ""
    done = bring(table, made(rows))
    assert (done.counts["changed_recommendations"], done.counts["same"]) == (2, 3)
    assert standing() == {1: ("", "Riihimäki"), 2: ("Työ", "")}
    entry = LogEntry.objects.filter(kind="followup.recommendation_changed").order_by("pk").last()
    assert entry is not None
    assert entry.data["changes"] == {"theme": ["Arki", "Työ"], "municipalities": ["Loppi, Hausjärvi", ""]}
    assert bring(table, made(rows)).counts["changed_recommendations"] == 0


def test_an_edited_book_changes_them(table: Panel) -> None:
    book = openpyxl.load_workbook(io.BytesIO(out(table, "xlsx")))
    sheet: Any = book.active
    sheet["I2"].value, sheet["I3"].value = "Loppi; Riihimäki", None
    changed = io.BytesIO()
    book.save(changed)
    bring(table, changed.getvalue())
    assert standing() == {1: ("", "Loppi, Riihimäki"), 2: ("Arki", "")}


def test_a_table_without_the_columns_leaves_what_is_there(table: Panel) -> None:
    before = standing()
    bring(table, as_csv(DIGITAL))
    said = json.loads(out(table, "json"))
    for row in said["rows"]:
        del row["theme"], row["municipalities"]
    bring(table, json.dumps(said).encode())
    assert standing() == before


def test_rows_left_over_from_a_joined_cell_do_not_empty_it(table: Panel) -> None:
    before = standing()
    heading, _first, _second, third = rows_of(table)
    assert third[0] == ""
    done = bring(table, as_bytes([heading, third]))
    assert (done.problems, standing()) == ([], before)


def test_a_table_of_ones_own_brings_them(panel: Panel) -> None:
    bring(panel, as_csv(WITH_PLACES))
    assert standing() == {1: ("Arki", "Loppi, Hausjärvi"), 2: ("", "")}
    assert bring(panel, as_csv(WITH_PLACES)).counts["changed_recommendations"] == 0


def test_each_row_adds_its_municipality_and_a_second_theme_is_told(panel: Panel) -> None:
    text = "Suositus;Toimenpide;Kunta;Teema\n1. A;x;Loppi;Arki\n1. A;y;Hausjärvi ja Loppi;Työ\n1. A;z;;\n"
    done = bring(panel, text.encode())
    assert standing() == {1: ("Arki", "Loppi, Hausjärvi")}
    assert [(one.line, one.code) for one in done.problems] == [(3, "followup.theme_twice")]
    assert bring(panel, text.encode()).counts["changed_recommendations"] == 0


def test_the_whole_area_is_no_municipality(panel: Panel) -> None:
    bring(panel, b"Suositus;Kunnat\n1. A;Koko alue\n2. B;Kaikki kunnat\n3. C;Loppi\n")
    assert [places for _theme, places in standing().values()] == ["", "", "Loppi"]


def test_names_are_parted_as_people_write_them() -> None:
    assert named_places("Loppi, Hausjärvi ja Riihimäki; Loppi\nJanakkala") == [
        "Loppi", "Hausjärvi", "Riihimäki", "Janakkala",
    ]  # fmt: skip
    assert named_places("Jaala") == ["Jaala"]


def test_what_does_not_fit_is_refused_and_nothing_is_kept(panel: Panel) -> None:
    for column, limit in (("Kunnat", 400), ("Teema", 200)):
        with pytest.raises(BadInput) as refused:
            bring(panel, f"Suositus;{column}\n1. A;\n2. B;{'x' * (limit + 1)}\n".encode())
        assert refused.value.params == {"line": 3, "limit": limit}
    assert not Recommendation.objects.exists()
    assert not Action.objects.exists()


def test_the_interface_tells_and_filters_by_them(client: Client, table: Panel) -> None:
    def found(place: str) -> list[int]:
        answer = client.get("/api/v1/recommendations", {"municipality": place}).json()
        return [one["number"] for one in answer["items"]]

    one = client.get("/api/v1/recommendations/testi/2").json()
    assert one["municipalities"] == ["Loppi", "Hausjärvi"]
    assert (found("Loppi"), found("Hausjärvi"), found("järvi"), found("Turku")) == ([2], [2], [], [])
    document = client.get("/api/v1/openapi.json").json()
    assert "municipalities" in document["components"]["schemas"]["RecommendationOut"]["required"]
