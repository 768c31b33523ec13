"""What the public table can be narrowed to: the statuses, units and themes that its rows have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Max

from puntari.followup.models import StatusTerm, TableRow
from puntari.followup.publishing import Kept, Version

if TYPE_CHECKING:
    from datetime import date

# A list longer than this helps nobody to choose; the most used are in it, the rest are found by searching.
MOST = 150


@dataclass(frozen=True)
class Facets:
    terms: list[StatusTerm]
    units: list[str]
    themes: list[str]
    updated_on: date | None


_kept: Kept[Facets] = Kept(100)


def facets_of(panels: tuple[int, ...], now: Version | None) -> Facets:
    """The choices for the rows of these panels, worked out once a version of the data."""
    known = _kept.get((now, panels)) if now else None
    if known is not None:
        return known
    made = _facets(panels)
    return _kept.put((now, panels), made) if now else made


def _facets(panels: tuple[int, ...]) -> Facets:
    rows = TableRow.objects.filter(panel__in=panels)
    statuses = set(rows.values_list("status", flat=True).distinct())
    return Facets(
        terms=list(StatusTerm.objects.filter(pk__in=statuses - {None})),
        units=_most_used(panels, "unit"),
        themes=_most_used(panels, "theme"),
        updated_on=rows.aggregate(newest=Max("updated_on"))["newest"],
    )


def _most_used(panels: tuple[int, ...], column: str) -> list[str]:
    rows = TableRow.objects.filter(panel__in=panels).exclude(**{column: ""}).values_list(column)
    return sorted(text for text, _times in rows.annotate(times=Count("pk")).order_by("-times", column)[:MOST])
