"""Looking at a wide table before it comes in: the page stays in its place, the table moves in its own."""

import io
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import expect

from puntari.core.models import User
from puntari.followup.models import Action
from puntari.panels.models import Panel

PATH = "/desk/panels/testi/followup/import/"
ROWS = [
    ["Nro", "Suositus", "Kunnat", "Toimenpide", "Aikataulu", "Vastuu", "Tila", "Kommentit", "Teema"],
    [1, "Puhelinpalveluun takaisinsoitto kaikille", "Loppi ja Hausjärvi", "Takaisinsoitto", "3/2026",
     "Asiakasohjaus", "Käynnissä", "Kokeilu kahdessa yksikössä", "Puhelinpalvelu"],
]  # fmt: skip


@pytest.mark.browser
@pytest.mark.parametrize("device", ["phone", "desk"])
def test_a_wide_workbook_is_looked_at_and_comes_in(
    device: str, request: Any, live_site: str, panel: Panel, coordinator: User, signed_in: Any, axe: Any
) -> None:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.worksheets[0].append(row)
    file = io.BytesIO()
    book.save(file)
    page = request.getfixturevalue(device)
    session = signed_in(coordinator).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_site}])
    page.goto(PATH)
    page.get_by_label("Tiedosto").set_input_files(
        {"name": "oma.xlsx", "mimeType": "application/octet-stream", "buffer": file.getvalue()}
    )
    page.get_by_role("button", name="Katso, mitä tuodaan").click()
    expect(page.get_by_role("heading", name="Tarkista tuotava taulukko")).to_be_visible()
    expect(page.get_by_role("cell", name="Loppi, Hausjärvi")).to_be_visible()
    axe(page)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    page.get_by_role("button", name="Tuo taulukko").click()
    expect(page.get_by_text("Taulukko tuotu: 1 uutta")).to_be_visible()
    assert Action.objects.get().recommendation.number == 1
