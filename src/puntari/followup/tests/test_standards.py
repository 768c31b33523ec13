"""The open data keeps the standards it names, as their own machine-readable forms say."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyshacl
import pytest
from django.test import Client
from openapi_spec_validator import OpenAPIV31SpecValidator
from rdflib import RDF, RDFS, Graph, Namespace, URIRef

from puntari.core.models import Organisation
from puntari.followup.opendata.catalog import catalog
from puntari.followup.opendata.vocabulary import VOCABULARIES
from puntari.followup.tests.test_opendata import table  # noqa: F401
from puntari.panels.models import Panel

SHAPES = Path(__file__).parent / "shapes"
SHACL = Namespace("http://www.w3.org/ns/shacl#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
# What is recommended but not ours to say: a country has no box, and a table that goes on has no end.
NOT_OURS = {"bbox", "centroid", "endDate"}


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def refuse(*address: Any, **_more: Any) -> None:
        raise AssertionError(f"a check reached for the network: {address}")

    for name in ("getaddrinfo", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    return


def graph_of(said: bytes | str) -> Graph:
    return Graph().parse(data=said, format="json-ld")


@pytest.fixture
def published(client: Client, table: Panel) -> Graph:  # noqa: F811
    Organisation.objects.update(website="https://example.invalid/")
    return graph_of(client.get("/catalog.jsonld").content)


def told_by(name: str, published: Graph) -> set[tuple[str, str, str]]:
    """What the shapes of a file say of the catalogue: how grave, of what property, in what words."""
    shapes = Graph().parse(SHAPES / name, format="turtle")
    _fits, report, _text = pyshacl.validate(published, shacl_graph=shapes, do_owl_imports=False)
    assert isinstance(report, Graph)
    top = set(report.objects(None, SHACL.result))
    found = [
        [report.value(one, SHACL[part]) for part in ("resultSeverity", "resultPath", "resultMessage")]
        for one in top
    ]
    return {(_name(severity), _name(path), str(words)) for severity, path, words in found}


def _name(thing: Any) -> str:
    return str(thing).replace("#", "/").rpartition("/")[2]


@pytest.mark.parametrize("name", ["shapes.ttl", "range.ttl"])
def test_the_catalogue_fits_dcat_ap(published: Graph, name: str) -> None:
    assert told_by(name, published) == set()


def test_the_catalogue_uses_the_vocabularies_of_dcat_ap(published: Graph) -> None:
    """The publisher cannot be from the list of the Union's own bodies, which is only recommended."""
    told = told_by("vocabularies.ttl", published)
    assert {(severity, path) for severity, path, _words in told} == {("Warning", "publisher")}
    assert all("CorporateBodyRestriction" in words for _severity, _path, words in told)


def test_the_catalogue_says_what_dcat_ap_recommends(published: Graph) -> None:
    told = told_by("recommended.ttl", published)
    assert {severity for severity, _path, _words in told} == {"Warning"}
    assert {path for _severity, path, _words in told} == NOT_OURS


def test_the_check_finds_what_is_missing(client: Client, table: Panel) -> None:  # noqa: F811
    said = json.loads(client.get("/catalog.jsonld").content)
    del said["dcat:dataset"][0]["dct:title"]
    del said["dct:publisher"]
    told = {(severity, path) for severity, path, _words in told_by("shapes.ttl", graph_of(json.dumps(said)))}
    assert {("Violation", "title"), ("Violation", "publisher")} <= told


@pytest.mark.parametrize("name", ["shapes.ttl", "range.ttl"])
def test_an_empty_catalogue_fits_too(db: None, client: Client, name: str) -> None:
    assert told_by(name, graph_of(client.get("/catalog.jsonld").content)) == set()
    assert told_by(name, graph_of(json.dumps(catalog(None, [], {})))) == set()


def test_what_stands_in_json_is_in_the_graph(published: Graph) -> None:
    (data_set,) = published.subjects(RDF.type, DCAT.Dataset)
    assert len(set(published.objects(data_set, DCAT.distribution))) == 4
    assert {str(word) for word in published.objects(data_set, DCAT.keyword)} >= {"suositukset", "åtgärder"}
    for url, _name, _kind, _labels in VOCABULARIES.values():
        assert (URIRef(url), None, None) in published


def test_the_shapes_import_nothing() -> None:
    for path in SHAPES.glob("*.ttl"):
        shapes = Graph().parse(path, format="turtle")
        assert not set(shapes.subject_objects(OWL.imports))
        assert set(shapes.subjects(RDF.type, SHACL.NodeShape) or shapes.subjects(RDFS.label))


def test_the_description_fits_openapi(client: Client, db: None) -> None:
    document = client.get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []
    names = [path["get"]["operationId"] for path in document["paths"].values()]
    assert names == [
        "panels", "panel", "actions", "panel_recommendations", "recommendations", "recommendation",
    ]  # fmt: skip
    assert document["servers"] == [{"url": "http://localhost:8000"}]
    del document["info"]["title"]
    assert list(OpenAPIV31SpecValidator(document).iter_errors())
