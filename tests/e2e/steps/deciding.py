"""From the tables' cards to the secret vote and the statement."""

from __future__ import annotations

import io

from docx import Document
from playwright.sync_api import expect
from pypdf import PdfReader

from puntari.deliberation.models import Card, Vote
from puntari.lottery.queries import active_panelists
from tests.e2e.steps.drawing import PANELISTS, panel_of
from tests.e2e.steps.meeting import check_in_at_the_door, phone_of
from tests.e2e.walk import Walk, fill

CARDS = (
    "Yksi numero kaikkeen",
    "Yksi verkkosivu kaikkeen",
    "Ihminen vastaa puhelimeen",
    "Ilmainen bussi perille",
)
AGAINST, MINORITY = 3, "Yksi numero ruuhkautuu, ja silloin jokainen odottaa."


def write_cards_at_a_table(walk: Walk) -> None:
    walk.clock.set("2027-05-13", 19)
    page = walk.desk("fasilitaattori", "desk-table-cards", 1, 1)
    for text in CARDS:
        page.locator("#id_text").fill(text)
        page.get_by_role("button", name="Tallenna kortti").click()
        page.locator("main li, main article, main tr").get_by_text(text).first.wait_for()
    walk.picture(page, "cards")
    assert Card.objects.count() == len(CARDS)


def make_proposals(walk: Walk) -> None:
    walk.clock.set("2027-05-22", 14)
    for title, cards in ((CARDS[0], "1"), (CARDS[1], "2"), ("Ihminen vastaa aina", "3, 4")):
        page = walk.desk("fasilitaattori", "desk-proposal-new")
        fill(page, {"title": title, "text": f"{title}.", "theme": "Avun löytäminen", "cards": cards})
        walk.press(page, "Tallenna")


def merge_two_of_them(walk: Walk) -> None:
    page = walk.desk("fasilitaattori", "desk-proposals")
    for title in CARDS[:2]:
        page.get_by_role("checkbox", name=f"Valitse {title}").check()
    walk.press(page, "Yhdistä valitut")
    fill(page, {"title": "Yksi paikka kaikkeen", "text": "Yksi numero ja yksi sivu.", "note": "Sama asia"})
    walk.picture(page, "merge")
    walk.press(page, "Yhdistä")


def an_official_comments(walk: Walk) -> None:
    page = walk.desk("viranhaltija", "desk-proposals")
    walk.follow(page, "Yksi paikka kaikkeen")
    page.locator("select[name=kind], input[name=kind]").first.wait_for()
    fill(page, {"text": "Numeron hankinta on jo aloitettu."})
    walk.press(page, "Tallenna kommentti")


def freeze_the_wordings(walk: Walk) -> None:
    page = walk.desk("koordinaattori", "desk-coverage")
    walk.press_and_confirm(page, "Lukitse kaikki sanamuodot")
    walk.picture(walk.desk("koordinaattori", "desk-coverage"), "coverage")


def open_the_vote(walk: Walk) -> None:
    check_in_at_the_door(walk, 3)
    walk.clock.set("2027-06-05", 14)
    page = walk.desk("koordinaattori", "desk-vote-new")
    fill(page, {"title": "Paneelin suositukset"})
    page.locator("select[name=meeting]").select_option(index=3)
    walk.press(page, "Tallenna")
    walk.press_and_confirm(page, "Avaa äänestys")
    assert Vote.objects.get().is_open


def panelists_vote_on_their_phones(walk: Walk) -> None:
    for place, member in enumerate(active_panelists(panel_of(walk)).select_related("volunteer")):
        phone = phone_of(walk)
        walk.open(phone, "me", member.volunteer.token)
        walk.press(phone, "Hae äänestyslippu")
        walk.notes[f"ballot-{place}"] = phone.url
        fill(phone, {"item_1": "no" if place < AGAINST else "yes", "item_2": "yes"})
        if place == 0:
            walk.picture(phone, "ballot-phone")
        walk.press(phone, "Anna ääni")
        expect(phone.get_by_text("Äänesi on tallessa")).to_be_visible()
    walk.picture(walk.desk("koordinaattori", "desk-vote", 1), "vote")


def close_the_vote(walk: Walk) -> None:
    page = walk.desk("koordinaattori", "desk-vote", 1)
    walk.press_and_confirm(page, "Sulje ja laske")
    cells = page.locator("main tbody tr").all_inner_texts()
    assert f"{PANELISTS - AGAINST}" in cells[0]
    walk.picture(page, "vote-result")


def the_minority_says_why(walk: Walk) -> None:
    phone = walk.go(phone_of(walk), walk.notes["ballot-0"])
    walk.follow(phone, "Kirjoita perustelu")
    fill(phone, {"text": MINORITY})
    walk.press(phone, "Lähetä perustelu")


def draft_the_statement(walk: Walk) -> None:
    walk.clock.set("2027-06-07")
    page = walk.desk("koordinaattori", "desk-statement-text")
    walk.press(page, "Tee luonnos")
    page = walk.desk("koordinaattori", "desk-statement-titles")
    fill(page, {"summary": "Paneeli pyytää yhden paikan, josta kaikki apu löytyy."})
    walk.press(page, "Tallenna")
    walk.press(page, "Avaa luonnos panelisteille")


def a_panelist_checks_the_draft(walk: Walk) -> None:
    member = active_panelists(panel_of(walk)).select_related("volunteer")[0]
    phone = walk.open(phone_of(walk), "me-statement", member.volunteer.token)
    fill(phone, {"agrees": "yes"})
    walk.press(phone, "Lähetä vastaus")


def publish_the_statement(walk: Walk) -> None:
    walk.clock.set("2027-06-14")
    page = walk.desk("koordinaattori", "desk-statement-text")
    walk.press_and_confirm(page, "Julkaise")
    phone = walk.open(phone_of(walk), "panel-statement", walk.slug)
    expect(phone.get_by_text(MINORITY)).to_be_visible()
    reader = walk.open(walk.staff("koordinaattori"), "panel-statement", walk.slug)
    walk.picture(reader, "statement")
    pdf = PdfReader(io.BytesIO(walk.download(reader, f"/panels/{walk.slug}/statement.pdf")))
    assert "Yksi paikka" in " ".join(one.extract_text() for one in pdf.pages)
    word = Document(io.BytesIO(walk.download(reader, f"/panels/{walk.slug}/statement.docx")))
    assert any("Yksi paikka kaikkeen" in line.text for line in word.paragraphs)
    walk.open(phone_of(walk), "panel-trace", walk.slug, 1)
    walk.open(phone_of(walk), "panel-vote", walk.slug, 1)
    walk.open(phone_of(walk), "panel-cards", walk.slug)


def hand_it_over(walk: Walk) -> None:
    walk.clock.set("2027-06-16", 17)
    page = walk.desk("koordinaattori", "desk-hand-over")
    walk.press(page, "Kirjaa luovutus")


STEPS = [
    write_cards_at_a_table,
    make_proposals,
    merge_two_of_them,
    an_official_comments,
    freeze_the_wordings,
    open_the_vote,
    panelists_vote_on_their_phones,
    close_the_vote,
    the_minority_says_why,
    draft_the_statement,
    a_panelist_checks_the_draft,
    publish_the_statement,
    hand_it_over,
]
