"""The council's report of any day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from puntari.core import clock
from puntari.core.files import download as as_download
from puntari.core.paging import paginate
from puntari.followup import queries, reports
from puntari.followup.forms_report import ReportForm
from puntari.followup.views.desk import EVERYBODY, me
from puntari.panels.access import desk

if TYPE_CHECKING:
    from datetime import date

    from puntari.panels.models import Panel


@desk(*EVERYBODY)
def report(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Choose the day, look at the figures, take the file."""
    form = ReportForm({"day": request.GET.get("day") or clock.today()})
    day = form.cleaned_data["day"] if form.is_valid() else clock.today()
    content = reports.content_of(panel, day)
    context = {
        "panel": panel,
        "form": form,
        "day": day,
        "content": content,
        "late": paginate(request, content["late"], name="late"),
        "kinds": list(reports.MAKERS),
    }
    return render(request, "followup/desk_report.html", context, status=422 if form.errors else 200)


@desk(*EVERYBODY)
def report_file(request: HttpRequest, panel: Panel, kind: str) -> HttpResponse:
    """The report of a day as a file."""
    form = ReportForm(request.GET)
    if kind not in reports.MAKERS or not form.is_valid():
        raise Http404
    return as_download(
        reports.MAKERS[kind](reports.content_of(panel, form.cleaned_data["day"])),
        name=_name(panel, form.cleaned_data["day"], kind),
        content_type=reports.TYPES[kind],
    )


@login_required
def report_across(request: HttpRequest) -> HttpResponse:
    """All the panels of the one who is signed in, what is late in any of them first."""
    panels = _panels(request)
    form = ReportForm({"day": request.GET.get("day") or clock.today()})
    day = form.cleaned_data["day"] if form.is_valid() else clock.today()
    content = reports.content_across(panels, day)
    context = {
        "form": form,
        "day": day,
        "content": content,
        "late": paginate(request, content["late"], name="late"),
        "kinds": list(reports.MAKERS),
    }
    return render(request, "followup/desk_report.html", context, status=422 if form.errors else 200)


@login_required
def report_across_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The same as a file."""
    panels = _panels(request)
    form = ReportForm(request.GET)
    if kind not in reports.MAKERS or not form.is_valid():
        raise Http404
    day: date = form.cleaned_data["day"]
    return as_download(
        reports.MAKERS[kind](reports.content_across(panels, day)),
        name=f"seuranta-{day.isoformat()}.{kind}",
        content_type=reports.TYPES[kind],
    )


def _panels(request: HttpRequest) -> list[Panel]:
    """The panels of whose follow-up this person may read at the desk; not found when there are none."""
    panels = list(queries.panels_reported_to(me(request), EVERYBODY))
    if not panels:
        raise Http404
    return panels


def _name(panel: Panel, day: date, kind: str) -> str:
    return f"seuranta-{panel.slug}-{day.isoformat()}.{kind}"
