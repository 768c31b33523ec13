"""Post, next update, percent and effect make the round trip; answers are told and not taken in."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from puntari.core.models import LogEntry
from puntari.followup import actions, exporting
from puntari.followup.importing.details import read_of_action
from puntari.followup.models import Action, Recommendation
from puntari.followup.tables import Asked, Keys
from puntari.followup.tests.tables import DIGITAL, as_csv

if TYPE_CHECKING:
    from puntari.followup.actions.tables import Imported
    from puntari.panels.models import Panel

POST, NEXT, PERCENT, EFFECT, DECISION, REASON, DAY = 9, 10, 11, 12, 13, 14, 16


@pytest.fixture
def table(panel: Panel) -> Panel:
    actions.import_table(panel=panel, content=as_csv(DIGITAL), name="t", actor=None)
    first = Action.objects.order_by("pk")[0]
    first.owner_post, first.percent, first.effect = "ICT-päällikkö", 0, "Jono lyheni"
    first.next_update_due = date(2027, 11, 5)
    first.save()
    actions.answer_recommendation(
        recommendation=Recommendation.objects.get(number=2),
        decision="reject",
        reason="Liian kallis.",
        body="Hallitus",
        decided_on=date(2026, 3, 9),
        case_number="12/2026",
        actor=None,
    )
    return panel


def out(panel: Panel, kind: str = "csv") -> bytes:
    return exporting.write(kind, Keys([panel], Asked()).rows(), [panel], None)


def rows_of(panel: Panel) -> list[list[str]]:
    return list(csv.reader(io.StringIO(out(panel).decode("utf-8-sig")), delimiter=";"))


def bring(panel: Panel, rows: list[list[str]]) -> Imported:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    return actions.import_table(panel=panel, content=text.getvalue().encode(), name="t", actor=None)


def test_they_stand_in_the_file(table: Panel) -> None:
    _heading, first, second, third = rows_of(table)
    assert first[POST : EFFECT + 1] == ["ICT-päällikkö", "5.11.2027", "0", "Jono lyheni"]
    assert first[DECISION:-1] == [""] * 5
    assert second[DECISION:-1] == ["Ei hyväksytä", "Liian kallis.", "Hallitus", "9.3.2026", "12/2026"]
    assert third[DECISION:-1] == [""] * 5
    sheet = openpyxl.load_workbook(io.BytesIO(out(table, "xlsx"))).active
    assert sheet["N3"].value == "Ei hyväksytä"
    assert "N3:N4" in {str(area) for area in sheet.merged_cells.ranges}


@pytest.mark.parametrize("kind", sorted(exporting.FORMATS))
def test_a_file_that_comes_back_changes_nothing(table: Panel, kind: str) -> None:
    before = list(Action.objects.order_by("pk").values())
    done = actions.import_table(panel=table, content=out(table, kind), name="t", actor=None)
    assert (done.problems, done.counts["same"]) == ([], 3)
    assert list(Action.objects.order_by("pk").values()) == before


def test_what_was_edited_is_changed_and_remembered(table: Panel) -> None:
    rows = rows_of(table)
    rows[1][POST : EFFECT + 1] = ["", "2028-01-07 00:00:00", "40 %", "Jono loppui"]
    done = bring(table, rows)
    assert (done.problems, done.counts["changed"]) == ([], 1)
    first = Action.objects.order_by("pk")[0]
    told = (first.owner_post, first.next_update_due, first.percent, first.effect)
    assert told == ("", date(2028, 1, 7), 40, "Jono loppui")
    entry = LogEntry.objects.filter(kind="followup.action_changed").order_by("pk").last()
    assert entry is not None
    assert entry.data["changes"]["next_update_due"] == ["2027-11-05", "2028-01-07"]
    assert entry.data["changes"]["percent"] == ["0", "40"]


def test_what_cannot_be_read_is_told_and_left_as_it_was(table: Panel) -> None:
    rows = rows_of(table)
    rows[1][NEXT], rows[1][PERCENT], rows[1][POST] = "ensi vuonna", "101", "x" * 201
    done = bring(table, rows)
    unread = {"followup.next_update_due_unread", "followup.percent_unread", "followup.owner_post_unread"}
    assert {one.code for one in done.problems} == unread
    first = Action.objects.order_by("pk")[0]
    assert (first.next_update_due, first.percent, first.owner_post) == (date(2027, 11, 5), 0, "ICT-päällikkö")


def test_an_answer_is_not_changed_by_a_file(table: Panel) -> None:
    rows = rows_of(table)
    rows[2][DECISION], rows[1][REASON] = "Hyväksytään", "Hyvä"
    done = bring(table, rows)
    assert [(one.line, one.code) for one in done.problems] == [
        (2, "followup.answer_left_out"),
        (3, "followup.answer_left_out"),
    ]
    assert Recommendation.objects.get(number=2).answer.decision == "reject"
    assert Recommendation.objects.get(number=1).answer is None


def test_a_percent_of_nothing_is_no_empty_cell_in_open_data(table: Panel) -> None:
    said = json.loads(out(table, "json"))["rows"][0]
    assert (said["percent"], said["effect"]) == (0, "Jono lyheni")


@pytest.mark.parametrize(
    ("name", "cell", "read"),
    [
        ("next_update_due", "31.12.2027", "2027-12-31"),
        ("next_update_due", "31.2.2027", None),
        ("next_update_due", "12/2027", None),
        ("percent", "100 %", "100"),
        ("percent", "40.0", "40"),
        ("percent", "-1", None),
        ("percent", "puolet", None),
    ],
)
def test_days_and_percents_are_read_as_people_write_them(name: str, cell: str, read: str | None) -> None:
    assert read_of_action(name, cell) == read
