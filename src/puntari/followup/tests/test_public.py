import csv
import io
import json
import re
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from puntari.core import clock
from puntari.followup import actions
from puntari.followup.models import Action, Recommendation
from puntari.followup.shortly import first_sentence
from puntari.followup.tests.tables import DIGITAL, HEADING, SCHOOLS, as_csv, without_keys
from puntari.panels.models import Panel

TABLE = "/panels/testi/actions/"


@pytest.fixture
def table(panel: Panel) -> Panel:
    bring(panel, DIGITAL)
    return panel


def bring(panel: Panel, text: str) -> None:
    actions.import_table(
        panel=panel, content=as_csv(text), name="t", actor=None, updated_on=date(2024, 11, 1)
    )


def cells(html: str) -> list[list[str]]:
    """The body rows of the table as plain cells, as they are seen."""
    html = re.sub(r'<span class="(?:visually-hidden|sentence-end)">.*?</span>', "", html, flags=re.S)
    body = html[html.index("</thead>") : html.index("</table>")]
    found = [
        re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in re.findall(r"<tr.*?</tr>", body, re.S)
    ]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for row in found]


def get(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_table_shows_each_cell_and_the_spanning_one_once(client: Client, table: Panel) -> None:
    html = get(client, TABLE)
    rows = cells(html)
    assert [len(row) for row in rows] == [7, 7, 6]
    assert rows[0][:4] == [
        "1. Oman asian seuranta – missä mennään",
        "Arvio ja viestit puhelimeen.",
        "Alustan hankinta",
        "10/2024 – 3/2026",
    ]
    assert rows[1][6] == ""
    assert rows[2][4] == "Tietohallinto ja palveluja tuottavat yksiköt"
    assert 'rowspan="2"' in html
    assert "Päivitetty 11/2024" in html


def test_empty_cells_stay_empty_and_say_so_to_those_who_do_not_see_them(client: Client, panel: Panel) -> None:
    bring(panel, SCHOOLS)
    html = get(client, TABLE)
    assert cells(html)[0][2:6] == ["", "", "Käsitelty", ""]
    for column, words in ((3, "ei toimenpidettä"), (4, "ei aikataulua"), (6, "ei vastuutahoa")):
        assert f'aria-colindex="{column}"><span class="visually-hidden">{words}</span></td>' in html


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("q=palvelu", 2),
        ("q=palveluiden", 2),
        ("q=ohjeistus", 0),
        ("q=ohje", 1),
        ("q=tietohallinnon hankinnat", 2),
        ("q=%25", 3),
        ("q=zzz", 0),
        ("status=Käsitelty", 3),
        ("status=handled", 3),
        ("status=late", 0),
        ("status=none", 0),
        ("status=outo", 0),
        ("unit=Tietohallinto", 3),
        ("unit=yksiköt", 1),
        ("q=palvelu&unit=yksiköt&status=handled", 1),
        ("sort=outo&size=x&page=zzz", 3),
    ],
)
def test_search_and_filters(client: Client, table: Panel, query: str, count: int) -> None:
    html = get(client, f"{TABLE}?{query}")
    assert (len(cells(html)) if "<table" in html else 0) == count


def test_pages_begin_with_their_recommendation(client: Client, panel: Panel) -> None:
    lines = [f";;Työ {number};;;;" for number in range(2, 31)]
    bring(panel, "\n".join([HEADING, "1. Pitkä;;Työ 1;;;;", *lines]))
    html = get(client, f"{TABLE}?size=10&page=3")
    rows = cells(html)
    assert len(rows) == 10
    assert rows[0][0] == "1. Pitkä Odottaa vastausta"
    assert rows[0][2] == "Työ 21"
    assert 'rowspan="10"' in html


def test_sorting_by_schedule_and_back(client: Client, table: Panel) -> None:
    up = cells(get(client, f"{TABLE}?sort=schedule"))
    assert [row[-4] for row in up] == ["10/2024 – 3/2026", "10/2024 – 3/2026", "Jatkuvaa"]
    down = cells(get(client, f"{TABLE}?sort=-schedule"))
    assert down[0][3] == "Jatkuvaa"
    assert 'aria-sort="descending"' in get(client, f"{TABLE}?sort=-number")


@pytest.mark.parametrize("sort", ["number", "-number", "schedule", "status", "-unit", "updated", "-updated"])
def test_every_sort_shows_every_row(client: Client, table: Panel, sort: str) -> None:
    actions.add_recommendation(panel=table, title="9. Ilman toimia", actor=None)
    assert len(cells(get(client, f"{TABLE}?sort={sort}"))) == 4


