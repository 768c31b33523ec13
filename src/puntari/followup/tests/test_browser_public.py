"""The public table as it is used: a search leads to what was found, with a keyboard, a reader and a phone."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from puntari.followup import actions
from puntari.followup.tests.tables import DIGITAL, as_csv
from puntari.panels.models import Panel

TABLE = "/panels/testi/actions/"


@pytest.fixture
def table(live_site: str, panel: Panel) -> Panel:
    actions.import_table(panel=panel, content=as_csv(DIGITAL), name="t", actor=None)
    return panel


@pytest.mark.browser
def test_a_search_on_a_phone_leads_to_what_was_found(phone: Any, table: Panel, axe: Any) -> None:
    phone.goto(TABLE)
    expect(phone.get_by_label("Status")).to_be_hidden()
    phone.get_by_label("Hakusana").fill("ohje")
    phone.get_by_role("button", name="Hae").click()
    found = phone.get_by_role("heading", name="1 suositus, 1 rivi: haulla ”ohje”")
    expect(found).to_be_focused()
    expect(found).to_be_in_viewport()
    expect(phone.locator(".action-table tbody").first).to_be_in_viewport()
    expect(phone).to_have_title(re.compile("^1 suositus, 1 rivi: haulla ”ohje” – "))
    expect(phone).to_have_url(f"{phone.url.partition('?')[0]}?q=ohje#found")
    axe(phone)


@pytest.mark.browser
def test_the_lists_open_without_a_script(new_page: Any, table: Panel) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page.goto(TABLE)
    page.get_by_text("Rajaa ja järjestä").click()
    page.get_by_label("Vastaus").select_option("none")
    page.get_by_role("button", name="Rajaa").click()
    expect(page.get_by_role("heading", name="2 suositusta, 3 riviä: Ei kirjattua vastausta")).to_be_visible()
    expect(page.get_by_label("Vastaus")).to_have_value("none")


@pytest.mark.browser
@pytest.mark.parametrize("device", ["phone", "desk"])
def test_every_row_is_whole_to_a_screen_reader(device: str, request: Any, table: Panel) -> None:
    page = request.getfixturevalue(device)
    page.goto(TABLE)
    rows = page.locator(".action-table tbody tr")
    expect(rows).to_have_count(3)
    labelled = device == "phone"

    def cell(label: str, text: str) -> str:
        return f"{label} {text}" if labelled else text

    sub = cell("Alasuositus", "2. Selkeät ja saavutettavat palvelut: 2.2. Hyvät ohjeet")
    expect(rows.nth(2)).to_match_aria_snapshot(
        f"""
- row:
  - 'rowheader "{sub}"'
  - cell "{cell("Toimenpide", "Ohjeet tehdään aina mukana")}"
  - cell "{cell("Aikataulu", "Jatkuvaa")}"
  - cell "{cell("Status", "Käsitelty. Kokeiltu ajanvarauksessa")}"
  - cell "{cell("Vastuu", "Tietohallinto ja palveluja tuottavat yksiköt")}"
  - cell "{cell("Lisätieto", "Saavutettavuus huomioidaan.")}"
"""
    )
    expect(rows.nth(1).get_by_role("cell").last).to_have_text("ei lisätietoa")
    expect(rows.nth(1).get_by_role("cell").last).to_have_attribute("aria-colindex", "7")
    expect(page.get_by_role("columnheader")).to_have_count(7)
    for number in range(3):
        expect(rows.nth(number).locator("[aria-colindex]")).to_have_count(6 if number == 2 else 7)
