"""How many letters: rates from past panels, what is scarce, and what one more point of confidence costs."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from puntari.core.errors import BadInput
from puntari.core.models import Job, LogEntry
from puntari.lottery import actions, letterplan, mailing
from puntari.panels.models import Feature, FeatureValue, Panel
from puntari.testing import make_volunteers

PAGE = reverse("desk-draw-letters", args=["testi"])
POPULATION = 1000


@pytest.fixture
def planned(panel, coordinator):
    """A panel of a county of a hundred thousand; the register knows everything but gender."""
    for value in FeatureValue.objects.all():
        value.population *= POPULATION
        value.save()
    actions.targets_from_population(panel=panel, slack=1, actor=coordinator)
    return panel


@pytest.fixture
def past(organisation):
    """Last year's panel: sixty letters, and only those in Hyvinkää answered."""
    panel = Panel.objects.create(organisation=organisation, slug="mennyt", title="Mennyt", size=10)
    panel.registration_opens, panel.registration_closes = date(2025, 8, 1), date(2025, 9, 1)
    panel.save()
    feature = Feature.objects.create(panel=panel, key="municipality", label="Kunta", source="register")
    for key in ("Hyvinkää", "Pornainen"):
        FeatureValue.objects.create(feature=feature, key=key, label=key, population=50)
    for one in make_volunteers(panel, 60):
        if one.features["municipality"] == "Pornainen":
            one.delete()
    return panel


def test_without_a_past_the_usual_rate_is_used_and_said(planned):
    found = mailing.plan(planned, confidence=0.9, rho=2)
    assert found["past"] == {"panels": 0, "letters": 0, "answers": 0}
    assert {round(row["rate"], 4) for row in found["rows"]} == {mailing.USUAL_RATE}
    assert "5,0" in letterplan.letter_plan(planned, found)["basis"]
    assert found["lower_bound"] >= 0.9


def test_letters_go_to_every_stratum_of_the_register_and_sum_to_the_total(planned):
    found = mailing.plan(planned, confidence=0.9, rho=2)
    assert found["features"] == ["age_band", "municipality"]
    assert len(found["rows"]) == 4
    assert sum(row["letters"] for row in found["rows"]) == found["total"]
    assert sum(row["residents"] for row in found["rows"]) == 100 * POPULATION
    assert found["expected_answers"] >= 2 * planned.size


def test_the_past_teaches_who_answers_drawn_towards_the_middle(planned, past):
    learnt = mailing.learn(planned)
    rates = learnt.rates["municipality"]
    assert (learnt.panels, learnt.letters, learnt.answers) == (1, 60, 31)
    assert rates["Pornainen"] < learnt.overall < rates["Hyvinkää"]
    assert rates["Pornainen"] > 0.3
    rows = mailing.plan(planned, confidence=0.9, rho=2)["rows"]
    by_place = {row["values"]["municipality"]: row["rate"] for row in rows}
    assert by_place["Pornainen"] < by_place["Hyvinkää"]


def test_surer_and_more_candidates_cost_more_letters(planned):
    little = mailing.plan(planned, confidence=0.6, rho=1)["total"]
    assert little < mailing.plan(planned, confidence=0.95, rho=1)["total"]
    assert little < mailing.plan(planned, confidence=0.6, rho=2)["total"]


def test_a_scarce_value_that_no_register_knows_is_said_to_be_out_of_reach(planned, coordinator):
    women = FeatureValue.objects.get(key="woman")
    women.population = 1
    women.save()
    found = mailing.plan(planned, confidence=0.6, rho=1)
    assert found["binding"] == ("gender", "woman")
    assert found["binding_in_register"] is False
    said = letterplan.letter_plan(planned, found)
    assert "Sukupuoli: Nainen" in said["scarce"]
    assert "ei voi kohdentaa" in said["scarce"]


def test_the_price_of_a_point_is_said_or_that_there_is_none(planned):
    found = mailing.plan(planned, confidence=0.6, rho=2)
    assert (
        "prosenttiyksikkö" in letterplan.letter_plan(planned, {**found, "letters_per_point": 40.0})["price"]
    )
    assert "eivät enää" in letterplan.letter_plan(planned, {**found, "letters_per_point": None})["price"]


def test_a_population_that_is_missing_is_asked_for(planned):
    FeatureValue.objects.filter(feature__key="municipality").update(population=0)
    with pytest.raises(BadInput) as refused:
        mailing.plan(planned, confidence=0.9, rho=2)
    assert refused.value.code == "lottery.population_missing"


@pytest.mark.parametrize("wrong", [{"percent": 100, "rho": 2}, {"percent": 95, "rho": 0.5}])
def test_numbers_out_of_range_are_refused(planned, coordinator, wrong):
    with pytest.raises(BadInput):
        actions.start_letter_plan(panel=planned, actor=coordinator, **wrong)
    assert not Job.objects.exists()


def test_the_coordinator_plans_by_a_page_and_takes_the_table(
    planned, coordinator, signed_in, django_capture_on_commit_callbacks
):
    client = signed_in(coordinator)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(PAGE, {"percent": 80, "rho": "1.5"}).status_code == 302
    result = Job.objects.get(kind=actions.LETTERS_JOB).result
    page = client.get(PAGE).content.decode()
    assert "Kirjeet ryhmittäin" in page
    assert "Niukin ryhmä on" in page
    file = client.get(reverse("desk-draw-letters-file", args=["testi"])).content.decode()
    rows = list(csv.DictReader(io.StringIO(file)))
    assert sum(int(row["letters"]) for row in rows) == result["total"]
    assert LogEntry.objects.get(kind="lottery.letters_planned").data["total"] == result["total"]
