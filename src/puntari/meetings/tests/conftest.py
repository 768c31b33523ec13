"""A panel of twelve that has been drawn, its meetings and its facilitators."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from puntari.core import clock
from puntari.core.errors import DomainError
from puntari.core.roles import Role
from puntari.lottery.models import Draw, Member
from puntari.meetings import actions
from puntari.testing import HELSINKI, make_volunteers

START = datetime(2026, 10, 1, 17, 0, tzinfo=HELSINKI)


def at(hour: int, minute: int = 0, *, day: int = 1) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=HELSINKI)


@contextmanager
def refused(code):
    """The action inside is refused, with this code and in words."""
    with pytest.raises(DomainError) as caught:
        yield
    assert caught.value.code == code
    assert str(caught.value) != code


def make_members(panel, count):
    draw = Draw.objects.create(panel=panel, size=count, created=START - timedelta(days=30), is_test=False)
    return [
        Member.objects.create(
            panel=panel,
            draw=draw,
            volunteer=volunteer,
            number=volunteer.number,
            kind=Member.Kind.PANELIST,
            status=Member.Status.CONFIRMED,
        )
        for volunteer in make_volunteers(panel, count)
    ]


@pytest.fixture(autouse=True)
def noon():
    """It is noon on the day of the first meeting, unless a test says otherwise."""
    with clock.at(at(12)):
        yield


@pytest.fixture
def members(panel):
    return make_members(panel, 12)


@pytest.fixture
def meeting(panel):
    """The first meeting: 1.10.2026 17.00-20.00."""
    return panel.meetings.get(number=1)


@pytest.fixture
def second(panel):
    """The second meeting: 10.10.2026 17.00-23.00."""
    return panel.meetings.get(number=2)


@pytest.fixture
def facilitator(person):
    return person(Role.FACILITATOR)


@pytest.fixture
def evening():
    """It is ten past five on the day of the first meeting."""
    with clock.at(at(17, 10)):
        yield


@pytest.fixture
def full(meeting, members, coordinator, facilitator):
    """A meeting with everything: programme, seats, host, talk, question, somebody at the door."""
    actions.use_standard_programme(meeting=meeting, kind="learn", actor=coordinator)
    actions.seat_meeting(meeting=meeting, tables=3, rounds=2, seed=1, actor=coordinator, seconds=0.02)
    actions.set_hosts(meeting=meeting, hosts={facilitator.pk: 2}, actor=coordinator)
    actions.add_talk(meeting=meeting, title="Palvelut", expert_name="Eeva", actor=coordinator)
    actions.ask_question(meeting=meeting, text="Kuka maksaa?", table=2, actor=facilitator)
    actions.check_in(meeting=meeting, member=members[0], at=at(16, 55), actor=coordinator)
    return meeting


@pytest.fixture
def workspace(coordinator, signed_in):
    return signed_in(coordinator)


def post(client, name, panel, *args, **data):
    return client.post(reverse(name, args=[panel.slug, *args]), data)
