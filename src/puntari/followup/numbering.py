"""The number a recommendation or a sub-recommendation begins with, and the exact characters it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WHOLE = re.compile(
    r"\s*(?:(?:suositus|rekommendation|recommendation)\s+)?(?P<number>\d{1,3})\s*[.):]\s*", re.I
)
_PART = re.compile(
    r"\s*(?P<number>\d{1,3}(?:\.\d{1,3})+)\s*[.):]?\s+|\s*(?P<letter>[a-zåäö0-9]{1,2})\)\s+", re.I
)


@dataclass(frozen=True)
class Numbered:
    """`lead + text` is the cell, exactly; `number` is empty when the cell has none."""

    number: str
    lead: str
    text: str


def split_number(cell: str) -> Numbered:
    """A recommendation's cell: "1. Name", "Suositus 1: Name" or a name alone ("2 uutta" has no number)."""
    match = _WHOLE.match(cell)
    if match is None or not cell[match.end() :] or cell[match.end()].isdigit():
        return Numbered("", "", cell)
    return Numbered(str(int(match["number"])), match.group(), cell[match.end() :])


def split_part_number(cell: str) -> Numbered:
    """A sub-recommendation's cell: "1.1. Name", "1.1 Name", "a) Name" or a name alone."""
    match = _PART.match(cell)
    if match is None or not cell[match.end() :]:
        return Numbered("", "", cell)
    return Numbered(match["number"] or match["letter"], match.group(), cell[match.end() :])
