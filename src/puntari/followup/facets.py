"""What the public table can be narrowed to: the statuses, units and themes that its rows have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from puntari.followup.models.recommendations import named_places

if TYPE_CHECKING:
    from puntari.followup.columns import Slice
    from puntari.followup.models import StatusTerm

# A list longer than this helps nobody to choose; the most used are in it, the rest are found by searching.
MOST = 150


@dataclass(frozen=True)
class Facets:
    terms: list[StatusTerm]
    units: list[str]
    themes: list[str]
    municipalities: list[str]
    updated_on: date | None


_known: WeakKeyDictionary[Slice, Facets] = WeakKeyDictionary()


def facets_of(rows: Slice) -> Facets:
    """The choices for these rows; worked out once for as long as the rows stay as they are."""
    known = _known.get(rows)
    if known is None:
        known = _known[rows] = _found_in(rows)
    return known


def _found_in(rows: Slice) -> Facets:
    newest = int(rows["updated_on"].max(initial=0))
    return Facets(
        terms=[term for term in rows.terms if rows.among("status", [term.pk]).any()],
        units=_most_used(rows, "unit"),
        themes=_most_used(rows, "theme"),
        municipalities=_places(rows),
        updated_on=date.fromordinal(newest) if newest else None,
    )


def _places(rows: Slice) -> list[str]:
    """The municipalities that any recommendation names."""
    return sorted({name for text, _count in _counted(rows, "municipalities") for name in named_places(text)})


def _most_used(rows: Slice, column: str) -> list[str]:
    some = sorted(_counted(rows, column), key=lambda pair: (-pair[1], pair[0]))
    return sorted(text for text, _count in some[:MOST])


def _counted(rows: Slice, column: str) -> list[tuple[str, int]]:
    """The texts of a column and how many rows have them; rows without one are left out."""
    times = np.bincount(rows[column])
    used = ((rows.texts.list[number], int(times[number])) for number in np.flatnonzero(times).tolist())
    return [(text, count) for text, count in used if text]
