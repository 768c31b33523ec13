"""The pages as browsers show them: nothing that axe finds, no sideways scrolling, taps without a reload."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from puntari.core import clock
from puntari.core.roles import Role
from puntari.meetings import actions
from puntari.meetings.models import Attendance
from puntari.meetings.tests.conftest import make_members

DESK = {
    "desk-meet": [],
    "desk-my-table": [],
    "desk-programme": [1],
    "desk-programme-print": [1],
    "desk-item-new": [1],
    "desk-hosts": [1],
    "desk-run-sheet": [1],
    "desk-projector": [1],
    "desk-door": [1],
    "desk-seating": [1],
    "desk-seating-print": [1],
    "desk-seating-rules": [],
    "desk-attendance": [],
    "desk-attendance-correct": [1, 1],
    "desk-talk-new": [1],
    "desk-talks": [],
    "desk-talk": ["talk"],
    "desk-questions": [],
    "desk-question": ["question"],
    "panel-meeting": [1],
    "panel": [],
}


@pytest.fixture
def noon():
    """The served site reads the real clock, so the tests here do too."""


@pytest.fixture
def lively(transactional_db, panel, person):
    """A panel in the middle of its first meeting."""
    now = timezone.now().replace(second=0, microsecond=0)
    meeting = panel.meetings.get(number=1)
    meeting.starts_at, meeting.ends_at = now - timedelta(minutes=40), now + timedelta(minutes=140)
    meeting.save()
    coordinator = person(Role.COORDINATOR, Role.FACILITATOR, name="koordinaattori")
    members = make_members(panel, 12)
    items = actions.use_standard_programme(meeting=meeting, kind="learn", actor=coordinator)
    actions.start_item(item=items[2], actor=coordinator, at=now - timedelta(minutes=8))
    actions.seat_meeting(meeting=meeting, tables=3, rounds=2, seed=1, actor=coordinator, seconds=0.02)
    actions.set_hosts(meeting=meeting, hosts={coordinator.pk: 2}, actor=coordinator)
    talk = actions.add_talk(
        meeting=meeting,
        title="Palvelut numeroina",
        expert_name="Eeva Esimerkki",
        expert_title="kehittämispäällikkö, Esimerkin hyvinvointialue",
        summary="Mistä palveluista on kyse ja kuka niitä käyttää.",
        actor=coordinator,
    )
    actions.add_material(talk=talk, content=b"%PDF-1.7 x", name="diat.pdf", actor=coordinator)
    first = actions.ask_question(meeting=meeting, text="Kuka maksaa uudet palvelut?", table=2)
    actions.ask_question(meeting=meeting, text="Kuka maksaa uudet palvelut ja mistä?", table=1)
    told = actions.ask_question(meeting=meeting, text="Saako palvelua ruotsiksi?", member=members[1])
    actions.answer_question(question=told, answer="Saa.", answered_by="Eeva Esimerkki", actor=coordinator)
    actions.add_seating_rule(
        panel=panel, kind="apart", member=members[0], other=members[1], actor=coordinator
    )
    for number, member in enumerate(members[:8]):
        moment = now - timedelta(minutes=50 - 3 * number)
        actions.check_in(meeting=meeting, member=member, at=moment, actor=coordinator)
    actions.check_out(meeting=meeting, member=members[3], actor=coordinator, at=clock.now())
    actions.excuse(meeting=meeting, member=members[11], actor=coordinator)
    return {
        "meeting": meeting,
        "user": coordinator,
        "talk": talk.pk,
        "question": first.pk,
        "members": members,
    }


def sign_in(page, user, site):
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site}])


def addresses(panel, lively):
    for name, args in DESK.items():
        yield name, reverse(name, args=[panel.slug, *(lively.get(one, one) for one in args)])
    token = lively["members"][1].volunteer.token
    yield "me", reverse("me", args=[token])
    yield "me-question", reverse("me-question", args=[token])


@pytest.mark.browser
def test_no_page_shuts_anybody_out(live_site, panel, lively, phone, axe):
    sign_in(phone, lively["user"], live_site)
    for name, url in addresses(panel, lively):
        phone.goto(url)
        axe(phone)
        wider = phone.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, name


@pytest.mark.browser
def test_a_tap_at_the_door_counts_at_once_without_a_reload(live_site, panel, lively, phone):
    sign_in(phone, lively["user"], live_site)
    phone.goto(reverse("desk-door", args=[panel.slug, 1]))
    phone.evaluate("window.still_here = true")
    person = phone.locator("#member-10")
    person.get_by_role("button", name="Saapui").click()
    person.get_by_role("button", name="Kumoa saapuminen").wait_for()
    expect(phone.locator("#counts strong")).to_have_text("8")
    assert phone.evaluate("window.still_here")
    assert Attendance.objects.get(member__number=10).arrived


@pytest.mark.browser
def test_the_run_sheet_starts_the_next_item_without_a_reload(live_site, panel, lively, desk):
    sign_in(desk, lively["user"], live_site)
    desk.goto(reverse("desk-run-sheet", args=[panel.slug, 1]))
    desk.evaluate("window.still_here = true")
    button = desk.locator("#run-next")
    title = button.inner_text().removeprefix("Aloita: ")
    button.click()
    desk.locator(".now-bar__what", has_text=title).wait_for()
    assert desk.evaluate("window.still_here")