def test_queries_do_not_grow_with_rows(client: Client, panel: Panel) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            get(client, f"{TABLE}?size=100")
            get(client, "/actions/?size=100")
            client.get(f"{TABLE}download/json/")
        return len(caught)

    bring(panel, f"{SCHOOLS}2. Ilman toimia;;;;;;\n3. Osa;3.1. Ilman toimia;;;;;\n")
    few = cost()
    more = [f"{n}. R;{n}.1. s;a{n};2026;Valmis;U{n};m\n{n + 100}. T;;;;;;" for n in range(4, 30)]
    bring(panel, "\n".join([HEADING, *more]))
    assert Recommendation.objects.count() == 55
    assert cost() <= few


def test_downloads(client: Client, table: Panel) -> None:
    answer = client.get(f"{TABLE}download/csv/")
    assert without_keys(answer.content) == DIGITAL
    assert "attachment" in answer["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{TABLE}download/xlsx/").content))
    assert book.active["D2"].value == "10/2024 – 3/2026"
    data = json.loads(client.get(f"{TABLE}download/json/").content)
    assert data["rows"][2]["recommendation"] == "2. Selkeät ja saavutettavat palvelut"
    assert (data["rows"][0]["starts"], data["updated"]) == ("2024-10-01", "2024-11-01")
    some = client.get(f"{TABLE}download/csv/?q=ohje").content.decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(some), delimiter=";"))) == 2
    assert client.get(f"{TABLE}download/exe/").status_code == 404


def test_a_recommendation_has_its_own_page(client: Client, table: Panel) -> None:
    one = Recommendation.objects.get(number=2)
    actions.answer_recommendation(
        recommendation=one,
        decision="reject",
        reason="Laki estää",
        body="Hallitus",
        decided_on=date(2025, 1, 1),
        actor=None,
    )
    html = get(client, "/panels/testi/recommendations/2/")
    for words in (
        "Ei hyväksytä",
        "Laki estää",
        "Hallitus",
        "2.2. Hyvät ohjeet",
        "Jatkuvaa",
        "Toimenpide kirjattiin",
    ):
        assert words in html
    for missing in ("99", "99999999999999999999"):
        assert client.get(f"/panels/testi/recommendations/{missing}/").status_code == 404


def test_a_hidden_panel_shows_nothing(client: Client, table: Panel) -> None:
    table.visibility = Panel.Visibility.DRAFT
    table.save()
    for path in (TABLE, f"{TABLE}download/csv/", "/panels/testi/recommendations/1/"):
        assert client.get(path).status_code == 404
    assert "Alustan hankinta" not in get(client, "/actions/")


def test_the_table_without_rows_says_so(client: Client, panel: Panel) -> None:
    assert "Taulukossa ei ole vielä suosituksia" in get(client, TABLE)


def test_the_panel_page_tells_of_answers(client: Client, table: Panel) -> None:
    assert "Mitä suosituksille tapahtui" in get(client, "/panels/testi/")


def test_what_is_written_is_escaped(client: Client, panel: Panel) -> None:
    bring(panel, f"{HEADING}\n1. <script>alert(1)</script>;;<b>x</b>;;;;javascript:alert(1)\n")
    for path in (TABLE, "/panels/testi/recommendations/1/"):
        assert "<script>alert" not in get(client, path)
        assert "<b>x" not in get(client, path)


def test_evidence_moves_the_table_s_day(client: Client, table: Panel) -> None:
    action = Action.objects.order_by("pk")[0]
    assert "Päivitetty 11/2024" in get(client, TABLE)
    with clock.at(datetime(2025, 2, 3, 12, tzinfo=UTC)):
        evidence = actions.add_link(action=action, url="https://example.invalid/tulos", actor=None)
    assert "Päivitetty 2/2025" in get(client, TABLE)
    assert "Päivitetty 2/2025" in get(client, f"{TABLE}?sort=-updated")
    with clock.at(datetime(2025, 4, 3, 12, tzinfo=UTC)):
        actions.remove_evidence(evidence=evidence, actor=None)
    assert "Päivitetty 4/2025" in get(client, TABLE)


def test_the_word_of_a_status_keeps_what_ends_it(client: Client, table: Panel) -> None:
    html = get(client, TABLE)
    assert 'Käsitelty<span class="sentence-end">.</span></span></span> <span' in html
    assert cells(html)[2][3] == "Käsitelty Kokeiltu ajanvarauksessa"
    assert [row[4] for row in cells(html)[:1]] == ["Käsitelty Kilpailutus tehty."]


def test_what_is_written_in_finnish_says_so_on_a_swedish_page(client: Client, table: Panel) -> None:
    html = get(client, f"{TABLE}?lang=sv")
    assert '<span lang="fi">Alustan hankinta</span>' in html
    assert 'lang="fi"' in get(client, "/panels/testi/recommendations/1/")
    client.cookies.clear()
    assert '<span lang="fi">' not in get(client, TABLE)


