"""The public action table: its rows, filtered, sorted and paged in the database, spanning cells shown once.

A row is an action, or a sub-recommendation or recommendation that has no action yet. Keys of all three are
gathered with one UNION, and only the rows of one page are fetched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

from puntari.core import clock
from puntari.followup import queries
from puntari.followup.models import Action, Recommendation, StatusTerm, SubRecommendation
from puntari.followup.search import matching

if TYPE_CHECKING:
    from puntari.panels.models import Panel

COLUMNS = ("recommendation", "sub", "action", "schedule", "status", "unit", "more_info")
SORTS = ("number", "schedule", "status", "unit", "updated")
EMPTY_LAST = "\U0010ffff"


@dataclass(frozen=True)
class Asked:
    """What the reader asks of the table; nonsense has been left out."""

    q: str = ""
    status: str = ""
    unit: str = ""
    sort: str = "number"
    descending: bool = False

    @property
    def filtered(self) -> bool:
        return bool(self.q or self.status or self.unit)


def asked_from(query: Any) -> Asked:
    """Read `?q=&status=&unit=&sort=`; a minus before the sort turns it round."""
    sort = query.get("sort", "").strip()
    bare = sort.removeprefix("-")
    return Asked(
        q=query.get("q", "").replace("\x00", "").strip()[:200],
        status=query.get("status", "").replace("\x00", "").strip()[:80],
        unit=query.get("unit", "").replace("\x00", "").strip()[:300],
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
    def cells(self) -> tuple[str, ...]:
        """The seven cells, character by character."""
        action = self.action
        told = (
            (action.text, action.schedule, action.status_text, action.unit, action.more_info)
            if action
            else ("",) * 5
        )
        return (self.recommendation.cell, self.sub.cell if self.sub else "", *told)


ORDER = ("panel_key", "row_number", "sub_order", "place", "key")


class Keys:
    """The keys of a table's rows, a sequence that a paginator can count and cut."""

    def __init__(self, panels: Iterable[Panel], asked: Asked) -> None:
        panels = list(panels)
        self.panels, self.asked = {panel.pk: panel for panel in panels}, asked
        self.terms = _terms(panels)
        self.query = self._union()

    def __len__(self) -> int:
        return self.query.count()

    def count(self) -> int:
        return len(self)

    def __getitem__(self, cut: slice) -> list[Row]:
        return lay_out(fetch(self.query[cut], self.panels))

    def rows(self) -> list[Row]:
        """All rows, for an export."""
        return lay_out(fetch(self.query, self.panels))

    def _union(self) -> QuerySet[Any, Any]:
        parts = [self._actions()]
        if not (self.asked.status or self.asked.unit):
            parts += [self._bare_subs(), self._bare_recommendations()]
        order = ["-sort" if self.asked.descending else "sort"] if self.asked.sort != "number" else []
        if self.asked.sort == "number" and self.asked.descending:
            order = ["panel_key", "-row_number"]
        return parts[0].union(*parts[1:], all=True).order_by(*order, *_rest(order))

    def _actions(self) -> QuerySet[Any, Any]:
        rows = Action.objects.filter(recommendation__panel__in=self.panels)
        rows = rows.filter(matching(self.asked.q, "search", "sub__search", "recommendation__search"))
        rows = rows.filter(self._status(), unit__contains=self.asked.unit)
        sub_order = Coalesce(F("sub__order"), 0)
        return _keyed(rows, "action", "recommendation__", sub_order, F("order"), self._sort())

    def _bare_subs(self) -> QuerySet[Any, Any]:
        rows = SubRecommendation.objects.filter(recommendation__panel__in=self.panels, actions=None)
        rows = rows.filter(matching(self.asked.q, "search", "recommendation__search"))
        return _keyed(rows, "sub", "recommendation__", F("order"), Value(0), Value(EMPTY_LAST))

    def _bare_recommendations(self) -> QuerySet[Any, Any]:
        rows = Recommendation.objects.filter(panel__in=self.panels, actions=None, subs=None)
        rows = rows.filter(matching(self.asked.q, "search"))
        return _keyed(rows, "recommendation", "", Value(0), Value(0), Value(EMPTY_LAST))

    def _status(self) -> Q:
        wanted = self.asked.status
        if not wanted:
            return Q()
        if wanted in {StatusTerm.Kind.LATE.value, "overdue"}:
            return queries.late(clock.today())
        if wanted == "none":
            return Q(status=None)
        terms = [term.pk for term in self.terms if _means(term, wanted)]
        return Q(status__in=terms) if terms else Q(status=None, status_words__contains=wanted)

    def _sort(self) -> Any:
        last = Value(EMPTY_LAST)
        return {
            "schedule": F("schedule_key"),
            "status": Coalesce(F("status__label"), last),
            "unit": F("unit"),
            "updated": Cast(F("updated_on"), CharField()),
        }.get(self.asked.sort, last)


def _means(term: StatusTerm, wanted: str) -> bool:
    words = {str(term.kind), term.label.casefold(), term.label_sv.casefold(), term.label_en.casefold()}
    return wanted.casefold() in words


def _terms(panels: Iterable[Panel]) -> list[StatusTerm]:
    organisations = {panel.organisation_id for panel in panels}
    return list(StatusTerm.objects.filter(organisation__in=organisations))


def _rest(order: Sequence[str]) -> list[str]:
    named = {name.removeprefix("-") for name in order}
    return [name for name in ORDER if name not in named]


def _keyed(
    rows: QuerySet[Any], kind: str, to: str, sub_order: Any, place: Any, sort: Any
) -> QuerySet[Any, Any]:
    keyed: QuerySet[Any, Any] = (
        rows.order_by()
        .annotate(
            kind=Value(kind, CharField()),
            key=F("pk"),
            panel_key=F(f"{to}panel"),
            row_number=F(f"{to}number"),
            sub_order=Coalesce(sub_order, 0, output_field=IntegerField()),
            place=Coalesce(place, 0, output_field=IntegerField()),
            sort=sort,
        )
        .values_list("kind", "key", "panel_key", "row_number", "sub_order", "place", "sort")
    )
    return keyed


def fetch(keys: Iterable[tuple[Any, ...]], panels: dict[int, Panel]) -> list[Row]:
    """The rows behind the keys, in their order, with one query a kind."""
    keys = list(keys)
    wanted: dict[str, list[int]] = {"action": [], "sub": [], "recommendation": []}
    for kind, key, *_rest in keys:
        wanted[kind].append(key)
    responses = Recommendation.objects.select_related("response")
    found: dict[str, dict[int, Any]] = {
        "action": Action.objects.select_related("status", "sub", "recommendation__response").in_bulk(
            wanted["action"]
        ),
        "sub": SubRecommendation.objects.select_related("recommendation__response").in_bulk(wanted["sub"]),
        "recommendation": responses.in_bulk(wanted["recommendation"]),
    }
    return [_row(kind, found[kind][key], panels) for kind, key, *_rest in keys if key in found[kind]]


def _row(kind: str, thing: Any, panels: dict[int, Panel]) -> Row:
    recommendation = thing if kind == "recommendation" else thing.recommendation
    recommendation.panel = panels[recommendation.panel_id]
    if kind == "action":
        return Row(recommendation, thing.sub, thing)
    return Row(recommendation, thing if kind == "sub" else None, None)


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
