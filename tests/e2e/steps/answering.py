"""The answers and the public action table."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from puntari.core.models import User
from puntari.followup.models import Recommendation
from tests.e2e.steps.drawing import panel_of
from tests.e2e.steps.meeting import phone_of
from tests.e2e.walk import Walk, address_of, button, fill

ACTION, SCHEDULE = "Yhteinen neuvontanumero otetaan käyttöön", "10/2027 – 3/2028"


def _form(walk: Walk) -> Page:
    page = walk.desk("paattaja", "desk-followup")
    walk.follow(page, "Yksi paikka kaikkeen")
    walk.follow(page, "Kirjaa vastaus")
    return page


def an_answer_without_a_reason_is_refused(walk: Walk) -> None:
    walk.clock.set("2027-08-20")
    page = _form(walk)
    fill(page, {"decision": "accept", "body": "Aluehallitus", "decided_on": "2027-08-19"})
    walk.press(page, "Tallenna", refused=True)
    expect(page.locator(".error-summary", has_text="Perustelu")).to_be_visible()
    assert panel_of(walk).recommendations.filter(response=None).count() == Recommendation.objects.count()


def the_board_answers(walk: Walk) -> None:
    page = walk.staff("paattaja")
    fill(
        page,
        {
            "reason": "Neuvonta on hajallaan, ja yksi numero auttaa kaikkia.",
            "action_text": ACTION,
            "action_schedule": SCHEDULE,
            "action_unit": "Asiakasohjaus",
        },
    )
    walk.picture(page, "response")
    walk.press(page, "Tallenna")


def the_action_gets_an_owner(walk: Walk) -> None:
    official = User.objects.get(email=address_of("viranhaltija"))
    page = walk.desk("koordinaattori", "desk-recommendation", 2)
    walk.follow(page, "Anna vastuu")
    fill(page, {"owner_post": "Asiakasohjauksen päällikkö", "owner": official.pk})
    walk.press(page, "Tallenna")


def the_owner_tells_how_it_goes(walk: Walk) -> None:
    walk.clock.set("2027-10-01")
    page = walk.desk("viranhaltija", "desk-followup")
    page.get_by_role("link", name=ACTION).first.wait_for()
    walk.follow(page, ACTION)
    fill(page, {"status_words": "Numero on kilpailutettu.", "percent": 30})
    walk.press(page, "Tallenna")


def anybody_finds_the_action_by_search(walk: Walk) -> None:
    phone = walk.open(phone_of(walk), "panel-actions", walk.slug)
    expect(phone.get_by_text(ACTION).first).to_be_visible()
    fill(phone, {"q": "neuvontanumero"})
    with phone.expect_navigation():
        button(phone, "Hae").click()
    expect(phone.get_by_text(ACTION).first).to_be_visible()
    walk.picture(phone, "actions-phone")
    fill(phone, {"q": "uimahalli"})
    with phone.expect_navigation():
        button(phone, "Hae").click()
    assert not phone.get_by_text(ACTION).count()
    walk.look(walk.open(phone, "panel-recommendation", walk.slug, 2))


STEPS = [
    an_answer_without_a_reason_is_refused,
    the_board_answers,
    the_action_gets_an_owner,
    the_owner_tells_how_it_goes,
    anybody_finds_the_action_by_search,
]
