"""Version 1 of the interface. Nobody signs in, nothing can be changed, and only public panels are there.

A signed-in colleague sees here exactly what everybody sees, so that nothing internal leaks into a program.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Path, Query
from ninja.operation import Operation

from puntari.core import clock
from puntari.followup import queries
from puntari.followup.models import Action, Recommendation, Response
from puntari.followup.opendata.schemas import (
    ActionOut,
    Decision,
    Missing,
    Page,
    PanelOut,
    RecommendationOut,
    StatusKind,
)
from puntari.followup.opendata.shaping import absolute, action_out, panel_out, recommendation_out
from puntari.panels import queries as panel_queries

if TYPE_CHECKING:
    from puntari.panels.models import Panel

Out = TypeVar("Out")
SLUG = Path(description="The panel's address, as in /panels/{slug}/", max_length=80)
PAGE = Query(1, ge=1, le=1_000_000, description="Which page, from 1")
SIZE = Query(50, ge=1, le=500, description="How many items a page holds")
STATUS = Query(None, description="Only actions of this kind of status")
LATE = Query(None, description="Only actions that are late today, or only the others")
UPDATED_SINCE = Query(None, description="Only actions updated on this day or later")
DECISION = Query(None, description="Only recommendations answered so")
ANSWERED = Query(None, description="Only answered, or only unanswered, recommendations")
MUNICIPALITY = Query(
    None,
    max_length=60,
    description="Only recommendations that name this municipality",
)
NUMBER = Path(ge=1, description="The recommendation's permanent number")


class OpenAPI(NinjaAPI):
    """Lets pages of other sites read the data, and names each operation for good."""

    def create_response(self, request: HttpRequest, data: Any, **options: Any) -> HttpResponse:
        answer: HttpResponse = super().create_response(request, data, **options)
        answer["Access-Control-Allow-Origin"] = "*"
        return answer

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return str(operation.view_func.__name__)


api = OpenAPI(
    title="Citizens' panels: recommendations, answers and actions",
    version="1.0.0",
    description="Read-only open data of public panels. Licence: Creative Commons Attribution 4.0.",
    docs_url=None,
    openapi_url=None,
    urls_namespace="opendata-v1",
)


def _panels() -> QuerySet[Panel]:
    return panel_queries.panels_seen_by(AnonymousUser())


def _panel(slug: str) -> Panel:
    return panel_queries.get_public_panel(AnonymousUser(), slug)


def _paged(
    request: HttpRequest, rows: QuerySet[Any], shape: Callable[[Any], Out], page: int, size: int
) -> dict[str, Any]:
    pages = Paginator(rows, size)
    shown = pages.get_page(page)
    return {
        "items": [shape(row) for row in shown],
        "count": pages.count,
        "page": shown.number,
        "pages": pages.num_pages,
        "next": _address(request, shown.number + 1) if shown.has_next() else None,
        "previous": _address(request, shown.number - 1) if shown.has_previous() else None,
    }


def _address(request: HttpRequest, page: int) -> str:
    asked = request.GET.copy()
    asked["page"] = str(page)
    return absolute(f"{request.path}?{asked.urlencode()}")


@api.get("/panels", response=Page[PanelOut], tags=["panels"], summary="The public panels, newest first")
def panels(request: HttpRequest, page: int = PAGE, size: int = SIZE) -> dict[str, Any]:
    rows = _panels().annotate(recommendation_count=Count("recommendations")).order_by("-created", "-pk")
    return _paged(request, rows, panel_out, page, size)


@api.get(
    "/panels/{slug}", response={200: PanelOut, 404: Missing}, tags=["panels"], summary="One public panel"
)
def panel(request: HttpRequest, slug: str = SLUG) -> PanelOut:
    found = _panel(slug)
    found.recommendation_count = Recommendation.objects.filter(panel=found).count()  # type: ignore[attr-defined]
    return panel_out(found)


@api.get(
    "/panels/{slug}/actions",
    response={200: Page[ActionOut], 404: Missing},
    tags=["actions"],
    summary="The rows of a panel's action table, in its order",
)
def actions(
    request: HttpRequest,
    slug: str = SLUG,
    status: StatusKind | None = STATUS,
    late: bool | None = LATE,
    updated_since: date | None = UPDATED_SINCE,
    page: int = PAGE,
    size: int = SIZE,
) -> dict[str, Any]:
    found = _panel(slug)
    rows = queries.actions_of(found).prefetch_related("evidence__file")
    if status is not None:
        rows = rows.filter(status__kind=status)
    if late is not None:
        lateness = queries.late(clock.today())
        rows = rows.filter(lateness if late else ~lateness)
    if updated_since is not None:
        rows = rows.filter(updated_on__gte=updated_since)
    return _paged(request, rows, _row, page, size)


def _row(action: Action) -> ActionOut:
    return action_out(action, action.recommendation)


@api.get(
    "/panels/{slug}/recommendations",
    response={200: Page[RecommendationOut], 404: Missing},
    tags=["recommendations"],
    summary="A panel's recommendations by number",
)
def panel_recommendations(
    request: HttpRequest, slug: str = SLUG, page: int = PAGE, size: int = SIZE
) -> dict[str, Any]:
    return _paged(request, queries.recommendations_of(_panel(slug)), recommendation_out, page, size)


@api.get(
    "/recommendations",
    response=Page[RecommendationOut],
    tags=["recommendations"],
    summary="The recommendations of all public panels",
)
def recommendations(
    request: HttpRequest,
    decision: Decision | None = DECISION,
    answered: bool | None = ANSWERED,
    municipality: str | None = MUNICIPALITY,
    page: int = PAGE,
    size: int = SIZE,
) -> dict[str, Any]:
    rows = queries.recommendations_in(_panels())
    if decision is not None:
        rows = rows.filter(response__decision=Response.Decision(decision))
    if answered is not None:
        rows = rows.filter(response__isnull=not answered)
    if municipality:
        rows = rows.filter(queries.concerns(municipality))
    return _paged(request, rows, recommendation_out, page, size)


@api.get(
    "/recommendations/{slug}/{number}",
    response={200: RecommendationOut, 404: Missing},
    tags=["recommendations"],
    summary="One recommendation by its panel and permanent number",
)
def recommendation(request: HttpRequest, slug: str = SLUG, number: int = NUMBER) -> RecommendationOut:
    return recommendation_out(queries.get_recommendation(_panel(slug), number))
