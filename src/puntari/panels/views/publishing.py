"""Opening the panel to the public, closing it, and taking either back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntari.core.roles import Role
from puntari.core.ui.confirm import ask_first, confirmed
from puntari.panels import actions
from puntari.panels.access import desk

if TYPE_CHECKING:
    from puntari.panels.models import Panel


@desk(Role.COORDINATOR)
@require_POST
def publish(request: HttpRequest, panel: Panel, visibility: str) -> HttpResponse:
    """Open the panel's pages to everybody or to the signed-in."""
    if not confirmed(request):
        return _ask(request, panel, _("Julkaistaanko paneelin sivu?"), _("Julkaise"), kind="primary")
    actions.publish_panel(panel=panel, visibility=visibility, actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Paneelin sivu on julkaistu."))
    return redirect("desk-setup", panel.slug)


@desk(Role.COORDINATOR)
@require_POST
def unpublish(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Make the panel a draft again."""
    if not confirmed(request):
        question = _("Piilotetaanko paneelin sivu? Kutsun saanut voi silti ilmoittautua koodillaan.")
        return _ask(request, panel, question, _("Piilota"))
    actions.unpublish_panel(panel=panel, actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Paneeli on taas luonnos. Vain työryhmä näkee sen."))
    return redirect("desk-setup", panel.slug)


@desk(Role.COORDINATOR)
@require_POST
def close(request: HttpRequest, panel: Panel) -> HttpResponse:
    """End the panel's work."""
    if not confirmed(request):
        return _ask(request, panel, _("Päätetäänkö paneeli?"), _("Päätä paneeli"))
    actions.close_panel(panel=panel, actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Paneeli on päätetty."))
    return redirect("desk-setup", panel.slug)


@desk(Role.COORDINATOR)
@require_POST
def reopen(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Take the closing back."""
    actions.reopen_panel(panel=panel, actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Paneeli on taas avoinna."))
    return redirect("desk-setup", panel.slug)


def _ask(
    request: HttpRequest, panel: Panel, question: str, label: str, *, kind: str = "danger"
) -> HttpResponse:
    back = reverse("desk-setup", args=[panel.slug])
    return ask_first(request, question=question, label=label, back=back, kind=kind)
