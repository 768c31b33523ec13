"""Changing sub-recommendations and actions at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from puntari.core.roles import Role
from puntari.followup import actions, forms, queries
from puntari.followup.views.desk import form_page, me, said
from puntari.panels import queries as panel_queries
from puntari.panels.access import desk

if TYPE_CHECKING:
    from puntari.followup.models import Action
    from puntari.panels.models import Panel

PROGRESS = ("status", "status_words", "percent", "next_update_due", "more_info")


@desk(Role.COORDINATOR)
def new_sub(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """Add a sub-recommendation."""
    found = queries.get_recommendation(panel, number)
    form = forms.SubForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and said(
            form,
            lambda: actions.add_sub(recommendation=found, actor=me(request), **form.cleaned_data),
        )
    ):
        return redirect("desk-recommendation", panel.slug, number)
    return form_page(request, panel, form, _("Uusi alasuositus"), recommendation=found)


@desk(Role.COORDINATOR)
def edit_sub(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Change a sub-recommendation."""
    sub = queries.get_sub(panel, pk)
    form = forms.SubForm(request.POST or None, initial={"text": sub.cell, "detail": sub.detail})
    if (
        request.method == "POST"
        and form.is_valid()
        and said(
            form,
            lambda: actions.change_sub(sub=sub, actor=me(request), **form.cleaned_data),
        )
    ):
        return redirect("desk-recommendation", panel.slug, sub.recommendation.number)
    return form_page(request, panel, form, _("Alasuositus"), recommendation=sub.recommendation)


@desk(Role.COORDINATOR)
def new_action(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """Add an action to a recommendation or, with `?sub=`, to one of its sub-recommendations."""
    found = queries.get_recommendation(panel, number)
    asked = request.GET.get("sub", "")
    sub = next((one for one in found.subs.all() if str(one.pk) == asked), None)
    actions.ensure_terms(organisation=panel.organisation)
    form = forms.ActionForm(request.POST or None, organisation=panel.organisation)
    if (
        request.method == "POST"
        and form.is_valid()
        and said(
            form,
            lambda: actions.add_action(recommendation=found, sub=sub, actor=me(request), **form.cleaned_data),
        )
    ):
        messages.success(request, _("Toimenpide tallennettu."))
        return redirect("desk-recommendation", panel.slug, number)
    return form_page(request, panel, form, _("Uusi toimenpide"), recommendation=found)


@desk(Role.COORDINATOR, Role.OFFICIAL)
def edit_action(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """The coordinator changes everything; an official tells how their own action stands."""
    action = queries.get_action_for(me(request), panel, pk)
    coordinator = Role.COORDINATOR in panel_queries.roles_in(me(request), panel)
    kind = forms.ActionForm if coordinator else forms.ProgressForm
    names = (*PROGRESS, "text", "schedule", "unit") if coordinator else PROGRESS
    start = {name: getattr(action, name) for name in names}
    form = kind(request.POST or None, initial=start, organisation=panel.organisation)
    if (
        request.method == "POST"
        and form.is_valid()
        and said(
            form,
            lambda: actions.change_action(action=action, actor=me(request), **form.cleaned_data),
        )
    ):
        messages.success(request, _("Toimenpide tallennettu."))
        return redirect("desk-recommendation", panel.slug, action.recommendation.number)
    return _action_page(request, panel, form, action, coordinator)


def _action_page(
    request: HttpRequest, panel: Panel, form: Any, action: Action, coordinator: bool
) -> HttpResponse:
    return form_page(
        request,
        panel,
        form,
        _("Toimenpiteen tilanne"),
        recommendation=action.recommendation,
        action=action,
        coordinator=coordinator,
        template="action",
    )


@desk(Role.COORDINATOR, Role.OFFICIAL)
def unchanged(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Nothing has changed, because ..."""
    action = queries.get_action_for(me(request), panel, pk)
    form = forms.UnchangedForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and said(
            form,
            lambda: actions.confirm_unchanged(action=action, actor=me(request), **form.cleaned_data),
        )
    ):
        messages.success(request, _("Kirjattu: ei muutosta."))
        return redirect("desk-followup", panel.slug)
    return form_page(
        request, panel, form, _("Ei muutosta"), recommendation=action.recommendation, action=action
    )


@desk(Role.COORDINATOR)
def owner(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Give an action to a post and to the person who holds it."""
    action = queries.get_action_for(me(request), panel, pk)
    start = {"owner_post": action.owner_post, "deputy_post": action.deputy_post, "owner": action.owner}
    form = forms.OwnerForm(request.POST or None, panel=panel, initial=start)
    if (
        request.method == "POST"
        and form.is_valid()
        and said(
            form,
            lambda: actions.give_owner(action=action, actor=me(request), **form.cleaned_data),
        )
    ):
        messages.success(request, _("Vastuuhenkilö tallennettu."))
        return redirect("desk-recommendation", panel.slug, action.recommendation.number)
    return form_page(
        request, panel, form, _("Vastuuhenkilö"), recommendation=action.recommendation, action=action
    )
