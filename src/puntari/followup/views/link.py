"""Updating one action from an e-mail, without a password."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from puntari.core import clock, words
from puntari.core.errors import Conflict, DomainError, NotAllowed
from puntari.core.posted import posted
from puntari.followup import actions, forms, links, silence
from puntari.followup.actions.changes import state_of
from puntari.followup.forms_public import LinkForm, NewLinkForm
from puntari.followup.links import Opened
from puntari.followup.models import Action
from puntari.followup.views import meanwhile
from puntari.followup.views.desk import said
from puntari.followup.views.items import PROGRESS, add_evidence, next_promise, say_unchanged
from puntari.followup.views.spoken import spoken

# How each reason to turn a link away is answered, and whether a new link can be asked for.
REFUSALS = {
    "followup.link_expired": (410, "renew"),
    "followup.link_broken": (404, "ask"),
    "followup.link_not_yours": (403, ""),
    "followup.link_of_another": (403, "ask"),
}


def private(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page behind a secret address: never cached, never named to another site, refused in words."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        try:
            found = links.opened(token, request.user)  # type: ignore[arg-type]
        except NotAllowed as error:
            answer = _refused(request, token, error)
        else:
            language = actions.chosen_language(found.person)
            answer = spoken(request, language, lambda: view(request, token, found))
        # Another site never hears the address; "no-referrer" would also make browsers post without an origin.
        answer["Referrer-Policy"] = "same-origin"
        answer["X-Robots-Tag"] = "noindex"
        return answer

    return guarded


def _refused(request: HttpRequest, token: str, error: NotAllowed) -> HttpResponse:
    status, way = REFUSALS[error.code]
    context = {"error": words.say(error), "way": way, "token": token, "form": NewLinkForm()}
    return render(request, "followup/link_refused.html", context, status=status)


@private
def update(request: HttpRequest, token: str, found: Opened) -> HttpResponse:
    """Tell how the action stands, or with one tap that nothing has changed and why."""
    if "unchanged" in request.POST:
        return _unchanged(request, found)
    seen = meanwhile.Seen(request, found.action, PROGRESS)
    organisation = found.action.recommendation.panel.organisation
    start = next_promise(seen.now)
    form = LinkForm(seen.data, request.FILES or None, initial=start, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        evidence_in = form.given() and said(form, lambda: _add_evidence(found, form))
        try:
            if not form.errors and said(form, lambda: _change(found, form, seen)):
                return _thanks(request)
        except Conflict:
            now = state_of(Action.objects.get(pk=found.action.pk), PROGRESS)
            more = {"base": "base_public.html", "action": found.action, "evidence_in": evidence_in}
            _forget_evidence(form)
            return meanwhile.page(request, form, seen, found.action.recommendation, now, **more)
    return _page(request, found, form=form, carried=seen.carried, unchanged=_unchanged_form(found))


def _unchanged_form(found: Opened, data: Any = None) -> forms.UnchangedForm:
    day = silence.next_day(found.action.next_update_due, clock.today())
    late = silence.is_overdue(found.action, clock.today())
    return forms.UnchangedForm(data, prefix="same", initial={"next_update_due": day}, late=late)


def _unchanged(request: HttpRequest, found: Opened) -> HttpResponse:
    form = _unchanged_form(found, posted(request))
    seen = meanwhile.Seen(request, found.action, PROGRESS)
    told: dict[str, Any] = {"action": found.action, "actor": found.person, "by": found.post}
    told["seen"] = seen.began
    if form.is_valid() and said(form, lambda: say_unchanged(**told, **form.cleaned_data)):
        return _thanks(request)
    organisation = found.action.recommendation.panel.organisation
    progress = LinkForm(initial=next_promise(seen.now), organisation=organisation)
    return _page(request, found, form=progress, carried=seen.carried_now, unchanged=form)


def _change(found: Opened, form: LinkForm, seen: meanwhile.Seen) -> None:
    actions.change_action(
        action=found.action, actor=found.person, by=found.post, seen=seen.began, **form.progress()
    )


def _add_evidence(found: Opened, form: Any) -> None:
    """Evidence stands on its own: it is kept even when the rest has to be looked at again."""
    add_evidence(found.action, form, actor=found.person, by=found.post)


def _forget_evidence(form: Any) -> None:
    for name in [name for name in form.fields if name.startswith("evidence")]:
        del form.fields[name]


def _thanks(request: HttpRequest) -> HttpResponse:
    # A place of its own: browsers would carry the mail's #same over and scroll past the thanks.
    return redirect(f"{request.path}?saved=1#saved")


def _page(request: HttpRequest, found: Opened, **context: Any) -> HttpResponse:
    failed = any(form.errors for form in (context["form"], context["unchanged"]))
    told = {
        "action": found.action,
        "evidence": found.action.evidence.select_related("file"),
        "same_open": "same" in request.GET or bool(context["unchanged"].errors),
        "saved": "saved" in request.GET and request.method == "GET",
        "mail_language": actions.language_of(found.person),
        "languages": settings.LANGUAGES,
        **context,
    }
    return render(request, "followup/update_link.html", told, status=422 if failed else 200)


@require_POST
@private
def language(request: HttpRequest, token: str, found: Opened) -> HttpResponse:
    """Choose in what language the reminders come."""
    try:
        actions.choose_mail_language(person=found.person, language=request.POST.get("language", ""))
    except DomainError as error:
        messages.error(request, words.say(error))
    else:
        messages.success(request, _("Muistutukset tulevat tästä lähtien valitsemallasi kielellä."))
    return redirect("action-update-link", token)


@never_cache
def renew(request: HttpRequest) -> HttpResponse:
    """Ask for a new link: it goes to the address of the person who answers for the action, nowhere else."""
    form = NewLinkForm(posted(request) if "token" not in request.POST else None)
    if request.method == "POST" and (_renewed(request.POST.get("token", "")) or _asked(form)):
        return render(request, "followup/link_sent.html")
    return render(request, "followup/link_renew.html", {"form": form}, status=422 if form.errors else 200)


def _renewed(token: str) -> bool:
    if not token:
        return False
    try:
        found = links.renewable(token)
    except NotAllowed:
        return True
    actions.send_new_link(action=found.action, person=found.person)
    return True


def _asked(form: NewLinkForm) -> bool:
    if not form.is_valid():
        return False
    actions.send_new_links(email=form.cleaned_data["email"])
    return True
