"""A resident with an old phone: the letter's code, the form, the receipt, the own page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from puntari.recruitment.models import Addressee, Volunteer

if TYPE_CHECKING:
    from playwright.sync_api import Page


def wait_for_the_draft(phone: Page, typed: str) -> None:
    """Until the device keeps what was typed; the page's rules let no test wait inside it."""
    for _ in range(100):
        if typed in phone.evaluate("Object.values(localStorage).join()"):
            return
        phone.wait_for_timeout(50)
    pytest.fail("the draft was not kept within five seconds")


@pytest.mark.browser
def test_a_resident_registers_on_a_phone(
    live_site: str, addressee: Addressee, phone: Page, axe: Callable[[Page], None]
) -> None:
    phone.goto(f"{live_site}/i/")
    axe(phone)
    phone.get_by_label("Kirjeen koodi").fill(addressee.code.lower())
    phone.get_by_role("button", name="Jatka").click()
    phone.wait_for_url(f"**/i/{addressee.code}/")
    axe(phone)
    phone.get_by_label("Sähköposti").fill("aino@example.invalid")
    wait_for_the_draft(phone, "aino@example.invalid")
    phone.reload()
    expect(phone.get_by_label("Sähköposti")).to_have_value("aino@example.invalid")
    for choice in ("Kyllä, pääsen kaikkiin", "Nainen", "Pornainen"):
        phone.get_by_label(choice, exact=True).check()
    phone.get_by_label("Asun tällä alueella").check()
    phone.get_by_label("Tietojani saa käyttää").check()
    phone.get_by_role("button", name="Ilmoittaudu mukaan").click()
    axe(phone)
    assert phone.title().startswith("Virhe:")
    phone.get_by_label("Syntymävuosi").fill("1980")
    phone.wait_for_timeout(3000)
    phone.get_by_role("button", name="Ilmoittaudu mukaan").click()
    phone.wait_for_url("**/done/")
    axe(phone)
    phone.get_by_role("link", name="Avaa oma sivusi").click()
    phone.wait_for_url(f"**/me/{Volunteer.objects.get().token}/")
    axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
