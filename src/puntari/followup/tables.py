"""The public action table: its rows, filtered, sorted and paged in memory, spanning cells shown once.

A row is an action, or a sub-recommendation or recommendation that has no action yet. All three stand in one
narrow table that is kept for this; only the words of one page are fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db.models import QuerySet
from django.urls import reverse

from puntari.core import clock
from puntari.followup.asking import ANSWERED, LATE_ACTION, LATE_ANSWER, UNANSWERED, Asked, asked_from
from puntari.followup.columns import Ints, Marks, Slice, shelf
from puntari.followup.models import (
    Action,
    Recommendation,
    RowWords,
    SharedWords,
    StatusTerm,
    SubRecommendation,
    TableRow,
)
from puntari.followup.models.recommendations import named_places
from puntari.followup.schedule import NO_KEY
from puntari.followup.search import asked
from puntari.followup.wordbook import Wordbook

if TYPE_CHECKING:
    from datetime import date

    from puntari.panels.models import Panel

__all__ = ["COLUMNS", "Asked", "Keys", "Row", "asked_from", "keys_of", "late_rows", "lay_out", "warm_up"]

COLUMNS = ("recommendation", "sub", "action", "schedule", "status", "unit", "more_info")


@dataclass
class Row:
    """One row; the spans are set when rows are laid out on a page, 0 meaning that the cell stands above."""

    recommendation: Recommendation
    sub: SubRecommendation | None
    action: Action | None
    recommendation_span: int = 0
    sub_span: int = 0

    @property
    def panel_url(self) -> str:
        return reverse("panel-actions", args=[self.recommendation.panel.slug])

    @property
    def cells(self) -> tuple[str, ...]:
        """The seven cells, character by character."""
        action = self.action
        told = (
            (action.text, action.schedule, action.status_text, action.unit, action.more_info)
            if action
            else ("",) * 5
        )
        return (self.recommendation.cell, self.sub.cell if self.sub else "", *told)


BATCH = 500
# Columns in which nothing has been said: no text, or no time that can be read.
NOTHING = frozenset({"", NO_KEY})
# What the rows of a page are made of; long texts that only a recommendation's own page shows are left out.
PARTS: dict[str, QuerySet[Any]] = {
    "recommendation": Recommendation.objects.select_related("panel", "response")
    .defer("text", "minority_reasons")
    .order_by(),
    "sub": SubRecommendation.objects.defer("detail").order_by(),
    "action": Action.objects.order_by(),
}


def _row_words(keys: list[int]) -> Iterable[tuple[int, int, str]]:
    return RowWords.objects.filter(row__in=keys).values_list("row", "shared", "text")


def _shared_words(keys: list[int]) -> Iterable[tuple[int, str]]:
    return SharedWords.objects.filter(pk__in=keys).values_list("pk", "text")


def new_wordbook() -> Wordbook:
    return Wordbook(_row_words, _shared_words)


_words = new_wordbook()


def warm_up() -> None:
    """Read the rows and their words, so that no reader waits for it."""
    _words.learn(shelf.columns()["pk"])


class Keys:
    """A table's rows, a sequence that a paginator can count and cut."""

    def __init__(self, panels: Iterable[Panel], asked: Asked) -> None:
        self.panels, self.asked = keys_of(panels), asked
        self.slice = shelf.columns().slice(self.panels)
        self.terms = self.slice.terms

    @cached_property
    def _found(self) -> Ints:
        """The places of the rows that fit, in the order asked for."""
        order = self._order()
        return order[self._fits()[order]]

    def __len__(self) -> int:
        return len(self._found)

    def count(self) -> int:
        return len(self)

    @cached_property
    def recommendations(self) -> int:
        """How many recommendations the rows are of."""
        found = self.slice["recommendation"][np.sort(self._found)]
        return int((np.diff(found, prepend=0) != 0).sum())

    def __getitem__(self, cut: slice) -> list[Row]:
        return self._fetch(self._found[cut])

    def rows(self) -> list[Row]:
        """All rows, for an export."""
        return self._fetch(self._found)

    def _fetch(self, places: Ints) -> list[Row]:
        """Rows with everything that the table shows of them; what many rows share is fetched once."""
        keys = {name: self.slice[name][places].tolist() for name in PARTS}
        found = [_by_key(some, keys[name]) for name, some in PARTS.items()]
        terms = {term.pk: term for term in self.terms}
        parts = zip(
            *(map(some.get, keys[name]) for name, some in zip(PARTS, found, strict=True)), strict=True
        )
        return lay_out([_row(one, sub, action, terms) for one, sub, action in parts if one is not None])

    def _fits(self) -> Marks:
        rows, wanted, today = self.slice, self.asked, clock.today()
        fits = np.ones(len(rows), bool)
        if wanted.unit:
            fits &= rows.of_text("unit", lambda unit: wanted.unit in unit)
        if wanted.theme:
            fits &= rows.of_text("theme", lambda theme: theme == wanted.theme)
        if wanted.municipality:
            fits &= rows.of_text("municipalities", lambda text: wanted.municipality in named_places(text))
        if wanted.overdue:
            fits &= overdue_rows(rows, wanted.overdue, today)
        if wanted.answer:
            fits &= rows.of_text("decision", _answered_so(wanted.answer))
        if wanted.status:
            fits &= self._of_status(wanted.status)
        if asked(wanted.q):
            fits &= _words.find(rows["pk"], wanted.q)
        return fits

    def _of_status(self, wanted: str) -> Marks:
        rows = self.slice
        if wanted == "none":
            return ~rows.among("action", [0]) & rows.among("status", [0])
        terms = [term.pk for term in self.terms if _means(term, wanted)]
        return rows.among("status", terms) if terms else self._said(wanted)

    def _said(self, wanted: str) -> Marks:
        """Rows whose status is in words of their own, and which words."""
        own = TableRow.objects.filter(
            panel__in=self.panels, status=None, action__status_words__contains=wanted
        )
        return np.isin(self.slice["pk"], list(own.values_list("pk", flat=True)))

    def _order(self) -> Ints:
        """Places in the order asked for; among equals the table's own order."""
        sort = self.asked.sort
        if sort == "number":
            return self._by_number()
        columns: dict[str, Callable[[], tuple[Ints, Marks]]] = {
            "schedule": lambda: self._alphabetical("schedule_key"),
            "status": self._by_status,
            "unit": lambda: self._alphabetical("unit"),
            "updated": lambda: (self.slice["updated_on"], self.slice["updated_on"] == 0),
        }
        column, empty = columns[sort]()
        # Whichever way it is sorted, what has nothing there comes last.
        column = np.where(empty, 0, -column if self.asked.descending else column)
        return np.lexsort((column, empty))

    def _by_number(self) -> Ints:
        if not self.asked.descending:
            return np.arange(len(self.slice))
        panels = self.slice["panel"]
        which = np.cumsum(np.diff(panels, prepend=panels[:1]) != 0)
        return np.lexsort((-self.slice["number"], which))

    def _alphabetical(self, name: str) -> tuple[Ints, Marks]:
        rows = self.slice
        return rows.texts.ranks()[rows[name]], rows.of_text(name, NOTHING.__contains__)

    def _by_status(self) -> tuple[Ints, Marks]:
        """The late ones, then in the order of the vocabulary, those with no mark last; no action is empty."""
        statuses = self.slice["status"]
        places = np.full_like(statuses, len(self.terms) + 1)
        for place, term in enumerate(self.terms, 1):
            places[statuses == term.pk] = place
        places[late_rows(self.slice, clock.today())] = 0
        return places, self.slice.among("action", [0])


