"""The stage on which the demo is built: the people who work, the day it is, chance that can be repeated."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from puntari.core import clock
from puntari.core.models import Membership, Organisation, User
from puntari.core.roles import Role

HELSINKI = ZoneInfo("Europe/Helsinki")

CREW = (
    # key, name, title, what they do in the demo, roles
    ("koordinaattori", "Katri Koordinoija", "Osallisuuskoordinaattori", Role.COORDINATOR),
    ("puhelin", "Pekka Puhelias", "Palveluneuvoja", Role.PHONE_DESK),
    ("fasilitaattori", "Fanni Fasilitaattori", "Fasilitaattori", Role.FACILITATOR),
    ("fasilitaattori2", "Felix Fasilitoija", "Fasilitaattori", Role.FACILITATOR),
    ("fasilitaattori3", "Frida Ohjaaja", "Fasilitaattori", Role.FACILITATOR),
    ("fasilitaattori4", "Fredrik Ohjaaja", "Fasilitaattori", Role.FACILITATOR),
    ("fasilitaattori5", "Fiona Ohjaaja", "Fasilitaattori", Role.FACILITATOR),
    ("fasilitaattori6", "Filip Ohjaaja", "Fasilitaattori", Role.FACILITATOR),
    ("fasilitaattori7", "Faris Ohjaaja", "Fasilitaattori", Role.FACILITATOR),
    ("fasilitaattori8", "Fatima Ohjaaja", "Fasilitaattori", Role.FACILITATOR),
    ("asiantuntija", "Asta Asiantuntija", "Erityisasiantuntija", Role.EXPERT),
    ("paattaja", "Päivi Päättäjä", "Aluehallituksen puheenjohtaja", Role.DECISION_MAKER),
    ("viranhaltija", "Ville Virkanen", "Perhepalvelujen päällikkö", Role.OFFICIAL),
    ("palkat", "Paula Palkanlaskija", "Palkanlaskija", Role.PAYROLL),
    ("palkat2", "Petri Palkanlaskija", "Palkka-asiantuntija", Role.PAYROLL),
    ("viestinta", "Viivi Viestijä", "Viestintäasiantuntija", Role.COMMUNICATIONS),
    ("arvioija", "Arvo Arvioija", "Tutkija", Role.EVALUATOR),
    ("valvoja", "Noora Notaari", "Valvoja", Role.NOTARY),
)


@dataclass
class Scene:
    """Who, when, and which chance. `say` reports progress to whoever builds the demo."""

    organisation: Organisation
    today: date
    rng: random.Random
    say: Callable[[str], None]
    crew: dict[str, User] = field(default_factory=dict)

    def __getitem__(self, key: str) -> User:
        return self.crew[key]

    def of(self, role: Role) -> list[User]:
        """Everybody of the crew with a role."""
        return [self.crew[key] for key, _name, _title, one in CREW if one == role]


@contextmanager
def on_day(day: date, hour: int = 10, minute: int = 0) -> Iterator[None]:
    """Everything inside happens on that day in Finland."""
    with clock.at(datetime.combine(day, time(hour, minute), HELSINKI)):
        yield


def make_crew() -> dict[str, User]:
    """The staff, without passwords: in the demo one steps in by choosing a person."""
    crew = {}
    for key, name, title, _role in CREW:
        crew[key] = User.objects.create_user(
            f"{key}@demo.invalid", None, name=name, title=title, phone="040 000 0000"
        )
    return crew


def make_organisation(administrator: User) -> Organisation:
    """The county of the demo; its account and business id pass the checks and belong to the demo only."""
    organisation = Organisation.objects.create(
        name="Esimerkkilän hyvinvointialue",
        name_sv="Exempelby välfärdsområde",
        name_en="Exampleville wellbeing services county",
        slug="esimerkkila",
        business_id="2077474-0",
        email="paneelit@demo.invalid",
        phone="09 000 0000",
        website="https://esimerkkila.invalid",
        address="Kuvitteellinen tie 1\n00000 OLEMATTOMALA",
        iban="FI2112345600000785",
        bic="NDEAFIHH",
    )
    Membership.objects.create(organisation=organisation, user=administrator)
    return organisation


def next_weekday(day: date, weekday: int) -> date:
    """The first such weekday (Monday 0) on the day or after it."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)
