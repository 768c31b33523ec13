"""The phone desk: find the caller, fill the same form with a spoken consent, read it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from puntari.core.actor import note_reading
from puntari.core.forms import carried_out
from puntari.core.paging import paginate
from puntari.core.roles import Role
from puntari.panels import queries as panels
from puntari.panels.access import desk
from puntari.recruitment import actions, queries
from puntari.recruitment.forms.register import PhoneRegistrationForm
from puntari.recruitment.letters.content import fee_line
from puntari.recruitment.me import own_features
from puntari.recruitment.models import Addressee, Volunteer

if TYPE_CHECKING:
    from puntari.panels.models import Panel

PEOPLE = (Role.COORDINATOR, Role.PHONE_DESK)


@desk(*PEOPLE)
def phone(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Find the caller by code, letter number or name."""
    searched = request.GET.get("q", "").strip()[:100]
    rows = queries.addressees_of(panel, words=searched) if searched else Addressee.objects.none()
    page = paginate(request, rows, size=10)
    if searched:
        note_reading(request, panel, "phone search", len(page.object_list))
    context = {"page": page, "q": searched, "state": queries.registration_state(panel)}
    return render(request, "recruitment/phone.html", context)


@desk(*PEOPLE)
def phone_register(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """The form for the person of one letter."""
    addressee = queries.get_addressee(panel, number)
    return _form_page(request, panel, addressee)


@desk(*PEOPLE)
def phone_register_without_letter(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The form for a person whose letter cannot be found."""
    return _form_page(request, panel, None)


def _form_page(request: HttpRequest, panel: Panel, addressee: Addressee | None) -> HttpResponse:
    before = Volunteer.objects.filter(addressee=addressee, withdrawn=None).first() if addressee else None
    if before is not None:
        return redirect("desk-phone-readback", panel.slug, before.number)
    form = PhoneRegistrationForm(request.POST or None, panel=panel, addressee=addressee)
    made: list[Volunteer] = []
    if request.method == "POST" and carried_out(
        form, lambda: made.append(_register(request, addressee, form))
    ):
        return redirect("desk-phone-readback", panel.slug, made[0].number)
    note_reading(request, panel, "phone form", 1)
    context = {
        "form": form,
        "addressee": addressee,
        "meetings": panels.meetings_of(panel),
        "fee": fee_line(panel),
    }
    return render(request, "recruitment/phone_register.html", context)


def _register(request: HttpRequest, addressee: Addressee | None, form: PhoneRegistrationForm) -> Volunteer:
    source = Volunteer.Source.PAPER if form.cleaned_data["paper"] else Volunteer.Source.PHONE
    volunteer, _fresh = actions.register(
        panel=form.panel,
        addressee=addressee,
        answers=form.answers(form.cleaned_data["spoken_language"]),
        source=source,
        taken_by=request.user,  # type: ignore[arg-type]
    )
    return volunteer


@desk(*PEOPLE)
def readback(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """What was written down, to read aloud and to print and post."""
    volunteer = queries.get_volunteer(panel, number)
    note_reading(request, panel, "phone read-back", 1)
    context = {
        "one": volunteer,
        "features": own_features(volunteer),
        "consents": volunteer.consents.all(),
        "meetings": panels.meetings_of(panel),
    }
    return render(request, "recruitment/phone_readback.html", context)
