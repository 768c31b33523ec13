import io
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document
from pypdf import PdfReader

from puntari.core import clock
from puntari.core.models import User
from puntari.core.roles import Role
from puntari.followup import actions, reports
from puntari.followup.models import Action, Rating, Recommendation
from puntari.followup.reports.state import state_of
from puntari.followup.tests.tables import DIGITAL, HEADING, as_csv
from puntari.panels.models import Panel

REPORT = "/desk/panels/testi/followup/report/"


def at(month: int, day: int) -> Any:
    return clock.at(datetime(2026, month, day, 12, 0, tzinfo=ZoneInfo("Europe/Helsinki")))


@pytest.fixture
def told(panel: Panel) -> Panel:
    """Imported 1 March, answered 1 April, changed 1 June, answer changed 1 July, a third added 1 August."""
    with at(3, 1):
        actions.import_table(panel=panel, content=as_csv(DIGITAL), name="t", actor=None)
        one = Recommendation.objects.get(number=1)
        actions.change_recommendation(
            recommendation=one,
            title=one.title,
            text="",
            theme="Digi",
            answer_due=date(2026, 3, 20),
            actor=None,
        )
    with at(4, 1):
        answer("accept", date(2026, 3, 30), "Hyvä ehdotus")
    with at(6, 1):
        action = Action.objects.get(recommendation__number=1)
        action = actions.change_action(
            action=action, actor=None, status=None, status_words="Alkoi vasta", schedule="1/2026 – 6/2026"
        )
    with at(7, 1):
        answer("reject", date(2026, 6, 30), "Rahat loppuivat")
        actions.confirm_unchanged(
            action=action, reason="Odotetaan", next_update_due=date(2026, 9, 1), actor=None
        )
    with at(8, 1):
        actions.add_recommendation(panel=panel, title="3. Uusi", actor=None)
    return panel


def answer(decision: str, day: date, reason: str) -> None:
    actions.answer_recommendation(
        recommendation=Recommendation.objects.get(number=1),
        decision=decision,
        reason=reason,
        body="Hallitus",
        decided_on=day,
        actor=None,
    )


def lines(book: bytes, sheet: int = 1) -> list[dict[str, Any]]:
    """The rows of a sheet by their headings."""
    heading, *rows = openpyxl.load_workbook(io.BytesIO(book)).worksheets[sheet].iter_rows(values_only=True)
    return [dict(zip(heading, row, strict=True)) for row in rows]


@pytest.mark.parametrize(
    ("day", "count", "decision", "words", "answer_late", "action_late"),
    [
        (date(2026, 2, 28), 0, None, "", False, False),
        (date(2026, 3, 1), 2, None, "Käsitelty Kilpailutus tehty.", False, False),
        (date(2026, 3, 31), 2, None, "Käsitelty Kilpailutus tehty.", True, False),
        (date(2026, 4, 1), 2, "accept", "Käsitelty Kilpailutus tehty.", False, False),
        (date(2026, 6, 1), 2, "accept", "Alkoi vasta", False, False),
        (date(2026, 7, 1), 2, "reject", "Alkoi vasta", False, True),
        (date(2026, 8, 2), 3, "reject", "Alkoi vasta", False, True),
    ],
)
def test_the_state_of_a_day_is_told_by_the_log(
    told: Panel, day: date, count: int, decision: str | None, words: str, answer_late: bool, action_late: bool
) -> None:
    state = state_of(told, day)
    assert len(state.recommendations) == count
    assert state.history_from == date(2026, 3, 1)
    if count:
        first = state.recommendations[0]
        assert (first.answer.decision if first.answer else None) == decision
        assert (first.actions[0].status_text, first.answer_late) == (words, answer_late)
        assert first.actions[0].late == action_late


def test_a_missed_update_is_late_from_the_day_after(told: Panel) -> None:
    with at(7, 2):
        action = Action.objects.get(recommendation__number=1)
        actions.change_action(action=action, actor=None, schedule="Jatkuvaa")
    days = (date(2026, 7, 1), date(2026, 7, 2), date(2026, 9, 1), date(2026, 9, 2))
    stood = [state_of(told, day).recommendations[0].actions[0] for day in days]
    assert [one.late for one in stood] == [True, False, False, True]
    assert [one.behind for one in stood] == [True, False, False, False]
    assert [one.schedule for one in stood[:2]] == ["1/2026 – 6/2026", "Jatkuvaa"]


