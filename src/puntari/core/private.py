"""Pages behind a personal link: the address is the key, and what it opens is one person's own."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

View = Callable[..., HttpResponse]


def private(view: View) -> View:
    """Kept by no browser or proxy, found by no search engine, its address told to no other site."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        answer.headers.setdefault("Referrer-Policy", "same-origin")
        answer["X-Robots-Tag"] = "noindex"
        return answer

    return never_cache(guarded)
