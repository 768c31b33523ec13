"""In a browser: a card outlives a lost network, and the pages of the vote are for everybody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import expect

from puntari.core import clock
from puntari.core.roles import Role
from puntari.deliberation import actions
from puntari.deliberation.models import Card
from puntari.meetings.tests.conftest import make_members

pytestmark = pytest.mark.browser

TABLE = "/desk/panels/testi/statement/cards/meeting/3/table/2/"


@pytest.fixture
def sign_in(live_site):
    """Sign a browser page in as a person."""

    def into(page, user):
        client = Client()
        client.force_login(user)
        cookie = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_site}])
        return page

    return into


@pytest.fixture
def facilitator(live_site, person):
    return person(Role.FACILITATOR)


def test_cards_typed_without_a_network_arrive_once_each(desk, sign_in, panel, facilitator):
    page = sign_in(desk, facilitator)
    page.goto(TABLE)
    page.context.set_offline(True)
    for text in ("Ensimmäinen ajatus", "Toinen ajatus"):
        page.locator("#id_text").fill(text)
        page.locator("#id_text").press("Enter")
    expect(page.locator("[data-outbox]")).to_contain_text("Verkkoa odottavia kortteja: 2.")
    assert Card.objects.count() == 0
    page.context.set_offline(False)
    page.locator(".cards__card", has_text="Toinen ajatus").wait_for()
    assert list(Card.objects.values_list("text", "table")) == [
        ("Ensimmäinen ajatus", 2),
        ("Toinen ajatus", 2),
    ]


def test_cards_waiting_on_a_closed_tablet_go_when_it_is_opened(desk, sign_in, panel, facilitator):
    page = sign_in(desk, facilitator)
    page.goto(TABLE)
    page.context.set_offline(True)
    page.locator("#id_text").fill("Akku loppui")
    page.locator("#id_text").press("Enter")
    page.context.set_offline(False)
    page.reload()
    page.locator(".cards__card", has_text="Akku loppui").wait_for()
    assert Card.objects.count() == 1


def test_a_member_votes_on_a_phone_and_the_page_is_accessible(phone, axe, panel, facilitator):
    members = make_members(panel, 3)
    proposal = actions.make_proposal(panel=panel, title="Illat", text="Auki illalla.", actor=facilitator)
    actions.freeze(proposal=proposal, actor=facilitator)
    actions.open_vote(panel=panel, proposals=[proposal], meeting=None, actor=facilitator)
    phone.goto(f"/me/{members[0].volunteer.token}/")
    phone.get_by_role("button", name="Hae äänestyslippu").click()
    axe(phone)
    phone.get_by_label("Kannatan", exact=True).check()
    phone.get_by_role("button", name="Anna ääni").click()
    phone.get_by_text("Äänesi on tallessa").wait_for()
    axe(phone)


def test_the_published_statement_is_accessible(phone, desk, axe, panel, facilitator):
    members = make_members(panel, 3)
    proposal = actions.make_proposal(panel=panel, title="Illat", text="Auki illalla.", actor=facilitator)
    actions.freeze(proposal=proposal, actor=facilitator)
    vote = actions.open_vote(panel=panel, proposals=[proposal], meeting=None, actor=facilitator)
    for member in members:
        code = actions.hand_ballot(vote=vote, member=member)
        actions.cast(ballot_code=code, choices={proposal: "yes"})
    actions.close_vote(vote=vote, actor=facilitator)
    with clock.at(clock.now() + timedelta(minutes=20)):
        statement = actions.draft_statement(panel=panel, actor=facilitator)
        actions.publish_statement(statement=statement, actor=facilitator)
    for page in (phone, desk):
        for address in ("statement/", "statement/1/", "statement/cards/", "votes/1/"):
            assert page.goto(f"/panels/testi/{address}").status == 200
            axe(page)
