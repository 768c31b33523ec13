"""The table across panels as a file: each row says whose it is, and a panel takes in its own rows."""

import csv
import io
import json
from typing import Any

import openpyxl
import pytest
from django.test import Client

from puntari.core import words
from puntari.core.errors import BadInput
from puntari.followup import actions
from puntari.followup.actions.tables import Imported, plan_of
from puntari.followup.importing.mapping import guess_mapping
from puntari.followup.importing.reading import read_table
from puntari.followup.models import Action, Recommendation
from puntari.followup.tests.tables import DIGITAL, SCHOOLS, as_csv
from puntari.panels.models import Panel

KINDS = ("csv", "xlsx", "json")


@pytest.fixture
def other(panel: Panel) -> Panel:
    made = Panel.objects.create(
        organisation=panel.organisation,
        slug="koulut",
        title="Koulupaneeli",
        question="?",
        visibility=panel.visibility,
    )
    bring(panel, as_csv(DIGITAL))
    bring(made, as_csv(SCHOOLS))
    return made


def bring(panel: Panel, content: bytes) -> Imported:
    return actions.import_table(panel=panel, content=content, name="t", actor=None)


def fetched(client: Client, kind: str, path: str = "/actions") -> bytes:
    return b"".join(client.get(f"{path}/download/{kind}/"))


def cells(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def as_bytes(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue().encode()


def codes(done: Any) -> list[str]:
    return [problem.code.removeprefix("followup.") for problem in done.problems]


def standing() -> list[tuple[Any, ...]]:
    found = Action.objects.order_by("pk")
    return list(found.values_list("pk", "recommendation__title", "sub__text", "text", "unit", "order"))


def test_every_row_says_its_panel_and_its_address(client: Client, panel: Panel, other: Panel) -> None:
    heading, *rows = cells(fetched(client, "csv"))
    assert (heading[0], heading[-2:]) == ("Paneeli", ["Paneelin osoite", "Tunnus"])
    told = {(row[0], row[-2].split("/")[-3]) for row in rows}
    assert told == {(panel.title, panel.slug), ("Koulupaneeli", "koulut")}
    assert len(rows) == 7
    sheet: Any = openpyxl.load_workbook(io.BytesIO(fetched(client, "xlsx"))).active
    assert [cell.value for cell in sheet[1]] == heading
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [row[0] for row in rows]
    assert {area.coord.strip("0123456789:")[0] for area in sheet.merged_cells.ranges} == set("BIJOPQRS")


def test_a_panels_own_files_have_no_panel(client: Client, panel: Panel, other: Panel) -> None:
    rows = cells(fetched(client, "csv", "/panels/koulut/actions"))
    assert rows[0][0] == "Suositus"
    assert "Paneeli" not in rows[0]


@pytest.mark.parametrize("kind", KINDS)
def test_a_panel_takes_its_own_rows(client: Client, panel: Panel, other: Panel, kind: str) -> None:
    before, content = standing(), fetched(client, kind)
    for one, same, left in ((panel, 3, 4), (other, 4, 3)):
        done = bring(one, content)
        assert (done.counts["same"], done.counts["new"], done.counts["changed"]) == (same, 0, 0)
        assert codes(done) == ["rows_of_others"]
        assert done.problems[0].params["count"] == left
    assert standing() == before


def test_edited_rows_go_to_their_own_panels(client: Client, panel: Panel, other: Panel) -> None:
    heading, *rows = cells(fetched(client, "csv"))
    for row in rows:
        row[heading.index("Vastuu")] = "Viestintä"
    rows.sort(key=lambda row: row[-1])
    for one in (panel, other):
        bring(one, as_bytes([heading, *rows]))
    assert set(Action.objects.values_list("unit", flat=True)) == {"Viestintä"}
    assert Recommendation.objects.count() == 3


def test_without_keys_and_addresses_the_name_decides(client: Client, panel: Panel, other: Panel) -> None:
    before = standing()
    rows = [row[:-2] for row in cells(fetched(client, "csv"))]
    done = bring(other, as_bytes(rows))
    assert (done.counts["same"], codes(done)) == (4, ["rows_of_others"])
    assert standing() == before


def test_the_preview_says_how_many_rows_stay_out_and_whose(
    client: Client, panel: Panel, other: Panel
) -> None:
    draft = actions.start_draft(panel=other, content=fetched(client, "csv"), name="t", actor=None)
    (problem,) = plan_of(draft).problems
    said = words.say(problem)
    assert f"3 riviä on muiden paneelien: {panel.title}" in said
    assert "omalla sivulla" in said


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_of_others_alone_is_refused_with_the_cure(
    client: Client, panel: Panel, other: Panel, kind: str
) -> None:
    empty = Panel.objects.create(organisation=panel.organisation, slug="uusi", title="Uusi", question="?")
    with pytest.raises(BadInput) as refused:
        bring(empty, fetched(client, kind))
    assert refused.value.code == "followup.no_rows_of_panel"
    assert "Koulupaneeli" in words.say(refused.value)
    assert not Recommendation.objects.filter(panel=empty).exists()


def test_a_panel_by_a_name_of_ones_own_is_taken_and_told(panel: Panel) -> None:
    done = bring(panel, b"Paneeli;Suositus;Toimenpide\nDigiraati 2024;1. A;x\n;;y\n")
    assert (done.counts["new"], codes(done)) == (2, ["panel_unknown"])
    assert Recommendation.objects.get().panel == panel


def test_the_column_can_be_left_out_of_the_mapping(client: Client, panel: Panel, other: Panel) -> None:
    content = as_csv("Paneeli;Suositus\nKoulupaneeli;3. Uusi\n")
    with pytest.raises(BadInput):
        bring(panel, content)
    draft = actions.start_draft(panel=panel, content=content, name="t", actor=None)
    actions.map_draft(draft=draft, mapping=["", "recommendation"], updated_on=draft.updated_on)
    done = actions.apply_draft(draft=draft, actor=None)
    assert (done.counts["new_recommendations"], codes(done)) == (1, ["column_left_out"])


def test_json_of_one_panel_goes_into_a_panel_of_another_name(panel: Panel, other: Panel) -> None:
    fresh = Panel.objects.create(organisation=panel.organisation, slug="uusi", title="Uusi", question="?")
    said = {"panels": [{"slug": "muualla"}], "rows": [{"recommendation": "1. A", "panel": "muualla"}]}
    assert bring(fresh, json.dumps(said).encode()).counts["new_recommendations"] == 1


def test_the_columns_are_known_in_swedish_and_english() -> None:
    for text in ("Panel;Rekommendation;Panelens adress", "Panel name;Recommendation;Panel address"):
        heading = read_table(f"{text}\nx;1. A;y\n".encode()).lines[0].cells
        assert guess_mapping(heading) == ["panel", "recommendation", "panel_address"]
