"""Payment runs: gathering, approving, files, paid, cancelled, on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntari.core import clock, words
from puntari.core.actor import actor_of, note_reading
from puntari.core.files import download
from puntari.core.forms import carried_out
from puntari.core.paging import paginate
from puntari.core.posted import posted
from puntari.core.roles import Role
from puntari.core.spreadsheets import CSV
from puntari.core.ui.confirm import ask_first, confirmed
from puntari.fees import actions, queries
from puntari.fees.forms import CancelForm, RunForm
from puntari.fees.models import PaymentRun
from puntari.fees.views.desk import KEEPERS
from puntari.methods.payments import PaymentError, bankdays
from puntari.panels.access import desk
from puntari.panels.queries import roles_in

if TYPE_CHECKING:
    from puntari.panels.models import Panel

BANK_DAYS_AHEAD = 3
FILES = {
    "bank": (actions.payment_file, "maksut-%s-%d.xml", "application/xml"),
    "payroll": (actions.payroll_file, "palkat-%s-%d.csv", CSV),
    "register": (actions.register_file, "tulorekisteri-%s-%d.xml", "application/xml"),
}


@desk(*KEEPERS)
def desk_run_new(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Gather a new payment run."""
    soon = bankdays.add_bank_days(clock.today(), BANK_DAYS_AHEAD)
    form = RunForm(posted(request), initial={"pay_date": soon})
    made: list[PaymentRun] = []
    if request.method == "POST" and carried_out(
        form,
        lambda: made.append(actions.make_run(panel=panel, actor=actor_of(request), **form.cleaned_data)),
    ):
        messages.success(request, _("Maksuerä on koottu. Seuraavaksi kaksi ihmistä hyväksyy sen."))
        return redirect("desk-run", panel.slug, made[0].number)
    context = {"form": form, "form_heading": _("Uusi maksuerä"), "save_label": _("Kokoa maksuerä")}
    return render(request, "fees/desk_form.html", context)


def _run(panel: Panel, number: int) -> PaymentRun:
    run: PaymentRun = get_object_or_404(queries.runs_of(panel), number=number)
    return run


@desk(*KEEPERS)
def desk_run(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """One run: who gets what, who has approved, what to do next. Reading it is logged."""
    return _show(request, panel, _run(panel, number), CancelForm())


def _show(request: HttpRequest, panel: Panel, run: PaymentRun, cancel: CancelForm) -> HttpResponse:
    lines = queries.lines_of(run)
    page = paginate(request, lines, size=50)
    note_reading(request, panel, "payment run", len(page.object_list), f"run/{run.pk}")
    context = {
        **_told(panel, run, lines),
        "page": page,
        "approved_by_me": actor_of(request).pk in [one.by_id for one in run.approvals.all()],
        "pays": Role.PAYROLL in roles_in(actor_of(request), panel),
        "cancel_form": cancel,
        "pay_date_passed": run.pay_date < clock.today(),
    }
    return render(request, "fees/desk_run.html", context)


def _told(panel: Panel, run: PaymentRun, lines: list[queries.Line]) -> dict[str, object]:
    settings = queries.settings_of(panel)
    return {
        "run": run,
        "lines": lines,
        "gross_cents": sum(line.gross_cents for line in lines),
        "withheld_cents": sum(line.withheld_cents for line in lines),
        "net_cents": sum(line.net_cents for line in lines),
        "settings": settings,
        "withheld_here": settings.reported_by == settings.ReportedBy.BANK_FILE,
        "report_by": bankdays.incomes_register_deadline(run.pay_date),
    }


@desk(*KEEPERS)
def desk_run_print(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """The whole run on paper, for the books: every line with its meetings, who approved and when."""
    run = _run(panel, number)
    lines = queries.lines_of(run)
    note_reading(request, panel, "payment run on paper", len(lines), f"run/{run.pk}")
    return render(request, "fees/run_print.html", _told(panel, run, lines))


@desk(*KEEPERS)
@require_POST
def desk_run_approve(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """One person's approval."""
    actions.approve_run(run=_run(panel, number), actor=actor_of(request))
    messages.success(request, _("Hyväksyntäsi on kirjattu."))
    return redirect("desk-run", panel.slug, number)


@desk(*KEEPERS)
@require_POST
def desk_run_cancel(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """Take the run apart; one that has gone out only payroll, when the bank has refused it."""
    run, form = _run(panel, number), CancelForm(request.POST)
    refused = run.state == PaymentRun.State.SENT
    if refused and Role.PAYROLL not in roles_in(actor_of(request), panel):
        raise Http404
    if form.is_valid() and not confirmed(request):
        return ask_first(
            request,
            question=_("Perutaanko maksuerä %(number)s?") % {"number": number},
            text=_(
                "Kenellekään ei makseta. Palkkiot palaavat maksettaviksi, ja niistä voi koota uuden erän."
            ),
            label=_("Peru maksuerä"),
            back=reverse("desk-run", args=[panel.slug, number]),
        )
    if not carried_out(
        form,
        lambda: actions.cancel_run(
            run=run, reason=form.cleaned_data["reason"], actor=actor_of(request), refused=refused
        ),
    ):
        return _show(request, panel, run, form)
    messages.success(request, _("Maksuerä on peruttu. Palkkiot ovat taas maksettavissa."))
    return redirect("desk-fees", panel.slug)


@desk(Role.PAYROLL)
@require_POST
def desk_run_paid(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """The money has gone; asks first, for nothing takes this back."""
    run = _run(panel, number)
    if not confirmed(request):
        return ask_first(
            request,
            question=_("Onko maksuerä %(number)s maksettu?") % {"number": number},
            text=_("Panelistit näkevät heti, että palkkio on maksettu. Merkintää ei voi perua."),
            label=_("Merkitse maksetuksi"),
            kind="primary",
            back=reverse("desk-run", args=[panel.slug, number]),
        )
    actions.mark_paid(run=run, actor=actor_of(request))
    messages.success(request, _("Panelistit näkevät nyt, että palkkio on maksettu."))
    return redirect("desk-run", panel.slug, number)


@desk(Role.PAYROLL)
@require_POST
def desk_run_file(request: HttpRequest, panel: Panel, number: int, kind: str) -> HttpResponse:
    """The bank's file, the payroll rows or the reports for the Incomes Register."""
    run = _run(panel, number)
    if kind not in FILES:
        raise Http404
    make, name, content_type = FILES[kind]
    try:
        content = make(run=run, actor=actor_of(request))
    except PaymentError as error:
        messages.error(request, words.say(error))
        return redirect("desk-run", panel.slug, number)
    return download(content, name=name % (panel.slug, number), content_type=content_type)
