"""What every request passes: language in the address, the organisation, errors said in words."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from puntari.core import words
from puntari.core.errors import DomainError
from puntari.core.models.accounts import Organisation

Answer = Callable[[HttpRequest], HttpResponse]


class LanguageInAddress:
    """`?lang=sv` in a shared link chooses the language and keeps it in the language cookie."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wanted = request.GET.get("lang", "")
        if wanted not in dict(settings.LANGUAGES):
            return self.answer(request)
        request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = wanted
        with translation.override(wanted):
            response = self.answer(request)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, wanted, max_age=31_536_000, samesite="Lax", httponly=True
        )
        return response


class CurrentOrganisation:
    """`request.organisation`: the installation's first public body, fetched when somebody asks."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.organisation = SimpleLazyObject(lambda: Organisation.objects.first())  # type: ignore[attr-defined]
        return self.answer(request)


class ErrorsInWords:
    """A coded error that no form caught goes back to the page it came from, in words, with status kept.

    Views that hold a form catch DomainError themselves and show it at the form, so nothing typed is lost.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        if response.status_code == 405 and request.method == "GET" and not response.content:
            return _not_an_address(request, response)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, DomainError):
            return None
        if request.method == "POST" and (back := _page_before(request)):
            messages.error(request, words.say(error))
            return HttpResponseRedirect(back)
        context: dict[str, Any] = {"error": words.say(error)}
        return render(request, "core/error.html", context, status=409)


def _not_an_address(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A reload or a saved link of what only a button may do: words instead of an empty page."""
    said = _("Tätä sivua ei voi avata suoraan. Palaa edelliselle sivulle ja paina nappia uudelleen.")
    page = render(request, "core/error.html", {"error": said}, status=405)
    page["Allow"] = response.get("Allow", "")
    return page


def _page_before(request: HttpRequest) -> str:
    origin = f"{request.scheme}://{request.get_host()}"
    referer = request.headers.get("Referer", "")
    return referer if referer.startswith(origin + "/") else ""
