"""A page behind a person's own link speaks the language they are written to in."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


def spoken(request: HttpRequest, language: str, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer in the language, unless the reader has chosen one in this browser."""
    if not language or settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return answer()
    with translation.override(language):
        response = answer()
    response["Content-Language"] = language
    return response
