"""Volunteers on the desk: the picture of the pool, the list, one person, withdrawal on behalf."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntari.core.actor import note_reading
from puntari.core.forms import carried_out
from puntari.core.paging import paginate
from puntari.core.roles import Role
from puntari.core.spreadsheets import table_response
from puntari.core.ui.confirm import ask_first, confirmed
from puntari.panels import queries as panels
from puntari.panels.access import desk
from puntari.recruitment import actions, queries
from puntari.recruitment.forms.register import ContactForm
from puntari.recruitment.letters.content import short_address
from puntari.recruitment.me import own_features
from puntari.recruitment.picture import pool_picture

if TYPE_CHECKING:
    from puntari.panels.models import Panel
    from puntari.recruitment.models import Volunteer

PEOPLE = (Role.COORDINATOR, Role.PHONE_DESK)


@desk(Role.COORDINATOR)
def picture(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The pool against the population, response rates, thin spots."""
    counts = queries.letters_answer_count(panel)
    context = {
        "picture": pool_picture(panel),
        "counts": counts,
        "rate": round(100 * counts["registered"] / counts["letters"], 1) if counts["letters"] else None,
        "state": queries.registration_state(panel),
        "short_address": short_address(),
    }
    return render(request, "recruitment/registration.html", context)


@desk(*PEOPLE)
def volunteers(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The volunteers, found by name or number."""
    searched, shown = request.GET.get("q", "")[:100], request.GET.get("show", "")
    page = paginate(request, queries.found_volunteers(panel, words=searched, withdrawn=shown == "withdrawn"))
    note_reading(request, panel, "volunteers", len(page.object_list))
    context = {"page": page, "q": searched, "show": shown}
    return render(request, "recruitment/volunteers.html", context)


@desk(Role.COORDINATOR)
def export(request: HttpRequest, panel: Panel, ending: str) -> HttpResponse:
    """The volunteers who may be drawn, as a table file."""
    features = list(panels.features_of(panel))
    labels = {one.key: {value.key: value.label for value in one.values.all()} for one in features}
    header = [_("Numero"), _("Etunimi"), _("Sukunimi"), _("Sähköposti"), _("Puhelin"), _("Syntymävuosi")]
    header += [_("Kieli"), _("Tapa"), _("Ilmoittautunut"), *[one.label for one in features]]
    people = list(queries.active_volunteers(panel))
    note_reading(request, panel, "volunteer export", len(people))
    rows = [
        [*_facts(one), *[labels[key].get(one.features.get(key, ""), "") for key in labels]] for one in people
    ]
    return table_response(f"{panel.slug}-ilmoittautuneet", ending, [header, *rows])


def _facts(one: Volunteer) -> list[object]:
    when = f"{localtime(one.registered):%d.%m.%Y %H.%M}"
    person = [one.number, one.first_name, one.last_name, one.email, one.phone, one.birth_year]
    return [*person, one.language, str(one.get_source_display()), when]


@desk(*PEOPLE)
def volunteer(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """One volunteer: contacts to change, answers, consents."""
    one = queries.get_volunteer(panel, number)
    names = ("email", "phone", "contact_by", "language")
    form = ContactForm(request.POST or None, initial={name: getattr(one, name) for name in names})
    if request.method == "POST" and carried_out(form, lambda: _change(request, one, form)):
        messages.success(request, _("Yhteystiedot on tallennettu."))
        return redirect("desk-volunteer", panel.slug, number)
    note_reading(request, panel, "volunteer", 1, f"volunteer/{one.pk}")
    context = {"one": one, "form": form, "features": own_features(one), "consents": one.consents.all()}
    return render(request, "recruitment/volunteer.html", context)


def _change(request: HttpRequest, one: Volunteer, form: ContactForm) -> None:
    actions.change_contact(volunteer=one, actor=request.user, **form.cleaned_data)  # type: ignore[arg-type]


@desk(*PEOPLE)
@require_POST
def withdraw(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """Withdraw on a person's behalf."""
    one = queries.get_volunteer(panel, number)
    back = reverse("desk-volunteer", args=[panel.slug, number])
    if not confirmed(request):
        return ask_first(
            request,
            question=_("Perutaanko henkilön %(name)s ilmoittautuminen?") % {"name": one},
            label=_("Peru ilmoittautuminen"),
            back=back,
            text=_("Hän ei ole mukana arvonnassa. Jos hänet on jo valittu, paikka vapautuu."),
        )
    actions.withdraw(
        volunteer=one,
        reason=request.POST.get("reason", ""),
        actor=request.user,  # type: ignore[arg-type]
        erase=request.POST.get("erase") == "yes",
    )
    messages.success(request, _("Ilmoittautuminen on peruttu."))
    return redirect(back)
