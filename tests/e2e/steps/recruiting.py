"""The sample, the letters, and how residents answer: on a phone, by a call, many at once."""

from __future__ import annotations

import csv
import io
import random
import re
from functools import cache

from playwright.sync_api import expect
from pypdf import PdfReader

from puntari.panels.models import Panel
from puntari.recruitment import actions
from puntari.recruitment.models import Addressee, Volunteer
from puntari.site.demo import population
from tests.e2e.walk import Walk, button, fill, upload

INVITED, BY_PHONE_UI, POOL = 120, 3, 60
BAD_LINE = 58
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}\b")


@cache
def invited() -> list[population.Person]:
    return population.sample(INVITED, year=2027, rng=random.Random(7))


def sample_file(*, with_a_bad_row: bool) -> bytes:
    rows = [one.as_row() for one in invited()]
    if with_a_bad_row:
        rows[BAD_LINE - 2]["Postinumero"] = "123"
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0], delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _send_sample(walk: Walk, content: bytes) -> None:
    page = walk.desk("koordinaattori", "desk-sample")
    walk.follow(page, "Tuo otos")
    upload(page, "file", "otos.csv", content)
    walk.press(page, "Jatka")
    permit = {"permit_number": "KEKSITTY-1", "purpose": "Kutsukirjeet", "expires_on": "2027-12-31"}
    fill(page, permit)
    walk.press(page, "Tarkista ja tuo")


def be_told_of_a_bad_row(walk: Walk) -> None:
    walk.clock.set("2027-03-08")
    _send_sample(walk, sample_file(with_a_bad_row=True))
    page = walk.staff("koordinaattori")
    bad = page.get_by_role("row", name=re.compile(rf"^{BAD_LINE}\b"))
    assert "123" in bad.inner_text()
    assert not Addressee.objects.exists()
    walk.picture(page, "sample-problems")
    walk.press_and_confirm(page, "Poista tiedosto")


def import_the_mended_sample(walk: Walk) -> None:
    _send_sample(walk, sample_file(with_a_bad_row=False))
    page = walk.staff("koordinaattori")
    page.get_by_text(f"{INVITED} henkilöä on tuotu").wait_for()
    assert Addressee.objects.count() == INVITED


def make_the_letters(walk: Walk) -> None:
    page = walk.desk("koordinaattori", "desk-letters")
    walk.press(page, "Tee kirjeet")
    page = walk.desk("koordinaattori", "desk-letters")
    link = page.get_by_role("link", name=re.compile(r"\.pdf$")).first
    letters = PdfReader(io.BytesIO(walk.download(page, str(link.get_attribute("href")))))
    assert len(letters.pages) == INVITED
    codes = [CODE.search(one.extract_text()) for one in letters.pages[:BY_PHONE_UI]]
    walk.notes["codes"] = " ".join(found.group() for found in codes if found)
    assert len(walk.notes["codes"].split()) == BY_PHONE_UI


def residents_register_on_their_phones(walk: Walk) -> None:
    for number, code in enumerate(walk.notes["codes"].split()):
        walk.clock.set("2027-03-18", 18, number)
        phone = walk.phone()
        walk.open(phone, "register-code")
        fill(phone, {"code": code.lower()})
        with phone.expect_navigation():
            button(phone, "Jatka").click()
        walk.look(phone)
        if number == 0:
            walk.picture(phone, "register-phone")
        _fill_registration(walk, phone, number)
        walk.follow(phone, "Avaa oma sivusi")
        walk.notes[f"resident-{number}"] = phone.url
    assert Volunteer.objects.count() == BY_PHONE_UI


def _fill_registration(walk: Walk, phone: object, number: int) -> None:
    from playwright.sync_api import Page

    assert isinstance(phone, Page)
    person = invited()[number]
    walk.clock.set("2027-03-18", 18, number + 5)
    answers = {
        "attends_all": "yes",
        "eligible": True,
        "email": f"asukas{number}@example.invalid",
        "birth_year": person.birth_year,
        "feature_municipality": person.municipality,
        "feature_gender": person.gender,
        "feature_education": "secondary",
        "consent_data": True,
    }
    fill(phone, answers)
    if phone.locator("[name=consent_guardian]").count() and 2027 - person.birth_year < 19:
        fill(phone, {"consent_guardian": True})
    walk.press(phone, "Ilmoittaudu mukaan")
    expect(phone.get_by_role("heading", name="Kiitos!")).to_be_visible()


def the_phone_desk_registers_a_caller(walk: Walk) -> None:
    walk.clock.set("2027-03-19", 11)
    caller = invited()[BY_PHONE_UI]
    page = walk.desk("puhelin", "desk-phone")
    fill(page, {"q": caller.last_name})
    with page.expect_navigation():
        button(page, "Hae").click()
    walk.look(page)
    walk.follow(page, f"{caller.first_names} {caller.last_name}")
    fill(
        page,
        {
            "attends_all": "yes",
            "eligible": True,
            "phone": "040 123 4567",
            "contact_by": "phone",
            "birth_year": caller.birth_year,
            "feature_municipality": caller.municipality,
            "feature_gender": caller.gender,
            "feature_education": "basic",
            "consent_data": True,
        },
    )
    if 2027 - caller.birth_year < 19:
        fill(page, {"consent_guardian": True})
    walk.press(page, "Tallenna ja lue takaisin")
    expect(page.get_by_text("040 123 4567")).to_be_visible()


def the_rest_of_the_pool_registers(walk: Walk) -> None:
    walk.clock.set("2027-03-24", 18)
    panel, rng = Panel.objects.get(slug=walk.slug), random.Random(8)
    letters = list(Addressee.objects.filter(panel=panel, volunteer=None).order_by("number"))
    chosen = letters[: POOL - BY_PHONE_UI - 1]
    actions.register_many(
        panel=panel, people=[(one, _answers(invited()[one.number - 1], one.number, rng)) for one in chosen]
    )
    page = walk.desk("koordinaattori", "desk-registration")
    assert str(POOL) in page.locator("main").inner_text()
    walk.picture(page, "registration")


def _answers(person: population.Person, number: int, rng: random.Random) -> actions.Answers:
    return actions.Answers(
        first_name=person.first_names,
        last_name=person.last_name,
        birth_year=person.birth_year,
        email=f"kirje{number}@example.invalid",
        features={
            "municipality": person.municipality,
            "gender": person.gender,
            "education": population.education_of(rng),
        },
        guardian_agrees=True,
    )


STEPS = [
    be_told_of_a_bad_row,
    import_the_mended_sample,
    make_the_letters,
    residents_register_on_their_phones,
    the_phone_desk_registers_a_caller,
    the_rest_of_the_pool_registers,
]
