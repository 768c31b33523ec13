"""Reading a table of the population: area, age band, men, women, total.

A statistics office hands out such tables as CSV or Excel, the headings in Finnish, Swedish or English.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from puntari.core.errors import BadInput

HEADINGS = {
    "area": {"alue", "kunta", "område", "kommun", "area", "municipality"},
    "band": {"band", "ikä", "ikäryhmä", "ikäluokka", "ålder", "åldersgrupp", "age", "age band"},
    "men": {"m", "miehet", "män", "men"},
    "women": {"n", "naiset", "kvinnor", "women", "w", "f"},
    "total": {"yht", "yht.", "yhteensä", "totalt", "total"},
}
SUM_WORDS = HEADINGS["total"] | {"kaikki", "alla", "all"}
BAND = re.compile(r"(\d{1,3})\s*[-–—]\s*(\d{1,3})")
MAX_ROWS = 5_000


@dataclass
class Population:
    """People by area, by age band (lowest and highest age) and by gender; empty where the table is silent."""

    areas: Counter[str] = field(default_factory=Counter)
    bands: Counter[tuple[int, int]] = field(default_factory=Counter)
    genders: Counter[str] = field(default_factory=Counter)
    total: int = 0


def read(content: bytes, name: str) -> Population:
    """Add up the table's rows; rows that are sums themselves are passed over."""
    rows = _rows(content, name)
    columns = _columns(rows[0] if rows else [])
    if not {"area", "band"} & columns.keys() or not (
        {"total"} <= columns.keys() or {"men", "women"} <= columns.keys()
    ):
        raise BadInput("panels.population_columns")
    population = Population()
    for number, row in enumerate(rows[1:], start=2):
        cells = {what: row[place].strip() if place < len(row) else "" for what, place in columns.items()}
        if any(cells.values()) and not _is_sum(cells):
            _add(population, number, cells)
    if not population.total:
        raise BadInput("panels.population_empty")
    return population


def _rows(content: bytes, name: str) -> list[list[str]]:
    if len(content) > 2_000_000:
        raise BadInput("panels.population_too_big")
    rows = list(_sheet(content) if name.lower().endswith(".xlsx") else _separated(content))
    if len(rows) > MAX_ROWS:
        raise BadInput("panels.population_too_big")
    return rows


def _sheet(content: bytes) -> Iterator[list[str]]:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as trouble:
        raise BadInput("panels.population_unreadable") from trouble
    for row in book.worksheets[0].iter_rows(max_row=MAX_ROWS + 1, values_only=True):
        yield ["" if cell is None else str(cell) for cell in row]


def _separated(content: bytes) -> Iterator[list[str]]:
    text = _decoded(content)
    first = text.partition("\n")[0]
    separator = max(";\t,", key=first.count)
    return csv.reader(io.StringIO(text), delimiter=separator)


def _decoded(content: bytes) -> str:
    if b"\x00" in content:
        raise BadInput("panels.population_unreadable")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _columns(header: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, heading in enumerate(header):
        for what, words in HEADINGS.items():
            if heading.strip().lower() in words:
                found.setdefault(what, place)
    return found


def _is_sum(cells: dict[str, str]) -> bool:
    return any(cells.get(what, "").lower() in SUM_WORDS for what in ("area", "band"))


def _add(population: Population, number: int, cells: dict[str, str]) -> None:
    counts = {what: _count(cells[what], number) for what in ("men", "women", "total") if cells.get(what)}
    men, women = counts.get("men"), counts.get("women")
    total = counts.get("total")
    if men is not None and women is not None:
        total = men + women if total is None else total
        population.genders.update(man=men, woman=women)
        if men + women != total:
            raise BadInput("panels.population_sum", row=number, men=men, women=women, total=total)
    if total is None:
        raise BadInput("panels.population_number", row=number, value="")
    population.total += total
    if area := cells.get("area"):
        population.areas[area[:60]] += total
    if ages := cells.get("band"):
        population.bands[_ages(ages, number)] += total


def _count(text: str, row: int) -> int:
    digits = re.sub(r"\s", "", text).removesuffix(".0")
    if not digits.isdecimal() or len(digits) > 8:
        raise BadInput("panels.population_number", row=row, value=text[:40])
    return int(digits)


def _ages(text: str, row: int) -> tuple[int, int]:
    found = BAND.fullmatch(text)
    if found is None:
        raise BadInput("panels.population_band", row=row, value=text[:40])
    return int(found[1]), int(found[2])
