"""How many letters to send, and to whom."""

from __future__ import annotations

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from puntari.core import files
from puntari.core.actor import actor_of
from puntari.core.forms import carried_out
from puntari.core.models import Job
from puntari.lottery import actions, letterplan, mailing, queries
from puntari.lottery.forms import LettersForm
from puntari.lottery.views.common import WRITERS
from puntari.panels.access import desk
from puntari.panels.queries import Panel


@desk(*WRITERS)
def desk_draw_letters(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The newest plan, and a form for another."""
    job = queries.letter_plan_job(panel)
    form = LettersForm(request.POST or None, initial=job.params if job else None)

    def start() -> None:
        actions.start_letter_plan(panel=panel, actor=actor_of(request), **form.cleaned_data)

    if request.method == "POST" and carried_out(form, start):
        return redirect("desk-draw-letters", slug=panel.slug)
    plan = letterplan.letter_plan(panel, job.result) if _is_done(job) and job else None
    context = {
        "form": form,
        "job": job,
        "plan": plan,
        "has_targets": queries.targets_of(panel).exists(),
    }
    return render(request, "lottery/desk_letters.html", context)


def _is_done(job: Job | None) -> bool:
    return job is not None and job.state == Job.State.DONE


@desk(*WRITERS)
@require_GET
def desk_draw_letters_file(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The letters of each stratum as CSV, for whoever orders the sample."""
    job = queries.letter_plan_job(panel)
    if job is None or not _is_done(job):
        raise Http404
    out = io.StringIO(newline="")
    csv.writer(out).writerows(mailing.rows_for_file(job.result))
    name = f"letters-{panel.slug}.csv"
    return files.download(out.getvalue().encode(), name=name, content_type="text/csv; charset=utf-8")
