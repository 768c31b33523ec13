"""What a resident does with the letter: types the code, registers, or says no thanks. No account."""

from __future__ import annotations

from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from puntari.core import clock, words
from puntari.core.errors import DomainError, NotAllowed
from puntari.core.forms import carried_out
from puntari.core.private import View, private
from puntari.panels import queries as panels
from puntari.recruitment import actions, queries, receipts
from puntari.recruitment.forms.register import CodeForm, ReasonForm, WebRegistrationForm
from puntari.recruitment.letters.content import fee_line
from puntari.recruitment.models import Addressee, Volunteer

MINE = "recruitment_tokens"


def with_letter(view: View) -> View:
    """The view gets the addressee of the code in its address; a wrong code gets the page for typing it."""

    @wraps(view)
    def opened(request: HttpRequest, code: str) -> HttpResponse:
        try:
            addressee = actions.open_letter(typed=code, address=_address(request))
        except DomainError as error:
            return _ask_code(request, code, error)
        request.panel = addressee.panel  # type: ignore[attr-defined]
        return view(request, addressee)

    return private(opened)


@private
def register_code(request: HttpRequest) -> HttpResponse:
    """Type the code of the letter."""
    if "code" not in request.GET:
        return render(request, "recruitment/code.html", {"form": CodeForm()})
    typed = request.GET["code"][:40]
    try:
        addressee = actions.open_letter(typed=typed, address=_address(request))
    except DomainError as error:
        return _ask_code(request, typed, error)
    return redirect("register", addressee.code)


def _ask_code(request: HttpRequest, typed: str, error: DomainError) -> HttpResponse:
    form = CodeForm({"code": typed[:40]})
    if form.is_valid() or not form.errors:
        form.add_error("code", words.say(error))
    status = 429 if isinstance(error, NotAllowed) else 404
    return render(request, "recruitment/code.html", {"form": form}, status=status)


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


@with_letter
def register(request: HttpRequest, addressee: Addressee) -> HttpResponse:
    """The form, or what the letter's state says instead of it."""
    panel, before = addressee.panel, registration_of(addressee)
    if before is not None:
        return redirect("register-done", addressee.code)
    state = queries.registration_state(panel)
    if state != "open" or addressee.status == Addressee.Status.BLOCKED:
        context = {"panel": panel, "state": "blocked" if state == "open" else state}
        return render(request, "recruitment/register_shut.html", context)
    form = WebRegistrationForm(request.POST or None, panel=panel, addressee=addressee)
    if request.method == "POST" and carried_out(form, lambda: _register(request, addressee, form)):
        return redirect("register-done", addressee.code)
    context = {
        "form": form,
        "panel": panel,
        "addressee": addressee,
        "meetings": panels.meetings_of(panel),
        "fee": fee_line(panel),
    }
    return render(request, "recruitment/register.html", context)


def _register(request: HttpRequest, addressee: Addressee, form: WebRegistrationForm) -> None:
    volunteer, fresh = actions.register(panel=addressee.panel, addressee=addressee, answers=form.answers())
    if fresh:
        request.session[MINE] = [*request.session.get(MINE, []), volunteer.token][-10:]


def registration_of(addressee: Addressee) -> Volunteer | None:
    return Volunteer.objects.filter(addressee=addressee, withdrawn=None).select_related("panel").first()


@with_letter
def register_done(request: HttpRequest, addressee: Addressee) -> HttpResponse:
    """The receipt. Only the browser that registered sees the personal link; others may have it mailed."""
    volunteer = registration_of(addressee)
    if volunteer is None:
        return redirect("register", addressee.code)
    context = {
        "panel": addressee.panel,
        "addressee": addressee,
        "volunteer": volunteer,
        "mine": volunteer.token in request.session.get(MINE, []),
        "sent": request.GET.get("sent") == "1",
        "meetings": panels.meetings_of(addressee.panel),
    }
    return render(request, "recruitment/register_done.html", context)


@require_POST
@with_letter
def register_link(request: HttpRequest, addressee: Addressee) -> HttpResponse:
    """Mail the personal link once more to the address on record."""
    volunteer = registration_of(addressee)
    if volunteer is not None:
        receipts.send_link_again(volunteer, f"{clock.today():%Y%m%d}")
    return redirect(f"{reverse('register-done', args=[addressee.code])}?sent=1")


@with_letter
def register_no(request: HttpRequest, addressee: Addressee) -> HttpResponse:
    """No thanks, with a reason for those who want to give one."""
    form = ReasonForm(request.POST or None)
    reason = form.data.get("reason", "")
    done = request.method == "POST" and carried_out(
        form, lambda: actions.decline(addressee=addressee, reason=reason)
    )
    context = {"form": form, "panel": addressee.panel, "addressee": addressee, "done": done}
    return render(request, "recruitment/register_no.html", context)
