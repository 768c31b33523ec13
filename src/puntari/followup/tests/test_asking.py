"""What a reader asks of the public table: late in one meaning, answers, orders with blanks last."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from puntari.core import clock
from puntari.followup import actions
from puntari.followup.models import Action, Recommendation, StatusTerm
from puntari.followup.results import results_of
from puntari.followup.tables import Asked, Keys, asked_from
from puntari.followup.tests.tables import DIGITAL, HEADING, as_csv
from puntari.panels.models import Panel

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Europe/Helsinki"))
ROWS = """
1. Ensin;;Työ A;;Kesken. Alkoi.;;
2. Toinen;;Työ B;1/2026;Kesken;Yksikkö B;
3. Kolmas;;Työ C;1/2027;;Yksikkö A;
4. Neljäs;;Työ D;;Valmis;;
5. Viides;;;;;;
6. Kuudes;;Työ F;;Myöhässä;;
"""


@pytest.fixture
def table(panel: Panel) -> Panel:
    actions.import_table(panel=panel, content=as_csv(HEADING + ROWS), name="t", actor=None)
    one = Recommendation.objects.get(number=5)
    one.answer_due = date(2026, 2, 1)
    one.save()
    return panel


def answer(number: int, decision: str) -> None:
    actions.answer_recommendation(
        recommendation=Recommendation.objects.get(number=number),
        decision=decision,
        reason="Siksi",
        body="Hallitus",
        evidence="Sivulla" if decision == "already_done" else "",
        decided_on=date(2026, 1, 5),
        actor=None,
    )


def numbers(panel: Panel, **asked: object) -> list[int]:
    with clock.at(NOON):
        return [row.recommendation.number for row in Keys([panel], Asked(**asked)).rows()]  # type: ignore[arg-type]


def test_late_means_the_same_in_the_table_and_in_the_results(table: Panel) -> None:
    assert numbers(table, overdue="1") == [2, 5, 6]
    assert numbers(table, overdue="action") == [2, 6]
    assert numbers(table, overdue="answer") == [5]
    found = results_of((table.pk,), NOON.date())
    assert (found.answers_late, found.actions_late) == (1, 2)
    assert found.statuses[StatusTerm.Kind.LATE] == found.actions_late
    assert sum(found.statuses.values()) == found.actions == 5


def test_an_address_of_before_still_asks_for_late_actions() -> None:
    assert asked_from({"status": "late"}) == Asked(overdue="action")
    assert asked_from({"status": "overdue", "overdue": "1"}) == Asked(overdue="1")
    assert asked_from({"overdue": "outo", "answer": "outo"}) == Asked()


def test_recommendations_are_found_by_how_they_were_answered(table: Panel) -> None:
    answer(1, "already_done")
    answer(4, "reject")
    assert numbers(table, answer="any") == [1, 4]
    assert numbers(table, answer="reject") == [4]
    assert numbers(table, answer="none") == [2, 3, 5, 6]


@pytest.mark.parametrize(
    ("sort", "descending", "order"),
    [
        ("unit", False, [3, 2, 1, 4, 5, 6]),
        ("unit", True, [2, 3, 1, 4, 5, 6]),
        ("schedule", True, [3, 2, 1, 4, 5, 6]),
        ("status", False, [2, 6, 1, 4, 3, 5]),
    ],
)
def test_rows_with_nothing_there_come_last(
    table: Panel, sort: str, descending: bool, order: list[int]
) -> None:
    assert numbers(table, sort=sort, descending=descending) == order


def test_the_rows_tell_how_many_recommendations_they_are_of(client: Client, panel: Panel) -> None:
    actions.import_table(panel=panel, content=as_csv(DIGITAL), name="t", actor=None)
    assert Action.objects.count() == 3
    for sort in ("number", "updated"):
        rows = Keys([panel], Asked(sort=sort, descending=True))
        assert (rows.recommendations, len(rows)) == (2, 3)
    assert Keys([panel], Asked(q="zzz")).recommendations == 0
