"""Out, edited in a spreadsheet, and in again."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from puntari.core import words
from puntari.core.errors import BadInput
from puntari.followup import actions, exporting
from puntari.followup.actions.tables import Imported
from puntari.followup.importing.keys import key_of, read_key
from puntari.followup.models import Action, Recommendation, SubRecommendation
from puntari.followup.tables import Asked, Keys
from puntari.followup.tests.tables import DIGITAL, SCHOOLS, as_csv
from puntari.panels.models import Panel

Cells = list[list[str]]


@pytest.fixture
def table(panel: Panel) -> Panel:
    actions.import_table(panel=panel, content=as_csv(DIGITAL), name="t", actor=None)
    return panel


def out(panels: list[Panel], kind: str = "csv") -> bytes:
    return exporting.write(kind, Keys(panels, Asked()).rows(), panels, None)


def bring(panel: Panel, content: bytes) -> Imported:
    return actions.import_table(panel=panel, content=content, name="t", actor=None)


def edited(panel: Panel, edit: Callable[[Cells], Any]) -> Imported:
    """The panel's table brought in again after its rows, the heading left out, went through `edit`."""
    heading, *rows = csv.reader(io.StringIO(out([panel]).decode("utf-8-sig")), delimiter=";")
    edit(rows)
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([heading, *rows])
    return bring(panel, text.getvalue().encode())


def standing(panel: Panel) -> set[tuple[Any, ...]]:
    found = Action.objects.filter(recommendation__panel=panel)
    return set(found.values_list("pk", "recommendation__title", "sub__text", "text", "schedule", "unit"))


def codes(done: Imported) -> list[str]:
    return [problem.code.removeprefix("followup.") for problem in done.problems]


def test_rows_sorted_in_a_spreadsheet_stay_what_they_are(table: Panel) -> None:
    before = standing(table)
    done = edited(table, lambda rows: rows.reverse())
    assert (done.counts["same"], done.counts["new"], done.counts["changed"]) == (3, 0, 0)
    assert (done.problems, standing(table)) == ([], before)


def test_every_word_may_change_and_the_rows_may_move_at_once(table: Panel) -> None:
    keys = {
        model: set(model.objects.values_list("pk", flat=True))
        for model in (Recommendation, SubRecommendation, Action)
    }

    def edit(rows: Cells) -> None:
        for row in rows:
            row[:7] = [f"{cell} uusi" if cell else "" for cell in row[:7]]
        rows.sort(key=lambda row: row[-1], reverse=True)

    done = edited(table, edit)
    assert (done.counts["changed"], done.counts["new"], done.counts["absent"]) == (3, 0, 0)
    assert keys == {model: set(model.objects.values_list("pk", flat=True)) for model in keys}
    assert {one.title for one in Recommendation.objects.all()} == {
        "Oman asian seuranta – missä mennään uusi",
        "Selkeät ja saavutettavat palvelut uusi",
    }
    assert all(one.text.endswith("uusi") for one in Action.objects.all())
    assert all(one.text.endswith("uusi") for one in SubRecommendation.objects.all())


def test_a_book_edited_with_its_joined_cells_changes_what_was_edited(table: Panel) -> None:
    book = openpyxl.load_workbook(io.BytesIO(out([table], "xlsx")))
    sheet = book.active
    assert sheet["S1"].value == "Tunnus"
    sheet["A3"].value, sheet["F3"].value = "2. Palvelut kaikille", None
    sheet["C4"].value = "=Ohjeet"
    sheet["D4"].value = "1/2027"
    changed = io.BytesIO()
    book.save(changed)
    before = {row[0] for row in standing(table)}
    done = bring(table, changed.getvalue())
    assert (done.counts["changed"], done.counts["new"], done.problems) == (2, 0, [])
    assert {row[0] for row in standing(table)} == before
    assert Recommendation.objects.get(number=2).title == "Palvelut kaikille"
    first, second = Action.objects.filter(recommendation__number=2).order_by("order")
    assert (first.unit, second.schedule) == ("", "1/2027")


