"""The rows of the table as columns in memory: any filter and order in a millisecond or two, in any database.

A changed row is written anew under another random key, and with it the words that the rows of its
recommendation share. The keys of these words therefore tell which rows are new and which have gone: a process
that knows the rows of yesterday reads only what has changed since.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from django.conf import settings
from django.db.models import BooleanField, ExpressionWrapper, F, Q
from numpy.typing import NDArray

from puntari.followup.models import Response, RowWords, SharedWords, StatusTerm, TableRow
from puntari.followup.publishing import Kept, version

if TYPE_CHECKING:
    from datetime import date

Ints = NDArray[np.int64]
Marks = NDArray[np.bool_]

KEYS = ("pk", "panel", "recommendation", "words__shared", "status", "sub", "action")
NUMBERS = (*KEYS, "number", "sub_order", "place")
TEXTS = ("theme", "municipalities", "unit", "schedule_key", "decision")
DAYS = ("ends", "next_update_due", "answer_by", "updated_on")
# Whether the recommendation was answered by the first promised day; whether the action tells what it led to.
SAID = ("timely", "tells")
COLUMNS = (*NUMBERS, *TEXTS, *DAYS, *SAID)
BATCH = 500
# Above this share of rows that are new, one question for all of them is cheaper than many for some.
MANY = 4


class Texts:
    """Texts by number, the same number for the same text."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.list: list[str] = []

    def number(self, text: str) -> int:
        found = self.numbers.setdefault(text, len(self.list))
        if found == len(self.list):
            self.list.append(text)
        return found

    def numbers_where(self, fits: Callable[[str], bool]) -> list[int]:
        return [number for number, text in enumerate(self.list) if fits(text)]

    def ranks(self) -> Ints:
        """For each text its place in alphabetical order."""
        ranks = np.zeros(len(self.list), np.int64)
        ranks[sorted(range(len(self.list)), key=self.list.__getitem__)] = np.arange(len(self.list))
        return ranks


@dataclass(frozen=True)
class Columns:
    """All rows of one moment, each panel's together and in the table's order. Nothing here changes.

    A number that is not there is 0, a day its ordinal, a text its number in `texts`.
    """

    of: dict[str, NDArray[Any]]
    texts: Texts
    terms: tuple[StatusTerm, ...] = ()
    # The keys of the words that stood there when the rows were read.
    shared: frozenset[int] = frozenset()
    _slices: Kept[Slice] = field(init=False, default_factory=lambda: Kept(100), compare=False)

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self.of[name]

    def __len__(self) -> int:
        return len(self.of["pk"])

    def slice(self, panels: tuple[int, ...]) -> Slice:
        """The rows of some panels, the panels in their order."""
        known = self._slices.get(panels)
        return known if known is not None else self._slices.put(panels, Slice(self, self._places(panels)))

    def _places(self, panels: tuple[int, ...]) -> Ints:
        begins = np.searchsorted(self["panel"], panels, side="left")
        counts = np.searchsorted(self["panel"], panels, side="right") - begins
        ends = np.cumsum(counts)
        return cast(
            "Ints", np.arange(ends[-1] if len(ends) else 0) + np.repeat(begins - ends + counts, counts)
        )


class Slice:
    """Some of the rows, column by column."""

    def __init__(self, columns: Columns, places: Ints) -> None:
        self.texts, self.terms = columns.texts, columns.terms
        self._columns, self._places = columns, places
        self._taken: dict[str, NDArray[Any]] = {}

    def __getitem__(self, name: str) -> NDArray[Any]:
        if name not in self._taken:
            self._taken[name] = self._columns[name][self._places]
        return self._taken[name]

    def __len__(self) -> int:
        return len(self._places)

    def among(self, name: str, wanted: Iterable[int]) -> Marks:
        """Which rows have one of these numbers in a column."""
        column, marks = self[name], np.zeros(len(self), bool)
        for one in wanted:
            marks |= column == one
        return marks

    def before(self, name: str, day: date) -> Marks:
        """Which rows have an earlier day in a column."""
        return cast("Marks", (self[name] != 0) & (self[name] < day.toordinal()))

    def of_text(self, name: str, fits: Callable[[str], bool]) -> Marks:
        """Which rows have a text that fits."""
        wanted = np.zeros(len(self.texts.list), bool)
        wanted[self.texts.numbers_where(fits)] = True
        return cast("Marks", wanted[self[name]])


