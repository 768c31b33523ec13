"""A page that is everybody's is served again from memory, before Django is asked.

This is a small shared cache in front of the site, after RFC 9111: it keeps what a response says a shared
cache may keep (`public` and `s-maxage`) for as long as it says, which for pages of this site is a second. A
thousand readers of one address in one second then cost one page. Requests for a page that is just being made
wait for it instead of having it made again.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, replace
from http.cookies import CookieError, SimpleCookie
from typing import Any

from django.conf import settings

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]
Key = tuple[Any, ...]

# What a kept response may vary by: all of it is part of the key.
VARIES = {b"cookie", b"accept-language", b"accept-encoding"}
ASKED = (b"host", b"accept-language", b"x-forwarded-proto")
_SHARED_AGE = re.compile(rb"(?:^|[\s,])s-maxage=(\d+)")
LARGEST = 2**20


@dataclass(frozen=True)
class Kept:
    """A response and the moment until which it may be served; without a body, to those who have it."""

    headers: Headers
    body: bytes | None
    etag: bytes
    until: float


class ServedAgain:
    """Wrap an ASGI application: `application = ServedAgain(get_asgi_application())`."""

    def __init__(self, app: App, *, most: int = 500, clock: Callable[[], float] = time.monotonic) -> None:
        self._app, self._most, self._clock = app, most, clock
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._making: dict[Key, asyncio.Event] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = _key(scope)
        if key is None:
            await self._app(scope, receive, send)
            return
        kept = await self._known(key, _tags(scope))
        if kept is not None:
            await _serve(kept, scope, send)
            return
        done = self._making[key] = asyncio.Event()
        recorder = _Recorder(send)
        try:
            await self._app(scope, receive, recorder)
            self._keep(key, recorder)
        finally:
            done.set()
            if self._making.get(key) is done:
                del self._making[key]

    async def _known(self, key: Key, tags: list[bytes]) -> Kept | None:
        kept = self._fresh(key, tags)
        if kept is None and (making := self._making.get(key)) is not None:
            await making.wait()
            kept = self._fresh(key, tags)
        return kept

    def _fresh(self, key: Key, tags: list[bytes]) -> Kept | None:
        kept = self._kept.get(key)
        if kept is None or kept.until <= self._clock():
            return None
        return kept if kept.body is not None or kept.etag in tags else None

    def _keep(self, key: Key, made: _Recorder) -> None:
        seconds = made.may_be_kept_for()
        if not seconds:
            return
        etag = next((value for name, value in made.headers if name.lower() == b"etag"), b"")
        kept = Kept(made.headers, bytes(made.body), etag, self._clock() + seconds)
        if made.status == 304:
            known = self._kept.get(key)
            same = known is not None and known.etag == etag and known.body is not None
            kept = replace(known if same and known else replace(kept, body=None), until=kept.until)
        self._kept[key] = kept
        self._kept.move_to_end(key)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)


class _Recorder:
    """Passes a response on and remembers it."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status, self.headers, self.body, self.whole = 0, list[tuple[bytes, bytes]](), bytearray(), False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message.get("headers", []))
        elif message["type"] == "http.response.body" and len(self.body) <= LARGEST:
            self.body += message.get("body", b"")
            self.whole = not message.get("more_body", False)
        await self._send(message)

    def may_be_kept_for(self) -> int:
        """Seconds, or 0: only a whole page that says so itself and sets nothing at its reader."""
        told: dict[bytes, bytes] = {}
        for name, value in self.headers:
            told[name.lower()] = told.get(name.lower(), b"") + b"," + value
        control = told.get(b"cache-control", b"").lower()
        age = _SHARED_AGE.search(control)
        varies = {name.strip().lower() for name in told.get(b"vary", b"").split(b",")} - {b""}
        fits = self.status in {200, 304} and self.whole and len(self.body) <= LARGEST
        if (
            not fits
            or age is None
            or b"public" not in control
            or b"set-cookie" in told
            or not varies <= VARIES
        ):
            return 0
        return int(age[1])


def _key(scope: Scope) -> Key | None:
    """What a reader's response may depend on; None when it may depend on the reader."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return None
    headers = dict(scope["headers"])
    if b"authorization" in headers or b"range" in headers:
        return None
    try:
        cookies = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1"))
    except CookieError:
        return None
    if {settings.SESSION_COOKIE_NAME, "messages"} & cookies.keys():
        return None
    language = cookies.get(settings.LANGUAGE_COOKIE_NAME)
    asked = tuple(headers.get(name, b"") for name in ASKED)
    packed = b"gzip" in headers.get(b"accept-encoding", b"")
    address = (scope["scheme"], scope["path"], scope["query_string"])
    return (*address, packed, language.value if language else "", *asked)


def _tags(scope: Scope) -> list[bytes]:
    """The versions of the page that the reader has."""
    wanted = dict(scope["headers"]).get(b"if-none-match", b"")
    return [tag.strip().removeprefix(b"W/") for tag in wanted.split(b",") if tag.strip()]


async def _serve(kept: Kept, scope: Scope, send: Send) -> None:
    if kept.body is None or (kept.etag and kept.etag in _tags(scope)):
        left_out = {b"content-length", b"content-type", b"content-encoding"}
        headers = [pair for pair in kept.headers if pair[0].lower() not in left_out]
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": 200, "headers": kept.headers})
    await send({"type": "http.response.body", "body": kept.body})
