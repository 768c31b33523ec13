"""The page about open data, its description for programs, and the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from puntari.followup import exporting, queries
from puntari.followup.opendata.api import api
from puntari.followup.opendata.catalog import catalog
from puntari.followup.opendata.shaping import API
from puntari.followup.opendata.vocabulary import LICENCE
from puntari.panels import queries as panel_queries

PREFIX = f"{API}/"


@dataclass(frozen=True)
class Operation:
    """One address of the interface as the page shows it."""

    path: str
    summary: str
    parameters: list[dict[str, Any]]


def description() -> dict[str, Any]:
    """The OpenAPI document, made from the types that also check the answers."""
    return {**api.get_openapi_schema(path_prefix=PREFIX), "servers": [{"url": settings.PUBLIC_URL}]}


def _free(answer: HttpResponse) -> HttpResponse:
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return _free(JsonResponse(description(), json_dumps_params={"ensure_ascii": False}))


def data(request: HttpRequest) -> HttpResponse:
    """What open data there is and how to get it; nothing on the page comes from elsewhere."""
    operations = [
        Operation(path, operation["get"]["summary"], operation["get"].get("parameters", []))
        for path, operation in description()["paths"].items()
    ]
    told = {"operations": operations, "licence": LICENCE, "formats": list(exporting.FORMATS)}
    return render(request, "followup/open_data.html", told)


def the_catalog(request: HttpRequest) -> HttpResponse:
    """The DCAT-AP catalogue of the public panels."""
    panels = list(panel_queries.panels_seen_by(AnonymousUser()).exclude(recommendations=None).distinct())
    newest = queries.newest_updates(panels)
    told = catalog(request.organisation, panels, newest)  # type: ignore[attr-defined]
    return _free(
        JsonResponse(
            told,
            encoder=DjangoJSONEncoder,
            json_dumps_params={"ensure_ascii": False},
            content_type="application/ld+json",
        )
    )
