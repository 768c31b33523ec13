"""The recommendations of a panel with their answers and actions as they stood at the end of a day."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from puntari.followup import queries
from puntari.followup.models import Action, Evidence, Recommendation, Response, StatusTerm
from puntari.followup.ratings import RatedRound, rounds_of
from puntari.followup.reports.past import Past
from puntari.followup.schedule import parse_schedule
from puntari.followup.statuses import split_status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from puntari.panels.models import Panel

ACTION_FIELDS = (
    "text", "schedule", "status_text", "unit", "owner_post", "deputy_post", "more_info", "effect",
)  # fmt: skip
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
    deputy_post: str
    more_info: str
    effect: str
    percent: str
    kind: str
    next_update_due: date | None
    # Name and address; what has been taken away since has no address.
    evidence: list[tuple[str, str]]
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

    panel: Panel
    number: int
    cell: str
    text: str
    # The parts with their numbers.
    parts: list[str]
    theme: str
    votes: tuple[int | None, int | None, int | None]
    reservations: list[str]
    due: date | None
    # The first day that was promised, whatever has been moved since.
    promised: date | None
    answer: StoodAnswer | None
    answer_late: bool
    # The first answer came after the first promised day or has not come, or a promised study was late.
    promise_broken: bool
    actions: list[StoodAction] = field(default_factory=list)
    rounds: list[RatedRound] = field(default_factory=list)

    @property
    def late(self) -> bool:
        return self.answer_late or any(action.late for action in self.actions)

    @property
    def moved(self) -> bool:
        """An answer is awaited by another day than was promised first."""
        return self.answer is None and self.promised is not None and self.promised != self.due


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


def states_of(panels: Iterable[Panel], day: date) -> State:
    """How the recommendations of several panels stood, each panel's together."""
    states = [state_of(panel, day) for panel in panels]
    begins = [one.history_from for one in states if one.history_from]
    return State(day, min(begins, default=None), [one for each in states for one in each.recommendations])


def _stood(one: Recommendation, past: Past, terms: list[StatusTerm], day: date) -> Stood:
    answer = _answer(one, past)
    first_due = _day(past.value("recommendation", one.pk, "answer_due", one.answer_due))
    due = first_due if answer is None else answer.study_until
    actions = [row for row in one.actions.all() if past.had("action", row.pk)]
    parts = [sub for sub in one.subs.all() if past.had("sub", sub.pk)]
    return Stood(
        panel=one.panel,
        number=one.number,
        text=past.value("recommendation", one.pk, "text", one.text),
        parts=[past.value("sub", sub.pk, "cell", sub.cell) for sub in parts],
        votes=(one.votes_for, one.votes_against, one.votes_blank),
        reservations=list(one.minority_reasons),
        promised=one.promised_by,
        cell=past.value("recommendation", one.pk, "cell", one.cell),
        theme=past.value("recommendation", one.pk, "theme", one.theme),
        due=due,
        answer=answer,
        answer_late=due is not None and due < day,
        promise_broken=_broken(one, answer, day),
        actions=[_action(row, past, terms, day) for row in actions],
    )


def _broken(one: Recommendation, answer: StoodAnswer | None, day: date) -> bool:
    kept = one.answer
    if answer is None or kept is None:
        return one.promised_by is not None and one.promised_by < day
    first = kept.first_on or kept.decided_on
    late_study = answer.study_until is not None and answer.study_until < day
    ended = kept.study_broken and answer.decision != Response.Decision.STUDY
    return late_study or ended or (one.promised_by is not None and one.promised_by < first)


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
        next_update_due=update_due if open_ else None,
        evidence=_evidence(row, past),
        updated=updated,
        late=late,
        behind=behind,
    )


def _evidence(row: Action, past: Past) -> list[tuple[str, str]]:
    """What could be opened then, with where it still can be."""
    slug = row.recommendation.panel.slug
    there = [(one.label, _address(one, slug)) for one in row.evidence.all() if one.added < past.moment]
    return [*there, *((name, "") for name in past.evidence_gone(row.pk))]


def _address(one: Evidence, slug: str) -> str:
    if one.file is None:
        return one.url
    return settings.PUBLIC_URL + reverse("panel-evidence", args=[slug, one.file.key])


def _past(limit: date | None, day: date) -> bool:
    return limit is not None and limit < day


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
