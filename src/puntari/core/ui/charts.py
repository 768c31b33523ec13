"""Geometry of the horizontal bar chart; the template only writes it down."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NotRequired, TypedDict

BAR_HEIGHT = 10
BAR_GAP = 4
BAND_MARGIN = 3

Number = int | float


class BarRow(TypedDict):
    """One row as a view gives it: ``values`` are (series name, number or None)."""

    label: str
    values: Sequence[tuple[str, Number | None]]
    min: NotRequired[Number | None]
    max: NotRequired[Number | None]


@dataclass(frozen=True)
class Bar:
    series: str
    value: Number | None
    number: int
    y: int
    width: str


@dataclass(frozen=True)
class Band:
    low: Number
    high: Number
    x: str
    width: str


@dataclass(frozen=True)
class DrawnRow:
    label: str
    bars: list[Bar]
    band: Band | None
    height: int


@dataclass(frozen=True)
class BarChart:
    rows: list[DrawnRow]
    series: list[str]
    has_band: bool


def draw_bars(rows: Sequence[BarRow]) -> BarChart:
    """Lay the rows on one common scale from zero to the largest number shown."""
    top = max((number for row in rows for number in _numbers(row)), default=0) or 1
    drawn = [_draw_row(row, top) for row in rows]
    series = list(dict.fromkeys(name for row in rows for name, _ in row["values"]))
    return BarChart(rows=drawn, series=series, has_band=any(row.band for row in drawn))


def _numbers(row: BarRow) -> list[Number]:
    candidates = [value for _, value in row["values"]] + [row.get("min"), row.get("max")]
    return [number for number in candidates if number is not None]


def _draw_row(row: BarRow, top: Number) -> DrawnRow:
    step = BAR_HEIGHT + BAR_GAP
    bars = [
        Bar(name, value, index + 1, BAND_MARGIN + index * step, _percent(value or 0, top))
        for index, (name, value) in enumerate(row["values"])
    ]
    height = len(bars) * step - BAR_GAP + 2 * BAND_MARGIN
    return DrawnRow(row["label"], bars, _draw_band(row, top), height)


def _draw_band(row: BarRow, top: Number) -> Band | None:
    low, high = row.get("min"), row.get("max")
    if low is None or high is None:
        return None
    return Band(low, high, _percent(low, top), _percent(high - low, top))


def _percent(value: Number, top: Number) -> str:
    return f"{max(value, 0) / top * 100:.2f}%"
