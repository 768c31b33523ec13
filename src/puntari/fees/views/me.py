"""The panelist's own page: where to pay."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from puntari.core.forms import carried_out
from puntari.core.posted import posted
from puntari.core.private import private
from puntari.fees import actions, queries
from puntari.fees.forms import PayeeForm
from puntari.lottery.queries import member_for_volunteer
from puntari.recruitment.queries import volunteer_by_token


@private
def me_payee(request: HttpRequest, token: str) -> HttpResponse:
    """A panelist gives bank and tax facts behind their personal link; what is stored is not shown again."""
    volunteer = volunteer_by_token(token)
    member = member_for_volunteer(volunteer) if volunteer and not volunteer.erased else None
    if member is None or member.kind != "panelist":
        raise Http404
    request.panel = member.panel  # type: ignore[attr-defined]
    if not queries.may_be_paid(member):
        messages.info(request, _("Tästä paneelista ei makseta palkkiota, joten tilinumeroa ei tarvita."))
        return redirect("me", token)
    form = PayeeForm(posted(request))
    if request.method == "POST" and carried_out(
        form, lambda: actions.set_payee(member=member, **form.cleaned_data)
    ):
        messages.success(request, _("Kiitos. Tiedot ovat tallessa."))
        return redirect("me", token)
    known = getattr(member, "payee", None)
    return render(request, "fees/me_payee.html", {"form": form, "token": token, "payee": known})
