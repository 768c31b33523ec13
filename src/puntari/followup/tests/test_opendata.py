"""The open data: every answer fits the published description, and nothing internal is in it."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator

from puntari.core.models import User
from puntari.followup import actions, exporting
from puntari.followup.models import Action, Recommendation
from puntari.followup.tests.tables import DIGITAL, as_csv
from puntari.panels.models import Panel

API = "/api/v1"


@pytest.fixture
def table(panel: Panel) -> Panel:
    actions.import_table(
        panel=panel, content=as_csv(DIGITAL), name="t", actor=None, updated_on=date(2024, 11, 1)
    )
    actions.answer_recommendation(
        recommendation=Recommendation.objects.get(number=1),
        decision="accept",
        reason="Hyvä",
        body="Hallitus",
        decided_on=date(2026, 1, 1),
        actor=None,
    )
    actions.add_link(
        action=Action.objects.first(), url="https://example.invalid/a", label="Muistio", actor=None
    )
    return panel


@pytest.fixture
def hidden(table: Panel) -> Panel:
    other = Panel.objects.create(
        organisation=table.organisation, slug="sisainen", title="Sisäinen", visibility="internal"
    )
    actions.add_recommendation(panel=other, title="1. Salainen", actor=None)
    return other


def described(client: Client) -> Any:
    return json.loads(client.get(f"{API}/openapi.json").content)


def fits(document: Any, path: str, status: int, answer: Any) -> list[str]:
    """What in an answer breaks the description of its path."""
    content = document["paths"][path]["get"]["responses"][str(status)]["content"]
    schema = {**content["application/json"]["schema"], "components": document["components"]}
    return [error.message for error in Draft202012Validator(schema).iter_errors(answer)]


ANSWERS = [
    ("/panels", "/panels", 200),
    ("/panels/{slug}", "/panels/testi", 200),
    ("/panels/{slug}", "/panels/eiole", 404),
    ("/panels/{slug}/actions", "/panels/testi/actions?size=2", 200),
    ("/panels/{slug}/actions", "/panels/testi/actions?late=true", 200),
    ("/panels/{slug}/actions", "/panels/testi/actions?status=handled&updated_since=2024-01-01", 200),
    ("/panels/{slug}/actions", "/panels/eiole/actions", 404),
    ("/panels/{slug}/recommendations", "/panels/testi/recommendations", 200),
    ("/recommendations", "/recommendations", 200),
    ("/recommendations", "/recommendations?decision=accept&answered=true", 200),
    ("/recommendations/{slug}/{number}", "/recommendations/testi/1", 200),
    ("/recommendations/{slug}/{number}", "/recommendations/testi/99999999999", 404),
]


@pytest.mark.parametrize(("path", "asked", "status"), ANSWERS)
def test_every_answer_fits_its_description(
    client: Client, table: Panel, path: str, asked: str, status: int
) -> None:
    answer = client.get(API + asked)
    assert answer.status_code == status
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert fits(described(client), API + path, status, json.loads(answer.content)) == []


def test_every_path_is_tried(client: Client, table: Panel) -> None:
    document = described(client)
    Draft202012Validator.check_schema({"components": document["components"]})
    assert set(document["paths"]) == {API + path for path, _asked, _status in ANSWERS}
    assert document["openapi"].startswith("3.1")


@pytest.mark.parametrize(
    "asked",
    ["/panels?page=0", "/panels?size=9999", "/panels/testi/actions?status=outo", "/recommendations?page=x",
     "/panels/testi/actions?updated_since=eilen", "/recommendations/testi/0"],
)  # fmt: skip
def test_nonsense_is_refused_in_json(client: Client, table: Panel, asked: str) -> None:
    answer = client.get(API + asked)
    assert answer.status_code == 422
    assert json.loads(answer.content)["detail"]


def test_nothing_can_be_changed(client: Client, table: Panel) -> None:
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(f"{API}/panels").status_code == 405


def test_pages_lead_to_each_other(client: Client, table: Panel) -> None:
    first = client.get(f"{API}/panels/testi/actions?size=2").json()
    assert (first["count"], first["pages"], first["previous"]) == (3, 2, None)
    second = client.get(first["next"].split("localhost:8000")[-1]).json()
    ids = [row["id"] for row in [*first["items"], *second["items"]]]
    assert ids == list(Action.objects.values_list("pk", flat=True).order_by("pk"))
    assert second["next"] is None


def test_a_row_says_what_the_table_says(client: Client, table: Panel) -> None:
    row = client.get(f"{API}/recommendations/testi/1").json()
    assert row["answer"]["decision"] == "accept"
    assert row["actions"][0]["schedule"] == "10/2024 – 3/2026"
    assert row["actions"][0]["evidence"] == [{"label": "Muistio", "url": "https://example.invalid/a"}]
    assert row["url"].endswith("/panels/testi/recommendations/1/")


def test_internal_panels_are_nowhere_even_for_staff(
    hidden: Panel, person: Callable[..., User], signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(person())
    for path in (f"{API}/panels", f"{API}/recommendations", "/catalog.jsonld"):
        assert "isäinen" not in client.get(path).content.decode()
        assert "Salainen" not in client.get(path).content.decode()
    for path in ("panels/sisainen", "panels/sisainen/actions", "recommendations/sisainen/1"):
        assert client.get(f"{API}/{path}").status_code == 404


def test_no_names_of_people(client: Client, table: Panel, person: Callable[..., User]) -> None:
    owner = person("official", name="virkahenkilo")
    actions.give_owner(action=Action.objects.first(), owner=owner, owner_post="Johtaja", actor=owner)
    told = client.get(f"{API}/recommendations/testi/1").content.decode()
    assert "Johtaja" in told
    assert owner.name not in told


def test_the_catalogue_names_data_sets_with_their_files(client: Client, table: Panel) -> None:
    answer = client.get("/catalog.jsonld")
    assert answer["Content-Type"] == "application/ld+json"
    catalog = json.loads(answer.content)
    assert set(catalog["@context"]) >= {"dcat", "dct", "foaf"}
    (one,) = catalog["dcat:dataset"]
    assert {title["@language"] for title in one["dct:title"]} == {"fi", "sv", "en"}
    assert one["dct:license"]["@id"].endswith("/by/4.0/")
    assert one["dct:publisher"]["foaf:name"][0]["@value"] == table.organisation.name
    urls = [
        part["dcat:downloadURL"]["@id"] for part in one["dcat:distribution"] if "dcat:downloadURL" in part
    ]
    assert [url.split("/")[-2] for url in urls] == list(exporting.FORMATS)
    assert catalog["dcat:service"]["dcat:servesDataset"] == [{"@id": one["@id"]}]
    for url in urls:
        assert client.get(url.split("localhost:8000")[-1]).status_code == 200
    assert client.get(one["dcat:landingPage"]["@id"].split("localhost:8000")[-1]).status_code == 200


def test_the_page_about_the_data_names_every_address(client: Client, table: Panel) -> None:
    html = client.get("/data/").content.decode()
    for path in described(client)["paths"]:
        assert path in html
    assert "cdn" not in html
    for kind in exporting.FORMATS:
        assert f'href="/actions/download/{kind}/"' in html


def test_queries_do_not_grow_with_rows(client: Client, table: Panel) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            for path in ("panels", "panels/testi/actions", "recommendations"):
                assert client.get(f"{API}/{path}").status_code == 200
            assert client.get("/catalog.jsonld").status_code == 200
        return len(caught)

    few = cost()
    for number in range(10, 20):
        one = actions.add_recommendation(panel=table, title=f"{number}. N", actor=None)
        action = actions.add_action(recommendation=one, text="T", schedule="1/2020", actor=None)
        actions.add_link(action=action, url="https://example.invalid/b", actor=None)
    assert cost() <= few
