"""Set-up: the question, the promise, the steering group, meetings, features, people, publishing."""

from __future__ import annotations

from playwright.sync_api import expect

from puntari.core.roles import Role
from puntari.site.demo import population
from tests.e2e.walk import Walk, address_of, fill, upload

FIRST_MEETING = "2027-05-13"
PRIVACY = "Nimet ja osoitteet ovat keksittyjä. Ne poistetaan, kun paneeli on päättynyt. Kysy: 09 000 0001."
ROLES = {
    "puhelin": Role.PHONE_DESK,
    "fasilitaattori": Role.FACILITATOR,
    "asiantuntija": Role.EXPERT,
    "paattaja": Role.DECISION_MAKER,
    "viranhaltija": Role.OFFICIAL,
    "palkat": Role.PAYROLL,
    "palkat2": Role.PAYROLL,
    "viestinta": Role.COMMUNICATIONS,
    "arvioija": Role.EVALUATOR,
}


def create_panel(walk: Walk) -> None:
    walk.clock.set("2026-11-23")
    page = walk.staff("koordinaattori")
    walk.follow(page, "Perusta paneeli")
    fill(
        page,
        {
            "title": "Palvelut, jotka löytää",
            "slug": walk.slug,
            "kind": "residents",
            "first_meeting": FIRST_MEETING,
        },
    )
    walk.press(page, "Perusta paneeli")
    walk.picture(page, "setup")


def write_the_basics(walk: Walk) -> None:
    page = walk.desk("koordinaattori", "desk-basics")
    fill(
        page,
        {
            "question": "Miten jokainen löytää tarvitsemansa palvelun helposti?",
            "background": "Moni ei tiedä, mistä apua saa. Valtuusto haluaa kuulla asukkaita.",
            "in_scope": "Alueen omat palvelut ja niiden ohjaus.",
            "out_of_scope": "Lait ja verot.",
            "size": 12,
            "letters": 120,
            "registration_opens": "2027-03-15",
            "registration_closes": "2027-04-05",
            "fee": "90.00",
            "phone": "09 000 0001",
            "phone_hours": "arkisin klo 9–15",
            "email": "paneelit@example.invalid",
            "privacy_notice": PRIVACY,
        },
    )
    walk.press(page, "Tallenna")


def record_the_promise(walk: Walk) -> None:
    page = walk.desk("koordinaattori", "desk-promise")
    text = "Vastaamme jokaiseen suositukseen ja kerromme syyn, jos emme toteuta sitä."
    fill(page, {"text": text, "given_by": "Päivi Päättäjä", "body": "Aluehallitus", "days_to_answer": 90})
    walk.press(page, "Kirjaa lupaus")


def gather_the_steering_group(walk: Walk) -> None:
    page = walk.desk("koordinaattori", "desk-steering")
    fill(page, {"name": "Päivi Päättäjä", "title": "Aluehallituksen puheenjohtaja", "chair": True})
    walk.press(page, "Lisää jäsen")
    walk.follow(page, "Kirjaa päätös")
    fill(page, {"text": "Kokouspalkkio on 90 euroa.", "reason": "Sama kuin luottamushenkilöillä."})
    walk.press(page, "Kirjaa päätös")


def book_the_hall(walk: Walk) -> None:
    for number in (1, 2, 3):
        page = walk.desk("koordinaattori", "desk-meeting", number)
        fill(
            page,
            {"place": "Esimerkkitalo", "address": "Kuvitteellinen tie 1", "notes": "Ovi A, ei portaita."},
        )
        walk.press(page, "Tallenna kokous")


def bring_the_population(walk: Walk) -> None:
    page = walk.desk("koordinaattori", "desk-features")
    upload(page, "table", "vaesto.csv", population.TABLE.read_bytes())
    walk.press(page, "Tuo luvut")
    page = walk.desk("koordinaattori", "desk-feature", "education")
    fill(page, {f"values-{row}-population": people for row, people in enumerate((31_000, 69_700, 54_163))})
    walk.press(page, "Tallenna piirre")
    walk.picture(page, "features")


def give_roles(walk: Walk) -> None:
    page = walk.desk("koordinaattori", "desk-people")
    for who, role in ROLES.items():
        fill(page, {"email": address_of(who), "role": role})
        walk.press(page, "Anna rooli ja lähetä viesti")


def look_at_the_timetable(walk: Walk) -> None:
    page = walk.desk("koordinaattori", "desk-timetable")
    walk.picture(page, "timetable")


def publish(walk: Walk) -> None:
    page = walk.desk("koordinaattori", "desk-setup")
    walk.press_and_confirm(page, "Julkaise kaikille")
    phone = walk.phone()
    walk.open(phone, "panel", walk.slug)
    expect(phone.get_by_text("Miten jokainen löytää").first).to_be_visible()
    walk.picture(phone, "panel-phone")


STEPS = [
    create_panel,
    write_the_basics,
    record_the_promise,
    gather_the_steering_group,
    book_the_hall,
    bring_the_population,
    give_roles,
    look_at_the_timetable,
    publish,
]
