"""A staff panel from the list of staff to the registration: no municipality, no age, mostly by e-mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse

from puntari.core.errors import BadInput, NotAllowed
from puntari.core.models import OutgoingMail, User
from puntari.panels import actions as panel_actions
from puntari.panels.models import Panel
from puntari.panels.queries import features_of
from puntari.recruitment import actions, queries
from puntari.recruitment.models import Addressee, LetterRun, Volunteer
from puntari.recruitment.sample.mapping import guess
from puntari.recruitment.tests.conftest import PERMIT

if TYPE_CHECKING:
    from puntari.recruitment.models import SampleImport

HEADER = ["Sukunimi", "Etunimi", "Sähköposti", "Osoite", "Postinumero", "Yksikkö", "Ammattiryhmä"]
ROWS = [
    ["Esimerkki", "Aino", "aino@example.invalid", "", "", "Neuvola", "Hoitaja"],
    ["Esimerkki", "Eino", "eino@example.invalid", "", "", "Neuvola", "Lääkäri"],
    ["Malli", "Maija", "", "Kuvitteellinen tie 1", "05800", "Kotihoito", "Hoitaja"],
]


@pytest.fixture
def staff(panel: Panel, coordinator: User) -> Panel:
    made = panel_actions.create_panel(
        organisation=panel.organisation,
        slug="vaki",
        title="Henkilöstöpaneeli",
        kind=Panel.Kind.STAFF,
        question="Miten vuorot jaetaan?",
        actor=coordinator,
    )
    made.registration_opens = made.registration_closes = None
    made.save()
    return made


def brought(staff: Panel, actor: User, rows: list[list[str]] = ROWS, **changes: Any) -> SampleImport:
    content = "\r\n".join(";".join(cells) for cells in [HEADER, *rows]).encode()
    sample = actions.receive_sample(panel=staff, content=content, name="vaki.csv", actor=actor)
    extra = {f"feature:{one.key}": one.label for one in features_of(staff) if one.source == "register"}
    values = {**PERMIT, "columns": guess(HEADER, extra), **changes}
    actions.map_sample(sample=sample, actor=actor, **values)
    return queries.get_import(staff, sample.pk)


def test_the_columns_page_asks_nothing_of_the_population_register(
    staff: Panel, coordinator: User, signed_in: Any
) -> None:
    content = "\r\n".join(";".join(cells) for cells in [HEADER, *ROWS]).encode()
    sample = actions.receive_sample(panel=staff, content=content, name="vaki.csv", actor=coordinator)
    answer = signed_in(coordinator).get(reverse("desk-sample-columns", args=[staff.slug, sample.pk]))
    fields = answer.context["form"].fields.keys()
    assert {"column_email", "column_feature:unit"} <= fields
    assert not {"column_municipality", "column_birth", "column_non_disclosure", "code_names"} & fields
    page = answer.content.decode()
    assert not [word for word in ("Kuntien", "Tietolupa", "Turvakielto") if word in page]


def test_units_and_their_sizes_come_from_the_list(staff: Panel, coordinator: User) -> None:
    sample = brought(staff, coordinator)
    assert (sample.imported, sample.problems) == (3, [])
    unit = staff.features.get(key="unit")
    assert list(unit.values.values_list("label", "population")) == [("Kotihoito", 1), ("Neuvola", 2)]
    assert Addressee.objects.get(first_names="Aino").features == {"unit": "Neuvola", "profession": "Hoitaja"}


def test_values_that_somebody_wrote_are_kept_and_others_refused(staff: Panel, coordinator: User) -> None:
    brought(staff, coordinator)
    sample = brought(
        staff, coordinator, [["Uusi", "Uuno", "uuno@example.invalid", "", "", "Leipomo", "Hoitaja"]]
    )
    assert [(one["line"], one["code"], one["value"]) for one in sample.problems] == [
        (2, "unknown_value", "Leipomo")
    ]


def test_a_column_with_a_value_for_each_is_no_feature(staff: Panel, coordinator: User) -> None:
    rows = [
        ["Esimerkki", f"N{n}", f"n{n}@example.invalid", "", "", f"Yksikkö {n}", "Hoitaja"] for n in range(61)
    ]
    with pytest.raises(BadInput) as caught:
        brought(staff, coordinator, rows)
    assert (caught.value.code, caught.value.params["count"]) == ("recruitment.too_many_values", 61)


@pytest.mark.parametrize(
    ("cells", "code"),
    [({2: ""}, "no_way"), ({2: "aino at work"}, "bad_email"), ({2: "", 3: "Tie 1"}, "no_postcode")],
)
def test_each_must_be_reached_somehow(
    staff: Panel, coordinator: User, cells: dict[int, str], code: str
) -> None:
    row = [cells.get(at, text) for at, text in enumerate(ROWS[0])]
    assert [one["code"] for one in brought(staff, coordinator, [row]).problems] == [code]


def test_a_list_without_a_way_to_reach_anybody_is_refused(staff: Panel, coordinator: User) -> None:
    with pytest.raises(BadInput) as caught:
        brought(staff, coordinator, columns={"last_name": 0, "first_names": 1})
    assert caught.value.code == "recruitment.columns_without_way"


def test_those_with_an_address_get_an_e_mail_and_the_rest_a_letter(
    staff: Panel, coordinator: User, signed_in: Any
) -> None:
    brought(staff, coordinator)
    desk: Client = signed_in(coordinator)
    url = reverse("desk-letters-mail", args=[staff.slug])
    asked = desk.post(url, {"kind": "invitation"})
    assert "Lähetetäänkö 2 sähköpostia?" in asked.content.decode()
    assert OutgoingMail.objects.count() == 0
    desk.post(url, {"kind": "invitation", "confirmed": "yes"})
    first = Addressee.objects.get(first_names="Aino")
    mail = OutgoingMail.objects.get(to=first.email)
    assert reverse("register", args=[first.code]) in mail.body
    assert "väestötietojärjestelm" not in mail.body
    assert OutgoingMail.objects.count() == 2
    assert [str(one) for one in queries.letters_waiting(staff, "invitation")] == ["Maija Malli"]
    page = desk.get(reverse("desk-letters", args=[staff.slug])).content.decode()
    assert "2 viestiä lähetettiin." in page


def test_a_mailing_writes_to_nobody_twice_and_cannot_be_taken_back(staff: Panel, coordinator: User) -> None:
    brought(staff, coordinator)
    run = actions.start_letters(panel=staff, kind="invitation", by_mail=True, actor=coordinator)
    with pytest.raises(NotAllowed) as caught:
        actions.start_letters(panel=staff, kind="invitation", by_mail=True, actor=coordinator)
    assert caught.value.code == "recruitment.no_letters_waiting"
    with pytest.raises(NotAllowed) as caught:
        actions.discard_letters(run=LetterRun.objects.get(pk=run.pk), actor=coordinator)
    assert caught.value.code == "recruitment.mails_sent"


def test_an_employee_registers_without_a_year_of_birth(
    staff: Panel, coordinator: User, client: Client
) -> None:
    brought(staff, coordinator)
    letter = Addressee.objects.get(first_names="Aino")
    url = reverse("register", args=[letter.code])
    page = client.get(url).content.decode()
    assert "Syntymävuosi" not in page
    assert "asuu tällä alueella" not in page
    assert "Työskentelen tässä organisaatiossa." in page
    form = client.get(url).context["form"]
    assert not {"birth_year", "consent_guardian"} & form.fields.keys()
    answers = actions.Answers(
        "Aino",
        "Esimerkki",
        email="aino@example.invalid",
        features={"unit": "Neuvola", "profession": "Hoitaja", "shift": "day"},
    )
    volunteer, fresh = actions.register(panel=staff, addressee=letter, answers=answers)
    assert fresh
    assert Volunteer.objects.get(pk=volunteer.pk).birth_year is None
    assert "None" not in client.get(reverse("me", args=[volunteer.token])).content.decode()
