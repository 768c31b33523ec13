"""What a file says of a recommendation beside its words: its theme and the municipalities it concerns."""

from __future__ import annotations

from collections.abc import Mapping

from puntari.core.errors import BadInput
from puntari.followup.importing.matching import plain
from puntari.followup.models.recommendations import LONGEST_PLACES, LONGEST_THEME, named_places

LIMITS = {"theme": LONGEST_THEME, "municipalities": LONGEST_PLACES}
# What people write in place of naming every municipality; no name means the whole area.
WHOLE_AREA = {
    "koko alue", "koko hyvinvointialue", "kaikki", "kaikki kunnat", "hela området", "hela välfärdsområdet",
    "alla", "alla kommuner", "whole area", "all", "all municipalities",
}  # fmt: skip


def read_details(line: int, cells: Mapping[str, str]) -> dict[str, str]:
    """The cells of the columns that the file has, as they are kept. Raises BadInput for one too long."""
    found = {name: _kept(name, cells[name]) for name in LIMITS if name in cells}
    for name, value in found.items():
        if len(value) > LIMITS[name]:
            raise BadInput(f"followup.{name}_too_long", line=line, limit=LIMITS[name])
    return found


def _kept(name: str, cell: str) -> str:
    if name == "theme":
        return " ".join(cell.split())
    return "" if plain(cell) in WHOLE_AREA else ", ".join(named_places(cell))


def is_same(name: str, old: str, new: str) -> bool:
    """Whether a kept text and a read one say the same."""
    return old == new if name == "theme" else named_places(old) == named_places(new)