def test_an_import_that_changes_a_cell_leaves_the_old_one_in_the_past(told: Panel) -> None:
    with at(9, 1):
        changed = f"{HEADING}\n2. Selkeät palvelut kaikille;2.1. Omat polut;Alusta toiselta;2027;Valmis;X;\n"
        actions.import_table(panel=told, content=as_csv(changed), name="t", actor=None)
    before, after = (state_of(told, date(2026, 9, day)) for day in (1, 2))
    assert after.recommendations[1].cell == "2. Selkeät palvelut kaikille"
    assert state_of(told, date(2026, 8, 30)).recommendations[1].cell == "2. Selkeät ja saavutettavat palvelut"
    assert before.recommendations[1].actions[0].text == "Alusta toiselta"


def test_what_is_late_stands_first_in_every_document(told: Panel) -> None:
    with at(8, 2):
        content = reports.content_of(told, date(2026, 8, 2))
    assert [one["number"] for one in content["late"]] == [1]
    pdf = PdfReader(io.BytesIO(reports.make_pdf(content)))
    text = "\n".join(page.extract_text() for page in pdf.pages)
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert text.index("Oman asian seuranta") < text.index("Selkeät ja saavutettavat")
    assert "Muutoshistoria".lower() in text.lower()
    assert "Tilanne 2.8.2026" in text
    assert "· Myöhässä aikataulusta" in text.replace("\n", " ")
    paragraphs = [one.text for one in Document(io.BytesIO(reports.make_docx(content))).paragraphs]
    assert "Myöhässä aikataulusta" in paragraphs
    assert paragraphs.index("1. Oman asian seuranta – missä mennään") < paragraphs.index("Muut suositukset")
    rows = lines(reports.make_xlsx(content))
    assert [row["Myöhässä"] for row in rows] == ["kyllä", None, None, None]
    assert rows[0]["Suositus"] == "1. Oman asian seuranta – missä mennään"


def test_the_panel_s_own_rating_stands_beside_the_answer(told: Panel) -> None:
    with at(4, 2):
        Recommendation.objects.update(handed_over_on=date(2025, 12, 15))
        one, two = Recommendation.objects.filter(number__lte=2).order_by("number")
        for place, score in enumerate((3, 4, 4, 4, 6)):
            Rating.objects.create(recommendation=one, round=6, who=f"w{place}", score=score)
        Rating.objects.create(recommendation=two, round=6, who="w0", score=9)
    assert reports.content_of(told, date(2026, 7, 26))["rest"][0]["ratings"] == []
    content = reports.content_of(told, date(2026, 8, 2))
    said = "6 kuukautta luovutuksesta: keskiarvo 4,2 asteikolla 0–10, 5 arviota"
    found = {one["number"]: one["ratings"] for one in (*content["late"], *content["rest"])}
    assert found[1] == [said]
    assert "alle viisi" in found[2][0]
    pdf = PdfReader(io.BytesIO(reports.make_pdf(content)))
    assert said in " ".join("\n".join(page.extract_text() for page in pdf.pages).split())
    document = Document(io.BytesIO(reports.make_docx(content)))
    assert f"Paneelin oma arvio vastauksesta: {said}" in [one.text for one in document.paragraphs]
    row = lines(reports.make_xlsx(content))[0]
    assert (row["Arvosana, 6 kk"], row["Arvioita, 6 kk"], row["Arvosana, 12 kk"]) == (4.2, 5, None)
    own = lines(reports.make_xlsx(content), 2)
    assert [(row["Numero"], row["Keskiarvo, 0–10"], row["Arvioita"]) for row in own] == [
        (1, 4.2, 5),
        (2, None, 1),
    ]


