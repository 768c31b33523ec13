"""Updating one action from an e-mail, without a password."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from puntari.followup import actions, forms, links
from puntari.followup.views.desk import said
from puntari.followup.views.items import PROGRESS


@never_cache
def update(request: HttpRequest, token: str) -> HttpResponse:
    """Tell how the action stands, or that nothing has changed and why."""
    action = links.action_of(token)
    organisation = action.recommendation.panel.organisation
    start = {name: getattr(action, name) for name in PROGRESS}
    same = "unchanged" in request.POST
    progress = forms.ProgressForm(
        None if same else request.POST or None, initial=start, organisation=organisation
    )
    unchanged = forms.UnchangedForm(request.POST if same else None, prefix="same")
    context = {"action": action, "form": progress, "unchanged": unchanged, "done": False}
    by = action.owner_post or action.unit
    if request.method == "POST":
        form = unchanged if same else progress
        context["done"] = form.is_valid() and said(
            form,
            lambda: (
                actions.confirm_unchanged(action=action, actor=action.owner, by=by, **unchanged.cleaned_data)
                if same
                else actions.change_action(action=action, actor=action.owner, by=by, **progress.cleaned_data)
            ),
        )
    answer = render(request, "followup/update_link.html", context)
    answer["Referrer-Policy"] = "no-referrer"
    return answer
