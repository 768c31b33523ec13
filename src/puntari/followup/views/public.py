"""The public action table, across panels and of one, and a recommendation's own page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from puntari.core import clock
from puntari.core.files import download as as_download
from puntari.core.paging import paginate
from puntari.followup import exporting, queries, tables
from puntari.followup.asking import asked_from
from puntari.followup.history import history_of
from puntari.followup.models import Action
from puntari.followup.publishing import published
from puntari.followup.ratings import rated_rounds
from puntari.followup.tracing import trace_of
from puntari.followup.views.table import chosen_of, table_context, tidied
from puntari.panels import queries as panel_queries
from puntari.panels.access import public

if TYPE_CHECKING:
    from puntari.panels.models import Panel


@public
@published
def panel_actions(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The action table of one panel."""
    if tidy := tidied(request):
        return tidy
    return render(request, "followup/panel_actions.html", {"panel": panel, **table_context(request, [panel])})


@published
def all_actions(request: HttpRequest) -> HttpResponse:
    """The action tables of all the panels this reader may see, in one."""
    if tidy := tidied(request):
        return tidy
    seen = panel_queries.panels_seen_by(request.user).select_related(None)
    # Hundreds of panels are chosen from: their names alone, and not as models.
    panels: Any = seen.values_list("pk", "slug", "title", "title_sv", "title_en", named=True)
    shown = table_context(request, panels, size=25, choose=True)
    return render(request, "followup/all_actions.html", {"across": True, **shown})


@public
def panel_download(request: HttpRequest, panel: Panel, kind: str) -> HttpResponse:
    """The panel's table as a file; what the reader searched for, if they searched."""
    return _download(request, [panel], kind, f"toimenpiteet-{panel.slug}")


def all_download(request: HttpRequest, kind: str) -> HttpResponse:
    """The table across panels as a file."""
    panels = chosen_of(list(panel_queries.panels_seen_by(request.user)), asked_from(request.GET))
    return _download(request, panels, kind, "toimenpiteet", across=True)


def _download(
    request: HttpRequest, panels: Sequence[Panel], kind: str, name: str, *, across: bool = False
) -> HttpResponse:
    if kind not in exporting.FORMATS:
        raise Http404
    rows = tables.Keys(panels, asked_from(request.GET)).rows()
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
