"""Days on which money moves and reports fall due in Finland.

Sources: Act 150/1930 on calculating statutory time limits, section 5 (Sundays and church holidays,
Independence Day, May Day, Christmas Eve, Midsummer Eve and Saturdays move a due date); the European Central
Bank's TARGET closing days; Act 53/2018 on the Incomes Information System (five calendar days).
The calendars themselves come from the ``holidays`` package.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

SATURDAY: Final = 5
REPORTING_DAYS: Final = 5
ONE_DAY: Final = timedelta(days=1)


@lru_cache(maxsize=64)
def _finnish_holidays(year: int) -> frozenset[date]:
    import holidays

    return frozenset(holidays.country_holidays("FI", years=year))


@lru_cache(maxsize=64)
def _target_holidays(year: int) -> frozenset[date]:
    import holidays

    return frozenset(holidays.financial_holidays("ECB", years=year))


def is_working_day(day: date) -> bool:
    """Tell whether `day` is a working day (arkipäivä) in the sense of Act 150/1930."""
    return day.weekday() < SATURDAY and day not in _finnish_holidays(day.year)


def is_bank_day(day: date) -> bool:
    """Tell whether a Finnish bank executes payments on `day`: a Finnish working day when TARGET is open."""
    return is_working_day(day) and day not in _target_holidays(day.year)


def next_working_day(day: date) -> date:
    """Return `day` itself if it is a working day, otherwise the first one after it."""
    return _roll(day, is_working_day)


def next_bank_day(day: date) -> date:
    """Return `day` itself if it is a bank day, otherwise the first one after it."""
    return _roll(day, is_bank_day)


def add_bank_days(day: date, count: int) -> date:
    """Return the bank day that is `count` bank days away from `day`; a negative count goes back in time.

    With a count of 0 this is `next_bank_day`. `day` itself need not be a bank day and is never counted.
    """
    if count == 0:
        return next_bank_day(day)
    step = ONE_DAY if count > 0 else -ONE_DAY
    for _ in range(abs(count)):
        day = _roll(day + step, is_bank_day, step)
    return day


def incomes_register_deadline(paid: date) -> date:
    """Return the last day for reporting a payment that reached its payee on `paid`.

    Five calendar days after the payment date, weekends counted; if that day is no working day, the first
    working day after it (Act 53/2018; Act 150/1930, section 5).
    """
    return next_working_day(paid + timedelta(days=REPORTING_DAYS))


def _roll(day: date, accepts: Callable[[date], bool], step: timedelta = ONE_DAY) -> date:
    while not accepts(day):
        day += step
    return day
