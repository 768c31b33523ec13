"""A staff panel asks nothing that only a residents' panel needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from puntari.panels import actions, queries
from puntari.panels.features import FeatureSpec, spec_of
from puntari.panels.models import Panel
from puntari.panels.tests.conftest import FIRST_DAY

if TYPE_CHECKING:
    from puntari.core.models import Organisation, User


@pytest.fixture
def staff(organisation: Organisation, admin: User) -> Panel:
    return actions.create_panel(
        organisation=organisation,
        slug="vaki",
        title="Henkilöstöpaneeli",
        kind=Panel.Kind.STAFF,
        first_meeting=FIRST_DAY,
        actor=admin,
    )


def test_it_plans_no_letters_and_asks_no_ages(staff: Panel, admin: User, signed_in: Any) -> None:
    assert staff.letters == 0
    assert not queries.asks_age(staff)
    form = signed_in(admin).get(reverse("desk-basics", args=[staff.slug])).context["form"]
    assert not {"letters", "min_age", "max_age"} & form.fields.keys()


def test_its_basic_facts_are_saved_without_them(staff: Panel, admin: User, signed_in: Any) -> None:
    client, url = signed_in(admin), reverse("desk-basics", args=[staff.slug])
    typed = {"title": "Vuorot", "question": "Miten vuorot jaetaan?", "size": "24", "fee": "0"}
    answer = client.post(url, typed)
    assert answer.status_code == 302
    staff.refresh_from_db()
    assert (staff.title, staff.size, staff.letters) == ("Vuorot", 24, 0)


def test_ages_come_back_with_a_feature_of_ages(staff: Panel, admin: User, signed_in: Any) -> None:
    known = [spec_of(one) for one in queries.features_of(staff)]
    actions.set_features(panel=staff, features=[*known, FeatureSpec("age", "Ikä", "age")], actor=admin)
    form = signed_in(admin).get(reverse("desk-basics", args=[staff.slug])).context["form"]
    assert {"min_age", "max_age"} <= form.fields.keys()


@pytest.mark.parametrize("name", ["desk-setup", "desk-features", "desk-timetable", "panel"])
def test_its_pages_do_not_speak_of_a_population(staff: Panel, admin: User, signed_in: Any, name: str) -> None:
    page = signed_in(admin).get(reverse(name, args=[staff.slug])).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert "väestö" not in main.lower()
    assert "palkkio" not in main.lower() or name == "desk-setup"


def test_a_template_of_the_other_kind_is_refused(
    staff: Panel, organisation: Organisation, admin: User, signed_in: Any
) -> None:
    typed = {
        "organisation": organisation.pk,
        "title": "Asukkaat",
        "kind": Panel.Kind.RESIDENTS,
        "first_meeting": FIRST_DAY.isoformat(),
        "copy_from": staff.pk,
    }
    answer = signed_in(admin).post(reverse("desk-create-panel"), typed)
    assert "henkilöstöpaneeli" in answer.context["form"].errors["copy_from"][0]
    assert not Panel.objects.filter(title="Asukkaat").exists()
