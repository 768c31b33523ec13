"""The room's scene: November, payroll, three panelists who were there and one who was not, a run."""

from datetime import UTC, datetime

import pytest

from puntari.core import clock
from puntari.core.roles import Role
from puntari.fees import actions
from puntari.fees.tests.people import PAY_DAY, attend, make_members, pay_facts

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_november():
    with clock.at(NOW):
        yield


@pytest.fixture
def payroll(person):
    return person(Role.PAYROLL, name="payroll")


@pytest.fixture
def members(panel, volunteers):
    members = make_members(panel, volunteers[:4])
    for meeting in panel.meetings.all():
        for member in members[:3]:
            attend(meeting, member, meeting.minutes)
    return members


@pytest.fixture
def run(panel, members, coordinator):
    for member in members:
        pay_facts(member)
    actions.refresh_entitlements(panel=panel, actor=coordinator)
    return actions.make_run(panel=panel, pay_date=PAY_DAY, actor=coordinator)
