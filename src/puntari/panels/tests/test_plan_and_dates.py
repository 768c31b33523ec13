"""Planning without a database: meeting days, working days, the plan itself."""

from datetime import date, timedelta

import pytest

from puntari.panels import dates, features, plan


@pytest.mark.parametrize("first", [date(2026, 10, 1), date(2027, 1, 14), date(2027, 3, 18)])
def test_default_meetings_are_an_evening_and_two_saturdays_of_fifteen_hours(first):
    evening, *saturdays = dates.default_meetings(first)
    hours = sum((one.ends_at - one.starts_at for one in (evening, *saturdays)), timedelta())
    assert hours == timedelta(hours=15)
    assert evening.starts_at.date() == first
    assert [one.starts_at.weekday() for one in saturdays] == [5, 5]


def test_no_meeting_is_put_on_a_public_holiday():
    days = [one.starts_at.date() for one in dates.default_meetings(date(2026, 12, 10))]
    assert date(2026, 12, 26) not in days


def test_the_first_evening_is_a_thursday_with_time_to_prepare():
    first = dates.first_meeting_day(date(2026, 11, 22))
    assert first.weekday() == 3
    assert first - date(2026, 11, 22) >= timedelta(weeks=24)


def test_deadlines_fall_on_working_days_but_meetings_stay_on_saturdays():
    saturday = date(2027, 2, 6)
    assert dates.due_date(saturday, 0) == saturday
    assert dates.due_date(saturday, 14) == date(2027, 2, 19)
    assert dates.due_date(date(2026, 12, 25), -1) == date(2026, 12, 23)


@pytest.mark.parametrize("kind", [plan.RESIDENTS, plan.STAFF])
def test_the_plan_names_each_step_once_and_every_lane_is_known(kind):
    keys = [step.key for step in plan.steps_for(kind)]
    assert len(keys) == len(set(keys)) >= 40
    assert {step.lane for step in plan.STEPS} == plan.LANES.keys()
    assert plan.PAGES.keys() <= set(keys)


def test_a_staff_panel_asks_the_personnel_register_and_no_permit():
    keys = {step.key for step in plan.steps_for("staff")}
    assert {"personnel", "shifts", "unions"} <= keys
    assert "sample" not in keys


@pytest.mark.parametrize(("youngest", "oldest"), [(15, 80), (18, 29), (30, 44), (16, 100)])
def test_default_age_bands_hold_every_age_once(youngest, oldest):
    bands = features.default_bands(youngest, oldest)
    ages = [age for one in bands for age in range(one.min_age, one.max_age + 1)]
    assert ages == list(range(youngest, oldest + 1))
