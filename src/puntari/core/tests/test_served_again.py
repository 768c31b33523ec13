import asyncio
from typing import Any

import pytest

from puntari.core.served_again import LARGEST, ServedAgain

KEEP = [(b"Cache-Control", b"max-age=0, s-maxage=2, public"), (b"ETag", b'"a1"'), (b"Vary", b"Cookie")]


class Site:
    """An application that counts how often it is asked."""

    def __init__(self, headers: list[tuple[bytes, bytes]], status: int = 200, body: bytes = b"sivu") -> None:
        self.headers, self.status, self.body, self.asked = headers, status, body, 0
        self.gate: asyncio.Event | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked += 1
        if self.gate is not None:
            await self.gate.wait()
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body[:2], "more_body": True})
        await send({"type": "http.response.body", "body": self.body[2:]})


class Reader:
    def __init__(self, app: Any) -> None:
        self.app = app

    async def get(self, path: str = "/a/", query: str = "", method: str = "GET", **headers: str) -> Any:
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        scope = {"type": "http", "method": method, "scheme": "https", "path": path, "headers": pairs}
        await self.app({**scope, "query_string": query.encode()}, None, send)
        return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])


def test_the_second_reader_of_a_second_costs_nothing() -> None:
    now = [0.0]
    site = Site(KEEP)
    reader = Reader(ServedAgain(site, clock=lambda: now[0]))
    assert asyncio.run(reader.get()) == (200, b"sivu")
    now[0] = 1.9
    assert asyncio.run(reader.get(cookie="csrftoken=x")) == (200, b"sivu")
    assert asyncio.run(reader.get(if_none_match='"b", W/"a1"')) == (304, b"")
    assert site.asked == 1
    now[0] = 2.1
    asyncio.run(reader.get())
    assert site.asked == 2


def test_a_page_that_has_not_changed_is_asked_for_once_a_second() -> None:
    now = [0.0]
    unchanged = Site(KEEP, status=304, body=b"")
    reader = Reader(ServedAgain(unchanged, clock=lambda: now[0]))
    assert [asyncio.run(reader.get(if_none_match='"a1"'))[0] for _ in range(3)] == [304] * 3
    assert unchanged.asked == 1
    unchanged.status, unchanged.body = 200, b"sivu"
    assert asyncio.run(reader.get()) == (200, b"sivu")
    assert unchanged.asked == 2
    now[0] = 5.0
    unchanged.status, unchanged.body = 304, b""
    assert asyncio.run(reader.get(if_none_match='"a1"')) == (304, b"")
    assert asyncio.run(reader.get()) == (200, b"sivu")
    assert unchanged.asked == 3


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/b/"},
        {"query": "q=1"},
        {"accept_language": "sv"},
        {"accept_encoding": "gzip, br"},
        {"host": "toinen"},
        {"cookie": "django_language=en"},
        {"cookie": "sessionid=1"},
        {"cookie": "messages=1"},
        {"authorization": "Bearer x"},
        {"range": "bytes=0-1"},
        {"method": "POST"},
        {"method": "HEAD"},
    ],
)
def test_another_question_is_asked_of_the_site(other: dict[str, str]) -> None:
    site = Site(KEEP)
    reader = Reader(ServedAgain(site))
    asyncio.run(reader.get())
    asyncio.run(reader.get(**other))
    assert site.asked == 2


@pytest.mark.parametrize(
    "site",
    [
        Site(KEEP, status=404),
        Site([*KEEP, (b"Set-Cookie", b"a=b")]),
        Site([*KEEP, (b"vary", b"User-Agent")]),
        Site([(b"cache-control", b"private, s-maxage=2")]),
        Site([(b"cache-control", b"public, max-age=60")]),
        Site([]),
        Site(KEEP, body=b"x" * (LARGEST + 10)),
    ],
)
def test_what_is_not_everybodys_is_not_kept(site: Site) -> None:
    reader = Reader(ServedAgain(site))
    first = asyncio.run(reader.get())
    assert asyncio.run(reader.get()) == first
    assert site.asked == 2


def test_readers_wait_for_the_page_that_is_being_made() -> None:
    async def run(site: Site) -> list[Any]:
        site.gate = asyncio.Event()
        reader = Reader(ServedAgain(site))
        readers = [asyncio.create_task(reader.get()) for _ in range(5)]
        await asyncio.sleep(0.01)
        site.gate.set()
        return await asyncio.gather(*readers)

    site = Site(KEEP)
    assert asyncio.run(run(site)) == [(200, b"sivu")] * 5
    assert site.asked == 1
    own = Site([])
    assert asyncio.run(run(own)) == [(200, b"sivu")] * 5
    assert own.asked == 5


def test_only_so_many_are_kept() -> None:
    site = Site(KEEP)
    reader = Reader(ServedAgain(site, most=2))
    for path in ("/a/", "/b/", "/c/", "/a/"):
        asyncio.run(reader.get(path))
    assert site.asked == 4
