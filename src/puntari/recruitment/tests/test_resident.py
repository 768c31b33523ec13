"""What a resident meets: code, form, receipt, own page."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from puntari.core import clock
from puntari.core.models import OutgoingMail
from puntari.recruitment import actions
from puntari.recruitment.forms.register import opened_now
from puntari.recruitment.models import Addressee, Volunteer
from puntari.recruitment.tests.conftest import answers


@pytest.fixture
def visitor() -> Client:
    return Client()


def filled(**changes: str) -> dict[str, str]:
    with clock.at(clock.now() - timedelta(minutes=2)):
        opened = opened_now()
    return {
        "first_name": "Aino", "last_name": "Esimerkki", "email": "aino@example.invalid", "phone": "",
        "birth_year": "1980", "attends_all": "yes", "eligible": "on", "consent_data": "on",
        "feature_gender": "woman", "feature_municipality": "Pornainen", "website": "", "opened": opened,
    } | changes  # fmt: skip


def test_a_typed_code_opens_the_form(visitor: Client, addressee: Addressee) -> None:
    assert visitor.get(reverse("register-code")).status_code == 200
    went = visitor.get(reverse("register-code"), {"code": f" {addressee.code.lower()} "})
    assert went.url == reverse("register", args=[addressee.code])
    page = visitor.get(went.url)
    text = page.content.decode()
    assert "Esimerkki1" in text
    assert page["X-Robots-Tag"] == "noindex"
    assert "no-store" in page["Cache-Control"]
    assert addressee.street not in text


@pytest.mark.parametrize("code", ["K7FM2QXA9T", "x", "%27%22", "ÄÖÅ", "A" * 400])
def test_a_wrong_code_gets_the_page_for_typing_it(visitor: Client, db: None, code: str) -> None:
    assert visitor.get(reverse("register", args=[code])).status_code == 404
    page = visitor.get(reverse("register-code"), {"code": code})
    assert page.status_code == 404
    assert "field__errors" in page.content.decode()


def test_the_sixteenth_wrong_code_must_wait(visitor: Client, db: None) -> None:
    statuses = [visitor.get(reverse("register-code"), {"code": "väärä"}).status_code for _ in range(16)]
    assert statuses == [404] * 15 + [429]


def test_a_resident_registers_and_reaches_the_own_page(visitor: Client, addressee: Addressee) -> None:
    url = reverse("register", args=[addressee.code])
    went = visitor.post(url, filled())
    assert went.url == reverse("register-done", args=[addressee.code])
    one = Volunteer.objects.get()
    receipt = visitor.get(went.url).content.decode()
    assert f"/me/{one.token}/" in receipt
    assert visitor.post(url, filled()).url == went.url
    assert Volunteer.objects.count() == 1


def test_another_reader_of_the_letter_sees_no_personal_link(visitor: Client, addressee: Addressee) -> None:
    one, _fresh = actions.register(panel=addressee.panel, addressee=addressee, answers=answers())
    page = visitor.get(reverse("register", args=[addressee.code]), follow=True).content.decode()
    assert one.token not in page
    assert one.email not in page
    for _try in range(3):
        visitor.post(reverse("register-link", args=[addressee.code]))
    links = OutgoingMail.objects.filter(key__startswith="recruitment.link")
    assert [mail.to for mail in links] == [one.email]


@pytest.mark.parametrize(
    "changes",
    [
        {"website": "http://spam.invalid"},
        {"opened": ""},
        {"opened": "väärennetty"},
        {"email": "", "phone": ""},
        {"birth_year": "80"},
        {"consent_data": ""},
        {"attends_all": "no"},
        {"feature_gender": "muu"},
        {"first_name": "x" * 200},
    ],
)
def test_a_form_that_is_not_right_keeps_what_was_typed(
    visitor: Client, addressee: Addressee, changes: dict[str, str]
) -> None:
    page = visitor.post(reverse("register", args=[addressee.code]), filled(last_name="Säilyvä", **changes))
    text = page.content.decode()
    assert page.status_code == 200
    assert "data-error-summary" in text
    assert "Säilyvä" in text
    assert Volunteer.objects.count() == 0


def test_a_form_sent_at_once_is_asked_again_and_then_goes_through(
    visitor: Client, addressee: Addressee
) -> None:
    url, quick = reverse("register", args=[addressee.code]), filled(opened=opened_now())
    assert visitor.post(url, quick).status_code == 200
    with clock.at(clock.now() + timedelta(seconds=5)):
        assert visitor.post(url, quick).status_code == 302


def test_before_and_after_the_days_the_page_says_when(visitor: Client, addressee: Addressee) -> None:
    panel, url = addressee.panel, reverse("register", args=[addressee.code])
    panel.registration_opens = clock.today() + timedelta(days=9)
    panel.save()
    assert "ei ole vielä alkanut" in visitor.get(url).content.decode()
    panel.registration_opens, panel.registration_closes = None, date(2020, 1, 2)
    panel.save()
    closed = visitor.post(url, filled()).content.decode()
    assert "2.1.2020" in closed
    assert Volunteer.objects.count() == 0


def test_no_thanks(visitor: Client, addressee: Addressee) -> None:
    url = reverse("register-no", args=[addressee.code])
    assert visitor.get(url).status_code == 200
    visitor.post(url, {"reason": "ei ehdi"})
    addressee.refresh_from_db()
    assert (addressee.status, addressee.status_reason) == ("declined", "ei ehdi")


@pytest.fixture
def mine(addressee: Addressee) -> Volunteer:
    return actions.register(panel=addressee.panel, addressee=addressee, answers=answers())[0]


def test_the_own_page_shows_and_changes_my_data(visitor: Client, mine: Volunteer) -> None:
    page = visitor.get(reverse("me", args=[mine.token]))
    assert mine.email in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    contact = {"email": "uusi@example.invalid", "phone": "", "contact_by": "email", "language": "sv"}
    visitor.post(reverse("me-contact", args=[mine.token]), contact)
    mine.refresh_from_db()
    assert (mine.email, mine.language) == ("uusi@example.invalid", "sv")
    bad = visitor.post(reverse("me-contact", args=[mine.token]), {**contact, "email": ""})
    assert "data-error-summary" in bad.content.decode()
    assert visitor.get(reverse("me", args=["arvattu"])).status_code == 404


def test_my_data_comes_as_json(visitor: Client, mine: Volunteer) -> None:
    answer = visitor.get(reverse("me-data", args=[mine.token]))
    data = json.loads(answer.content)
    assert data["email"] == mine.email
    assert data["letter"]["address"][0].startswith("Kuvitteellinen")
    assert [one["what"] for one in data["history"]] == ["recruitment.registered"]
    assert "attachment" in answer["Content-Disposition"]


def test_taking_a_consent_back_asks_first(visitor: Client, mine: Volunteer) -> None:
    visitor.post(reverse("me-future", args=[mine.token]))
    url = reverse("me-take-back", args=[mine.token, "future"])
    assert "Perutko luvan" in visitor.post(url).content.decode()
    mine.refresh_from_db()
    assert mine.wants_future_panels
    visitor.post(url, {"confirmed": "yes"})
    mine.refresh_from_db()
    assert not mine.wants_future_panels
    assert visitor.post(reverse("me-take-back", args=[mine.token, "outo"])).status_code == 404


def test_i_withdraw_and_have_my_data_erased(visitor: Client, mine: Volunteer) -> None:
    url = reverse("me-withdraw", args=[mine.token])
    assert visitor.get(url).status_code == 200
    visitor.post(url, {"reason": "", "erase": "yes"})
    mine.refresh_from_db()
    assert (mine.erased is not None, mine.email) == (True, "")
    assert "Tietosi on poistettu" in visitor.get(reverse("me", args=[mine.token])).content.decode()


def test_an_empty_form_says_what_to_do_at_each_place(visitor: Client, addressee: Addressee) -> None:
    url = reverse("register", args=[addressee.code])
    posted = filled(birth_year="", attends_all="", eligible="")
    page = visitor.post(url, posted).content.decode()
    for said in ("Täytä tämä kohta.", "Valitse yksi vaihtoehto.", "Merkitse tämä ruutu"):
        assert said in page
    assert (
        "Give an e-mail address or a phone number."
        in visitor.post(url, filled(email=""), headers={"accept-language": "en"}).content.decode()
    )
