"""The timetable: list, ticking, lines of one's own; on paper, as CSV and in people's calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntari.core import clock, files
from puntari.core.forms import carried_out
from puntari.core.paging import paginate
from puntari.core.roles import Role
from puntari.core.ui.confirm import ask_first, confirmed
from puntari.panels import actions, calendars, exports, queries
from puntari.panels.access import desk
from puntari.panels.forms.schedule import StepForm

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from puntari.core.models import User
    from puntari.panels.models import Panel, Step

VIEWS = ("open", "late", "mine", "done", "all")


@desk()
def timetable(request: HttpRequest, panel: Panel) -> HttpResponse:
    """What is to be done, by whom, by when; everybody in the panel may read it."""
    user: User = request.user  # type: ignore[assignment]
    shown = request.GET.get("show", "open")
    steps = _chosen(panel, user, shown)
    context = {
        "page": paginate(request, steps, size=50),
        "shown": shown if shown in VIEWS else "open",
        "views": _views(),
        "done": queries.steps_of(panel).exclude(done_on=None).count(),
        "total": queries.steps_of(panel).count(),
        "feed_url": request.build_absolute_uri(calendars.feed_path(panel, user)),
        "is_coordinator": Role.COORDINATOR in queries.roles_in(user, panel),
    }
    return render(request, "panels/timetable.html", context)


def _views() -> list[tuple[str, str]]:
    words = (_("Tekemättä"), _("Myöhässä"), _("Minun"), _("Tehdyt"), _("Kaikki"))
    return list(zip(VIEWS, words, strict=True))


def _chosen(panel: Panel, user: User, shown: str) -> QuerySet[Step]:
    if shown == "all":
        return queries.steps_of(panel)
    if shown == "done":
        return queries.steps_of(panel).exclude(done_on=None)
    steps = queries.open_steps(panel)
    if shown == "late":
        return steps.filter(due__lt=clock.today())
    return steps.filter(owner=user) if shown == "mine" else steps


@desk()
@require_POST
def tick(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Mark a line done or not done; the coordinator any, others their own."""
    user: User = request.user  # type: ignore[assignment]
    step = queries.get_step(panel, pk)
    if step.owner != user and Role.COORDINATOR not in queries.roles_in(user, panel):
        raise Http404
    if step.is_done:
        actions.untick_step(step=step, actor=user)
        messages.success(request, _("Merkitty tekemättömäksi: %(step)s") % {"step": step.label})
    else:
        actions.tick_step(step=step, actor=user)
        messages.success(request, _("Merkitty tehdyksi: %(step)s") % {"step": step.label})
    return redirect("desk-panel" if request.POST.get("back") == "front" else "desk-timetable", panel.slug)


@desk(Role.COORDINATOR)
def step(request: HttpRequest, panel: Panel, pk: int | None = None) -> HttpResponse:
    """Add a line of one's own or change one."""
    actor: User = request.user  # type: ignore[assignment]
    known = queries.get_step(panel, pk) if pk else None
    form = StepForm(request.POST or None, panel=panel, step=known)
    if request.method == "POST" and carried_out(
        form, lambda: actions.save_step(panel=panel, step=known, actor=actor, **form.cleaned_data)
    ):
        messages.success(request, _("Tehtävä on tallennettu."))
        return redirect("desk-timetable", panel.slug)
    return render(request, "panels/step.html", {"form": form, "step": known})


@desk(Role.COORDINATOR)
@require_POST
def remove_step(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Take a line off, after asking."""
    known = queries.get_step(panel, pk)
    if not confirmed(request):
        question = _("Poistetaanko tehtävä ”%(step)s”?") % {"step": known.label}
        back = reverse("desk-timetable", args=[panel.slug])
        return ask_first(request, question=question, label=_("Poista"), back=back)
    actions.remove_step(step=known, actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Tehtävä on poistettu."))
    return redirect("desk-timetable", panel.slug)


@desk(Role.COORDINATOR)
@require_POST
def restore(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Bring back the planned lines that were taken off."""
    actions.plan_timetable(panel=panel, actor=request.user, restore=True)  # type: ignore[arg-type]
    messages.success(request, _("Mallin tehtävät ovat taas listalla."))
    return redirect("desk-timetable", panel.slug)


@desk()
def timetable_print(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The whole timetable on paper."""
    context = {"steps": queries.steps_of(panel), "meetings": queries.meetings_of(panel)}
    return render(request, "panels/timetable_print.html", context)


@desk()
def timetable_csv(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The whole timetable for a spreadsheet."""
    content = exports.timetable_csv(queries.steps_of(panel))
    return files.download(content, name=f"{panel.slug}-aikataulu.csv", content_type="text/csv; charset=utf-8")


def timetable_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The timetable for a calendar program, which cannot sign in: the address itself is the key."""
    panel = calendars.panel_of_feed(token)
    content = calendars.timetable(panel, queries.open_steps(panel), queries.meetings_of(panel))
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")
