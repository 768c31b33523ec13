"""Default meeting days and times: one evening and two Saturdays, 15 hours together."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.timezone import localtime

LEAD_WEEKS = 24
THURSDAY, SATURDAY = 3, 5
EVENING = (time(17), time(20))
WHOLE_DAY = (time(10), time(16))
REGISTRATION_OPENS = timedelta(weeks=8)
REGISTRATION_CLOSES = timedelta(weeks=5)


@dataclass(frozen=True)
class MeetingPlan:
    """A meeting as it is asked for; moments are aware."""

    starts_at: datetime
    ends_at: datetime
    title: str = ""
    place: str = ""
    address: str = ""
    notes: str = ""


def local_moment(day: date, clock_time: time) -> datetime:
    """The aware moment of a wall-clock time in the installation's time zone."""
    return datetime.combine(day, clock_time, tzinfo=ZoneInfo(settings.TIME_ZONE))


def local_date(moment: datetime) -> date:
    """The day a moment falls on in the installation's time zone."""
    return localtime(moment).date()


def first_meeting_day(today: date) -> date:
    """The first free Thursday that leaves time for all the preparations."""
    return _next_free(today + timedelta(weeks=LEAD_WEEKS), THURSDAY)


def due_date(anchor: date, days: int) -> date:
    """The day counted from the anchor; a weekend or a public holiday moves it back to a working day.

    The meeting day itself stays, for meetings are held on Saturdays.
    """
    day = anchor + timedelta(days=days)
    while days and (day.weekday() >= SATURDAY or day in _holidays()):
        day -= timedelta(days=1)
    return day


def default_meetings(first_day: date) -> list[MeetingPlan]:
    """One evening, then two Saturdays two weeks apart, none on a public holiday."""
    second = _next_free(first_day + timedelta(days=8), SATURDAY)
    third = _next_free(second + timedelta(days=14), SATURDAY)
    return [_meeting(first_day, EVENING), _meeting(second, WHOLE_DAY), _meeting(third, WHOLE_DAY)]


def _meeting(day: date, hours: tuple[time, time]) -> MeetingPlan:
    return MeetingPlan(local_moment(day, hours[0]), local_moment(day, hours[1]))


def _next_free(day: date, weekday: int) -> date:
    day += timedelta(days=(weekday - day.weekday()) % 7)
    while day in _holidays():
        day += timedelta(days=7)
    return day


@lru_cache(maxsize=1)
def _holidays() -> Container[date]:
    import holidays

    return holidays.country_holidays("FI")
