"""Going through a site by its links as one reader, and what is asked of every page on the way."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import ConsoleMessage, Error, Page

PHONE, DESK = 360, 1280
WIDTHS = {PHONE: 740, DESK: 900}
# Signing out ends the crawl; the style guide and the sign-in pages have tests of their own.
NOT_PAGES = re.compile(r"account_|mfa_|socialaccount|jsi18n|set_language|health|style-guide|job-")
FILES = re.compile(
    r"(-pdf|-docx|-csv|-file|-export|-calendar|-feed|-data|-certificate|-print|download|-text)$"
)
FILE_ENDINGS = re.compile(r"\.(pdf|csv|xlsx|docx|ics|json|png|jpg|zip|tsv|txt|svg)$")


@dataclass
class Trouble:
    """One thing that is wrong with one page."""

    reader: str
    address: str
    what: str

    def __str__(self) -> str:
        return f"{self.reader} at {self.address}: {self.what}"


@dataclass
class Crawl:
    """What has been seen and what was wrong. `examined` keeps axe to one run for each name and width."""

    site: str
    violations: Callable[[Page], list[str]]
    troubles: list[Trouble] = field(default_factory=list)
    examined: set[tuple[str, int]] = field(default_factory=set)
    visited: dict[str, set[str]] = field(default_factory=dict)

    def walk(self, page: Page, reader: str, starts: list[str], wanted: str = "") -> None:
        """Visit the starts and follow links; one page for each name, of names that begin as wanted."""
        seen = self.visited.setdefault(reader, set())
        said = _listen(page)
        queue, first = deque(starts), set(starts)
        while queue:
            address = queue.popleft()
            name = name_of(address)
            if not name or (address not in first and (name in seen or not name.startswith(wanted))):
                continue
            first.discard(address)
            seen.add(name)
            said.clear()
            if self._open(page, reader, address):
                self._examine(page, reader, address, name)
                self._note(reader, address, said)
                queue.extend(self._links(page))

    def _open(self, page: Page, reader: str, address: str) -> bool:
        try:
            answer = page.goto(self.site + address)
        except Error as trouble:
            self._note(reader, address, [] if "Download is starting" in str(trouble) else [str(trouble)])
            return False
        if answer is None or answer.status >= 400:
            self._note(reader, address, [f"answers {answer.status if answer else 'nothing'}"])
            return False
        return "text/html" in answer.headers.get("content-type", "")

    def _examine(self, page: Page, reader: str, address: str, name: str) -> None:
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                self._note(reader, address, [f"is {wide} wide on a screen of {width}: {_wide(page, width)}"])
            if (name, width) not in self.examined:
                self.examined.add((name, width))
                self._note(reader, address, [f"at {width}: {line}" for line in self.violations(page)])

    def _note(self, reader: str, address: str, lines: list[str]) -> None:
        self.troubles += [Trouble(reader, address, line) for line in lines]

    def _links(self, page: Page) -> Iterator[str]:
        for target in page.eval_on_selector_all(
            "a[href]:not([download])", "links => links.map(link => link.href)"
        ):
            parts = urlsplit(urldefrag(target).url)
            if f"{parts.scheme}://{parts.netloc}" == self.site:
                yield parts.path + (f"?{parts.query}" if parts.query else "")


def _listen(page: Page) -> list[str]:
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            said.append(f"the console says: {message.text}")

    page.on("console", hear)
    page.on("pageerror", lambda error: said.append(f"a script fails: {error}"))
    return said


def _wide(page: Page, width: int) -> str:
    """The innermost thing that reaches over the edge, to look for in the template."""
    return str(
        page.evaluate(
            """width => {
                const over = [...document.body.querySelectorAll("*")].filter(
                    one => one.getBoundingClientRect().right > width + 1);
                const last = over.at(-1);
                return last ? `${last.tagName.toLowerCase()}.${last.className}` : "nothing visible";
            }""",
            width,
        )
    )


def name_of(address: str) -> str:
    """The address's name among the site's; "" for what is no page to visit."""
    path = urlsplit(address).path
    if FILE_ENDINGS.search(path):
        return ""
    try:
        name = resolve(path).url_name or ""
    except Resolver404:
        return f"unknown address {path}" if not path.startswith(("/static/", "/files/")) else ""
    return "" if NOT_PAGES.search(name) or FILES.search(name) else name
