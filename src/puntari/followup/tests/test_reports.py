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
    sheet = openpyxl.load_workbook(io.BytesIO(reports.make_xlsx(content))).worksheets[1]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["kyllä", None, None, None]
    assert sheet["B2"].value == "1. Oman asian seuranta – missä mennään"


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
    sheet = openpyxl.load_workbook(io.BytesIO(reports.make_xlsx(content))).worksheets[1]
    assert said in [cell.value for cell in sheet["E"]]


def test_formulas_and_control_characters_do_no_harm(panel: Panel) -> None:
    text = f"{HEADING}\n1. A\x0b#raw[x] *b*;;=1+1;;<w:p>;@x;$y$ \\ \n"
    actions.import_table(panel=panel, content=as_csv(text), name="t", actor=None)
    content = reports.content_of(panel, clock.today())
    book = openpyxl.load_workbook(io.BytesIO(reports.make_xlsx(content)))
    assert book.worksheets[1]["G2"].data_type == "s"
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
