"""The arithmetic of a day: planned and expected times, lateness, catching up."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puntari.meetings import clockwork
from puntari.meetings.tests.conftest import START, at

ENDS = START + timedelta(hours=1)


@dataclass
class Item:
    minutes: int
    least: int = 5
    cut: int = 0
    started: datetime | None = None

    @property
    def length(self):
        return self.minutes - self.cut


@pytest.fixture
def items():
    return [Item(10), Item(20), Item(30)]


def _times(day):
    return [f"{slot.start:%H.%M}" for slot in day.slots]


def test_before_the_day_everything_is_as_planned(items):
    day = clockwork.schedule(items, START, ENDS, START - timedelta(days=3))
    assert _times(day) == ["17.00", "17.10", "17.30"]
    assert (day.late, day.late_at_end, day.current) == (0, 0, None)


def test_starting_late_moves_the_rest(items):
    items[0].started = at(17, 0)
    items[1].started = at(17, 17)
    day = clockwork.schedule(items, START, ENDS, at(17, 20))
    assert _times(day) == ["17.00", "17.17", "17.37"]
    assert [slot.state for slot in day.slots] == ["done", "current", "todo"]
    assert (day.late, day.late_at_end) == (7, 7)
    assert day.slots[0].end == at(17, 17)


def test_an_item_that_runs_over_pushes_the_rest_as_time_goes(items):
    items[0].started = at(17, 0)
    assert clockwork.schedule(items, START, ENDS, at(17, 9)).late == 0
    assert clockwork.schedule(items, START, ENDS, at(17, 14)).late == 4


def test_nothing_started_after_the_beginning_is_late_too(items):
    assert clockwork.schedule(items, START, ENDS, at(17, 6)).late == 6


def test_a_day_nobody_ended_ends_as_planned(items):
    items[2].started = at(17, 30)
    day = clockwork.schedule(items, START, ENDS, at(23, 0))
    assert day.slots[2].end == at(18, 0)


def test_skipped_items_take_no_time(items):
    items[2].started = at(17, 5)
    day = clockwork.schedule(items, START, ENDS, at(17, 6))
    assert [slot.state for slot in day.slots] == ["done", "done", "current"]
    assert day.late_at_end == -25


def test_cuts_respect_what_each_can_spare(items):
    assert clockwork.cuts(items, 9) == [1, 3, 5]
    assert clockwork.cuts(items, 100) == [5, 15, 25]
    assert clockwork.cuts(items, 0) == [0, 0, 0]


def test_an_empty_programme_has_an_empty_day():
    day = clockwork.schedule([], START, ENDS, START)
    assert (day.slots, day.late, day.next) == ([], 0, None)


@given(st.lists(st.integers(0, 300), min_size=1, max_size=30).filter(any), st.integers(0, 1000))
def test_shares_add_up_and_stay_within_one_of_the_proportion(weights, total):
    parts = clockwork.shares(weights, total)
    assert sum(parts) == total
    assert all(abs(part - w * total / sum(weights)) < 1 for part, w in zip(parts, weights, strict=True))
