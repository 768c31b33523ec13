"""Workbooks as officials have kept them: numbers in a column of their own, a sheet for each panel."""

import io
from typing import Any

import openpyxl
import pytest

from puntari.core import words
from puntari.followup import actions
from puntari.followup.actions.tables import Imported, plan_of
from puntari.followup.models import Action, Recommendation, SubRecommendation
from puntari.panels.models import Panel


def book_of(**sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bring(panel: Panel, content: bytes) -> Imported:
    return actions.import_table(panel=panel, content=content, name="t.xlsx", actor=None)


NUMBERED: list[list[Any]] = [
    ["Nro", "Suositus", "Alasuositus", "Toimenpide", "Aikataulu"],
    [3, "Puhelu takaisin", None, "Takaisinsoitto", "2026"],
    [None, None, None, "Jonot näkyviin", "2027"],
    ["7.", "Ajanvaraus sovellukseen", None, "Hankinta", "2026"],
    ["7.1", None, "Myös ruotsiksi", "Käännös", "2026"],
    [8, "8. Neuvola lähelle", None, None, None],
]


def test_numbers_in_a_column_are_the_recommendations_own(panel: Panel) -> None:
    for _time in range(2):
        done = bring(panel, book_of(A=NUMBERED))
        assert done.problems == []
    cells = {one.number: one.cell for one in Recommendation.objects.all()}
    assert cells == {3: "3. Puhelu takaisin", 7: "7. Ajanvaraus sovellukseen", 8: "8. Neuvola lähelle"}
    assert SubRecommendation.objects.get().cell == "7.1. Myös ruotsiksi"
    assert (Action.objects.count(), done.counts["same"]) == (4, 4)


@pytest.mark.parametrize("repeated", ["A", None])
def test_numbers_that_count_rows_are_nobodys(panel: Panel, repeated: str | None) -> None:
    rows = [["Nro", "Suositus", "Toimenpide"], [1, "A", "x"], [2, repeated, "y"], [3, "B", "z"]]
    bring(panel, book_of(A=rows))
    assert list(Recommendation.objects.values_list("number", "title")) == [(1, "A"), (2, "B")]
    assert Action.objects.count() == 3


def test_sheets_that_stay_out_are_named(panel: Panel) -> None:
    content = book_of(
        Ohje=[["Näin taulukkoa luetaan"]],
        Digi=NUMBERED,
        Mieli=[["Suositus", "Toimenpide"], ["1. Paikka", "Ohjaamo"]],
    )
    (problem,) = bring(panel, content).problems
    said = words.say(problem)
    assert "”Digi”" in said
    assert "Pois jäävät: Mieli." in said
    draft = actions.start_draft(panel=panel, content=content, name="t.xlsx", actor=None)
    assert plan_of(draft).problems == [problem]
    actions.apply_draft(draft=draft, actor=None)
    assert Recommendation.objects.count() == 3


def test_one_table_among_notes_needs_no_telling(panel: Panel) -> None:
    content = book_of(Ohje=[["Näin taulukkoa luetaan"]], Digi=NUMBERED)
    assert bring(panel, content).problems == []


def test_rows_put_in_between_leave_the_others_what_they_are(panel: Panel) -> None:
    """In a table without keys the numbers of all that follow have moved."""
    first = "Suositus;Alasuositus;Toimenpide\n1. Aamut;1.1. Kahvi;a\n;1.2. Tee;b\n2. Illat;;c\n"
    bring(panel, first.encode())
    told = ("pk", "recommendation__title", "sub__text", "text")
    before = set(Action.objects.values_list(*told))
    longer = "1. Yöt;;d\n2. Aamut;2.1. Mehu;e\n;2.2. Kahvi;a\n;2.3. Tee;b\n3. Illat;;c\n"
    content = f"Suositus;Alasuositus;Toimenpide\n{longer}".encode()
    done = bring(panel, content)
    now = set(Action.objects.values_list(*told))
    assert before < now
    assert {row[1:] for row in now - before} == {("Yöt", None, "d"), ("Aamut", "Mehu", "e")}
    codes = [problem.code.removeprefix("followup.") for problem in done.problems]
    assert codes == ["number_given", "number_kept", "number_kept"]
    assert dict(Recommendation.objects.values_list("title", "number")) == {"Aamut": 1, "Illat": 2, "Yöt": 3}
    assert bring(panel, content).counts["new"] == 0