def test_a_reader_narrows_the_table_to_a_municipality(client: Client, table: Panel) -> None:
    assert 'name="municipality"' not in get(client, TABLE)
    one = Recommendation.objects.get(number=1)
    words = {"title": one.title, "text": "", "theme": "", "answer_due": None, "actor": None}
    actions.change_recommendation(recommendation=one, municipalities=" Askola,Sipoo ,, Askola", **words)
    assert Recommendation.objects.get(number=1).municipalities == "Askola, Sipoo"
    html = get(client, f"{TABLE}?municipality=Sipoo")
    assert [row[0] for row in cells(html)] == ["1. Oman asian seuranta – missä mennään"]
    assert "<option selected>Sipoo</option>" in html
    assert "1 rivi" in html
    assert "Haulla ei löytynyt" in get(client, f"{TABLE}?municipality=Sip")
    assert "Haulla ei löytynyt" in get(client, f"{TABLE}?municipality=Ask&q=alusta")
    assert len(cells(get(client, f"{TABLE}?q=askola"))) == 1
    page = get(client, "/panels/testi/recommendations/1/")
    assert "Kunnat: Askola, Sipoo" in page
    actions.change_recommendation(recommendation=one, municipalities="", **words)
    assert 'name="municipality"' not in get(client, TABLE)


def test_a_row_without_an_action_tells_the_answer_in_short(client: Client, panel: Panel) -> None:
    bring(panel, f"{HEADING}\n1. Puhelimet;;;;;;\n2. Kerho;;;;;;\n3. Hiljaa;;;;;;\n")
    said = {"body": "Hallitus", "decided_on": date(2026, 1, 5), "actor": None}
    first, second = Recommendation.objects.order_by("number")[:2]
    actions.answer_recommendation(
        recommendation=first, decision="not_ours", reason="Päätös on kuntien. Muuta emme voi.",
        passed_to="Kuntien sivistystoimi", **said,
    )  # fmt: skip
    actions.answer_recommendation(
        recommendation=second,
        decision="study",
        reason="Tilat puuttuvat",
        study_until=date(2027, 8, 1),
        **said,
    )
    rows = cells(get(client, TABLE))
    assert rows[0][2] == "Lähetetty: Kuntien sivistystoimi Perustelu: Päätös on kuntien."
    assert rows[1][2] == "Selvitetään viimeistään 1.8.2027 Perustelu: Tilat puuttuvat"
    assert rows[2][2:] == [""]


def test_open_work_tells_when_its_next_news_come(client: Client, table: Panel) -> None:
    action = Action.objects.order_by("pk")[0]
    actions.change_action(
        action=action, actor=None, status=None, status_words="", next_update_due=date(2027, 2, 1)
    )
    with clock.at(datetime(2027, 1, 3, 12, tzinfo=UTC)):
        assert "Seuraava päivitys viimeistään 1.2.2027" in get(client, TABLE)
    with clock.at(datetime(2027, 3, 3, 12, tzinfo=UTC)):
        html = get(client, TABLE)
    assert "Seuraava päivitys viimeistään" not in html
    assert "Päivitys myöhässä" in html or "Myöhässä aikataulusta" in html


def test_lateness_follows_the_sentence_of_the_county(client: Client, panel: Panel) -> None:
    bring(panel, f"{HEADING}\n1. Neuvola;;Avataan;1/2024;Kesken. Kaksi avattu.;;\n")
    html = get(client, TABLE)
    assert cells(html)[0][4] == "Kesken Kaksi avattu. Myöhässä aikataulusta"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Päätös on tehty. Se ei muutu.", "Päätös on tehty."),
        ("Asia on esillä 1. tammikuuta. Sitten päätetään.", "Asia on esillä 1. tammikuuta."),
        ("Esim. kunnat\npäättävät", "Esim. kunnat päättävät"),
        ("", ""),
    ],
)
def test_the_first_sentence_is_the_first_sentence(text: str, first: str) -> None:
    assert first_sentence(text) == first


def test_a_very_long_sentence_is_cut_between_words() -> None:
    cut = first_sentence("sana " * 100)
    assert cut.endswith("sana …")
    assert len(cut) <= 230


def test_all_rows_stand_on_one_page_to_be_printed(client: Client, panel: Panel) -> None:
    lines = [f";;Työ {number};;;;" for number in range(2, 71)]
    bring(panel, "\n".join([HEADING, "1. Pitkä;;Työ 1;;;;", *lines]))
    html = get(client, f"{TABLE}?size=10")
    assert f'href="{TABLE}?rows=all#found"' in html
    html = get(client, f"{TABLE}?rows=all")
    assert len(cells(html)) == 70
    assert "rows=all#found" not in html
    assert '<p class="on-paper">Tilanne ' in html
    assert f"http://localhost:8000{TABLE}" in html
