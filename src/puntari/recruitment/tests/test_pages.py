"""Every page answers those who may open it, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from puntari.core.models import LogEntry, User
from puntari.core.roles import Role
from puntari.recruitment import actions, codes
from puntari.recruitment.models import Addressee, SampleImport, Volunteer
from puntari.recruitment.tests.conftest import answers, row, sample_bytes

if TYPE_CHECKING:
    from puntari.panels.models import Panel

COORDINATOR_ONLY = [
    "desk-sample", "desk-sample-upload", "desk-addressees", "desk-letters", "desk-letter-text",
    "desk-registration",
]  # fmt: skip
PHONE_TOO = ["desk-volunteers", "desk-phone", "desk-phone-new"]


@pytest.mark.parametrize("name", COORDINATOR_ONLY + PHONE_TOO)
def test_a_desk_page_opens_for_its_roles_only(
    name: str, panel: Panel, person: Callable[..., User], signed_in: Callable[[User], Client]
) -> None:
    url = reverse(name, args=[panel.slug])
    assert Client().get(url).status_code == 302
    assert signed_in(person()).get(url).status_code == 404
    assert signed_in(person(Role.FACILITATOR)).get(url).status_code == 404
    assert signed_in(person(Role.COORDINATOR)).get(url).status_code == 200
    phone = signed_in(person(Role.PHONE_DESK)).get(url).status_code
    assert phone == (200 if name in PHONE_TOO else 404)


@pytest.fixture
def registered(addressee: Addressee) -> Volunteer:
    return actions.register(panel=addressee.panel, addressee=addressee, answers=answers())[0]


@pytest.fixture
def desk(coordinator: User, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(coordinator)


def test_a_feature_without_values_is_told_before_a_sample_fails_on_it(panel: Panel, desk: Client) -> None:
    url = reverse("desk-sample", args=[panel.slug])
    assert "ei ole vielä yhtään arvoa" not in desk.get(url).content.decode()
    panel.features.get(key="municipality").values.all().delete()
    page = desk.get(url).content.decode()
    assert "Piirteellä Kunta ei ole vielä yhtään arvoa" in page
    assert reverse("desk-features", args=[panel.slug]) in page


def test_pages_of_one_person_open_and_are_logged(panel: Panel, registered: Volunteer, desk: Client) -> None:
    pages = [
        reverse("desk-addressee", args=[panel.slug, 1]),
        reverse("desk-volunteer", args=[panel.slug, 1]),
        reverse("desk-phone-register", args=[panel.slug, 2]),
        reverse("desk-phone-readback", args=[panel.slug, 1]),
    ]
    assert [desk.get(page).status_code for page in pages] == [200] * 4
    assert LogEntry.objects.filter(kind="identity.read").count() == 4
    assert desk.get(reverse("desk-volunteer", args=[panel.slug, 99])).status_code == 404


def test_a_sample_goes_through_the_pages(panel: Panel, desk: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    upload = SimpleUploadedFile("otos.csv", sample_bytes([row(1), row(2, postcode="")]))
    went = desk.post(reverse("desk-sample-upload", args=[panel.slug]), {"file": upload})
    columns_page = desk.get(went.url)
    assert columns_page.status_code == 200
    form = columns_page.context["form"]
    posted = {name: form[name].value() or "" for name in form.fields} | {
        "permit_number": "DVV/1",
        "purpose": "Kutsut",
        "expires_on": "2200-01-01",
    }
    went = desk.post(went.url, posted)
    assert went.status_code == 302
    shown = desk.get(went.url)
    assert "postinumero puuttuu" in shown.content.decode()
    sample = SampleImport.objects.get()
    assert Addressee.objects.count() == 0
    listed = desk.get(reverse("desk-sample-problems", args=[panel.slug, sample.pk, "csv"]))
    assert "3;postinumero puuttuu" in listed.content.decode("utf-8-sig")
    desk.post(reverse("desk-sample-leave-out", args=[panel.slug, sample.pk]))
    assert Addressee.objects.count() == 1
    asked = desk.post(reverse("desk-sample-undo", args=[panel.slug, sample.pk]))
    assert "Perutaanko" in asked.content.decode()
    assert Addressee.objects.count() == 1
    desk.post(reverse("desk-sample-undo", args=[panel.slug, sample.pk]), {"confirmed": "yes"})
    assert Addressee.objects.count() == 0


def test_a_file_that_is_no_sample_is_refused_at_the_form(panel: Panel, desk: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    upload = SimpleUploadedFile("kuva.png", b"\x89PNG\x00\x00")
    page = desk.post(reverse("desk-sample-upload", args=[panel.slug]), {"file": upload})
    assert page.status_code == 200
    assert "ei voi lukea taulukkona" in page.content.decode()


@pytest.mark.parametrize(
    "asked", ["?q=Esimerkki1", "?q=1", "?q=aino esim", "?status=invited", "?page=x&size=x"]
)
def test_the_list_of_the_invited_is_searched(
    asked: str, panel: Panel, addressee: Addressee, desk: Client
) -> None:
    page = desk.get(reverse("desk-addressees", args=[panel.slug]) + asked)
    assert "Esimerkki1" in page.content.decode()


@pytest.mark.parametrize("body", ["K7FM2QXA9", "ABCDEFGHJ", "234567892"])
def test_the_invited_are_found_by_code(body: str, panel: Panel, addressee: Addressee, desk: Client) -> None:
    code = body + codes.check_character(body)
    addressee.code, addressee.code_hash = code, codes.code_hash(code)
    addressee.save()
    page = desk.get(reverse("desk-phone", args=[panel.slug]), {"q": codes.grouped(code).lower()})
    assert [one.number for one in page.context["page"]] == [1]
    assert (
        "ei löytynyt"
        in desk.get(reverse("desk-phone", args=[panel.slug]), {"q": "Ei Kukaan"}).content.decode()
    )


@pytest.mark.parametrize(
    ("name", "size"),
    [("desk-addressees", 100), ("desk-volunteers", 100), ("desk-registration", 0), ("desk-phone", 0)],
)
def test_more_rows_ask_no_more_queries(
    name: str,
    size: int,
    panel: Panel,
    desk: Client,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from puntari.testing import make_volunteers

    make_volunteers(panel, 2)
    url = reverse(name, args=[panel.slug]) + f"?size={size}&q={'Esimerkki' if name == 'desk-phone' else ''}"
    desk.get(url)
    with CaptureQueriesContext(
        connection,
    ) as few:
        desk.get(url)
    Addressee.objects.all().delete()
    Volunteer.objects.all().delete()
    make_volunteers(panel, 40)
    with CaptureQueriesContext(connection) as many:
        desk.get(url)
    assert len(many) <= len(few)


def test_a_person_is_marked_and_gets_no_letter(panel: Panel, addressee: Addressee, desk: Client) -> None:
    from puntari.recruitment import queries

    url = reverse("desk-addressee", args=[panel.slug, 1])
    desk.post(url, {"status": "blocked", "reason": "pyysi"})
    assert [one.number for one in queries.letters_waiting(panel, "invitation")] == [2]
    assert desk.post(url, {"status": "roskaa"}).status_code == 200


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_volunteers_are_exported_safely(
    ending: str, panel: Panel, addressee: Addressee, desk: Client
) -> None:
    actions.register(panel=panel, addressee=addressee, answers=answers(first_name="=1+1"))
    answer = desk.get(reverse("desk-volunteers-export", args=[panel.slug, ending]))
    assert answer.status_code == 200
    if ending == "csv":
        assert ";'=1+1;" in answer.content.decode("utf-8-sig")
    assert LogEntry.objects.filter(kind="identity.read", data__what="volunteer export").count() == 1
    assert desk.get(reverse("desk-volunteers-export", args=[panel.slug, "exe"])).status_code == 404


def test_the_phone_desk_registers_a_caller(panel: Panel, addressee: Addressee, desk: Client) -> None:
    url = reverse("desk-phone-register", args=[panel.slug, 1])
    posted = {
        "first_name": "Aino", "last_name": "Esimerkki", "birth_year": "1980", "phone": "040 123",
        "attends_all": "yes", "eligible": "on", "consent_data": "on", "contact_by": "phone",
        "spoken_language": "sv", "feature_gender": "woman", "feature_municipality": "Pornainen",
    }  # fmt: skip
    bad = desk.post(url, {**posted, "consent_data": ""})
    assert bad.status_code == 200
    assert Volunteer.objects.count() == 0
    went = desk.post(url, posted)
    volunteer = Volunteer.objects.get()
    assert went.url == reverse("desk-phone-readback", args=[panel.slug, volunteer.number])
    assert (volunteer.source, volunteer.language, volunteer.taken_by.name) == ("phone", "sv", "Coordinator")
    assert desk.get(url).url == went.url
    without = desk.post(
        reverse("desk-phone-new", args=[panel.slug]), {**posted, "contact_by": "post", "phone": ""}
    )
    assert without.status_code == 302
    assert Volunteer.objects.get(number=2).contact_by == "post"


def test_the_desk_withdraws_on_behalf_after_asking(panel: Panel, registered: Volunteer, desk: Client) -> None:
    url = reverse("desk-volunteer-withdraw", args=[panel.slug, registered.number])
    assert "Perutaanko" in desk.post(url).content.decode()
    registered.refresh_from_db()
    assert registered.withdrawn is None
    desk.post(url, {"confirmed": "yes", "reason": "muutti pois"})
    registered.refresh_from_db()
    assert registered.withdrawn is not None
    assert registered.withdrawal_reason == "muutti pois"
