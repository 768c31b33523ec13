"""The public action table, across panels and of one, and a recommendation's own page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from puntari.core import clock
from puntari.core.files import download as as_download
from puntari.core.paging import SIZES, paginate
from puntari.followup import exporting, queries, tables
from puntari.followup.facets import facets_of
from puntari.followup.history import history_of
from puntari.followup.models import Action
from puntari.followup.publishing import published
from puntari.followup.ratings import rated_rounds
from puntari.followup.tracing import trace_of
from puntari.panels import queries as panel_queries
from puntari.panels.access import public

if TYPE_CHECKING:
    from puntari.panels.models import Panel


@dataclass(frozen=True)
class Column:
    """A heading; `url` sorts by it, `aria` says how it is sorted now."""

    label: str
    url: str = ""
    aria: str = ""


@public
@published
def panel_actions(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The action table of one panel."""
    return render(request, "followup/panel_actions.html", {"panel": panel, **table_context(request, [panel])})


@published
def all_actions(request: HttpRequest) -> HttpResponse:
    """The action tables of all the panels this reader may see, in one."""
    panels = panel_queries.panels_seen_by(request.user)
    return render(
        request, "followup/all_actions.html", {"across": True, **table_context(request, panels, size=25)}
    )


def table_context(request: HttpRequest, panels: Iterable[Panel], size: int = 50) -> dict[str, Any]:
    """What the table's template shows of these panels for this request."""
    asked = tables.asked_from(request.GET)
    rows = tables.Keys(panels, asked)
    return {
        "page": paginate(request, rows, size=size),  # type: ignore[arg-type]
        "asked": asked,
        "columns": _columns(request, asked),
        "labels": dict(zip(tables.COLUMNS, _labels(), strict=True)),
        "sizes": ",".join(str(size) for size in SIZES),
        "facets": facets_of(rows.slice),
        "kept_query": _query(request),
        "size": request.GET.get("size", ""),
        "formats": list(exporting.FORMATS),
    }


def _labels() -> list[str]:
    return [
        _("Suositus"),
        _("Alasuositus"),
        _("Toimenpide"),
        _("Aikataulu"),
        _("Status"),
        _("Vastuu"),
        _("Lisätieto"),
    ]


def _columns(request: HttpRequest, asked: tables.Asked) -> list[Column]:
    sorts = ("number", "", "", "schedule", "status", "unit", "")
    return [_column(request, asked, label, sort) for label, sort in zip(_labels(), sorts, strict=True)]


def _column(request: HttpRequest, asked: tables.Asked, label: str, sort: str) -> Column:
    if not sort:
        return Column(label)
    here = asked.sort == sort
    query = _query(request, sort=f"-{sort}" if here and not asked.descending else sort)
    aria = ("descending" if asked.descending else "ascending") if here else ""
    return Column(label, f"?{query}", aria)


def _query(request: HttpRequest, **changed: str) -> str:
    """What this page was asked, its number left out and some of it changed."""
    left_out = {"page", *changed}
    asked = [
        (name, value) for name, values in request.GET.lists() for value in values if name not in left_out
    ]
    return urlencode([*asked, *changed.items()])


@public
def panel_download(request: HttpRequest, panel: Panel, kind: str) -> HttpResponse:
    """The panel's table as a file; what the reader searched for, if they searched."""
    return _download(request, [panel], kind, f"toimenpiteet-{panel.slug}")


def all_download(request: HttpRequest, kind: str) -> HttpResponse:
    """The table across panels as a file."""
    panels = list(panel_queries.panels_seen_by(request.user))
    return _download(request, panels, kind, "toimenpiteet", across=True)


def _download(
    request: HttpRequest, panels: Sequence[Panel], kind: str, name: str, *, across: bool = False
) -> HttpResponse:
    if kind not in exporting.FORMATS:
        raise Http404
    rows = tables.Keys(panels, tables.asked_from(request.GET)).rows()
    content = exporting.write(kind, rows, panels, queries.newest_update(panels), across=across)
    return as_download(content, name=f"{name}.{kind}", content_type=exporting.FORMATS[kind])


@public
@published
def recommendation(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """Everything about one recommendation: words, votes, answer, actions, and what changed when."""
    found = queries.get_recommendation(panel, number)
    context = {
        "panel": panel,
        "recommendation": found,
        "groups": _groups(found),
        "history": paginate(request, history_of(found), size=50, name="history"),
        "rounds": rated_rounds(found, clock.today()),
        "trace": trace_of(found),
        "today": clock.today(),
    }
    return render(request, "followup/recommendation.html", context)


def _groups(found: Any) -> list[tuple[Any, list[Action]]]:
    """The actions under each sub-recommendation, those straight under the recommendation first."""
    actions = list(found.actions.all())
    groups = [(None, [one for one in actions if one.sub_id is None])]
    groups += [(sub, [one for one in actions if one.sub_id == sub.pk]) for sub in found.subs.all()]
    return [(sub, rows) for sub, rows in groups if sub or rows]
