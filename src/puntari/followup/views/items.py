"""Changing sub-recommendations and actions at the desk."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntari.core import clock, words
from puntari.core.errors import Conflict, NotAllowed
from puntari.core.posted import posted
from puntari.core.roles import Role
from puntari.core.ui.confirm import ask_first, confirmed
from puntari.followup import actions, forms, queries, silence
from puntari.followup.actions.changes import state_of
from puntari.followup.forms_public import EvidenceForm
from puntari.followup.views import meanwhile
from puntari.followup.views.desk import form_page, me, said
from puntari.panels import queries as panel_queries
from puntari.panels.access import desk

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.followup.models import Action
    from puntari.panels.models import Panel

SUB = ("cell", "detail")
OWNERS = ("owner_post", "deputy_post", "owner", "deputy")
PROGRESS = ("status", "status_words", "percent", "next_update_due", "effect", "more_info")


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
            lambda: actions.add_sub(recommendation=found, actor=me(request), **_sub_words(form)),
        )
    ):
        return redirect("desk-recommendation", panel.slug, number)
    return form_page(request, panel, form, _("Uusi alasuositus"), recommendation=found)


def _sub_words(form: forms.SubForm) -> dict[str, Any]:
    """The cell with its number, and the whole text."""
    return {"text": form.cleaned_data["cell"], "detail": form.cleaned_data["detail"]}


@desk(Role.COORDINATOR)
def edit_sub(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Change a sub-recommendation."""
    sub = queries.get_sub(panel, pk)
    seen = meanwhile.Seen(request, sub, SUB)
    form = forms.SubForm(seen.data, initial=seen.now)
    told: dict[str, Any] = {"sub": sub, "actor": me(request), "seen": seen.began}
    try:
        if (
            request.method == "POST"
            and form.is_valid()
            and said(form, lambda: actions.change_sub(**told, **_sub_words(form)))
        ):
            messages.success(request, _("Alasuositus tallennettu."))
            return redirect("desk-recommendation", panel.slug, sub.recommendation.number)
    except Conflict:
        now = state_of(queries.get_sub(panel, pk), SUB)
        return meanwhile.page(request, form, seen, sub.recommendation, now)
    more = {"recommendation": sub.recommendation, "carried": seen.carried}
    return form_page(request, panel, form, _("Alasuositus"), **more)


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


def next_promise(now: dict[str, str]) -> dict[str, str]:
    """What a form about news begins with: who tells them now is not asked for them again next week."""
    promised = now["next_update_due"]
    if not promised:
        return now
    day = silence.next_day(date.fromisoformat(promised), clock.today())
    return {**now, "next_update_due": str(day)}


