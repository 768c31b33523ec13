"""Public pages are the same for every reader who has not signed in: made once, asked for with conditions.

The end of the domain log is the version of all public data, because nothing changes without an entry. A page
is kept under its address, language, version and day (lateness comes with the day), and its ETag says the
same, so that a reader who has the page already gets 304 without its being made.
"""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import cache, wraps
from pathlib import Path
from threading import Lock
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language

from puntari.core import clock
from puntari.core.models import LogEntry

V = TypeVar("V")
View = TypeVar("View", bound=Callable[..., HttpResponse])
MAX_PAGES = 400
SMALLEST_PACKED = 500
# More would cost a page milliseconds and spare its reader hundreds of bytes.
PACKING = 4
VARY = ("Cookie", "Accept-Language", "Accept-Encoding")


class Kept(Generic[V]):
    """The newest so many things by key; for one process."""

    def __init__(self, most: int) -> None:
        self._most, self._things, self._lock = most, OrderedDict[Any, V](), Lock()

    def get(self, key: Any) -> V | None:
        with self._lock:
            if key not in self._things:
                return None
            self._things.move_to_end(key)
            return self._things[key]

    def put(self, key: Any, thing: V) -> V:
        with self._lock:
            self._things[key] = thing
            while len(self._things) > self._most:
                self._things.popitem(last=False)
        return thing

    def clear(self) -> None:
        with self._lock:
            self._things.clear()


@dataclass(frozen=True)
class Version:
    """What all public data hangs on."""

    digest: str
    at: datetime

    @property
    def changed(self) -> int:
        """The second after which no page has changed: last entry, this day's beginning or new release."""
        midnight = datetime.combine(clock.today(), datetime.min.time(), get_current_timezone())
        return max(int(self.at.timestamp()), int(midnight.timestamp()), release())


# The version that the page being made is of; the same for all its parts, and asked for once.
_of_page: ContextVar[Version | None] = ContextVar("followup_version", default=None)


def version() -> Version | None:
    """The end of the log; None before its first entry."""
    known = _of_page.get()
    if known is not None:
        return known
    last = LogEntry.objects.order_by("-number").values_list("digest", "at").first()
    return Version(*last) if last else None


@cache
def release() -> int:
    """When this copy of the program was last changed: its pages may look different after that."""
    root = Path(__file__).resolve().parent.parent
    made = (path.stat().st_mtime for kind in ("*.html", "*.mo", "*.py") for path in root.rglob(kind))
    return int(max(made, default=0))


@dataclass(frozen=True)
class Page:
    """A page as it is sent, also packed."""

    body: bytes
    packed: bytes
    headers: dict[str, str]


pages: Kept[Page] = Kept(MAX_PAGES)


def published(view: View) -> View:
    """A public view, under `@public` if it has a panel, whose page is made once a version.

    A page that turns out to hold something of its reader's own, a form's token or a message, is not kept.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        now = version() if _is_anybody(request) else None
        if now is None:
            return _own(view(request, *args, **kwargs))
        address = (request.get_host(), request.get_full_path())
        key = (now.digest, clock.today(), release(), get_language(), *address)
        etag = _etag(key, request)
        known = get_conditional_response(request, etag=etag, last_modified=now.changed)
        if known is not None and known.status_code == 304:
            return _described(known, etag, now)
        page = pages.get(key)
        if page is None:
            response = _made(now, lambda: view(request, *args, **kwargs))
            if response.status_code != 200 or response.streaming or _holds_own(request):
                return _own(response)
            page = _page(response)
            if settings.MODE != "test":
                pages.put(key, page)
        return _described(_sent(page, request), etag, now)

    return answer  # type: ignore[return-value]


def _made(now: Version, make: Callable[[], HttpResponse]) -> HttpResponse:
    token = _of_page.set(now)
    try:
        return make()
    finally:
        _of_page.reset(token)


def _is_anybody(request: HttpRequest) -> bool:
    personal = {settings.SESSION_COOKIE_NAME, "messages"} & request.COOKIES.keys()
    return request.method in {"GET", "HEAD"} and not personal


def _holds_own(request: HttpRequest) -> bool:
    """Django marks a request whose page used the token against forged forms."""
    return bool(request.META.get("CSRF_COOKIE_NEEDS_UPDATE"))


def _own(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _etag(key: tuple[Any, ...], request: HttpRequest) -> str:
    said = "\n".join(str(part) for part in (*key, _unpacks(request)))
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


def _unpacks(request: HttpRequest) -> bool:
    return "gzip" in request.headers.get("Accept-Encoding", "")


def _page(response: HttpResponse) -> Page:
    body = response.content
    packed = gzip.compress(body, PACKING, mtime=0) if len(body) >= SMALLEST_PACKED else b""
    return Page(body, packed if len(packed) < len(body) else b"", dict(response.items()))


def _sent(page: Page, request: HttpRequest) -> HttpResponse:
    packed = bool(page.packed) and _unpacks(request)
    response = HttpResponse(page.packed if packed else page.body, headers=page.headers)
    if packed:
        response["Content-Encoding"] = "gzip"
    return response


def _described(response: HttpResponse, etag: str, now: Version) -> HttpResponse:
    response["ETag"] = etag
    response["Last-Modified"] = http_date(now.changed)
    # A reader asks every time; a shared cache in front may answer for the readers of one second.
    patch_cache_control(response, public=True, max_age=0, s_maxage=1, must_revalidate=True)
    patch_vary_headers(response, VARY)
    return response
