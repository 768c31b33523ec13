"""What the public table can be narrowed to: the statuses, units and themes that its rows have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

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


def facets_of(rows: Slice) -> Facets:
    """The choices for these rows."""
    statuses, newest = set(np.unique(rows["status"]).tolist()), int(rows["updated_on"].max(initial=0))
    return Facets(
        terms=[term for term in rows.terms if term.pk in statuses],
        units=_most_used(rows, "unit"),
        themes=_most_used(rows, "theme"),
        municipalities=_places(rows),
        updated_on=date.fromordinal(newest) if newest else None,
    )


def _places(rows: Slice) -> list[str]:
    """The municipalities that any recommendation names."""
    texts = (rows.texts.list[number] for number in np.unique(rows["municipalities"]))
    return sorted({name for text in texts for name in named_places(text)})


def _most_used(rows: Slice, column: str) -> list[str]:
    numbers, times = np.unique(rows[column], return_counts=True)
    used = zip([rows.texts.list[number] for number in numbers], times.tolist(), strict=True)
    some = sorted(((text, count) for text, count in used if text), key=lambda pair: (-pair[1], pair[0]))
    return sorted(text for text, _count in some[:MOST])
