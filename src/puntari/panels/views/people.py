"""Who does what in the panel."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntari.core.forms import carried_out
from puntari.core.paging import paginate
from puntari.core.roles import Role
from puntari.core.ui.confirm import ask_first, confirmed
from puntari.panels import actions, queries
from puntari.panels.access import desk
from puntari.panels.forms.people import RoleForm

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.panels.models import Panel


@desk(Role.COORDINATOR)
def people(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Everybody and their roles; a role is given on the same page."""
    actor: User = request.user  # type: ignore[assignment]
    form = RoleForm(request.POST or None)
    if request.method == "POST" and carried_out(
        form, lambda: actions.give_role(panel=panel, actor=actor, **form.cleaned_data)
    ):
        messages.success(request, _("Rooli on annettu. Siitä lähtee viesti sähköpostiin."))
        return redirect("desk-people", panel.slug)
    rows = [
        {"user": user, "roles": list(roles)}
        for user, roles in groupby(queries.roles_of(panel), key=lambda held: held.user)
    ]
    return render(request, "panels/people.html", {"form": form, "page": paginate(request, rows, size=50)})


@desk(Role.COORDINATOR)
@require_POST
def take_role(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Take a role away, after asking."""
    held = queries.get_role(panel, pk)
    if not confirmed(request):
        words = {"name": held.user, "role": held.get_role_display()}
        question = _("Poistetaanko rooli: %(name)s, %(role)s?") % words
        back = reverse("desk-people", args=[panel.slug])
        return ask_first(request, question=question, label=_("Poista"), back=back)
    actions.take_role(held=held, actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Rooli on poistettu."))
    return redirect("desk-people", panel.slug)


@desk(Role.COORDINATOR)
@require_POST
def invite_again(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Send the message about the role once more."""
    held = queries.get_role(panel, pk)
    actions.invite_again(held=held, actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Viesti lähtee uudelleen: %(email)s") % {"email": held.user.email})
    return redirect("desk-people", panel.slug)
