"""The public draw in a browser: nothing a screen reader trips over, the ceremony by keys, narrow screens."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from puntari.core.models import OutgoingMail
from puntari.lottery.tests.test_browser import signed_page  # noqa: F401 - a fixture, used by name
from puntari.lottery.tests.test_public_draw import (  # noqa: F401 - the fixtures are used by name
    closed,
    committed,
    listed,
    publicly_drawn,
    second,
    sourced,
)

pytestmark = pytest.mark.browser
DESK = "/desk/panels/testi/draw/public/"


def test_the_panel_is_drawn_on_the_big_screen_by_keys(sourced, signed_page, axe, shot):  # noqa: F811
    signed_page.goto(f"{DESK}ceremony/")
    axe(signed_page)
    signed_page.keyboard.press("ArrowRight")
    signed_page.wait_for_url("**/?step=1")
    signed_page.get_by_role("button", name="Arvo paneeli").press("Enter")
    signed_page.get_by_role("heading", name="Siemen").wait_for()
    axe(signed_page)
    for step in (3, 4, 5):
        signed_page.keyboard.press("PageDown")
        signed_page.wait_for_url(f"**/?step={step}")
    sourced.refresh_from_db()
    signed_page.get_by_role("heading", name="Paneeli numero").wait_for()
    axe(signed_page)
    shot(signed_page, "ceremony")
    assert sourced.state == "drawn"


def test_the_pages_of_the_desk_are_accessible(committed, signed_page, axe):  # noqa: F811
    for page in ("", "values/", "cancel/"):
        signed_page.goto(DESK + page)
        axe(signed_page)


def test_the_forms_of_the_desk_are_accessible(listed, signed_page, axe):  # noqa: F811
    for page in ("", "commit/"):
        signed_page.goto(DESK + page)
        axe(signed_page)


def test_the_pool_is_closed_by_a_form_that_says_what_it_wants(ready, signed_page, axe):  # noqa: F811
    signed_page.goto(f"{DESK}close/")
    axe(signed_page)
    signed_page.get_by_role("button", name="Sulje joukko").click()
    expect(signed_page.get_by_role("alert")).to_contain_text("Ymmärrän, että joukkoon")
    axe(signed_page)
    signed_page.get_by_label("Paneeleja, joista yksi arvotaan").fill("50")
    signed_page.get_by_label("Ymmärrän, että joukkoon").check()
    signed_page.get_by_role("button", name="Sulje joukko").click()
    expect(signed_page.get_by_text("Kuitit lähetetty")).to_be_visible()
    assert OutgoingMail.objects.filter(key__startswith="lottery-ticket-").count() == 60


def test_the_notary_audits_the_sealed_panels(listed, second, signed_in, desk, live_site, axe, shot):  # noqa: F811
    session = signed_in(second).cookies["sessionid"].value
    desk.context.add_cookies([{"name": "sessionid", "value": session, "url": live_site}])
    desk.goto(f"{DESK}audit/")
    axe(desk)
    desk.get_by_role("button", name="Avaa ja tarkasta kaikki paneelit").click()
    expect(desk.get_by_text("Kaikki täsmää")).to_be_visible()
    axe(desk)
    shot(desk, "audit")


def test_the_public_draw_is_seen_on_one_page(publicly_drawn, desk, axe, shot):  # noqa: F811
    desk.goto("/panels/testi/draw/public/")
    expect(desk.get_by_role("heading", name="Tarkista itse")).to_be_visible()
    axe(desk)
    shot(desk, "public-draw")


def test_the_public_record_fits_a_phone(publicly_drawn, volunteers, phone, axe):  # noqa: F811
    for address in ("/panels/testi/draw/public/", f"/me/{volunteers[0].token}/"):
        phone.goto(address)
        axe(phone)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360
