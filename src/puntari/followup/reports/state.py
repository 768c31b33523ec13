"""The recommendations of a panel with their answers and actions as they stood at the end of a day."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from puntari.followup import queries
from puntari.followup.models import Action, Recommendation, Response, StatusTerm
from puntari.followup.ratings import RatedRound, rounds_of
from puntari.followup.reports.past import Past
from puntari.followup.schedule import parse_schedule
from puntari.followup.statuses import split_status

if TYPE_CHECKING:
    from puntari.panels.models import Panel

ACTION_FIELDS = ("text", "schedule", "status_text", "unit", "owner_post", "more_info", "effect")
ANSWER_FIELDS = ("decision", "reason", "differs", "evidence", "passed_to", "body", "case_number")


ANSWER_DAYS = ("decided_on", "study_until", "updated")


@dataclass(frozen=True)
class StoodAction:
    """An action as it stood."""

    part: str
    text: str
    schedule: str
    status_text: str
    status_term: StatusTerm | None
    unit: str
    owner_post: str
    more_info: str
    effect: str
    percent: str
    kind: str
    updated: date | None
    late: bool
    # The work itself, not only the news of it.
    behind: bool


@dataclass(frozen=True)
class StoodAnswer:
    """An answer as it stood."""

    decision: str
    reason: str
    differs: str
    evidence: str
    passed_to: str
    body: str
    case_number: str
    decided_on: date | None
    study_until: date | None
    # When it was written down, where the log or the answer tells it.
    updated: date | None


@dataclass(frozen=True)
class Stood:
    """A recommendation as it stood."""

    number: int
    cell: str
    theme: str
    due: date | None
    answer: StoodAnswer | None
    answer_late: bool
    actions: list[StoodAction] = field(default_factory=list)
    rounds: list[RatedRound] = field(default_factory=list)

    @property
    def late(self) -> bool:
        return self.answer_late or any(action.late for action in self.actions)


@dataclass(frozen=True)
class State:
    """All of a panel's recommendations on a day, and the day from which the log can tell of them."""

    day: date
    history_from: date | None
    recommendations: list[Stood]


def state_of(panel: Panel, day: date) -> State:
    """How the panel's recommendations stood at the end of the day, in a fixed number of queries."""
    past = Past(panel, day)
    terms = list(queries.terms_of(panel.organisation))
    found = [one for one in queries.recommendations_of(panel) if past.had("recommendation", one.pk)]
    rounds = rounds_of(found, day)
    stood = [replace(_stood(one, past, terms, day), rounds=rounds[one.pk]) for one in found]
    return State(day, timezone.localtime(past.begins).date() if past.begins else None, stood)


def _stood(one: Recommendation, past: Past, terms: list[StatusTerm], day: date) -> Stood:
    answer = _answer(one, past)
    first_due = _day(past.value("recommendation", one.pk, "answer_due", one.answer_due))
    due = first_due if answer is None else answer.study_until
    actions = [row for row in one.actions.all() if past.had("action", row.pk)]
    return Stood(
        number=one.number,
        cell=past.value("recommendation", one.pk, "cell", one.cell),
        theme=past.value("recommendation", one.pk, "theme", one.theme),
        due=due,
        answer=answer,
        answer_late=due is not None and due < day,
        actions=[_action(row, past, terms, day) for row in actions],
    )


def _answer(one: Recommendation, past: Past) -> StoodAnswer | None:
    said = past.answer(one.pk)
    if said is None and one.answer is not None and not past.knows_answers(one.pk):
        said = _unlogged(one.answer, past)
    if said is None:
        return None
    words = {name: str(said.get(name) or "") for name in ANSWER_FIELDS}
    days = {name: _day(str(said.get(name) or "")) for name in ANSWER_DAYS}
    return StoodAnswer(**words, **days)  # type: ignore[arg-type]


def _unlogged(answer: Response, past: Past) -> dict[str, Any] | None:
    """An answer that came without an entry counts from the day it was decided."""
    if answer.decided_on >= past.moment.date():
        return None
    said = {name: getattr(answer, name) for name in (*ANSWER_FIELDS, "decided_on", "study_until")}
    return {**said, "updated": answer.updated_on}


def _action(row: Action, past: Past, terms: list[StatusTerm], day: date) -> StoodAction:
    said = {name: past.value("action", row.pk, name, getattr(row, name)) for name in ACTION_FIELDS}
    part = past.value("sub", row.sub.pk, "cell", row.sub.cell) if row.sub else ""
    term = split_status(said["status_text"], terms).term
    ends = parse_schedule(said["schedule"]).ends
    update_due = _day(past.value("action", row.pk, "next_update_due", row.next_update_due))
    kind, open_ = (str(term.kind), not term.closed) if term else ("", True)
    behind = kind == StatusTerm.Kind.LATE or (open_ and _past(ends, day))
    late = behind or (open_ and _past(update_due, day))
    percent = past.value("action", row.pk, "percent", row.percent)
    updated = past.updated(row.pk, row.updated_on)
    return StoodAction(
        part=part,
        **said,
        status_term=term,
        percent=percent,
        kind=kind,
        updated=updated,
        late=late,
        behind=behind,
    )


def _past(limit: date | None, day: date) -> bool:
    return limit is not None and limit < day


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
