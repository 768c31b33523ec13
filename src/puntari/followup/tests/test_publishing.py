import gzip
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from puntari.core import clock
from puntari.core.models import User
from puntari.followup import actions, publishing
from puntari.followup.models import Action, Recommendation, TableRow
from puntari.followup.publishing import Kept
from puntari.followup.tests.tables import DIGITAL, as_csv
from puntari.panels.models import Panel

TABLE = "/panels/testi/actions/"
PAGES = (TABLE, "/actions/", "/actions/?q=ohje&sort=-unit", "/panels/testi/recommendations/1/")
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Europe/Helsinki"))


@pytest.fixture
def table(panel: Panel) -> Panel:
    actions.import_table(panel=panel, content=as_csv(DIGITAL), name="t", actor=None)
    return panel


@pytest.fixture
def keeping(settings: object) -> None:
    """Keep pages as a running site does."""
    settings.MODE = "demo"
    publishing.pages.clear()


@pytest.mark.parametrize("path", PAGES)
def test_a_reader_who_has_the_page_gets_no_page(client: Client, table: Panel, path: str) -> None:
    first = client.get(path)
    assert first.status_code == 200
    assert "csrfmiddlewaretoken" not in first.content.decode()
    assert not first.cookies
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    since = client.get(path, headers={"If-Modified-Since": first["Last-Modified"]})
    assert since.status_code == 304
    assert {"Cookie", "Accept-Language"} <= set(first["Vary"].split(", "))
    assert "public" in first["Cache-Control"]


def test_a_change_a_new_day_and_another_language_are_new_pages(client: Client, table: Panel) -> None:
    tags = [client.get(TABLE)["ETag"]]
    actions.change_action(action=Action.objects.first(), actor=None, unit="Toinen")
    tags.append(client.get(TABLE)["ETag"])
    tags.append(client.get(TABLE, headers={"Accept-Language": "sv"})["ETag"])
    with clock.at(clock.now() + timedelta(days=2)):
        tags.append(client.get(TABLE)["ETag"])
    assert len(set(tags)) == 4


def test_a_kept_page_costs_two_queries_and_is_made_anew_after_a_change(
    client: Client, table: Panel, keeping: None
) -> None:
    first = client.get(TABLE).content
    with CaptureQueriesContext(connection) as caught:
        assert client.get(TABLE).content == first
    assert len(caught) == 2
    actions.change_action(action=Action.objects.first(), actor=None, unit="Uusi yksikkö")
    assert "Uusi yksikkö" in client.get(TABLE).content.decode()


def test_a_packed_page_holds_the_same(client: Client, table: Panel, keeping: None) -> None:
    plain = client.get(TABLE)
    packed = client.get(TABLE, headers={"Accept-Encoding": "br, gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] != plain["ETag"]


def test_staff_get_a_page_of_their_own(
    client: Client, table: Panel, coordinator: User, signed_in: object, keeping: None
) -> None:
    own = signed_in(coordinator).get(TABLE)
    assert "private" in own["Cache-Control"]
    assert "ETag" not in own
    assert coordinator.name in own.content.decode()
    assert coordinator.name not in client.get(TABLE).content.decode()


def test_a_hidden_panel_is_not_served_from_memory(client: Client, table: Panel, keeping: None) -> None:
    tag = client.get(TABLE)["ETag"]
    table.visibility = Panel.Visibility.DRAFT
    table.save()
    assert client.get(TABLE).status_code == 404
    assert client.get(TABLE, headers={"If-None-Match": tag}).status_code == 404


def test_only_the_newest_are_kept() -> None:
    kept: Kept[int] = Kept(2)
    for number in (1, 2, 3):
        kept.put(number, number)
        kept.get(2)
    assert [kept.get(number) for number in (1, 2, 3)] == [None, 2, 3]


def test_the_language_is_chosen_without_losing_the_search(client: Client, table: Panel) -> None:
    html = client.get(f"{TABLE}?q=ohje").content.decode()
    assert '<input type="hidden" name="q" value="ohje">' in html
    swedish = client.get(f"{TABLE}?q=ohje&lang=sv")
    assert swedish.cookies["django_language"].value == "sv"
    assert '<html lang="sv">' in swedish.content.decode()


@pytest.mark.parametrize(
    ("query", "count"),
    [("overdue=1", 2), ("overdue=0", 3), ("theme=Arki", 1), ("theme=Muu", 0), ("theme=Arki&overdue=1", 1)],
)
def test_lateness_and_theme_narrow_the_table(client: Client, table: Panel, query: str, count: int) -> None:
    one, two = Recommendation.objects.order_by("number")
    one.theme, one.answer_due = "Arki", date(2026, 1, 1)
    one.save()
    late = two.actions.order_by("pk").first()
    actions.change_action(action=late, actor=None, status=None, status_words="", schedule="1/2026")
    with clock.at(NOON):
        for path in (TABLE, "/actions/"):
            html = client.get(f"{path}?{query}").content.decode()
            assert (f", {count} rivi" if count else "ei löytynyt") in " ".join(html.split())
    assert 'name="overdue"' in html


def test_an_answer_takes_its_recommendation_from_the_late_ones(client: Client, table: Panel) -> None:
    one = Recommendation.objects.get(number=1)
    one.answer_due = date(2026, 1, 1)
    one.save()
    with clock.at(NOON):
        assert "1 rivi" in client.get(f"{TABLE}?overdue=1").content.decode()
        actions.answer_recommendation(
            recommendation=one,
            decision="reject",
            reason="Ei rahaa",
            body="Hallitus",
            decided_on=date(2026, 2, 1),
            actor=None,
        )
        assert "ei löytynyt" in client.get(f"{TABLE}?overdue=1").content.decode()


def test_the_rows_follow_every_change(table: Panel) -> None:
    assert TableRow.objects.count() == 3
    one = actions.add_recommendation(panel=table, title="Uusi", actor=None)
    assert TableRow.objects.filter(recommendation=one, sub=None, action=None).count() == 1
    sub = actions.add_sub(recommendation=one, text="Osa", actor=None)
    assert TableRow.objects.get(recommendation=one).sub == sub
    actions.add_action(recommendation=one, sub=sub, text="Polku", unit="Tekniikka", actor=None)
    row = TableRow.objects.get(recommendation=one)
    assert (row.unit, "polku" in row.words.text, "uusi" in row.words.shared.text) == ("Tekniikka", True, True)
