"""The day a reader is told something was last changed."""

import json
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from puntari.core import clock
from puntari.core.models import LogEntry
from puntari.followup import actions, exporting, queries
from puntari.followup.facets import facets_of
from puntari.followup.indexing import rebuild
from puntari.followup.models import Action, Recommendation, Response, TableRow
from puntari.followup.reports.state import state_of
from puntari.followup.tables import Asked, Keys
from puntari.followup.tests.tables import DIGITAL, as_csv
from puntari.panels.models import Panel

AS_IMPORTED = date(2024, 11, 1)
ANSWERED = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def county(panel: Panel) -> Panel:
    """A table of earlier years with the stamp it had."""
    with clock.at(datetime(2026, 2, 2, 12, tzinfo=UTC)):
        actions.import_table(
            panel=panel, content=as_csv(DIGITAL), name="t", actor=None, updated_on=AS_IMPORTED
        )
    return panel


def reject(one: Recommendation, reason: str = "Ei rahaa", at: datetime = ANSWERED) -> Response:
    with clock.at(at):
        return actions.answer_recommendation(
            recommendation=one, decision="reject", reason=reason, body="Hallitus",
            decided_on=date(2026, 2, 20), actor=None,
        )  # fmt: skip


def stamps(panel: Panel) -> set[date | None]:
    return set(TableRow.objects.filter(panel=panel).values_list("updated_on", flat=True))


def test_a_table_that_was_brought_in_keeps_its_stamp(county: Panel) -> None:
    assert stamps(county) == {AS_IMPORTED}
    assert queries.newest_update([county]) == AS_IMPORTED
    state = state_of(county, date(2026, 2, 28))
    assert {row.updated for one in state.recommendations for row in one.actions} == {AS_IMPORTED}
    rebuild()
    assert stamps(county) == {AS_IMPORTED}


def test_an_answer_alone_moves_the_stamp_of_its_rows(county: Panel, client: Client) -> None:
    one = county.recommendations.first()
    before = client.get("/panels/testi/actions/").content.decode()
    assert "Päivitetty 11/2024" in before
    reject(one)
    assert set(one.table_rows.values_list("updated_on", flat=True)) == {ANSWERED.date()}
    assert stamps(county) == {AS_IMPORTED, ANSWERED.date()}
    assert set(Action.objects.values_list("updated_on", flat=True)) == {AS_IMPORTED}
    assert "Päivitetty 3/2026" in client.get("/panels/testi/actions/").content.decode()
    newest = Keys([county], Asked(sort="updated", descending=True))
    assert newest.rows()[0].recommendation == one
    assert facets_of(newest.slice).updated_on == ANSWERED.date()
    told = json.loads(exporting.write("json", newest.rows(), [county], queries.newest_update([county])))
    assert told["updated"] == "2026-03-04"
    modified = client.get("/catalog.jsonld").content.decode()
    assert "2026-03-04" in modified
    page = client.get(f"/panels/testi/recommendations/{one.number}/").content.decode()
    assert "<dt>Päivitetty</dt><dd>4.3.2026</dd>" in page
    feed = client.get("/panels/testi/actions/feed/").content.decode()
    assert "<updated>2026-03-04T12:00:00+00:00</updated>" in feed


def test_an_answer_saved_the_same_is_no_change(county: Panel) -> None:
    one = county.recommendations.first()
    reject(one)
    before = LogEntry.objects.count()
    later = ANSWERED + timedelta(days=40)
    assert reject(one, at=later).updated_on == ANSWERED.date()
    assert LogEntry.objects.count() == before
    assert reject(one, "Ei vieläkään", later).updated_on == later.date()


def test_the_report_of_a_day_has_the_answers_stamp_of_that_day(county: Panel) -> None:
    one = county.recommendations.first()
    reject(one)
    reject(one, "Ei vieläkään", ANSWERED + timedelta(days=40))

    def told(day: date) -> Any:
        return next(row for row in state_of(county, day).recommendations if row.number == one.number).answer

    assert told(date(2026, 3, 3)) is None
    assert told(date(2026, 3, 4)).updated == date(2026, 3, 4)
    assert told(date(2026, 5, 1)).updated == date(2026, 4, 13)


def test_a_new_holder_is_no_news_of_the_work(county: Panel) -> None:
    action = Action.objects.first()
    assert action is not None
    with clock.at(ANSWERED):
        actions.give_owner(action=action, owner=None, owner_post="Johtaja", actor=None)
    state = state_of(county, date(2026, 5, 1))
    assert {row.updated for one in state.recommendations for row in one.actions} == {AS_IMPORTED}


def test_the_stamp_of_an_earlier_answer_comes_from_the_log(county: Panel) -> None:
    first, second = county.recommendations.all()[:2]
    reject(first)
    Response.objects.update(updated_on=None)
    Response.objects.create(
        recommendation=second, decision="reject", reason="Ei", body="H", decided_on=date(2024, 5, 1)
    )
    import_module("puntari.followup.migrations.0003_answer_stamp").stamp_from_log(apps, None)
    assert [one.updated_on for one in Response.objects.order_by("pk")] == [ANSWERED.date(), None]
    assert not TableRow.objects.exists()
    rebuild()
    assert stamps(county) == {AS_IMPORTED, ANSWERED.date()}
