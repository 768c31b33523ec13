"""Pages of the fees room: payroll's workspace and the panelist's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntari.core import clock, log, words
from puntari.core.errors import DomainError
from puntari.core.files import download
from puntari.core.paging import paginate
from puntari.core.posted import posted
from puntari.core.roles import Role
from puntari.fees import actions, queries
from puntari.fees.forms import CancelForm, CorrectionForm, PayeeForm, RunForm, SettingsForm
from puntari.fees.models import PaymentRun
from puntari.lottery.queries import member_for_volunteer
from puntari.methods.payments import PaymentError, bankdays
from puntari.panels.access import desk
from puntari.recruitment.queries import volunteer_by_token

if TYPE_CHECKING:
    from django.forms import BaseForm

    from puntari.panels.models import Panel

KEEPERS = (Role.COORDINATOR, Role.PAYROLL)
Refused = (DomainError, PaymentError)


@desk(*KEEPERS)
def desk_fees(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Who is owed what, what is missing, and the payment runs."""
    actions.refresh_entitlements(panel=panel, actor=request.user)  # type: ignore[arg-type]
    page = paginate(request, queries.entitlements_of(panel))
    missing = {one.member_id: one.member for one in queries.without_payee(panel)}
    if missing:
        log.record(
            "identity.read",
            actor=request.user,  # type: ignore[arg-type]
            panel_slug=panel.slug,
            data={"what": "payees missing", "rows": len(missing)},
        )
    return render(
        request,
        "fees/desk_fees.html",
        {
            "page": page,
            "runs": queries.runs_of(panel),
            "missing": list(missing.values()),
            "payable_cents": sum(one.total_cents for one in queries.payable(panel)),
            "settings": queries.settings_of(panel),
        },
    )


@desk(*KEEPERS)
@require_POST
def desk_fees_ask(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Ask for the missing account facts by e-mail."""
    asked = actions.ask_for_missing(panel=panel, actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Viestejä lähti %(count)s.") % {"count": asked})
    return redirect("desk-fees", panel.slug)


@desk(Role.COORDINATOR)
def desk_fee_settings(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The fee rule."""
    form = SettingsForm(posted(request), instance=queries.settings_of(panel))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_fee_settings(panel=panel, actor=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            messages.success(request, _("Muutokset tallennettiin."))
            return redirect("desk-fees", panel.slug)
        except Refused as error:
            form.add_error(None, words.say(error))
    return _form_page(request, form, _("Palkkion säännöt"), "desk-fees")


@desk(*KEEPERS)
def desk_fee_correct(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Travel and corrections of one entitlement."""
    one = get_object_or_404(queries.entitlements_of(panel), pk=pk)
    initial = {
        "travel_cents": one.travel_cents,
        "correction_cents": one.correction_cents,
        "reason": one.correction_reason,
    }
    form = CorrectionForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_entitlement(entitlement=one, actor=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            return redirect("desk-fees", panel.slug)
        except DomainError as error:
            form.add_error(None, words.say(error))
    return _form_page(request, form, f"{one.member}: {one.meeting}", "desk-fees")


def _form_page(request: HttpRequest, form: BaseForm, heading: str, back: str, **more: Any) -> HttpResponse:
    return render(
        request, "fees/desk_form.html", {"form": form, "form_heading": heading, "back": back, **more}
    )


@desk(*KEEPERS)
def desk_run_new(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Gather a new payment run."""
    soon = bankdays.add_bank_days(clock.today(), 3)
    form = RunForm(posted(request), initial={"pay_date": soon})
    if request.method == "POST" and form.is_valid():
        try:
            run = actions.make_run(panel=panel, actor=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            return redirect("desk-run", panel.slug, run.number)
        except DomainError as error:
            form.add_error(None, words.say(error))
    return _form_page(request, form, _("Uusi maksuerä"), "desk-fees")


def _run(panel: Panel, number: int) -> PaymentRun:
    run: PaymentRun = get_object_or_404(queries.runs_of(panel), number=number)
    return run


@desk(*KEEPERS)
def desk_run(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """One run: who gets what, who has approved, what to do next. Reading it is logged."""
    run = _run(panel, number)
    lines = queries.lines_of(run)
    log.record(
        "identity.read",
        actor=request.user,  # type: ignore[arg-type]
        panel_slug=panel.slug,
        subject=f"run/{run.pk}",
        data={"what": "payment run", "rows": len(lines)},
    )
    approved_by = [one.by_id for one in run.approvals.all()]
    return render(
        request,
        "fees/desk_run.html",
        {
            "run": run,
            "lines": lines,
            "gross_cents": sum(line.gross_cents for line in lines),
            "withheld_cents": sum(line.withheld_cents for line in lines),
            "net_cents": sum(line.net_cents for line in lines),
            "approved_by_me": request.user.pk in approved_by,
            "settings": queries.settings_of(panel),
            "cancel_form": CancelForm(),
        },
    )


@desk(*KEEPERS)
@require_POST
def desk_run_approve(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """One person's approval."""
    actions.approve_run(run=_run(panel, number), actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Hyväksyntäsi on kirjattu."))
    return redirect("desk-run", panel.slug, number)


@desk(*KEEPERS)
@require_POST
def desk_run_cancel(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """Take the run apart."""
    form = CancelForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    actions.cancel_run(run=_run(panel, number), reason=reason, actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Maksuerä on peruttu."))
    return redirect("desk-fees", panel.slug)


@desk(Role.PAYROLL)
@require_POST
def desk_run_paid(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """The money has gone."""
    actions.mark_paid(run=_run(panel, number), actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Panelistit näkevät nyt, että palkkio on maksettu."))
    return redirect("desk-run", panel.slug, number)


@desk(Role.PAYROLL)
@require_POST
def desk_run_file(request: HttpRequest, panel: Panel, number: int, kind: str) -> HttpResponse:
    """The bank's file or the payroll rows."""
    run = _run(panel, number)
    make = {"bank": actions.payment_file, "payroll": actions.payroll_file}.get(kind)
    if make is None:
        raise Http404
    try:
        content = make(run=run, actor=request.user)  # type: ignore[arg-type]
    except PaymentError as error:
        messages.error(request, words.say(error))
        return redirect("desk-run", panel.slug, number)
    name, content_type = {
        "bank": (f"maksut-{panel.slug}-{number}.xml", "application/xml"),
        "payroll": (f"palkat-{panel.slug}-{number}.csv", "text/csv; charset=utf-8"),
    }[kind]
    return download(content, name=name, content_type=content_type)


def me_payee(request: HttpRequest, token: str) -> HttpResponse:
    """A panelist gives bank and tax facts behind their personal link; what is stored is not shown again."""
    volunteer = volunteer_by_token(token)
    member = member_for_volunteer(volunteer) if volunteer else None
    if member is None or member.kind != "panelist":
        raise Http404
    request.panel = member.panel  # type: ignore[attr-defined]
    form = PayeeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_payee(member=member, **form.cleaned_data)
            messages.success(request, _("Kiitos. Tiedot ovat tallessa."))
            return redirect("me", token)
        except Refused as error:
            form.add_error(FIELD_OF.get(error.code.split("_")[0]), words.say(error))
    known = getattr(member, "payee", None)
    return render(request, "fees/me_payee.html", {"form": form, "token": token, "payee": known})


FIELD_OF = {"iban": "account", "bban": "account", "identity": "identity_code", "card": "card_percent"}