class Shelf:
    """The newest columns; for one process."""

    def __init__(self) -> None:
        self._lock, self._digest = Lock(), ""
        self._columns = _arranged(_arrays([], Texts()), Texts())

    def columns(self) -> Columns:
        """The rows of now, read as far as they are new."""
        now = version() if settings.MODE != "test" else None
        with self._lock:
            if now is None or now.digest != self._digest:
                self._columns = replace(renewed(self._columns), terms=tuple(StatusTerm.objects.all()))
                self._digest = now.digest if now else ""
            return self._columns


def renewed(old: Columns) -> Columns:
    """The columns of now, from those of before and what has changed since."""
    shared = frozenset(SharedWords.objects.values_list("pk", flat=True))
    new = sorted(shared - old.shared)
    if len(new) * MANY > len(shared):
        return replace(_all(), shared=shared)
    made = _joined(old, sorted(old.shared - shared), new)
    return replace(made if len(made) == TableRow.objects.count() else _all(), shared=shared)


def _joined(old: Columns, gone: list[int], new: list[int]) -> Columns:
    read = [row for some in _cut(_rows_of(new)) for row in _read(some)]
    if not read and not gone:
        return old
    stays = ~np.isin(old["words__shared"], gone)
    more = _arrays(read, old.texts)
    return _arranged({name: np.concatenate((old[name][stays], more[name])) for name in COLUMNS}, old.texts)


def _all() -> Columns:
    texts = Texts()
    return _arranged(_arrays(_read(), texts), texts)


def _rows_of(shared: list[int]) -> list[int]:
    """The keys of the rows that share these words.

    Asked for by their own keys, rows are found one by one in any database; asked for by what they share, all
    rows would be read by a PostgreSQL that has not counted them since a large import.
    """
    words = (RowWords.objects.filter(shared__in=some) for some in _cut(shared))
    return [row for some in words for row in some.values_list("row", flat=True)]


def _cut(keys: list[int]) -> Iterator[list[int]]:
    yield from (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))


def _read(keys: list[int] | None = None) -> list[tuple[Any, ...]]:
    rows = TableRow.objects.all() if keys is None else TableRow.objects.filter(pk__in=keys)
    answer, promised = "recommendation__response", "recommendation__promised_by"
    # A study that is under way is neither in time nor late, and neither is what nobody promised by a day.
    in_time = Q(**{f"{answer}__first_on__lte": F(promised), f"{answer}__study_broken": False})
    settled = Q(**{f"{answer}__isnull": False}) & ~Q(**{f"{answer}__decision": Response.Decision.STUDY})
    said = rows.annotate(
        decision=F(f"{answer}__decision"),
        timely=ExpressionWrapper(settled & in_time, BooleanField()),
        tells=ExpressionWrapper(Q(action__effect__gt=""), BooleanField()),
    )
    return list(said.values_list(*COLUMNS))


def _arrays(rows: list[tuple[Any, ...]], texts: Texts) -> dict[str, NDArray[Any]]:
    cells: list[tuple[Any, ...]] = list(zip(*rows, strict=True)) if rows else [()] * len(COLUMNS)
    column = dict(zip(COLUMNS, cells, strict=True))
    numbers = {name: np.array([cell or 0 for cell in column[name]], np.int64) for name in NUMBERS}
    words = {name: np.array([texts.number(cell or "") for cell in column[name]], np.int64) for name in TEXTS}
    days = {name: np.array([_ordinal(cell) for cell in column[name]], np.int64) for name in DAYS}
    return numbers | words | days | {name: np.array(column[name]).astype(bool) for name in SAID}


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def _arranged(of: dict[str, NDArray[Any]], texts: Texts) -> Columns:
    order = np.lexsort((of["pk"], of["place"], of["sub_order"], of["number"], of["panel"]))
    return Columns({name: column[order] for name, column in of.items()}, texts)


shelf = Shelf()
