"""Bringing in a whole action table, at once or after a look at what it would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from puntari.core import clock, log
from puntari.core.errors import BadInput
from puntari.followup.actions.deadlines import promise_answers
from puntari.followup.actions.terms import ensure_terms
from puntari.followup.importing.applying import apply_plan
from puntari.followup.importing.mapping import FIELDS, guess_mapping
from puntari.followup.importing.plan import Plan, Problem
from puntari.followup.importing.planning import make_plan
from puntari.followup.importing.reading import Line, Sheet, read_table
from puntari.followup.models import ImportDraft, Recommendation

if TYPE_CHECKING:
    from datetime import date

    from puntari.core.models import User
    from puntari.panels.models import Panel


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    counts: dict[str, int]
    problems: list[Problem]


@transaction.atomic
def import_table(
    *,
    panel: Panel,
    content: bytes,
    name: str,
    actor: User | None,
    updated_on: date | None = None,
) -> Imported:
    """Read a file and bring its table in; again, it updates instead of doubling.

    Raises BadInput when the file cannot be read, no column holds the recommendations, or a row would take
    away what an answer rests on; nothing is kept then.
    """
    sheet = read_table(content, name)
    mapping = guess_mapping(sheet.lines[0].cells)
    day = updated_on or sheet.updated_on or clock.today()
    done = _bring_in(panel, sheet.lines, mapping, day, name, actor)
    return Imported(done.counts, [*_of_other_sheets(sheet.name, sheet.others), *done.problems])


def _of_other_sheets(name: str, others: Sequence[str]) -> list[Problem]:
    """A note when a workbook has more tables than the one that is brought in."""
    said: dict[str, object] = {"sheet": name, "others": ", ".join(others)}
    return [Problem(0, "followup.sheets_left_out", said)] if others else []


@transaction.atomic
def start_draft(*, panel: Panel, content: bytes, name: str, actor: User | None) -> ImportDraft:
    """Keep a table that was brought in, to be looked at before it is applied."""
    sheet = read_table(content, name)
    ensure_terms(organisation=panel.organisation)
    draft = ImportDraft.objects.create(
        panel=panel,
        name=name[:200],
        lines=_kept(sheet),
        mapping=guess_mapping(sheet.lines[0].cells),
        updated_on=sheet.updated_on or clock.today(),
        created=clock.now(),
    )
    log.record("followup.table_read", actor=actor, panel_slug=panel.slug, data={"name": draft.name})
    return draft


def _kept(sheet: Sheet) -> list[dict[str, object]]:
    """The lines as they wait; the heading remembers of which sheet they are."""
    heading, *rows = (asdict(line) for line in sheet.lines)
    return [{**heading, "sheet": sheet.name, "others": list(sheet.others)}, *rows]


@transaction.atomic
def map_draft(*, draft: ImportDraft, mapping: Sequence[str], updated_on: date) -> ImportDraft:
    """Say which column is which, and from what day the table is."""
    chosen = [field for field in mapping if field]
    if len(set(chosen)) != len(chosen) or not set(chosen) <= set(FIELDS):
        raise BadInput("followup.column_twice")
    if updated_on > clock.today():
        raise BadInput("followup.updated_in_future")
    draft.mapping, draft.updated_on = list(mapping), updated_on
    draft.save()
    return draft


def plan_of(draft: ImportDraft) -> Plan:
    """What applying the draft would do now."""
    plan = make_plan(draft.panel, lines_of(draft), draft.mapping)
    heading = draft.lines[0]
    plan.problems[:0] = _of_other_sheets(heading.get("sheet", ""), heading.get("others", []))
    return plan


def lines_of(draft: ImportDraft) -> list[Line]:
    """The draft's lines, heading first."""
    return [Line(line["number"], line["cells"]) for line in draft.lines]


@transaction.atomic
def apply_draft(*, draft: ImportDraft, actor: User | None) -> Imported:
    """Bring the looked-at table in; the draft is gone after that."""
    done = _bring_in(draft.panel, lines_of(draft), draft.mapping, draft.updated_on, draft.name, actor)
    draft.delete()
    return done


@transaction.atomic
def discard_draft(*, draft: ImportDraft, actor: User | None) -> None:
    """Leave the table out."""
    log.record(
        "followup.table_discarded", actor=actor, panel_slug=draft.panel.slug, data={"name": draft.name}
    )
    draft.delete()


def _bring_in(
    panel: Panel, lines: Sequence[Line], mapping: Sequence[str], day: date, name: str, actor: User | None
) -> Imported:
    terms = ensure_terms(organisation=panel.organisation)
    # Nobody answers, and nobody takes the last promise of an acceptance, between the plan and its rows.
    list(Recommendation.objects.select_for_update().filter(panel=panel).values_list("pk"))
    plan = make_plan(panel, lines, mapping)
    if not plan.recommendations:
        raise BadInput("followup.no_rows")
    for problem in plan.stops:
        raise BadInput(problem.code, **problem.params)
    counts = plan.counts
    apply_plan(panel, plan, terms=terms, updated_on=day, actor=actor)
    promise_answers(panel=panel, actor=actor)
    log.record("followup.table_imported", actor=actor, panel_slug=panel.slug, data={"name": name, **counts})
    return Imported(counts, plan.problems)
