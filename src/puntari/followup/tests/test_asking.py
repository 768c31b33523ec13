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
        evidence="Ohje on jo sivulla https://alue.example/ohje" if decision == "already_done" else "",
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


def shown(client: Client, path: str) -> str:
    with clock.at(NOON):
        answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_first_screen_tells_what_came_of_the_recommendations(client: Client, table: Panel) -> None:
    answer(4, "reject")
    html = shown(client, "/panels/testi/actions/")
    for query, figure in (
        ("", "<strong>6</strong> suositusta"),
        ("?answer=any", "<strong>1</strong> vastattu"),
        ("?answer=reject", "<strong>1</strong> ei hyväksytä"),
        ("?answer=none", "<strong>5</strong> ilman kirjattua vastausta"),
        ("?overdue=answer", "<strong>1</strong> vastaus tai selvitys myöhässä"),
        ("?overdue=action", "<strong>2</strong> toimenpide tai päivitys myöhässä"),
    ):
        assert f'href="/panels/testi/actions/{query}#found"' in html
        assert figure in html
    assert "<strong>0</strong>" not in html
    assert "Mitä sanat tarkoittavat?" in html
    assert "suositusta ei toteuteta; vastauksessa on perustelu" in html
    assert "<dt>Kesken</dt><dd>työ on kesken</dd>" in html


def test_a_search_says_in_the_title_what_was_found(client: Client, table: Panel) -> None:
    html = shown(client, "/panels/testi/actions/?q=työ&overdue=action")
    said = "2 suositusta, 2 riviä: haulla ”työ”, Toimenpide tai päivitys myöhässä"
    assert f"<title>{said} – Toimenpidetaulukko" in html
    assert f'<h2 class="table-count" id="found" tabindex="-1">{said} </h2>' in html
    assert '<details class="table-filter__more" open>' in html
    assert '<details class="table-filter__more">' in shown(client, "/panels/testi/actions/?q=työ")


def test_what_was_left_empty_is_not_in_the_address(client: Client, table: Panel) -> None:
    answer = client.get("/panels/testi/actions/?q=ty%C3%B6&status=&unit=&sort=")
    assert (answer.status_code, answer["Location"]) == (302, "/panels/testi/actions/?q=ty%C3%B6")
    assert client.get("/actions/?q=&panel=")["Location"] == "/actions/"
    assert client.get("/panels/testi/actions/embed/?q=&lang=sv")["Location"].endswith("/embed/?lang=sv")


def test_a_search_keeps_the_order_and_its_direction(client: Client, table: Panel) -> None:
    for path, chosen in (("?sort=-schedule", "-schedule"), ("?sort=unit", "unit"), ("", "")):
        html = shown(client, f"/panels/testi/actions/{path}")
        assert f'<option value="{chosen}" selected>' in html[html.index('id="sort"') :]


def test_a_reader_chooses_one_panel_across_panels(client: Client, table: Panel) -> None:
    assert 'name="panel"' not in shown(client, "/actions/")
    other = Panel.objects.create(
        organisation=table.organisation, slug="toinen", title="Toinen", question="?", visibility="public"
    )
    actions.import_table(panel=other, content=as_csv(DIGITAL), name="t", actor=None)
    hidden = Panel.objects.create(organisation=table.organisation, slug="piilo", title="Piilo", question="?")
    actions.import_table(panel=hidden, content=as_csv(DIGITAL), name="t", actor=None)
    html = shown(client, "/actions/?panel=toinen")
    assert '<option value="toinen" selected>Toinen</option>' in html
    assert "2 suositusta, 3 riviä: Toinen" in html
    assert "1. Ensin" not in html
    assert 'href="/actions/?panel=toinen#found"><strong>2</strong>' in html
    for nonsense in ("piilo", "outo"):
        html = shown(client, f"/actions/?panel={nonsense}")
        assert "8 suositusta, 9 riviä" in html
        assert "Piilo" not in html
    told = client.get("/actions/download/json/?panel=toinen").json()
    assert len(told["rows"]) == 3