def test_formulas_and_control_characters_do_no_harm(panel: Panel) -> None:
    text = f"{HEADING}\n1. A\x0b#raw[x] *b*;;=1+1;;<w:p>;@x;$y$ \\ \n"
    actions.import_table(panel=panel, content=as_csv(text), name="t", actor=None)
    content = reports.content_of(panel, clock.today())
    book = openpyxl.load_workbook(io.BytesIO(reports.make_xlsx(content)))
    cells = {cell.value: cell.data_type for cell in book.worksheets[1][2]}
    assert (cells["=1+1"], cells["<w:p>"]) == ("s", "s")
    words = PdfReader(io.BytesIO(reports.make_pdf(content))).pages[0].extract_text()
    assert "#raw[x] *b*" in words
    assert "=1+1" in "".join(one.text for one in Document(io.BytesIO(reports.make_docx(content))).paragraphs)


def test_queries_do_not_grow(panel: Panel) -> None:
    def cost(count: int) -> int:
        lines = [f"{n}. R;{n}.1. s;a{n};2026;Valmis;U{n};m" for n in range(1, count)]
        actions.import_table(panel=panel, content=as_csv("\n".join([HEADING, *lines])), name="t", actor=None)
        with CaptureQueriesContext(connection) as caught:
            reports.content_of(panel, clock.today())
        return len(caught)

    assert cost(3) == cost(30)


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx"])
def test_the_desk_hands_out_the_file(told: Panel, coordinator: User, signed_in: Any, kind: str) -> None:
    desk = signed_in(coordinator)
    assert "Vastaus myöhässä" in desk.get(f"{REPORT}?day=2026-03-31").content.decode()
    answer = desk.get(f"{REPORT}{kind}/?day=2026-03-31")
    assert answer["Content-Type"] == reports.TYPES[kind]
    assert f"seuranta-testi-2026-03-31.{kind}" in answer["Content-Disposition"]


def test_bad_days_and_strangers(
    client: Client, told: Panel, coordinator: User, outsider: User, person: Any, signed_in: Any
) -> None:
    desk = signed_in(coordinator)
    assert desk.get(f"{REPORT}?day=2999-01-01").status_code == 422
    assert desk.get(f"{REPORT}?day=roska").status_code == 422
    assert desk.get(f"{REPORT}pdf/").status_code == 404
    assert desk.get(f"{REPORT}exe/?day=2026-03-31").status_code == 404
    assert client.get(REPORT).status_code == 302
    assert signed_in(outsider).get(REPORT).status_code == 404
    assert signed_in(person(Role.DECISION_MAKER)).get(REPORT).status_code == 200


@pytest.fixture
def full(told: Panel) -> Panel:
    """The first recommendation was adopted with a vote and reservations; its action has all an action has."""
    Recommendation.objects.filter(number=1).update(
        text="Asiakas näkee oman asiansa tilan.\nAina.",
        votes_for=30, votes_against=4, votes_blank=1,
        minority_reasons=["Kallista.", "Tietoturva."],
        promised_by=date(2026, 3, 10),
    )  # fmt: skip
    with at(8, 1):
        action = Action.objects.filter(recommendation__number=1).earliest("pk")
        actions.change_action(
            action=action, actor=None, owner_post="Johtaja", deputy_post="Päällikkö", percent=40
        )
        actions.add_link(action=action, url="https://hva.example/hanke", label="Hankesivu", actor=None)
        gone = actions.add_link(
            action=action, url="https://hva.example/vanha", label="Vanha sivu", actor=None
        )
    with at(9, 1):
        actions.remove_evidence(evidence=gone, actor=None)
    return told


