"""A resident's own page, behind the personal link: everything about the panel and me, and the way out."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntari.core import clock, sections
from puntari.core.forms import carried_out
from puntari.core.private import View, private
from puntari.core.ui.confirm import ask_first, confirmed
from puntari.panels import queries as panels
from puntari.recruitment import actions, queries
from puntari.recruitment.consents import FUTURE, TOPICS
from puntari.recruitment.forms.register import ContactForm, ReasonForm
from puntari.recruitment.me import own_data, own_features
from puntari.recruitment.models import Volunteer


def with_volunteer(view: View) -> View:
    """The view gets the volunteer of the token in its address; else not found."""

    @wraps(view)
    def opened(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        volunteer = queries.volunteer_by_token(token)
        if volunteer is None:
            raise Http404
        request.panel = volunteer.panel  # type: ignore[attr-defined]
        request.volunteer = volunteer  # type: ignore[attr-defined]
        return view(request, volunteer, **kwargs)

    return private(opened)


@with_volunteer
def me(request: HttpRequest, volunteer: Volunteer) -> HttpResponse:
    """The personal page; other rooms hang their sections in."""
    now = clock.now()
    context = {
        "volunteer": volunteer,
        "panel": volunteer.panel,
        "features": own_features(volunteer),
        "consents": [(one, TOPICS.get(one.topic)) for one in volunteer.consents.all()],
        "may_join_future": volunteer.withdrawn is None and not volunteer.wants_future_panels,
        "meetings": [one for one in panels.meetings_of(volunteer.panel) if one.ends_at >= now],
        "sections": [] if volunteer.erased else sections.shown("me", volunteer, request),
        "future": FUTURE,
    }
    return render(request, "recruitment/me.html", context)


@with_volunteer
def contact(request: HttpRequest, volunteer: Volunteer) -> HttpResponse:
    """Change how I am reached."""
    names = ("email", "phone", "contact_by", "language")
    form = ContactForm(request.POST or None, initial={name: getattr(volunteer, name) for name in names})
    if request.method == "POST" and carried_out(
        form, lambda: actions.change_contact(volunteer=volunteer, **form.cleaned_data)
    ):
        messages.success(request, _("Yhteystietosi on tallennettu."))
        return redirect("me", volunteer.token)
    return render(request, "recruitment/me_contact.html", {"form": form, "volunteer": volunteer})


@require_POST
@with_volunteer
def future(request: HttpRequest, volunteer: Volunteer) -> HttpResponse:
    """Say yes to invitations to later panels."""
    actions.give_future_consent(volunteer=volunteer)
    messages.success(request, _("Kiitos! Voimme kutsua sinut myös seuraaviin paneeleihin."))
    return redirect("me", volunteer.token)


@require_POST
@with_volunteer
def take_back(request: HttpRequest, volunteer: Volunteer, topic: str) -> HttpResponse:
    """Take a consent back; taking back the use of data ends the registration."""
    if topic not in TOPICS:
        raise Http404
    if not confirmed(request):
        text = (
            _("Ilmoittautumisesi perutaan, ja nimesi ja yhteystietosi poistetaan heti.")
            if TOPICS[topic].required
            else _("Emme enää kutsu sinua tämän luvan perusteella.")
        )
        return ask_first(
            request,
            question=_("Perutko luvan: %(topic)s?") % {"topic": TOPICS[topic].title},
            label=_("Peru lupa"),
            back=reverse("me", args=[volunteer.token]),
            text=text,
        )
    actions.take_back_consent(volunteer=volunteer, topic=topic)
    messages.success(request, _("Lupa on peruttu."))
    return redirect("me", volunteer.token)


@with_volunteer
def withdraw(request: HttpRequest, volunteer: Volunteer) -> HttpResponse:
    """Leave: the page asks once, with an optional reason."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and carried_out(form, lambda: _withdraw(request, volunteer, form)):
        messages.success(request, _("Ilmoittautumisesi on peruttu."))
        return redirect("me", volunteer.token)
    return render(request, "recruitment/me_withdraw.html", {"form": form, "volunteer": volunteer})


def _withdraw(request: HttpRequest, volunteer: Volunteer, form: ReasonForm) -> None:
    erase = request.POST.get("erase") == "yes"
    actions.withdraw(volunteer=volunteer, reason=form.cleaned_data["reason"], erase=erase)


@with_volunteer
def data(request: HttpRequest, volunteer: Volunteer) -> HttpResponse:
    """Everything recruitment knows of me, as JSON."""
    answer = JsonResponse(own_data(volunteer), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="omat-tiedot-{volunteer.number}.json"'
    return answer
