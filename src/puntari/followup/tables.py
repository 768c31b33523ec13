"""The public action table: its rows, filtered, sorted and paged in the database, spanning cells shown once.

A row is an action, or a sub-recommendation or recommendation that has no action yet. All three stand in one
narrow table that is kept for this; only the words of one page are fetched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet
from django.urls import reverse

from puntari.core import clock
from puntari.followup.models import (
    Action,
    Recommendation,
    RowWords,
    SharedWords,
    StatusTerm,
    SubRecommendation,
    TableRow,
)
from puntari.followup.models.index import LONGEST_UNIT
from puntari.followup.publishing import Kept, version
from puntari.followup.search import asked
from puntari.followup.wordbook import Wordbook

if TYPE_CHECKING:
    from datetime import date

    from puntari.panels.models import Panel

COLUMNS = ("recommendation", "sub", "action", "schedule", "status", "unit", "more_info")
SORTS = ("number", "schedule", "status", "unit", "updated")


@dataclass(frozen=True)
class Asked:
    """What the reader asks of the table; nonsense has been left out."""

    q: str = ""
    status: str = ""
    unit: str = ""
    theme: str = ""
    overdue: bool = False
    sort: str = "number"
    descending: bool = False

    @property
    def filtered(self) -> bool:
        return bool(self.q or self.status or self.unit or self.theme or self.overdue)


def asked_from(query: Any) -> Asked:
    """Read `?q=&status=&unit=&theme=&overdue=1&sort=`; a minus before the sort turns it round."""

    def said(name: str, limit: int) -> str:
        return str(query.get(name, "")).replace("\x00", "").strip()[:limit]

    sort = said("sort", 20)
    bare = sort.removeprefix("-")
    return Asked(
        q=said("q", 200),
        status=said("status", 80),
        unit=said("unit", LONGEST_UNIT),
        theme=said("theme", 200),
        overdue=said("overdue", 5) in {"1", "true", "on"},
        sort=bare if bare in SORTS else "number",
        descending=sort.startswith("-") and bare in SORTS,
    )


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


ORDER = ("panel", "number", "sub_order", "place", "id")
WIDE = ("panel", "recommendation__response", "sub", "action", "status")


BATCH = 500


def _row_words(keys: list[int]) -> Iterable[tuple[int, int, str]]:
    return RowWords.objects.filter(row__in=keys).values_list("row", "shared", "text")


def _shared_words(keys: list[int]) -> Iterable[tuple[int, str]]:
    return SharedWords.objects.filter(pk__in=keys).values_list("pk", "text")


_words = Wordbook(_row_words, _shared_words)
_orders: Kept[list[int]] = Kept(20)


class Keys:
    """A table's rows, a sequence that a paginator can count and cut."""

    def __init__(self, panels: Iterable[Panel], asked: Asked) -> None:
        self.panels, self.asked = keys_of(panels), asked
        self.terms = list(StatusTerm.objects.all())
        self.query = self._filtered().order_by(*self._order())

    @cached_property
    def _found(self) -> list[int] | None:
        """The keys of the rows that hold the words asked for, in order; None when no words were."""
        if not asked(self.asked.q):
            return None
        return _words.find(self._all(), self.asked.q)

    def _all(self) -> list[int]:
        """All keys in order, fetched once a version of the data for all that is searched in it."""
        now = version() if settings.MODE != "test" else None
        if now is None:
            return _all_keys(self.query)
        key = (now, clock.today(), self.panels, replace(self.asked, q=""))
        known = _orders.get(key)
        return known if known is not None else _orders.put(key, _all_keys(self.query))

    def __len__(self) -> int:
        return self.query.count() if self._found is None else len(self._found)

    def count(self) -> int:
        return len(self)

    def __getitem__(self, cut: slice) -> list[Row]:
        """Only narrow rows are sorted; the words of one page are fetched after that."""
        if self._found is None:
            return self._fetch(list(self.query.values_list("pk", flat=True)[cut]))
        return self._fetch(self._found[cut])

    def rows(self) -> list[Row]:
        """All rows, for an export."""
        if self._found is None:
            return lay_out([_row(row) for row in _wide(self.query)])
        return self._fetch(self._found)

    def _fetch(self, keys: list[int]) -> list[Row]:
        found: dict[int, TableRow] = {}
        for some in _cut(keys):
            found |= {row.pk: row for row in _wide(TableRow.objects.filter(pk__in=some))}
        return lay_out([_row(found[key]) for key in keys if key in found])

    def _filtered(self) -> QuerySet[TableRow]:
        rows = TableRow.objects.filter(panel__in=self.panels)
        if self.asked.unit:
            rows = rows.filter(unit__contains=self.asked.unit)
        if self.asked.theme:
            rows = rows.filter(theme=self.asked.theme)
        if self.asked.overdue:
            rows = rows.filter(late_rows(self.terms, clock.today()) | Q(answer_by__lt=clock.today()))
        return rows.filter(self._status())

    def _status(self) -> Q:
        wanted = self.asked.status
        if not wanted:
            return Q()
        if wanted in {StatusTerm.Kind.LATE.value, "overdue"}:
            return late_rows(self.terms, clock.today())
        if wanted == "none":
            return Q(action__isnull=False, status=None)
        terms = [term.pk for term in self.terms if _means(term, wanted)]
        return Q(status__in=terms) if terms else Q(status=None, action__status_words__contains=wanted)

    def _order(self) -> list[str]:
        minus, sort = "-" if self.asked.descending else "", self.asked.sort
        if sort == "number":
            return ["panel", f"{minus}number", "sub_order", "place", "id"]
        columns = {
            "schedule": "schedule_key",
            "status": "status__label",
            "unit": "unit",
            "updated": "updated_on",
        }
        return [f"{minus}{columns[sort]}", *ORDER]


def _all_keys(rows: QuerySet[TableRow]) -> list[int]:
    """The keys of all rows in order, without the cost of going through Django's iterators 20,000 times."""
    statement, params = rows.values_list("pk", flat=True).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return [key for (key,) in cursor.fetchall()]


def _cut(keys: list[int]) -> Iterator[list[int]]:
    yield from (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))


def _row(row: TableRow) -> Row:
    one, action = row.recommendation, row.action
    one.panel = row.panel
    if action is not None:
        action.status, action.recommendation = row.status, one
    return Row(one, row.sub, action)


def _wide(rows: QuerySet[TableRow]) -> QuerySet[TableRow]:
    """With everything a row of the table shows; its long texts that only its own page shows are left out."""
    return rows.select_related(*WIDE).defer(
        "recommendation__text",
        "recommendation__minority_reasons",
        "sub__detail",
        "recommendation__response__reason",
    )


def late_rows(terms: Iterable[StatusTerm], today: date) -> Q:
    """The same as `queries.late`, said of rows."""
    terms = list(terms)
    closed = [term.pk for term in terms if term.closed]
    said = [term.pk for term in terms if term.kind == StatusTerm.Kind.LATE]
    past = Q(ends__lt=today) | Q(next_update_due__lt=today)
    open_ = ~Q(status__in=closed) | Q(status=None)
    return Q(action__isnull=False) & (Q(status__in=said) | (past & open_))


def _means(term: StatusTerm, wanted: str) -> bool:
    words = {str(term.kind), term.label.casefold(), term.label_sv.casefold(), term.label_en.casefold()}
    return wanted.casefold() in words


def keys_of(panels: Iterable[Panel]) -> tuple[int, ...]:
    """The keys of panels; of a query only these are fetched, not the panels."""
    if isinstance(panels, QuerySet):
        return tuple(panels.order_by("pk").values_list("pk", flat=True))
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
