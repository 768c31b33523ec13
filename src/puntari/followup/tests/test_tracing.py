"""From a recommendation back to the tables it came from."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from puntari.core import clock
from puntari.core.models import User
from puntari.core.roles import Role
from puntari.deliberation import actions as deliberation
from puntari.followup import actions
from puntari.followup.models import Recommendation
from puntari.followup.tracing import SHOWN, trace_of
from puntari.meetings.actions import check_in
from puntari.meetings.tests.conftest import at, make_members
from puntari.panels.models import Panel

PAGE = "/panels/testi/recommendations/1/"
Grow = Callable[[int], Recommendation]


@pytest.fixture
def grow(panel: Panel, coordinator: User, person: Callable[..., User]) -> Grow:
    """Two proposals from so many cards each are merged, voted on, published and handed over."""
    facilitator, meeting = person(Role.FACILITATOR), panel.meetings.get(number=3)

    def proposal(title: str, cards: int) -> Any:
        made = [
            deliberation.add_card(
                meeting=meeting, table=table, text=f"{title}: ajatus {table}", actor=facilitator
            )
            for table in range(1, cards + 1)
        ]
        return deliberation.make_proposal(
            panel=panel, title=title, text=f"{title} kaikille.", cards=made, actor=facilitator
        )

    def from_cards(cards: int) -> Recommendation:
        with clock.at(at(18, day=24)):
            members = make_members(panel, 6)
            for member in members:
                check_in(meeting=meeting, member=member, actor=facilitator)
            merged = deliberation.merge_proposals(
                panel=panel,
                parents=[proposal("Illat auki", cards), proposal("Viikonloput auki", 1)],
                title="Auki myös iltaisin",
                text="Vastaanotot ovat auki iltaisin ja viikonloppuisin.",
                actor=facilitator,
            )
            deliberation.freeze(proposal=merged, actor=facilitator)
            vote = deliberation.open_vote(panel=panel, proposals=[merged], meeting=meeting, actor=coordinator)
            for member in members:
                code = deliberation.hand_ballot(vote=vote, member=member)
                deliberation.cast(ballot_code=code, choices={merged: "yes"})
            deliberation.close_vote(vote=vote, actor=coordinator)
        with clock.at(at(18, day=24) + timedelta(minutes=30)):
            statement = deliberation.draft_statement(panel=panel, actor=coordinator)
            deliberation.publish_statement(statement=statement, actor=coordinator)
            deliberation.hand_over(statement=statement, on=clock.today(), actor=coordinator)
        return Recommendation.objects.get()

    return from_cards


def test_the_page_leads_back_to_proposals_cards_and_tables(client: Client, grow: Grow) -> None:
    found = trace_of(grow(2))
    assert found is not None
    assert (len(found.proposals), len(found.cards), found.tables, found.meetings) == (3, 3, 2, 1)
    html = client.get(PAGE).content.decode()
    for words in ("Auki myös iltaisin", "Viikonloput auki", "Illat auki: ajatus 2", "pöytä 2"):
        assert words in html
    for path in ("/panels/testi/statement/", "/panels/testi/statement/1/"):
        assert f'href="{path}"' in html
        assert client.get(path).status_code == 200


def test_a_long_trace_shows_its_beginning(client: Client, grow: Grow) -> None:
    found = trace_of(grow(SHOWN + 2))
    assert found is not None
    assert (len(found.shown), found.more) == (SHOWN, 3)
    assert "Katso vielä 3 korttia" in client.get(PAGE).content.decode()


def test_what_came_in_by_hand_has_no_trace(client: Client, panel: Panel, grow: Grow) -> None:
    one = actions.add_recommendation(panel=panel, title="1. Lisää bussivuoroja", actor=None)
    assert trace_of(one) is None
    assert "Mistä suositus syntyi" not in client.get(PAGE).content.decode()
