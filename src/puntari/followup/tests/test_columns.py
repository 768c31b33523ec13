from datetime import date

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from puntari.core import clock
from puntari.followup import actions, columns, queries, tables
from puntari.followup.facets import facets_of
from puntari.followup.models import Action, Recommendation, StatusTerm, SubRecommendation, TableRow
from puntari.followup.schedule import NO_KEY
from puntari.followup.tests.tables import DIGITAL, SCHOOLS, as_csv
from puntari.panels.models import Panel


@pytest.fixture
def table(panel: Panel) -> Panel:
    actions.import_table(panel=panel, content=as_csv(DIGITAL), name="t", actor=None)
    return panel


@pytest.fixture
def two(table: Panel) -> list[Panel]:
    other = Panel.objects.create(organisation=table.organisation, slug="b", title="B", question="?")
    actions.import_table(panel=other, content=as_csv(SCHOOLS), name="t", actor=None)
    return [other, table]


def same(one: columns.Columns, other: columns.Columns) -> bool:
    def said(of: columns.Columns, name: str) -> list[object]:
        return [of.texts.list[cell] if name in columns.TEXTS else cell for cell in of[name].tolist()]

    return all(said(one, name) == said(other, name) for name in columns.COLUMNS)


def test_what_is_read_bit_by_bit_is_what_is_read_at_once(
    two: list[Panel], monkeypatch: pytest.MonkeyPatch
) -> None:
    # However small the table, the new rows alone are read.
    monkeypatch.setattr(columns, "MANY", 0)
    known = columns.Shelf().columns()
    action, one = Action.objects.order_by("pk").first(), Recommendation.objects.order_by("pk").last()
    sub = actions.add_sub(recommendation=one, text="Uusi osa", actor=None)
    for change in (
        lambda: actions.change_action(action=action, actor=None, unit="Uusi yksikkö", effect="Jono lyheni"),
        lambda: actions.add_action(recommendation=one, sub=sub, text="Toinen", schedule="1/2026", actor=None),
        lambda: actions.add_recommendation(panel=two[0], title="Kolmas", actor=None),
        lambda: Recommendation.objects.filter(pk=action.recommendation_id).delete(),
        lambda: TableRow.objects.filter(action=Action.objects.last()).delete(),
    ):
        change()
        known = columns.renewed(known)
        assert len(known) == TableRow.objects.count()
        assert same(known, columns.Shelf().columns())


def test_nothing_is_read_again_when_nothing_has_changed(two: list[Panel]) -> None:
    known = columns.Shelf().columns()
    with CaptureQueriesContext(connection) as caught:
        assert columns.renewed(known).of is known.of
    assert len(caught) == 2


def test_a_new_word_of_the_vocabulary_is_there_without_a_new_row(table: Panel) -> None:
    shelf = columns.Shelf()
    assert "Odottaa" not in {term.label for term in shelf.columns().slice((table.pk,)).terms}
    StatusTerm.objects.create(organisation=table.organisation, label="Odottaa", kind="in_progress", order=99)
    assert "Odottaa" in {term.label for term in shelf.columns().slice((table.pk,)).terms}


def test_panels_stand_in_the_order_they_are_asked_for(two: list[Panel]) -> None:
    rows = columns.Shelf().columns().slice((two[0].pk, 2**40, two[1].pk))
    assert list(dict.fromkeys(rows["panel"].tolist())) == [two[0].pk, two[1].pk]
    assert len(rows) == TableRow.objects.count()
    assert len(columns.Shelf().columns().slice(())) == 0


def test_lateness_of_rows_is_that_of_actions(two: list[Panel]) -> None:
    terms = list(StatusTerm.objects.all())
    for number, action in enumerate(Action.objects.order_by("pk")):
        action.status = [None, *terms][number % (len(terms) + 1)]
        action.ends = date(2024, 1, 1) if number % 2 else None
        action.next_update_due = date(2024, 1, 1) if number % 3 else None
        action.save()
    rows = columns.Shelf().columns().slice(tuple(panel.pk for panel in two))
    found = rows["action"][tables.late_rows(rows, clock.today())].tolist()
    assert set(found) == {one.pk for one in Action.objects.select_related("status") if one.late}
    assert set(found) == set(Action.objects.filter(queries.late(clock.today())).values_list("pk", flat=True))


def test_choices_are_those_of_the_rows_with_the_most_used_kept(table: Panel, two: list[Panel]) -> None:
    Recommendation.objects.filter(panel=table, number=1).update(theme="Arki")
    for one in Recommendation.objects.filter(panel=table):
        one.save()
    rows = columns.Shelf().columns().slice((table.pk,))
    found = facets_of(rows)
    assert found.themes == ["Arki"]
    assert found.units == sorted(
        set(Action.objects.filter(recommendation__panel=table).values_list("unit", flat=True))
    )
    assert {term.label for term in found.terms} == {"Käsitelty"}
    assert found.updated_on == max(
        one.updated_on for one in Action.objects.filter(recommendation__panel=table)
    )


def test_every_order_sorts_by_its_column_and_back(two: list[Panel]) -> None:
    SubRecommendation.objects.all()[0].save()
    for sort, told in (
        ("unit", lambda row: row.action.unit if row.action else ""),
        ("schedule", lambda row: row.action.schedule_key if row.action else ""),
        ("updated", lambda row: str(row.action.updated_on or "") if row.action else ""),
    ):
        up = [told(row) for row in tables.Keys(two, tables.Asked(sort=sort)).rows()]
        down = [told(row) for row in tables.Keys(two, tables.Asked(sort=sort, descending=True)).rows()]
        said = sorted(text for text in up if text not in {"", NO_KEY})
        assert (up[: len(said)], down[: len(said)]) == (said, said[::-1])
    numbers = [
        (row.recommendation.panel_id, row.recommendation.number)
        for row in tables.Keys(two, tables.Asked(descending=True)).rows()
    ]
    assert list(dict.fromkeys(numbers)) == sorted(
        set(numbers), key=lambda pair: (pair[0] != two[0].pk, -pair[1])
    )


def test_a_status_in_own_words_is_found(table: Panel) -> None:
    action = Action.objects.order_by("pk").first()
    actions.change_action(action=action, actor=None, status=None, status_words="Odottaa lupaa")
    found = tables.Keys([table], tables.Asked(status="lupaa")).rows()
    assert [row.action for row in found] == [action]
    assert len(tables.Keys([table], tables.Asked(status="none"))) == 1


def test_warming_up_leaves_nothing_to_read_for_a_search(
    two: list[Panel], monkeypatch: pytest.MonkeyPatch
) -> None:
    book = tables.new_wordbook()
    monkeypatch.setattr(tables, "_words", book)
    tables.warm_up()
    keys = np.array(list(TableRow.objects.values_list("pk", flat=True)), np.int64)
    with CaptureQueriesContext(connection) as caught:
        assert book.find(keys, "palvelu").any()
    assert len(caught) == 0
