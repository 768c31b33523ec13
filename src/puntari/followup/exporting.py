"""The action table as a file: CSV as spreadsheets of the country open it, XLSX with joined cells, JSON."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings

from puntari.core.spreadsheets import csv_bytes
from puntari.followup.importing.details import action_cells, answer_cells
from puntari.followup.importing.keys import key_of
from puntari.followup.models import Action, Recommendation, Response
from puntari.followup.models.recommendations import named_places
from puntari.followup.tables import COLUMNS, Row

if TYPE_CHECKING:
    from datetime import date

    from puntari.panels.models import Panel

HEADINGS = ("Suositus", "Alasuositus", "Toimenpide", "Aikataulu", "Status", "Vastuu", "Lisätieto")
# Of the whole recommendation, so in its first row only.
DETAIL_HEADINGS = ("Teema", "Kunnat")
# Of the action, after what the county's own tables tell of it.
ACTION_HEADINGS = ("Vastuuhenkilön tehtävä", "Seuraava päivitys", "Valmiusaste, %", "Mihin johti")
# What was answered; told in a file, and changed on the recommendation's own page only.
ANSWER_HEADINGS = ("Päätös", "Perustelu", "Toimielin", "Päätöksen päivä", "Asianumero")
# By its key a row is known again when the file comes back, however it was sorted and reworded.
KEY_HEADING = "Tunnus"
# In a table across panels, on every row, so that it can be sorted and filtered by panel.
PANEL_HEADINGS = ("Paneeli", "Paneelin osoite")
FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
}
WIDE, NARROW = 42, 18
WIDTHS = {"Aikataulu": NARROW, "Status": 30, "Vastuu": 26, "Teema": 24, "Kunnat": 30, "Tunnus": 12}
WIDTHS |= dict.fromkeys(("Seuraava päivitys", "Valmiusaste, %", "Päätöksen päivä", "Asianumero"), NARROW)


def headings(across: bool) -> tuple[str, ...]:
    """The columns of a file; one across panels begins with the panel."""
    panel, address = PANEL_HEADINGS
    own = (*HEADINGS, *DETAIL_HEADINGS, *ACTION_HEADINGS, *ANSWER_HEADINGS)
    return (panel, *own, address, KEY_HEADING) if across else (*own, KEY_HEADING)


def shown_cells(row: Row, across: bool = False) -> list[str]:
    """The row's cells as the table shows them, a spanning cell in its first row only, and the row's key."""
    cells, one = list(row.cells), row.recommendation
    details, answer = [one.theme, one.municipalities], [*answer_cells(one.answer).values()]
    if not row.recommendation_span:
        cells[0], details, answer = "", [""] * len(details), [""] * len(answer)
    if not row.sub_span:
        cells[1] = ""
    cells += [*details, *action_cells(row.action).values(), *answer]
    if across:
        address = f"{settings.PUBLIC_URL}{row.panel_url}"
        return [one.panel.title, *cells, address, key_of(row)]
    return [*cells, key_of(row)]


def guard(cell: str) -> str:
    """An apostrophe before what a spreadsheet would run as a formula; the import takes it away again."""
    formula = cell[:1] in {"=", "+", "@", "\t", "\r"} or (cell[:1] == "-" and cell[1:2].strip() != "")
    already = cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@", "\t", "\r"}
    return f"'{cell}" if formula or already else cell


def to_csv(rows: Iterable[Row], *, across: bool = False) -> bytes:
    """As Excel in Finland writes and opens it, with cells guarded so that the import can take it back."""
    return csv_bytes([headings(across), *(shown_cells(row, across) for row in rows)], guard=guard)


def to_xlsx(rows: Iterable[Row], *, across: bool = False) -> bytes:
    """A sheet with a fixed heading, joined spanning cells and wrapped text."""
    import openpyxl
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font

    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Toimenpidetaulukko"
    titles = headings(across)
    sheet.append(titles)
    sheet.freeze_panes = "A2"
    for heading in sheet[1]:
        heading.font = Font(bold=True)
        sheet.column_dimensions[heading.column_letter].width = WIDTHS.get(heading.value, WIDE)
    of_recommendation = [titles.index(name) + 1 for name in ("Suositus", *DETAIL_HEADINGS, *ANSWER_HEADINGS)]
    for number, row in enumerate(rows, start=2):
        for column, text in enumerate(shown_cells(row, across), start=1):
            cell = sheet.cell(number, column)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if text:
                cell.value, cell.data_type = ILLEGAL_CHARACTERS_RE.sub("", text), "s"
        for column in of_recommendation:
            _join(sheet, column, number, row.recommendation_span)
        _join(sheet, of_recommendation[0] + 1, number, row.sub_span if row.sub else 0)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _join(sheet: Any, column: int, first: int, span: int) -> None:
    if span > 1:
        sheet.merge_cells(start_row=first, end_row=first + span - 1, start_column=column, end_column=column)


def to_json(rows: Iterable[Row], *, panels: Iterable[Panel], updated_on: date | None) -> bytes:
    """The same rows as open data: dates as ISO 8601, the recommendation repeated, no personal data."""
    said = {
        "panels": [
            {"slug": panel.slug, "title": panel.title, "question": panel.question} for panel in panels
        ],
        "updated": updated_on.isoformat() if updated_on else None,
        "columns": list(HEADINGS),
        "rows": [_row_json(row) for row in rows],
    }
    return json.dumps(said, ensure_ascii=False, indent=2).encode()


def _row_json(row: Row) -> dict[str, Any]:
    cells = dict(zip(COLUMNS, row.cells, strict=True))
    recommendation = row.recommendation
    return {
        **cells,
        "theme": recommendation.theme,
        "municipalities": named_places(recommendation.municipalities),
        "key": key_of(row),
        "panel": recommendation.panel.slug,
        "recommendation_number": recommendation.number,
        "recommendation_url": settings.PUBLIC_URL + recommendation.get_absolute_url(),
        "sub_number": row.sub.number if row.sub else "",
        "answer": _answer_json(recommendation),
        **_action_json(row.action),
    }


def _answer_json(recommendation: Recommendation) -> dict[str, Any]:
    answer: Response | None = recommendation.answer
    due = {"due": _iso(recommendation.due), "late": recommendation.answer_late}
    if answer is None:
        return {"decision": None, **due}
    return {
        "decision": answer.decision,
        "reason": answer.reason,
        "differs": answer.differs,
        "evidence": answer.evidence,
        "passed_to": answer.passed_to,
        "body": answer.body,
        "decided_on": _iso(answer.decided_on),
        "case_number": answer.case_number,
        **due,
    }


def _action_json(action: Action | None) -> dict[str, Any]:
    if action is None:
        return {"action_id": None}
    return {
        "action_id": action.pk,
        "starts": _iso(action.starts),
        "ends": _iso(action.ends),
        "continuous": action.continuous,
        "status_kind": action.status.kind if action.status else None,
        "status_label": action.status.label if action.status else None,
        "status_words": action.status_words,
        "late": action.late,
        "percent": action.percent,
        "owner_post": action.owner_post,
        "effect": action.effect,
        "updated": _iso(action.updated_on),
        "next_update_due": _iso(action.next_update_due),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def write(
    kind: str, rows: list[Row], panels: Iterable[Panel], updated_on: date | None, *, across: bool = False
) -> bytes:
    """The rows in one of FORMATS; `across` tells on each row whose it is (JSON always does)."""
    if kind == "json":
        return to_json(rows, panels=panels, updated_on=updated_on)
    return to_xlsx(rows, across=across) if kind == "xlsx" else to_csv(rows, across=across)
