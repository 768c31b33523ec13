"""Whose the rows are, in a table that tells the panel of each row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from django.apps import apps
from django.conf import settings
from django.db.models import Q

from puntari.core.errors import BadInput
from puntari.followup.importing.matching import plain
from puntari.followup.importing.plan import Problem
from puntari.followup.importing.reading import Line

if TYPE_CHECKING:
    from puntari.panels.models import Panel

_ADDRESS = re.compile(r"/panels/([-\w]+)(?:/|$)")
TITLES = ("title", *(f"title_{code}" for code, _name in settings.LANGUAGES if code != "fi"))
MOST_NAMED = 5


class Told(NamedTuple):
    """What a row says of its panel; of the two the address decides."""

    address: str = ""
    name: str = ""

    def __str__(self) -> str:
        return (self.name or self.address)[:60]

    @property
    def slug(self) -> str:
        match = _ADDRESS.search(self.address or self.name)
        return match[1] if match else self.address or self.name

    def means(self, panel: Panel) -> bool:
        if self.address:
            return self.slug == panel.slug
        titles = {plain(getattr(panel, field)) for field in TITLES}
        return not self.name or self.slug == panel.slug or plain(self.name) in titles

    @property
    def known(self) -> bool:
        """Whether a panel of this site goes by it."""
        found = Q(slug=self.slug)
        for field in TITLES:
            found |= Q(**{f"{field}__iexact": self.name or self.address})
        return bool(apps.get_model("panels", "Panel").objects.filter(found).exists())


def rows_of(
    panel: Panel, lines: Sequence[Line], mapping: Sequence[str]
) -> tuple[Sequence[Line], list[Problem]]:
    """The lines that are the panel's, and what is said of the others.

    A table of a single panel that goes by a name unknown here is taken whole. Raises BadInput when every row
    is another panel's.
    """
    told = list(_told(lines, mapping))
    mine = [line for line, of in told if of.means(panel)]
    others = list(dict.fromkeys(of for _line, of in told if not of.means(panel)))
    if not others:
        return lines, []
    named = ", ".join(map(str, others[:MOST_NAMED])) + (" …" if len(others) > MOST_NAMED else "")
    if mine:
        first = next(line.number for line, of in told if of == others[0])
        said = {"line": first, "count": len(told) - len(mine), "panels": named}
        return [lines[0], *mine], [Problem(first, "followup.rows_of_others", said)]
    if len(others) == 1 and not others[0].known:
        said = {"panel": panel.title, "name": named}
        return lines, [Problem(lines[0].number, "followup.panel_unknown", said)]
    raise BadInput("followup.no_rows_of_panel", panel=panel.title, panels=named)


def _told(lines: Sequence[Line], mapping: Sequence[str]) -> Iterator[tuple[Line, Told]]:
    """Each line with its panel; where nothing is said, it is what stands above."""
    columns = {field: mapping.index(field) for field in ("panel_address", "panel") if field in mapping}
    of = Told()
    for line in lines[1:]:
        address, name = (_cell(line, columns.get(field)) for field in ("panel_address", "panel"))
        of = Told(address, name) if address or name else of
        yield line, of


def _cell(line: Line, at: int | None) -> str:
    return "" if at is None or at >= len(line.cells) else " ".join(line.cells[at].split())
