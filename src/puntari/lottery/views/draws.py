"""Test draws, the real draw, its report and its files."""

from __future__ import annotations

import math

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from puntari.core import files
from puntari.core.actor import actor_of
from puntari.core.forms import carried_out
from puntari.core.paging import paginate
from puntari.core.roles import Role
from puntari.core.ui.confirm import ask_first, confirmed
from puntari.lottery import actions, exports, presenting, queries
from puntari.lottery.forms import RealDrawForm, TestDrawForm
from puntari.lottery.models import Draw
from puntari.lottery.views.common import READERS, WRITERS, explanation
from puntari.panels import queries as panels
from puntari.panels.access import desk
from puntari.panels.queries import Panel
from puntari.recruitment import queries as recruitment

RESERVE_SHARE = 0.25


@desk(Role.COORDINATOR, Role.NOTARY, Role.PHONE_DESK)
def desk_draw(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Where the draw stands and what is next; the phone desk goes straight to the people to call."""
    roles = panels.roles_in(actor_of(request), panel)
    if not {Role.COORDINATOR, Role.NOTARY} & roles:
        return redirect("desk-members", slug=panel.slug)
    return _show_desk(request, panel)


def first_guess(panel: Panel) -> dict[str, object]:
    """What the forms of a draw begin with."""
    return {"reserves": math.ceil(panel.size * RESERVE_SHARE), "one_per_household": True}


def not_opened(panel: Panel) -> bool:
    """Whether nobody has been able to register yet: the first day is to come, or none has been set."""
    state = recruitment.registration_state(panel)
    return state == "waiting" or (state == "open" and panel.registration_opens is None)


def _show_desk(request: HttpRequest, panel: Panel) -> HttpResponse:
    real = queries.draws_of(panel).filter(is_test=False).first()
    members = queries.members_of(panel)
    context = {
        "may_write": _may_write(request, panel),
        "real": real,
        "test_count": queries.draws_of(panel).filter(is_test=True).count(),
        "has_targets": queries.targets_of(panel).exists(),
        "pool_size": recruitment.active_volunteers(panel).count(),
        "registration": recruitment.registration_state(panel),
        "not_opened": not_opened(panel),
        "panelists": queries.active_panelists(panel).count(),
        "confirmed": queries.active_panelists(panel).filter(status="confirmed").count(),
        "public_draw": queries.live_public_draw(panel),
        "open_seats": sum(one.needs_replacement for one in members),
    }
    return render(request, "lottery/desk_draw.html", context)


def _may_write(request: HttpRequest, panel: Panel) -> bool:
    return Role.COORDINATOR in panels.roles_in(actor_of(request), panel)


@desk(*READERS)
def desk_draw_test(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Test draws: start one, look at those that were made."""
    may_write = _may_write(request, panel)
    form = TestDrawForm(request.POST or None, initial=first_guess(panel))
    made: list[Draw] = []

    def start() -> None:
        made.append(
            actions.start_draw(panel=panel, is_test=True, actor=actor_of(request), **form.cleaned_data)
        )

    if request.method == "POST" and may_write and carried_out(form, start):
        return redirect("desk-draw-report", slug=panel.slug, pk=made[0].pk)
    tests = paginate(request, queries.draws_of(panel).filter(is_test=True), size=10)
    return render(
        request, "lottery/desk_draw_test.html", {"form": form, "may_write": may_write, "tests": tests}
    )


@desk(*WRITERS)
def desk_draw_real(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The confirmation page of the real draw, and its start."""
    done = queries.real_draw(panel)
    if done is not None:
        return redirect("desk-draw-report", slug=panel.slug, pk=done.pk)
    if queries.live_public_draw(panel) is not None:
        return redirect("desk-public-draw", slug=panel.slug)
    form = RealDrawForm(request.POST or None, initial=first_guess(panel))
    is_open = recruitment.registration_state(panel) != "closed"
    if not is_open:
        del form.fields["override_reason"]
    made: list[Draw] = []

    def start() -> None:
        options = {name: value for name, value in form.cleaned_data.items() if name != "understood"}
        made.append(actions.start_draw(panel=panel, is_test=False, actor=actor_of(request), **options))

    if request.method == "POST" and carried_out(form, start):
        return redirect("desk-draw-report", slug=panel.slug, pk=made[0].pk)
    answer, trouble = explanation(panel)
    context = {
        "form": form,
        "is_open": is_open,
        "not_opened": not_opened(panel),
        "answer": answer,
        "trouble": trouble,
        "pool_size": recruitment.active_volunteers(panel).count(),
        "waiting": queries.draws_of(panel).filter(is_test=False).first(),
    }
    return render(request, "lottery/desk_draw_real.html", context)


@desk(*READERS)
@require_GET
def desk_draw_report(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """A draw's report; while it is being made, how far it is."""
    draw = queries.get_draw(panel, pk)
    if not draw.is_done:
        return render(request, "lottery/desk_draw_waiting.html", {"draw": draw, "job": draw.job})
    context = presenting.report_of(draw, public=False)
    may_write = _may_write(request, panel)
    return render(request, "lottery/desk_report.html", {**context, "may_write": may_write})


@desk(*READERS)
@require_GET
def desk_draw_file(request: HttpRequest, panel: Panel, pk: int, name: str) -> HttpResponse:
    """A file of the draw; those that name people are the coordinator's, and reading them is logged."""
    draw = queries.get_draw(panel, pk)
    may_see_people = _may_write(request, panel)
    return exports.draw_file(draw, name, actor=actor_of(request), may_see_people=may_see_people)


@desk(*READERS)
@require_GET
def desk_draw_pdf(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """The report as PDF, in the public's form."""
    draw = queries.get_draw(panel, pk)
    return files.download(
        exports.report_pdf(draw), name=exports.pdf_name(draw), content_type="application/pdf"
    )


@desk(*READERS)
@require_GET
def desk_draw_csv(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """The report's figures as CSV, small groups too: not for publishing."""
    draw = queries.get_draw(panel, pk)
    content = exports.report_csv(draw, public=False)
    return files.download(content, name=exports.csv_name(draw), content_type="text/csv; charset=utf-8")


@desk(*WRITERS)
@require_POST
def desk_draw_results(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Queue the messages about the result, after a question."""
    draw = queries.get_draw(panel, pk)
    if not confirmed(request):
        return ask_first(
            request,
            question=_("Lähetetäänkö tulos kaikille arvonnassa olleille?"),
            label=_("Lähetä viestit"),
            back=reverse("desk-draw-report", args=[panel.slug, pk]),
            text=_("Viestiä ei voi perua. Kukin saa sen vain kerran."),
            kind="primary",
        )
    sent = actions.send_results(draw=draw, actor=actor_of(request))
    messages.success(
        request,
        _(
            "Viestejä jonossa: valituille %(panelists)s, varahenkilöille %(reserves)s, muille %(others)s. "
            "Ilman sähköpostia: %(none)s. Soita heille tai lähetä kirje."
        )
        % {
            "panelists": sent.panelists,
            "reserves": sent.reserves,
            "others": sent.others,
            "none": sent.without_email,
        },
    )
    return redirect("desk-draw-report", slug=panel.slug, pk=pk)