def test_the_documents_hold_what_was_adopted_and_what_shows_it_done(full: Panel) -> None:
    content = reports.content_of(full, date(2026, 8, 2))
    pdf = PdfReader(io.BytesIO(reports.make_pdf(content)))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    paper = " ".join("\n".join(page.extract_text() for page in pdf.pages).split())
    word = "\n".join(one.text for one in Document(io.BytesIO(reports.make_docx(content))).paragraphs)
    for said in (
        "Asiakas näkee oman asiansa tilan.", "puolesta 30, vastaan 4, tyhjiä 1", "Kallista.", "Tietoturva.",
        "Sijainen: Päällikkö", "Seuraava päivitys viimeistään: 1.9.2026", "Hankesivu", "Vanha sivu",
    ):  # fmt: skip
        assert said in paper
        assert said in word
    links = [note.get_object()["/A"]["/URI"] for page in pdf.pages for note in page.get("/Annots", [])]
    assert "https://hva.example/hanke" in links
    later = reports.content_of(full, date(2026, 9, 2))
    assert "Vanha sivu" not in str(later["late"] + later["rest"])
    earlier = reports.content_of(full, date(2026, 7, 2))
    assert "Hankesivu" not in str(earlier["late"] + earlier["rest"])


def test_a_spreadsheet_has_a_column_and_a_type_for_each_fact(full: Panel) -> None:
    row = lines(reports.make_xlsx(reports.content_of(full, date(2026, 8, 2))))[0]
    assert (
        row["Paneelin hyväksymä teksti"]
        == "Asiakas näkee oman asiansa tilan.\nAina.\nArvio ja viestit puhelimeen."
    )
    assert (row["Puolesta"], row["Vastaan"], row["Tyhjiä"], row["Valmiusaste, %"]) == (30, 4, 1, 40)
    assert row["Alkuperäinen määräaika"].date() == date(2026, 3, 10)
    assert (row["Päätös"], row["Päättävä toimielin"], row["Perustelu"]) == (
        "Ei hyväksytä", "Hallitus", "Rahat loppuivat",
    )  # fmt: skip
    assert (row["Päätöksen päivä"].date(), row["Asianumero"]) == (date(2026, 6, 30), None)
    assert row["Seuraava päivitys viimeistään"].date() == date(2026, 9, 1)
    assert row["Sijaisen tehtävä"] == "Päällikkö"
    assert row["Näyttö"] == "Hankesivu: https://hva.example/hanke\nVanha sivu"
    assert row["Eriävät mielipiteet"] == "Kallista.\nTietoturva."
    figures = dict(reports.content_of(full, date(2026, 8, 2))["figures"])
    assert figures["Alkuperäinen lupaus rikkoutunut"] == 1


def test_a_report_across_panels_has_what_is_late_in_any_of_them_first(
    full: Panel, coordinator: User, outsider: User, signed_in: Any
) -> None:
    other = Panel.objects.create(
        organisation=full.organisation, slug="toinen", title="Toinen paneeli", question="?"
    )
    with at(4, 1):
        actions.add_recommendation(panel=other, title="1. Ajoissa", actor=None)
        actions.add_recommendation(panel=other, title="2. Myöhässä", answer_due=date(2026, 5, 1), actor=None)
    content = reports.content_across([full, other], date(2026, 8, 2))
    assert [(one["panel"], one["number"]) for one in content["late"]] == [
        ("Testipaneeli", 1),
        ("Toinen paneeli", 2),
    ]
    assert dict(content["figures"])["Suosituksia"] == 5
    rows = lines(reports.make_xlsx(content))
    assert {row["Paneeli"] for row in rows if row["Myöhässä"]} == {"Testipaneeli", "Toinen paneeli"}
    text = "".join(one.text for one in Document(io.BytesIO(reports.make_docx(content))).paragraphs)
    assert "Paneeli: Toinen paneeli" in text
    assert PdfReader(io.BytesIO(reports.make_pdf(content))).trailer["/Root"]["/MarkInfo"]["/Marked"]
    desk = signed_in(coordinator)
    html = desk.get("/desk/report/?day=2026-08-02").content.decode()
    assert "1. Oman asian seuranta" in html
    assert "Toinen paneeli" not in html
    for kind, kept in reports.TYPES.items():
        assert desk.get(f"/desk/report/{kind}/?day=2026-08-02")["Content-Type"] == kept
    assert desk.get("/desk/report/exe/?day=2026-08-02").status_code == 404
    assert desk.get("/desk/report/?day=2999-01-01").status_code == 422
    assert signed_in(outsider).get("/desk/report/").status_code == 404
