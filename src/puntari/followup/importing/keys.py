"""The key of a row: what it stands for, whatever becomes of its words and its place in a file.

An export writes a key on every row, and an import knows the row by it. The letters after the dash are this
site's own: neither a table of another site nor a number that somebody typed is taken for one of ours.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.crypto import constant_time_compare, salted_hmac

from puntari.followup.importing.matching import plain
from puntari.followup.models import Action, Recommendation, SubRecommendation

if TYPE_CHECKING:
    from puntari.followup.tables import Row
    from puntari.panels.models import Panel

Thing = Recommendation | SubRecommendation | Action
Name = tuple[str, int]
LETTERS: dict[str, type[Thing]] = {"S": Recommendation, "A": SubRecommendation, "T": Action}
KEY = re.compile(r"\s*([SAT])(\d{1,9})-([2-7A-Z]{4})\s*", re.I)
BATCH = 500


def key_of(row: Row) -> str:
    """The key of a row of the table: of its action, else of its part, else of its recommendation."""
    letter, number = _name(row.action or row.sub or row.recommendation)
    return f"{letter}{number}-{_seal(letter, number)}"


def read_key(text: str) -> Name | None:
    """What a cell names; None when it is no key of this site."""
    match = KEY.fullmatch(text)
    if match is None:
        return None
    letter, number = match[1].upper(), int(match[2])
    return (letter, number) if constant_time_compare(match[3].upper(), _seal(letter, number)) else None


def _seal(letter: str, number: int) -> str:
    digest = salted_hmac("puntari.followup.row", f"{letter}{number}", algorithm="sha256").digest()
    return base64.b32encode(digest)[:4].decode()


def _name(thing: Thing) -> Name:
    return next(letter for letter, kind in LETTERS.items() if isinstance(thing, kind)), thing.pk


@dataclass(frozen=True)
class Known:
    """What a key stands for, and what that belongs to."""

    recommendation: Recommendation
    sub: SubRecommendation | None = None
    action: Action | None = None


class Keyed:
    """What the keys of a file stand for in a panel; each is claimed once."""

    def __init__(self, panel: Panel, recommendations: Iterable[Recommendation], keys: Iterable[str]) -> None:
        self.recommendations = list(recommendations)
        standing = dict(pair for one in self.recommendations for pair in _standing(one))
        named = {name for key in keys if (name := read_key(key))}
        self._known = {name: standing[name] for name in named & standing.keys()}
        self._elsewhere = _of_others(panel, named - standing.keys())
        parts = [part for known in self._known.values() for part in (known.recommendation, known.sub) if part]
        self._named = {_name(part) for part in parts}
        self._cells = {plain(one.cell): one for one in self.recommendations}
        self._claimed: set[Name] = set()

    @property
    def used(self) -> bool:
        """Whether the file has any key of this site."""
        return bool(self._known or self._elsewhere)

    def __contains__(self, part: Recommendation | SubRecommendation) -> bool:
        """Whether any row's key leads to it."""
        return _name(part) in self._named

    def known(self, key: str) -> bool:
        return read_key(key) in self._known

    def elsewhere(self, key: str) -> bool:
        """Whether the row is another panel's."""
        return read_key(key) in self._elsewhere

    def claim(self, key: str) -> Known | None:
        """What the key stands for, the first time it is asked."""
        name = read_key(key)
        if name is None or name in self._claimed:
            return None
        self._claimed.add(name)
        return self._known.get(name)

    def is_cell(self, cell: str) -> bool:
        """Whether a recommendation of the panel stands in these words."""
        return plain(cell) in self._cells

    def of_cell(self, cell: str) -> Recommendation | None:
        """The recommendation of this cell, if any row's key leads to it."""
        one = self._cells.get(plain(cell))
        return one if one is not None and one in self else None


def _standing(one: Recommendation) -> Iterable[tuple[Name, Known]]:
    subs = {sub.pk: sub for sub in one.subs.all()}
    yield _name(one), Known(one)
    yield from ((_name(sub), Known(one, sub)) for sub in subs.values())
    for action in one.actions.all():
        yield _name(action), Known(one, subs.get(action.sub_id or 0), action)


def _of_others(panel: Panel, names: set[Name]) -> set[Name]:
    """Those that stand for something in another panel."""
    return {name for letter, kind in LETTERS.items() for name in _found(panel, letter, kind, names)}


def _found(panel: Panel, letter: str, kind: type[Thing], names: set[Name]) -> set[Name]:
    wanted = sorted(number for of, number in names if of == letter)
    cuts = [wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH)]
    found = (kind.objects.filter(pk__in=cut).values_list("pk", flat=True) for cut in cuts)
    return {(letter, number) for some in found for number in some}