def _by_key(found: QuerySet[Any], keys: Iterable[int]) -> dict[int, Any]:
    wanted = sorted(set(keys) - {0})
    cuts = (wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH))
    return {item.pk: item for cut in cuts for item in found.filter(pk__in=cut)}


def _row(
    one: Recommendation, sub: SubRecommendation | None, action: Action | None, terms: dict[int, StatusTerm]
) -> Row:
    if action is not None:
        action.recommendation, action.sub = one, sub
        action.status = terms.get(action.status_id or 0)
    return Row(one, sub, action)


def late_rows(rows: Slice, today: date) -> Marks:
    """The same as `queries.late`, said of rows."""
    closed = rows.among("status", [term.pk for term in rows.terms if term.closed])
    said = rows.among("status", [term.pk for term in rows.terms if term.kind == StatusTerm.Kind.LATE])
    past = rows.before("ends", today) | rows.before("next_update_due", today)
    return ~rows.among("action", [0]) & (said | (past & ~closed))


def overdue_rows(rows: Slice, wanted: str, today: date) -> Marks:
    """Rows with something late: the action, or the answer or study that the recommendation waits for."""
    if wanted == LATE_ACTION:
        return late_rows(rows, today)
    answers = rows.before("answer_by", today)
    return answers if wanted == LATE_ANSWER else answers | late_rows(rows, today)


def _answered_so(wanted: str) -> Callable[[str], bool]:
    if wanted in {ANSWERED, UNANSWERED}:
        return lambda decision: bool(decision) == (wanted == ANSWERED)
    return lambda decision: decision == wanted


def _means(term: StatusTerm, wanted: str) -> bool:
    words = {str(term.kind), term.label.casefold(), term.label_sv.casefold(), term.label_en.casefold()}
    return wanted.casefold() in words


def keys_of(panels: Iterable[Panel]) -> tuple[int, ...]:
    """The keys of panels in their order; of a query only these are fetched, not the panels."""
    if isinstance(panels, QuerySet):
        return tuple(panels.values_list("pk", flat=True))
    return tuple(panel.pk for panel in panels)


def lay_out(rows: list[Row]) -> list[Row]:
    """Set the spans: a recommendation stands once over its rows, and so does a sub-recommendation."""
    first_of_recommendation: Row | None = None
    first_of_sub: Row | None = None
    for row in rows:
        if (
            first_of_recommendation is None
            or row.recommendation.pk != first_of_recommendation.recommendation.pk
        ):
            first_of_recommendation, first_of_sub = row, None
        first_of_recommendation.recommendation_span += 1
        if (
            first_of_sub is None
            or row.sub is None
            or first_of_sub.sub is None
            or row.sub.pk != first_of_sub.sub.pk
        ):
            first_of_sub = row
        first_of_sub.sub_span += 1
    return rows
