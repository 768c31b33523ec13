"""What the panels' recommendations have led to, in numbers across panels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
from django.utils.translation import gettext as _

from puntari.followup.columns import Ints, Marks, Slice, shelf
from puntari.followup.models import Action, Response, StatusTerm
from puntari.followup.tables import late_rows

if TYPE_CHECKING:
    from puntari.core.ui.charts import BarRow
    from puntari.panels.models import Panel

NO_STATUS = "none"
DONE = (StatusTerm.Kind.DONE, StatusTerm.Kind.HANDLED)
NEWEST_EFFECTS = 10


@dataclass(frozen=True)
class Results:
    """Counts of recommendations, answers and actions; each kind has its count, also when it is zero."""

    recommendations: int
    answered: int
    answers_late: int
    answered_in_time: int
    actions: int
    actions_late: int
    decisions: dict[str, int]
    statuses: dict[str, int]

    @property
    def unanswered(self) -> int:
        return self.recommendations - self.answered

    @property
    def closed(self) -> int:
        """Actions that are done or handled."""
        return sum(self.statuses[kind] for kind in DONE)

    def decision_bars(self) -> list[BarRow]:
        """One bar a decision, and one for what waits."""
        series = _("Suosituksia")
        rows = {str(label): self.decisions[kind] for kind, label in Response.Decision.choices}
        rows[_("Ei kirjattua vastausta")] = self.unanswered
        return [{"label": label, "values": [(series, count)]} for label, count in rows.items()]

    def status_bars(self) -> list[BarRow]:
        """One bar a meaning of the status words."""
        series = _("Toimenpiteitä")
        rows = {str(label).capitalize(): self.statuses[kind] for kind, label in StatusTerm.Kind.choices}
        rows[_("Ei merkitty")] = self.statuses[NO_STATUS]
        return [{"label": label, "values": [(series, count)]} for label, count in rows.items()]


def results_of(panels: tuple[int, ...], today: date) -> Results:
    """The numbers of these panels on a day."""
    return results_in(shelf.columns().slice(panels), today)


def results_in(rows: Slice, today: date) -> Results:
    """The numbers of some rows on a day; worked out once for as long as the rows stay as they are."""
    known = _known.get(rows)
    if known is None or known[0] != today:
        known = _known[rows] = (today, _counted(rows, today))
    return known[1]


def _counted(rows: Slice, today: date) -> Results:
    keys, first = np.unique(rows["recommendation"], return_index=True)
    decisions = Counter(rows.texts.list[number] for number in rows["decision"][first].tolist())
    late = late_rows(rows, today)
    statuses = _statuses(rows, late)
    return Results(
        recommendations=len(keys),
        answered=_answered(rows),
        answers_late=_different(rows["recommendation"][rows.before("answer_by", today)]),
        answered_in_time=int(rows["timely"][first].sum()),
        actions=sum(statuses.values()),
        actions_late=int(late.sum()),
        decisions={kind: decisions[kind] for kind in Response.Decision.values},
        statuses=statuses,
    )


def _answered(rows: Slice) -> int:
    return _different(rows["recommendation"][rows.of_text("decision", bool)])


def _different(keys: Ints) -> int:
    return len(np.unique(keys))


def _statuses(rows: Slice, late: Marks) -> dict[str, int]:
    """How many actions stand how: the late ones by what makes them late, the others by their word."""
    kinds: dict[int, str] = {term.pk: term.kind for term in rows.terms}
    counted: Counter[str] = Counter({StatusTerm.Kind.LATE.value: int(late.sum())})
    found, times = np.unique(rows["status"][(rows["action"] != 0) & ~late], return_counts=True)
    for status, count in zip(found.tolist(), times.tolist(), strict=True):
        counted[kinds.get(status, NO_STATUS)] += count
    return {kind: counted[kind] for kind in (*StatusTerm.Kind.values, NO_STATUS)}


# Rows never change; those of yesterday are forgotten with what was counted of them.
_known: WeakKeyDictionary[Slice, tuple[date, Results]] = WeakKeyDictionary()


@dataclass(frozen=True)
class PanelResults:
    """One panel's line."""

    panel: Panel
    recommendations: int
    answered: int
    actions: int
    closed: int
    late: int


def panels_told_of(panels: tuple[int, ...]) -> list[int]:
    """Those of the panels that have given recommendations, in their order."""
    column = shelf.columns().slice(panels)["panel"]
    # Each panel's rows stand together.
    return [int(key) for key in column[np.flatnonzero(np.diff(column, prepend=0))]]


def by_panel(panels: Iterable[Panel], today: date) -> list[PanelResults]:
    """The lines of these panels, in their order."""
    columns = shelf.columns()
    return [_line(one, columns.slice((one.pk,)), today) for one in panels]


def _line(panel: Panel, rows: Slice, today: date) -> PanelResults:
    acts = rows["action"] != 0
    closed = rows.among("status", [term.pk for term in rows.terms if term.kind in DONE])
    return PanelResults(
        panel=panel,
        recommendations=_different(rows["recommendation"]),
        answered=_answered(rows),
        actions=int(acts.sum()),
        closed=int((acts & closed).sum()),
        late=int(late_rows(rows, today).sum()),
    )


def newest_effects(panels: tuple[int, ...]) -> list[Action]:
    """The actions that have told what they led to, the newest first."""
    rows = shelf.columns().slice(panels)
    keys, days = rows["action"][rows["tells"]], rows["updated_on"][rows["tells"]]
    wanted = keys[np.lexsort((-keys, -days))][:NEWEST_EFFECTS].tolist()
    told = Action.objects.filter(pk__in=wanted).select_related("recommendation__panel")
    found = told.prefetch_related("evidence__file").in_bulk()
    return [found[key] for key in wanted if key in found]
