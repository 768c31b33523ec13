"""A column of numbers beside the recommendations, as many tables have: each joins the words it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable

from puntari.followup.numbering import split_number, split_part_number

Cells = dict[str, str]
_OF_RECOMMENDATION = re.compile(r"\s*(\d{1,3})\s*[.):]?\s*")
_OF_PART = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3})+)\s*[.):]?\s*")


def join_numbers(rows: Iterable[Cells]) -> list[Cells]:
    """The rows with their numbers in the cells; numbers that only count the rows are left out."""
    kept = list(rows)
    number_of = {id(cells): cells.pop("number", "") for cells in kept}
    counted = _count_rows([(number_of[id(cells)], cells) for cells in kept])
    return [cells if counted else _joined(cells, number_of[id(cells)]) for cells in kept]


def _count_rows(numbered: list[tuple[str, Cells]]) -> bool:
    """Whether a row without a recommendation has a number, or one recommendation has several."""
    found: dict[str, set[str]] = {}
    for number, cells in numbered:
        if match := _OF_RECOMMENDATION.fullmatch(number):
            found.setdefault(cells.get("recommendation", "").strip(), set()).add(match[1])
    return "" in found or any(len(numbers) > 1 for numbers in found.values())


def _joined(cells: Cells, number: str) -> Cells:
    whole, part = cells.get("recommendation", ""), cells.get("sub", "")
    if whole and (match := _OF_RECOMMENDATION.fullmatch(number)) and not split_number(whole).number:
        return {**cells, "recommendation": f"{match[1]}. {whole}"}
    if part and (match := _OF_PART.fullmatch(number)) and not split_part_number(part).number:
        return {**cells, "sub": f"{match[1]}. {part}"}
    return cells
