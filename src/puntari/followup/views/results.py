"""What the panels have led to, across panels."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from puntari.core import clock
from puntari.core.paging import paginate
from puntari.followup.publishing import published
from puntari.followup.results import by_panel, newest_effects, panels_told_of, results_of
from puntari.followup.tables import keys_of
from puntari.panels import queries as panel_queries


@published
def results(request: HttpRequest) -> HttpResponse:
    """Answers and actions in pictures and numbers, and what has changed for residents."""
    seen = panel_queries.panels_seen_by(request.user)
    keys, today = keys_of(seen), clock.today()
    page = paginate(request, panels_told_of(keys))
    panels = seen.in_bulk(list(page))
    context = {
        "results": results_of(keys, today),
        "effects": newest_effects(keys),
        "page": page,
        "lines": by_panel((panels[key] for key in page if key in panels), today),
        "today": today,
    }
    return render(request, "followup/results.html", context)