def test_a_new_row_needs_no_key_and_takes_nobodys_place(table: Panel) -> None:
    def edit(rows: Cells) -> None:
        rows.insert(2, ["", "", "Uusi työ", "2027", "", "Viestintä", "", "", "", ""])
        rows.append(["1. Aivan uusi", "", "Sen työ", "", "", "", "", "", "", ""])
        rows.append(
            ["2. Selkeät ja saavutettavat palvelut", "2.2. Hyvät ohjeet", "Kolmas", *[""] * 7],
        )

    done = edited(table, edit)
    assert (done.counts["new"], done.counts["same"], done.counts["new_recommendations"]) == (3, 3, 1)
    assert Recommendation.objects.get(title="Aivan uusi").number == 3
    assert Action.objects.get(text="Uusi työ").sub.number == "2.1"
    assert Action.objects.get(text="Kolmas").sub.number == "2.2"
    assert SubRecommendation.objects.count() == 3


def test_a_copied_row_is_a_new_action(table: Panel) -> None:
    def edit(rows: Cells) -> None:
        rows.append([*rows[2][:2], "Toinen työ", *rows[2][3:]])

    done = edited(table, edit)
    assert (done.counts["new"], done.counts["same"], codes(done)) == (1, 3, ["key_twice"])
    assert Action.objects.get(text="Toinen työ").sub.number == "2.2"


def test_a_row_does_not_move_to_another_recommendation_or_part(table: Panel) -> None:
    before = standing(table)

    def edit(rows: Cells) -> None:
        rows[0][0] = "2. Selkeät ja saavutettavat palvelut"
        rows[2][1] = "2.1. Omat polut"

    done = edited(table, edit)
    assert codes(done) == ["row_stays", "row_stays"]
    assert standing(table) == before


def test_rows_of_another_panel_are_left_out(table: Panel) -> None:
    other = Panel.objects.create(organisation=table.organisation, slug="b", title="B", question="?")
    bring(other, as_csv(SCHOOLS))
    before = standing(table)
    done = bring(table, out([other, table]))
    assert codes(done) == ["row_elsewhere"] * 4
    assert (done.counts["same"], done.counts["new"], standing(table)) == (3, 0, before)
    with pytest.raises(BadInput):
        bring(table, out([other]))


def test_a_key_of_elsewhere_is_no_key(table: Panel) -> None:
    keys = [key_of(row) for row in Keys([table], Asked()).rows()]
    assert len({read_key(key) for key in keys} - {None}) == 3
    assert read_key(f" {keys[0].lower()} ") == read_key(keys[0])
    letter, _, seal = keys[0].partition("-")
    assert read_key(f"{letter}-{'A' if seal[0] != 'A' else 'B'}{seal[1:]}") is None
    done = edited(table, lambda rows: [row.__setitem__(-1, "17") for row in rows])
    assert (codes(done), done.counts["same"]) == (["column_left_out"], 3)


def test_rows_without_actions_keep_their_keys(panel: Panel) -> None:
    one = actions.add_recommendation(panel=panel, title="Ilman työtä", actor=None)
    actions.add_recommendation(panel=panel, title="Toinen", actor=None)
    actions.add_sub(recommendation=one, text="Osa", actor=None)

    def edit(rows: Cells) -> None:
        rows.reverse()
        rows[1][1], rows[1][2] = "Osa uusin sanoin", "Ensimmäinen työ"

    done = edited(panel, edit)
    assert (done.counts["new"], done.counts["new_recommendations"], done.problems) == (1, 0, [])
    action = Action.objects.get()
    assert (action.recommendation, action.sub.text) == (one, "Osa uusin sanoin")


def test_open_data_comes_back_changed_and_nonsense_does_not(table: Panel) -> None:
    said = json.loads(out([table], "json"))
    said["rows"].reverse()
    said["rows"][0]["unit"] = "Viestintä"
    done = bring(table, json.dumps(said).encode())
    assert (done.counts["changed"], done.counts["same"], done.counts["new"]) == (1, 2, 0)
    assert Action.objects.get(sub__number="2.2").unit == "Viestintä"
    for broken in (
        b"{",
        b"{}",
        b'{"rows": 1}',
        b'{"rows": [1]}',
        b'{"rows": [], "updated": "x"}',
        b"{" * 9999,
    ):
        with pytest.raises(BadInput):
            bring(table, broken)


def test_what_is_wrong_is_said_in_words(table: Panel) -> None:
    done = edited(table, lambda rows: rows.append(rows[0]))
    assert next(words.say(problem) for problem in done.problems).startswith("Rivi 5: tunnus T")
