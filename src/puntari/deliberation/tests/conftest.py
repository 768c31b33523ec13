"""A drawn panel in its last meeting: twelve members, ten of them in the room, and people who work for it."""

from __future__ import annotations

import pytest

from puntari.core import clock
from puntari.core.roles import Role
from puntari.deliberation import actions
from puntari.meetings.actions import check_in
from puntari.meetings.tests.conftest import at, make_members, refused

__all__ = ["at", "refused"]

PRESENT = 10


@pytest.fixture
def members(panel):
    return make_members(panel, 12)


@pytest.fixture
def facilitator(person):
    return person(Role.FACILITATOR)


@pytest.fixture
def official(person):
    return person(Role.OFFICIAL)


@pytest.fixture
def meeting(panel):
    """The third meeting: 24.10.2026 17.00-23.00."""
    return panel.meetings.get(number=3)


@pytest.fixture
def evening():
    with clock.at(at(18, day=24)):
        yield


@pytest.fixture
def in_the_room(evening, meeting, members, facilitator):
    """Ten of the twelve have checked in."""
    for member in members[:PRESENT]:
        check_in(meeting=meeting, member=member, actor=facilitator)
    return members[:PRESENT]


@pytest.fixture
def add(meeting, facilitator, evening):
    def add_card(text, table=1, **more):
        return actions.add_card(meeting=meeting, table=table, text=text, actor=facilitator, **more)

    return add_card


@pytest.fixture
def propose(panel, facilitator, evening):
    def make(title, *cards, frozen=False, **more):
        proposal = actions.make_proposal(
            panel=panel, title=title, text=f"{title} kaikille.", cards=cards, actor=facilitator, **more
        )
        if frozen:
            actions.freeze(proposal=proposal, actor=facilitator)
        return proposal

    return make


@pytest.fixture
def open_vote(panel, meeting, coordinator, in_the_room):
    def open_it(*proposals, **rule):
        return actions.open_vote(panel=panel, proposals=proposals, meeting=meeting, actor=coordinator, **rule)

    return open_it


@pytest.fixture
def vote_as(in_the_room):
    """Hand ballots to as many members as there are answers and cast one for each; returns the codes."""

    def cast(vote, answers):
        codes = []
        for member, choices in zip(in_the_room, answers, strict=False):
            code = actions.hand_ballot(vote=vote, member=member)
            actions.cast(ballot_code=code, choices=choices)
            codes.append(code)
        return codes

    return cast
