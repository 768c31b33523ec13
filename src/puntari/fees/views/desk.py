"""What is owed to whom, what is missing, the fee rule and corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from puntari.core import words
from puntari.core.actor import actor_of, note_reading
from puntari.core.errors import DomainError
from puntari.core.forms import carried_out
from puntari.core.paging import paginate
from puntari.core.posted import posted
from puntari.core.roles import Role
from puntari.fees import actions, queries
from puntari.fees.forms import CorrectionForm, SettingsForm
from puntari.methods.payments import PaymentError
from puntari.panels.access import desk

if TYPE_CHECKING:
    from puntari.panels.models import Panel

KEEPERS = (Role.COORDINATOR, Role.PAYROLL)


@desk(*KEEPERS)
def desk_fees(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Who is owed what, what is missing, and the payment runs."""
    actions.refresh_entitlements(panel=panel, actor=actor_of(request))
    missing = paginate(request, queries.without_payee(panel), size=10, name="missing")
    note_reading(request, panel, "payees missing", len(missing.object_list))
    context = {
        "page": paginate(request, queries.entitlements_of(panel)),
        "runs": paginate(request, queries.runs_of(panel), size=10, name="runs"),
        "missing": missing,
        "payable_cents": queries.payable_cents(panel),
        "settings": queries.settings_of(panel),
    }
    return render(request, "fees/desk_fees.html", context)


@desk(*KEEPERS)
@require_POST
def desk_fees_ask(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Ask for the missing account facts by e-mail."""
    asked = actions.ask_for_missing(panel=panel, actor=actor_of(request))
    if asked:
        said = ngettext("Viesti lähti %(count)s panelistille.", "Viesti lähti %(count)s panelistille.", asked)
        messages.success(request, said % {"count": asked})
    else:
        messages.warning(
            request,
            _("Viestejä ei lähtenyt: heiltä on jo kysytty tänään tai heillä ei ole sähköpostia. Soita."),
        )
    return redirect("desk-fees", panel.slug)


@desk(Role.COORDINATOR)
def desk_fee_settings(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The fee rule."""
    form = SettingsForm(posted(request), instance=queries.settings_of(panel))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_fee_settings(panel=panel, actor=actor_of(request), **form.cleaned_data)
            messages.success(request, _("Muutokset tallennettiin."))
            return redirect("desk-fees", panel.slug)
        except (DomainError, PaymentError) as error:
            form.add_error(None, words.say(error))
    context = {"form": form, "form_heading": _("Palkkion säännöt")}
    return render(request, "fees/desk_form.html", context)


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
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.correct_entitlement(entitlement=one, actor=actor_of(request), **form.cleaned_data),
    ):
        messages.success(request, _("Palkkio korjattiin: %(who)s.") % {"who": one.member})
        return redirect("desk-fees", panel.slug)
    context = {"form": form, "form_heading": f"{one.member}: {one.meeting}", "one": one}
    return render(request, "fees/desk_correct.html", context)
