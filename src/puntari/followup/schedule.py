"""Reading the schedule that people type: "10/2024 – 3/2026", "Jatkuvaa", "31.12.2025", "kevät 2026"."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

DASHES = "-–—‒−"
_DAY = r"(?P<day>\d{1,2})\.\s?(?P<day_month>\d{1,2})\.\s?(?P<day_year>\d{4})"
_MONTH = r"(?P<month>\d{1,2})\s?[/.]\s?(?P<month_year>\d{4})"
_SEASON = (
    r"(?P<season>kevät|keväällä|kesä|kesällä|syksy|syksyllä|talvi|talvella|vuosi|v\.)?\s?(?P<year>\d{4})"
)
_POINT = re.compile(f"(?<!\\d)(?:{_DAY}|{_MONTH}|{_SEASON})(?!\\d)", re.IGNORECASE)
_SHORT_START = re.compile(rf"^\s*(\d{{1,2}})\s?[{DASHES}]\s?(\d{{1,2}})\s?/\s?(\d{{4}})")
_CONTINUOUS = re.compile(r"jatkuv|toistaiseksi|fortlöpande|kontinuerlig|continuous|ongoing", re.IGNORECASE)
_OPEN_END = re.compile(rf"[{DASHES}]\s*$|\balkaen\b", re.IGNORECASE)
SEASONS = {"kev": (1, 6), "kes": (6, 8), "syk": (8, 12), "tal": (1, 3)}
CONTINUOUS_KEY, NO_KEY = "9998-00", "9999-00"


@dataclass(frozen=True)
class Schedule:
    """First and last day, if they can be told, and whether the work has no end."""

    starts: date | None = None
    ends: date | None = None
    continuous: bool = False

    @property
    def key(self) -> str:
        """Sorts by end: months first, then the continuous, then the unknown."""
        if self.ends is not None:
            return f"{self.ends:%Y-%m}"
        return CONTINUOUS_KEY if self.continuous else NO_KEY


def parse_schedule(text: str) -> Schedule:
    """What a typed schedule says; a text nobody can read as a time gives an empty schedule."""
    continuous = bool(_CONTINUOUS.search(text))
    short = _SHORT_START.match(text)
    if short and (span := _span(int(short[3]), int(short[1]), int(short[2]))):
        return Schedule(*span, continuous)
    spans = [span for match in _POINT.finditer(text) if (span := _point(match)) is not None]
    if not spans:
        return Schedule(continuous=continuous)
    starts = min(span[0] for span in spans)
    if continuous or (len(spans) == 1 and _OPEN_END.search(text)):
        return Schedule(starts, None, True)
    if len(spans) == 1 and text.lstrip().startswith(tuple(DASHES)):
        return Schedule(None, spans[0][1])
    return Schedule(starts, max(span[1] for span in spans))


def _point(match: re.Match[str]) -> tuple[date, date] | None:
    if match["day"]:
        return _day(int(match["day_year"]), int(match["day_month"]), int(match["day"]))
    if match["month"]:
        return _span(int(match["month_year"]), int(match["month"]), int(match["month"]))
    first, last = SEASONS.get((match["season"] or "").lower()[:3], (1, 12))
    return _span(int(match["year"]), first, last)


def _day(year: int, month: int, day: int) -> tuple[date, date] | None:
    try:
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None


def _span(year: int, first: int, last: int) -> tuple[date, date] | None:
    if not (1 <= first <= 12 and 1 <= last <= 12 and 1900 <= year <= 2199):
        return None
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
