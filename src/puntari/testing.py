"""The same few known people in every test: organiser, phone desk, facilitator, panelists, outsider."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from puntari.core.models import Organisation, User
from puntari.core.roles import Role
from puntari.panels.models import Feature, FeatureValue, Meeting, Panel, PanelRole
from puntari.recruitment.models import Addressee, Volunteer

HELSINKI = ZoneInfo("Europe/Helsinki")
PASSWORD = "keksitty-salasana-1"  # noqa: S105 - a test password


@pytest.fixture
def organisation(db: None) -> Organisation:
    return Organisation.objects.create(
        name="Esimerkin hyvinvointialue",
        slug="esimerkki",
        business_id="2077474-0",
        iban="FI2112345600000785",
        bic="NDEAFIHH",
        email="paneelit@example.invalid",
    )


@pytest.fixture
def panel(organisation: Organisation) -> Panel:
    """A residents' panel with three meetings (15 h) and three features, public."""
    panel = Panel.objects.create(
        organisation=organisation,
        slug="testi",
        title="Testipaneeli",
        question="Miten palvelut löytyvät helposti?",
        visibility=Panel.Visibility.PUBLIC,
        size=12,
        letters=100,
        fee_cents=9000,
    )
    first = datetime(2026, 10, 1, 17, 0, tzinfo=HELSINKI)
    for number, (days, hours) in enumerate([(0, 3), (9, 6), (23, 6)], start=1):
        start = first + timedelta(days=days)
        Meeting.objects.create(
            panel=panel, number=number, starts_at=start, ends_at=start + timedelta(hours=hours), place="Sali"
        )
    _features(panel)
    return panel


def _features(panel: Panel) -> None:
    spec = {
        "gender": ("Sukupuoli", "answer", [("woman", "Nainen", 50), ("man", "Mies", 50)]),
        "age_band": ("Ikä", "age", [("15-44", "15–44", 45), ("45-80", "45–80", 55)]),
        "municipality": ("Kunta", "register", [("Hyvinkää", "Hyvinkää", 60), ("Pornainen", "Pornainen", 40)]),
    }
    for order, (key, (label, source, values)) in enumerate(spec.items()):
        feature = Feature.objects.create(panel=panel, key=key, label=label, source=source, order=order)
        for place, (value, text, count) in enumerate(values):
            low, high = (int(x) for x in value.split("-")) if source == "age" else (None, None)
            FeatureValue.objects.create(
                feature=feature,
                key=value,
                label=text,
                population=count,
                min_age=low,
                max_age=high,
                order=place,
            )


@pytest.fixture
def person(panel: Panel) -> Callable[..., User]:
    """Make a person: `person(Role.COORDINATOR)`; no role makes an outsider."""

    def make(*roles: Role, name: str = "") -> User:
        name = name or (str(roles[0]) if roles else "outsider")
        user = User.objects.create_user(f"{name}@example.invalid", PASSWORD, name=name.title())
        PanelRole.objects.bulk_create(PanelRole(panel=panel, user=user, role=role) for role in roles)
        return user

    return make


@pytest.fixture
def coordinator(person: Callable[..., User]) -> User:
    return person(Role.COORDINATOR)


@pytest.fixture
def outsider(person: Callable[..., User]) -> User:
    return person()


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """A test client signed in as a person."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def volunteers(panel: Panel) -> list[Volunteer]:
    """Sixty volunteers, five of each kind, with addressees behind them."""
    return make_volunteers(panel, 60)


@pytest.fixture
def queries_for() -> Callable[[Client, str], int]:
    """How many queries a page takes once it is warm: for tests that the count does not grow with rows."""

    def count(client: Client, url: str) -> int:
        assert client.get(url).status_code == 200, url
        with CaptureQueriesContext(connection) as caught:
            client.get(url)
        return len(caught)

    return count


def make_volunteers(panel: Panel, count: int) -> list[Volunteer]:
    """Volunteers whose features go through all combinations in turn."""
    registered = datetime(2026, 8, 20, 12, 0, tzinfo=HELSINKI)
    made = []
    for number in range(1, count + 1):
        features = {
            "gender": ("woman", "man")[number % 2],
            "age_band": ("15-44", "45-80")[number // 2 % 2],
            "municipality": ("Hyvinkää", "Pornainen")[number // 4 % 2],
        }
        addressee = Addressee.objects.create(
            panel=panel,
            number=number,
            code=f"TESTI{number:05d}",
            code_hash=f"hash-{panel.pk}-{number}",
            first_names=f"Testi{number}",
            last_name="Esimerkki",
            street=f"Kuvitteellinen tie {number}",
            postcode="00000",
            post_office="OLEMATON",
            municipality=features["municipality"],
            gender=features["gender"],
            birth_year=1990 if features["age_band"] == "15-44" else 1965,
        )
        made.append(
            Volunteer.objects.create(
                panel=panel,
                addressee=addressee,
                number=number,
                first_name=addressee.first_names,
                last_name=addressee.last_name,
                email=f"testi{number}@example.invalid",
                birth_year=addressee.birth_year or 1980,
                household=f"house-{number}",
                features=features,
                registered=registered,
            )
        )
    return made
