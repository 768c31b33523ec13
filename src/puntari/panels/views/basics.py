"""Basic facts, the promise, the steering group and its decisions."""

from __future__ import annotations

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
from puntari.panels.forms.basics import BasicsForm
from puntari.panels.forms.mandate import DecisionForm, PromiseForm, SteeringMemberForm

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.panels.models import Panel


@desk(Role.COORDINATOR)
def basics(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Question, people to invite, fee, contacts, privacy notice."""
    actor: User = request.user  # type: ignore[assignment]
    form = BasicsForm(request.POST or None, panel=panel)
    if request.method == "POST" and carried_out(
        form, lambda: actions.update_panel(panel=panel, actor=actor, **form.changes())
    ):
        messages.success(request, _("Perustiedot on tallennettu."))
        return redirect("desk-setup", panel.slug)
    return render(request, "panels/basics.html", {"form": form})


@desk(Role.COORDINATOR)
def promise(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Who answers the panel, by when."""
    actor: User = request.user  # type: ignore[assignment]
    form = PromiseForm(request.POST or None, panel=panel)
    if request.method == "POST" and carried_out(
        form, lambda: actions.record_promise(panel=panel, actor=actor, **form.cleaned_data)
    ):
        messages.success(request, _("Lupaus on kirjattu. Se näkyy paneelin sivulla."))
        return redirect("desk-setup", panel.slug)
    return render(request, "panels/promise.html", {"form": form})


@desk(Role.COORDINATOR)
def steering(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The steering group; a new member is added on the same page."""
    actor: User = request.user  # type: ignore[assignment]
    form = SteeringMemberForm(request.POST or None)
    if request.method == "POST" and carried_out(
        form, lambda: actions.add_steering_member(panel=panel, actor=actor, **form.cleaned_data)
    ):
        messages.success(request, _("Jäsen on lisätty."))
        return redirect("desk-steering", panel.slug)
    decisions = paginate(request, panel.decisions.all(), size=10)
    members = paginate(request, panel.steering_members.all(), name="members")
    context = {"form": form, "members": members, "decisions": decisions}
    return render(request, "panels/steering.html", context)


@desk(Role.COORDINATOR)
@require_POST
def remove_member(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Take a member off the steering group, after asking."""
    member = queries.get_steering_member(panel, pk)
    question = _("Poistetaanko %(name)s ohjausryhmästä?") % {"name": member.name}
    if not confirmed(request):
        return ask_first(
            request, question=question, label=_("Poista"), back=reverse("desk-steering", args=[panel.slug])
        )
    actions.remove_steering_member(member=member, actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Jäsen on poistettu."))
    return redirect("desk-steering", panel.slug)


@desk(Role.COORDINATOR)
def decision(request: HttpRequest, panel: Panel, pk: int | None = None) -> HttpResponse:
    """Record a decision of the steering group, or correct one."""
    actor: User = request.user  # type: ignore[assignment]
    known = queries.get_decision(panel, pk) if pk else None
    form = DecisionForm(request.POST or None, decision=known)

    def save() -> None:
        if known is None:
            actions.record_decision(panel=panel, actor=actor, **form.cleaned_data)
        else:
            actions.correct_decision(decision=known, actor=actor, **form.cleaned_data)

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, _("Päätös on kirjattu."))
        return redirect("desk-steering", panel.slug)
    return render(request, "panels/decision.html", {"form": form, "decision": known})
