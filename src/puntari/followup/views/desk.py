"""The follow-up desk: what owes an answer, what owes an update, and changing either."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from puntari.core import clock, words
from puntari.core.errors import Conflict, DomainError
from puntari.core.paging import paginate
from puntari.core.roles import Role
from puntari.followup import actions, forms, queries, silence
from puntari.followup.actions.changes import state_of
from puntari.followup.actions.guards import has_time_left
from puntari.followup.actions.responses import RESPONSE_FIELDS as ANSWER_NAMES
from puntari.followup.forms_answering import ResponseForm
from puntari.followup.promises import default_due
from puntari.followup.ratings import rated_rounds
from puntari.followup.views import meanwhile
from puntari.panels.access import desk

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.followup.models import Recommendation
    from puntari.panels.models import Panel

EVERYBODY = (Role.COORDINATOR, Role.DECISION_MAKER, Role.OFFICIAL, Role.COMMUNICATIONS)


def me(request: HttpRequest) -> User:
    """The person at the desk; the desk lets nobody in who has not signed in."""
    return cast("User", request.user)


def said(form: BaseForm, act: Callable[[], object]) -> bool:
    """Do it; what goes wrong is said at the form, with nothing typed lost.

    That somebody else wrote meanwhile is not for the form to say: see `views.meanwhile`.
    """
    try:
        act()
    except Conflict:
        raise
    except DomainError as error:
        form.add_error(None, words.say(error))
        return False
    return True


def form_page(request: HttpRequest, panel: Panel, form: BaseForm, title: str, **more: Any) -> HttpResponse:
    """One form on a page of its own."""
    context = {"panel": panel, "form": form, "title": title, **more}
    return render(request, "followup/desk_form.html", context, status=422 if form.errors else 200)


@desk(*EVERYBODY)
def overview(request: HttpRequest, panel: Panel) -> HttpResponse:
    """What waits, late first, and all recommendations."""
    context = {
        "panel": panel,
        "summary": queries.response_summary(panel),
        "waiting": paginate(request, queries.owes_answer(panel), name="waiting"),
        "updates": paginate(request, silence.awaited(panel, clock.today()), name="updates"),
        "mine": paginate(request, queries.owned_by(me(request), panel), name="mine"),
        "page": paginate(request, queries.recommendations_of(panel)),
        "has_drafts": queries.drafts_of(panel),
    }
    return render(request, "followup/desk_followup.html", context)


@desk(*EVERYBODY)
def recommendation(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """One recommendation with everything that can be changed in it."""
    found = queries.get_recommendation(panel, number)
    rows = list(found.actions.all())
    groups = [
        (sub, [one for one in rows if one.sub_id == (sub.pk if sub else None)])
        for sub in [None, *found.subs.all()]
    ]
    return render(
        request,
        "followup/desk_recommendation.html",
        {
            "panel": panel,
            "recommendation": found,
            "groups": groups,
            "rounds": rated_rounds(found, clock.today()),
        },
    )


@desk(Role.COORDINATOR)
def new_recommendation(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Write a recommendation down by hand."""
    start = {"answer_due": default_due(panel)}
    form = forms.RecommendationForm(request.POST or None, initial=start)
    if (
        request.method == "POST"
        and form.is_valid()
        and said(
            form,
            lambda: actions.add_recommendation(panel=panel, actor=me(request), **form.cleaned_data),
        )
    ):
        messages.success(request, _("Suositus tallennettu."))
        return redirect("desk-followup", panel.slug)
    return form_page(request, panel, form, _("Uusi suositus"))


@desk(Role.COORDINATOR)
def edit_recommendation(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """Change the words of a recommendation or the day of its answer."""
    found = queries.get_recommendation(panel, number)
    names = _editable(found)
    seen = meanwhile.Seen(request, found, names)
    form = forms.RecommendationForm(seen.data, initial=seen.now, of=found)
    told: dict[str, Any] = {"recommendation": found, "actor": me(request), "seen": seen.began}
    if "answer_due" not in names:
        told["answer_due"] = found.answer_due
    try:
        if (
            request.method == "POST"
            and form.is_valid()
            and said(form, lambda: actions.change_recommendation(**told, **form.cleaned_data))
        ):
            messages.success(request, _("Suositus tallennettu."))
            return redirect("desk-recommendation", panel.slug, number)
    except Conflict:
        now = state_of(queries.get_recommendation(panel, number), names)
        return meanwhile.page(request, form, seen, found, now)
    title = _("Muokkaa suositusta")
    return form_page(
        request, panel, form, title, recommendation=found, template="adopted", carried=seen.carried
    )


def _editable(found: Recommendation) -> tuple[str, ...]:
    """What of a recommendation can be changed: not what the panel adopted, nor the day of what has come."""
    words = ("theme", "municipalities") if found.adopted else ("title", "text", "theme", "municipalities")
    return words if found.answer is not None else (*words, "answer_due")


@desk(Role.COORDINATOR, Role.DECISION_MAKER)
def respond(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """Answer a recommendation, or change the answer."""
    found = queries.get_recommendation(panel, number)
    needs_action = not has_time_left(found, clock.today())
    seen = meanwhile.Seen(request, found.answer, ANSWER_NAMES)
    start = seen.now if found.answer else _first_answer(found)
    form = ResponseForm(seen.data, initial=start, needs_action=needs_action, earlier=found.answer)
    try:
        if (
            request.method == "POST"
            and form.is_valid()
            and said(form, lambda: _answer(request, found, form, seen.began))
        ):
            messages.success(request, _("Vastaus tallennettu. Se näkyy nyt suosituksen sivulla."))
            return redirect("desk-recommendation", panel.slug, number)
    except Conflict:
        now = state_of(queries.get_recommendation(panel, number).answer, ANSWER_NAMES)
        return meanwhile.page(request, form, seen, found, now)
    title = _("Vastaus suositukseen")
    return form_page(
        request, panel, form, title, recommendation=found, template="response", carried=seen.carried
    )


def _first_answer(found: Recommendation) -> dict[str, Any]:
    promise = getattr(found.panel, "promise", None)
    return {"decided_on": clock.today(), "body": promise.body if promise else ""}


def _answer(request: HttpRequest, found: Recommendation, form: BaseForm, seen: dict[str, str]) -> None:
    told = dict(form.cleaned_data)
    text, schedule, unit = (told.pop(f"action_{name}", "") for name in ("text", "schedule", "unit"))
    promised = actions.NewAction(text, schedule, unit) if text else None
    actions.answer_recommendation(
        recommendation=found, actor=me(request), new_action=promised, seen=seen, **told
    )
