"""The organisation's words for how an action stands, in three languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from puntari.core.posted import posted
from puntari.core.roles import Role
from puntari.followup import actions, forms, queries
from puntari.followup.views.desk import form_page, me, said
from puntari.panels.access import desk

if TYPE_CHECKING:
    from puntari.panels.models import Panel


@desk(Role.COORDINATOR)
def terms(request: HttpRequest, panel: Panel) -> HttpResponse:
    """All the words, and a new one."""
    known = actions.ensure_terms(organisation=panel.organisation)
    form = forms.TermForm(posted(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and said(
            form,
            lambda: actions.add_term(organisation=panel.organisation, actor=me(request), **form.cleaned_data),
        )
    ):
        messages.success(request, _("Sana lisätty."))
        return redirect("desk-status-terms", panel.slug)
    return form_page(request, panel, form, _("Statuksen sanasto"), terms=known, template="terms")


@desk(Role.COORDINATOR)
def term(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """What one word means and its translations. The word itself stays: tables are written with it."""
    found = queries.get_term(panel, pk)
    start = {name: getattr(found, name) for name in ("kind", "label_sv", "label_en")}
    form = forms.TermMeaningForm(posted(request), initial=start)
    if (
        request.method == "POST"
        and form.is_valid()
        and said(form, lambda: actions.change_term(term=found, actor=me(request), **form.cleaned_data))
    ):
        messages.success(request, _("Sana tallennettu."))
        return redirect("desk-status-terms", panel.slug)
    title = _("Statuksen sana: %(label)s") % {"label": found.label}
    return form_page(request, panel, form, title, template="term")
