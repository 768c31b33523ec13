from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from puntari.methods.payments import bankdays, incomes_register_deadline

DAYS = st.dates(date(2015, 1, 1), date(2045, 12, 31))


@pytest.mark.parametrize(
    "closed",
    [
        date(2026, 1, 1),
        date(2026, 1, 6),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 14),
        date(2026, 6, 19),
        date(2026, 12, 24),
        date(2026, 12, 25),
        date(2026, 11, 21),
        date(2026, 11, 22),
        date(2027, 12, 6),
    ],
)
def test_finnish_banks_are_closed(closed: date) -> None:
    assert not bankdays.is_bank_day(closed)


def test_maundy_thursday_and_new_years_eve_are_bank_days() -> None:
    assert bankdays.is_bank_day(date(2026, 4, 2))
    assert bankdays.is_bank_day(date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "bank_day"),
    [
        (date(2026, 12, 1), date(2026, 12, 1)),
        (date(2026, 12, 5), date(2026, 12, 7)),
        (date(2026, 12, 24), date(2026, 12, 28)),
        (date(2027, 1, 1), date(2027, 1, 4)),
        (date(2026, 4, 3), date(2026, 4, 7)),
    ],
)
def test_next_bank_day(day: date, bank_day: date) -> None:
    assert bankdays.next_bank_day(day) == bank_day


@pytest.mark.parametrize(
    ("paid", "deadline"),
    [
        (date(2026, 11, 11), date(2026, 11, 16)),
        (date(2026, 11, 16), date(2026, 11, 23)),
        (date(2026, 11, 18), date(2026, 11, 23)),
        (date(2026, 11, 30), date(2026, 12, 7)),
        (date(2027, 12, 1), date(2027, 12, 7)),
        (date(2026, 12, 18), date(2026, 12, 23)),
        (date(2026, 12, 21), date(2026, 12, 28)),
        (date(2026, 6, 15), date(2026, 6, 22)),
    ],
)
def test_incomes_register_deadline(paid: date, deadline: date) -> None:
    assert incomes_register_deadline(paid) == deadline


def test_counting_bank_days_both_ways() -> None:
    assert bankdays.add_bank_days(date(2026, 12, 23), 1) == date(2026, 12, 28)
    assert bankdays.add_bank_days(date(2026, 12, 28), -1) == date(2026, 12, 23)
    assert bankdays.add_bank_days(date(2026, 12, 26), 0) == date(2026, 12, 28)


@settings(deadline=None)
@given(DAYS, st.integers(min_value=1, max_value=10))
def test_bank_days_forth_and_back(day: date, count: int) -> None:
    start = bankdays.next_bank_day(day)
    assert bankdays.add_bank_days(bankdays.add_bank_days(start, count), -count) == start


@settings(deadline=None)
@given(DAYS)
def test_deadline_is_a_working_day_never_before_the_fifth_day(paid: date) -> None:
    deadline = incomes_register_deadline(paid)
    assert bankdays.is_working_day(deadline)
    assert timedelta(days=5) <= deadline - paid <= timedelta(days=10)
