"""The draw in a browser: live sums, a resident's answer on a phone, nothing a screen reader trips over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import F
from playwright.sync_api import expect

from puntari.core import clock
from puntari.core.models import LogEntry
from puntari.lottery import actions, queries
from puntari.panels.models import FeatureValue

pytestmark = pytest.mark.browser


@pytest.fixture
def signed_page(coordinator, signed_in, desk, live_site):
    """A desk browser signed in as the coordinator."""
    session = signed_in(coordinator).cookies["sessionid"].value
    desk.context.add_cookies([{"name": "sessionid", "value": session, "url": live_site}])
    return desk


def test_sums_follow_what_is_typed(ready, signed_page, axe):
    signed_page.goto("/desk/panels/testi/draw/targets/")
    group = signed_page.locator("[data-group]").first
    group.get_by_label("Sukupuoli, Nainen: vähintään").fill("9")
    expect(group.locator('[data-sum="min"]')).to_have_text("14")
    expect(group.get_by_text("Vähimmäismäärien summa ei saa olla yli 12.")).to_be_visible()
    axe(signed_page)


def test_impossible_targets_are_told_in_numbers_and_a_person_loosens_them(
    ready, volunteers, signed_page, axe
):
    for one in volunteers:
        one.features["gender"] = "man" if one.number % 15 else "woman"
        one.save()
    signed_page.goto("/desk/panels/testi/draw/feasibility/")
    expect(signed_page.get_by_text("tavoite on vähintään 5, mutta ilmoittautuneita on 4")).to_be_visible()
    axe(signed_page)
    signed_page.get_by_label("Sukupuoli, Nainen: vähintään 5 → 4").check()
    signed_page.get_by_role("button", name="Väljennä tavoitteita").click()
    expect(signed_page.get_by_role("alert")).to_contain_text("Perustelu")
    signed_page.get_by_label("Perustelu").fill("Naisia ilmoittautui vain neljä.")
    signed_page.get_by_role("button", name="Väljennä tavoitteita").click()
    expect(signed_page.get_by_text("Näistä ilmoittautuneista voi koota paneelin")).to_be_visible()
    expect(signed_page.get_by_text("Naisia ilmoittautui vain neljä.")).to_be_visible()
    axe(signed_page)
    logged = LogEntry.objects.get(kind="lottery.targets_relaxed").data
    assert logged["reason"] == "Naisia ilmoittautui vain neljä."
    assert logged["cost"] == 2


def test_the_letters_are_worked_out_and_laid_out_by_group(ready, signed_page, axe, shot):
    for value in FeatureValue.objects.all():
        value.population *= 1000
        value.save()
    signed_page.goto("/desk/panels/testi/draw/letters/")
    axe(signed_page)
    signed_page.get_by_role("button", name="Laske kirjeet").click()
    expect(signed_page.get_by_role("heading", name="Kirjeet ryhmittäin")).to_be_visible()
    axe(signed_page)
    shot(signed_page, "letters")


def test_a_replacement_shows_the_panel_before_and_after(drawn, coordinator, signed_page, axe):
    leaver = queries.panelists(drawn.panel).first()
    actions.change_status(member=leaver, status="declined", comment="Muutti pois.", actor=coordinator)
    for one in queries.reserves(drawn.panel):
        actions.change_status(member=one, status="confirmed", actor=coordinator)
    signed_page.goto(f"/desk/panels/testi/draw/members/{leaver.number}/replace/")
    expect(signed_page.get_by_role("columnheader", name="Vaihdon jälkeen").first).to_be_visible()
    expect(signed_page.get_by_text("Paneeli täyttää kaikki tavoitteet.")).to_be_visible()
    axe(signed_page)


def put_meetings_ahead(panel):
    """The served site goes by today's clock: whoever answers must still have meetings to come to."""
    ahead = clock.now() + timedelta(days=30) - panel.meetings.earliest("starts_at").starts_at
    panel.meetings.update(starts_at=F("starts_at") + ahead, ends_at=F("ends_at") + ahead)


def test_a_resident_confirms_on_a_phone(drawn, phone, axe):
    put_meetings_ahead(drawn.panel)
    member = queries.panelists(drawn.panel).first()
    phone.goto(f"/me/{member.volunteer.token}/draw/")
    axe(phone)
    phone.get_by_role("button", name="Vahvistan, että tulen").click()
    phone.get_by_role("dialog").get_by_role("button", name="Vahvistan, että tulen").click()
    phone.get_by_text("Olet paneelin jäsen").wait_for()
    member.refresh_from_db()
    assert member.status == "confirmed"


def test_the_public_report_is_accessible_on_a_phone(drawn, phone, axe):
    phone.goto("/panels/testi/draw/")
    axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
