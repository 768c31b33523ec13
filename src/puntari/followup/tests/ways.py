"""The ways in which somebody changes an action, and what must stand whatever they do."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import openpyxl

from puntari.core import clock
from puntari.followup import actions, exporting
from puntari.followup.actions.guards import scheduled
from puntari.followup.models import Action, Recommendation, Response
from puntari.followup.tables import Asked, Keys
from puntari.panels.models import Panel

PROOF = "https://example.invalid/paatos"
UNREAD = ("", " ", "pian", "ensi tilassa")


def broken(panel: Panel) -> list[str]:
    """What stands in the panel although a guard forbids it."""
    told = []
    for one in Recommendation.objects.filter(panel=panel):
        answer = Response.objects.filter(recommendation=one).first()
        if answer is None:
            continue
        needs = {
            "accept": lambda one=one: bool(scheduled(one)),
            "in_part": lambda one=one, answer=answer: bool(scheduled(one) and answer.differs),
            "already_done": lambda answer=answer: bool(answer.evidence.strip()),
            "study": lambda answer=answer: answer.study_until is not None,
            "not_ours": lambda answer=answer: bool(answer.passed_to.strip()),
            "reject": lambda: True,
        }
        if not (needs[answer.decision]() and answer.reason.strip() and answer.body.strip()):
            told.append(f"{one.number}: {answer.decision}")
    return told


def answer(one: Recommendation, decision: str, **more: Any) -> Response:
    said = {
        "differs": "aika",
        "evidence": f"Ohje on jo käytössä: {PROOF}",
        "study_until": date(2099, 1, 1),
        "passed_to": "Kunta",
    }
    return actions.answer_recommendation(
        recommendation=one,
        decision=decision,
        body="Hallitus",
        decided_on=clock.today(),
        actor=None,
        **{"reason": f"Koska {decision}", **said, **more},
    )


def table(panel: Panel, kind: str = "csv") -> bytes:
    return exporting.write(kind, Keys([panel], Asked()).rows(), [panel], None)


def with_cells(panel: Panel, **cells: str) -> bytes:
    """The panel's CSV with these cells in every row."""
    heading, *rows = csv.reader(io.StringIO(table(panel).decode("utf-8-sig")), delimiter=";")
    text = io.StringIO()
    for row in rows:
        for name, value in cells.items():
            row[heading.index(name)] = value
    csv.writer(text, delimiter=";").writerows([heading, *rows])
    return text.getvalue().encode()


def bring(panel: Panel, content: bytes) -> None:
    actions.import_table(panel=panel, content=content, name="t", actor=None)


def by_csv(action: Action, text: str, schedule: str) -> None:
    bring(
        action.recommendation.panel,
        with_cells(action.recommendation.panel, Toimenpide=text, Aikataulu=schedule),
    )


def by_keyless_csv(action: Action, text: str, schedule: str) -> None:
    content = f"Suositus;Toimenpide;Aikataulu\n{action.recommendation.cell};{text};{schedule}\n"
    bring(action.recommendation.panel, content.encode())


def by_xlsx(action: Action, text: str, schedule: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(table(action.recommendation.panel, "xlsx")))
    sheet: Any = book.active
    sheet["C2"].value, sheet["D2"].value = text, schedule
    out = io.BytesIO()
    book.save(out)
    bring(action.recommendation.panel, out.getvalue())


def by_json(action: Action, text: str, schedule: str) -> None:
    said = json.loads(table(action.recommendation.panel, "json"))
    said["rows"][0].update(action=text, schedule=schedule)
    bring(action.recommendation.panel, json.dumps(said).encode())


def by_html(action: Action, text: str, schedule: str) -> None:
    rows = ("Suositus", "Toimenpide", "Aikataulu"), (action.recommendation.cell, text, schedule)
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    bring(action.recommendation.panel, f"<table>{cells}</table>".encode())


def by_draft(action: Action, text: str, schedule: str) -> None:
    panel = action.recommendation.panel
    content = with_cells(panel, Toimenpide=text, Aikataulu=schedule)
    actions.apply_draft(
        draft=actions.start_draft(panel=panel, content=content, name="t", actor=None), actor=None
    )


def by_action(action: Action, text: str, schedule: str) -> None:
    actions.change_action(action=action, text=text, schedule=schedule, actor=None)


WAYS = (by_csv, by_keyless_csv, by_xlsx, by_json, by_html, by_draft, by_action)
# Without a key a row with no action says nothing of the one that is there.
KEYLESS = (by_keyless_csv, by_html)
LOSSES = [("Uusi vuoro", schedule) for schedule in UNREAD] + [("", "3/2027"), ("", "")]