@desk(Role.COORDINATOR, Role.OFFICIAL)
def edit_action(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """The coordinator changes everything; an official tells how their own action stands."""
    action = queries.get_action_for(me(request), panel, pk)
    coordinator = Role.COORDINATOR in panel_queries.roles_in(me(request), panel)
    kind = forms.ActionForm if coordinator else forms.ProgressForm
    names = (*PROGRESS, "text", "schedule", "unit") if coordinator else PROGRESS
    seen = meanwhile.Seen(request, action, names)
    start = seen.now if coordinator else next_promise(seen.now)
    form = kind(seen.data, initial=start, organisation=panel.organisation)
    told: dict[str, Any] = {"action": action, "actor": me(request), "seen": seen.began}
    try:
        if (
            request.method == "POST"
            and form.is_valid()
            and said(form, lambda: actions.change_action(**told, **form.cleaned_data))
        ):
            messages.success(request, _("Toimenpide tallennettu."))
            return redirect("desk-recommendation", panel.slug, action.recommendation.number)
    except Conflict:
        now = state_of(queries.get_action_for(me(request), panel, pk), names)
        return meanwhile.page(request, form, seen, action.recommendation, now, action=action)
    return form_page(
        request,
        panel,
        form,
        _("Toimenpiteen tilanne"),
        recommendation=action.recommendation,
        action=action,
        carried=seen.carried,
        template="action",
    )


@desk(Role.COORDINATOR, Role.OFFICIAL)
def evidence(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Links and files that show what an action has led to."""
    action = queries.get_action_for(me(request), panel, pk)
    form = EvidenceForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid() and not form.given():
        form.add_error("evidence_url", _("Anna linkki tai valitse tiedosto."))
    if (
        request.method == "POST"
        and form.is_valid()
        and said(form, lambda: add_evidence(action, form, actor=me(request)))
    ):
        messages.success(request, _("Liite tallennettu. Se näkyy suosituksen julkisella sivulla."))
        return redirect("desk-evidence", panel.slug, pk)
    more = {"recommendation": action.recommendation, "action": action, "template": "evidence"}
    more["evidence"] = action.evidence.select_related("file")
    return form_page(request, panel, form, _("Näyttö toimenpiteestä"), **more)


def add_evidence(action: Action, form: Any, *, actor: User, by: str = "") -> None:
    """Add the link and the file of an evidence form."""
    told = form.cleaned_data
    label = told["evidence_label"]
    if url := told["evidence_url"]:
        actions.add_link(action=action, actor=actor, by=by, label=label, url=url)
    if file := told["evidence_file"]:
        actions.add_file(action=action, actor=actor, by=by, label=label, content=file.read(), name=file.name)


@require_POST
@desk(Role.COORDINATOR, Role.OFFICIAL)
def remove_evidence(request: HttpRequest, panel: Panel, pk: int, key: int) -> HttpResponse:
    """Take a link or a file away, after asking."""
    action = queries.get_action_for(me(request), panel, pk)
    back = reverse("desk-evidence", args=[panel.slug, pk])
    try:
        found = queries.get_evidence(action, key)
        if not confirmed(request):
            question = _("Poistetaanko liite ”%(label)s”?") % {"label": found.label}
            return ask_first(request, question=question, label=_("Poista liite"), back=back)
        actions.remove_evidence(evidence=found, actor=me(request))
    except Conflict as error:
        messages.info(request, words.say(error))
    except NotAllowed as error:
        messages.error(request, words.say(error))
    else:
        messages.success(request, _("Liite poistettu."))
    return redirect(back)


@desk(Role.COORDINATOR, Role.OFFICIAL)
def unchanged(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Nothing has changed, because ..."""
    action = queries.get_action_for(me(request), panel, pk)
    day = silence.next_day(action.next_update_due, clock.today())
    late = silence.is_overdue(action, clock.today())
    form = forms.UnchangedForm(posted(request), initial={"next_update_due": day}, late=late)
    seen = meanwhile.Seen(request, action, PROGRESS)
    told: dict[str, Any] = {"action": action, "actor": me(request), "seen": seen.began}
    if (
        request.method == "POST"
        and form.is_valid()
        and said(form, lambda: say_unchanged(**told, **form.cleaned_data))
    ):
        messages.success(request, _("Kirjattu: ei muutosta."))
        return redirect("desk-followup", panel.slug)
    more = {"recommendation": action.recommendation, "action": action, "carried": seen.carried_now}
    return form_page(request, panel, form, _("Ei muutosta"), template="unchanged", **more)


def say_unchanged(**told: Any) -> None:
    """Somebody else's change in between is said at the form: the reader looks at it, then decides again."""
    try:
        actions.confirm_unchanged(**told)
    except Conflict as error:
        raise NotAllowed("followup.not_unchanged") from error


@desk(Role.COORDINATOR)
def owner(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Give an action to a post and to the person who holds it."""
    action = queries.get_action_for(me(request), panel, pk)
    seen = meanwhile.Seen(request, action, OWNERS)
    form = forms.OwnerForm(seen.data, panel=panel, initial=seen.now)
    told: dict[str, Any] = {"action": action, "actor": me(request), "seen": seen.began}
    try:
        if (
            request.method == "POST"
            and form.is_valid()
            and said(form, lambda: actions.give_owner(**told, **form.cleaned_data))
        ):
            messages.success(request, _("Vastuuhenkilö tallennettu."))
            return redirect("desk-recommendation", panel.slug, action.recommendation.number)
    except Conflict:
        now = state_of(queries.get_action_for(me(request), panel, pk), OWNERS)
        return meanwhile.page(request, form, seen, action.recommendation, now, action=action)
    more = {"recommendation": action.recommendation, "action": action, "carried": seen.carried}
    return form_page(request, panel, form, _("Vastuuhenkilö"), **more)
