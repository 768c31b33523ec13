"""Walking through the site as its people do: clicks and forms, a day at a time, every page looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.urls import resolve, reverse
from playwright.sync_api import Locator, Page

from puntari.core import clock
from puntari.testing import PASSWORD
from tests.browser import DESK, PHONE

HELSINKI = ZoneInfo("Europe/Helsinki")
WIDTHS = (1280, 360)
Shown = Page | Locator
Typed = str | bool | bytes | int


class SetClock:
    """The day it is for every thread of this process, the served site's too."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.moment = datetime(2026, 11, 23, 10, tzinfo=HELSINKI)
        patch.setattr(clock, "now", lambda: self.moment)

    def set(self, day: str, hour: int = 10, minute: int = 0) -> None:
        """Go to an hour of a day, written 2027-01-11."""
        self.moment = datetime.fromisoformat(day).replace(hour=hour, minute=minute, tzinfo=HELSINKI)


@dataclass
class Walk:
    """A visit: who is signed in where, what day it is, which pages have been looked at."""

    slug: str
    clock: SetClock
    new_page: Callable[..., Page]
    axe: Callable[[Page], None]
    shot: Callable[..., None]
    seats: dict[str, Page] = field(default_factory=dict)
    looked: set[tuple[str, int]] = field(default_factory=set)
    notes: dict[str, str] = field(default_factory=dict)

    def staff(self, who: str) -> Page:
        """The page of somebody of the staff, signed in through the sign-in page."""
        if who not in self.seats:
            page = self.seats[who] = self.new_page(**DESK)
            self.open(page, "account_login")
            fill(page, {"login": address_of(who), "password": PASSWORD})
            self.press(page, "Kirjaudu sisään")
            assert urlsplit(page.url).path == reverse("desk")
        return self.seats[who]

    def phone(self) -> Page:
        """A resident's phone, which knows nothing yet."""
        return self.new_page(**PHONE)

    def open(self, page: Page, name: str, *args: object) -> Page:
        """Go to a page of the site by its name."""
        return self.go(page, reverse(name, args=args))

    def desk(self, who: str, name: str, *args: object) -> Page:
        """Somebody of the staff opens a page of the panel's workspace."""
        return self.open(self.staff(who), name, self.slug, *args)

    def go(self, page: Page, address: str) -> Page:
        """Go to an address."""
        answer = page.goto(address)
        assert answer is not None
        assert answer.status < 400, f"{address} answers {answer.status}"
        self.look(page)
        return page

    def press(self, page: Page, label: str, *, inside: Shown | None = None, refused: bool = False) -> None:
        """Press a button that sends a form; what comes back is looked at, and refuses only if it should."""
        with page.expect_navigation():
            button(inside or page, label).click()
        self._arrived(page, refused)

    def press_and_confirm(self, page: Page, label: str, *, inside: Shown | None = None) -> None:
        """Press a button that asks first, and say yes."""
        button(inside or page, label).click()
        with page.expect_navigation():
            page.locator('dialog[open] button[value="yes"]').click()
        self._arrived(page, refused=False)

    def follow(self, page: Page, label: str, *, inside: Shown | None = None) -> None:
        """Follow a link by its words."""
        with page.expect_navigation():
            (inside or page).get_by_role("link", name=label).first.click()
        self._arrived(page, refused=False)

    def _arrived(self, page: Page, refused: bool) -> None:
        said = page.locator(".error-summary, [data-message=error]").all_inner_texts()
        assert bool(said) == refused, f"{page.url} says {said}"
        self.look(page)

    def look(self, page: Page) -> None:
        """Run axe on a page met for the first time: one width at one meeting, the other at the next."""
        name = resolve(urlsplit(page.url).path).url_name or ""
        size = page.viewport_size or {"width": WIDTHS[0], "height": 900}
        own = size["width"]
        for width in (own, *(other for other in WIDTHS if other != own)):
            if (name, width) not in self.looked:
                self.looked.add((name, width))
                page.set_viewport_size({"width": width, "height": size["height"]})
                self.axe(page)
                page.set_viewport_size({"width": own, "height": size["height"]})
                return

    def picture(self, page: Page, name: str) -> None:
        """A picture for the documentation: the first screen, nothing pointed at."""
        page.evaluate("document.activeElement?.blur(); window.scrollTo(0, 0)")
        page.mouse.move(0, 0)
        self.shot(page, name)

    def download(self, page: Page, address: str) -> bytes:
        """A file, fetched as the person of the page."""
        answer = page.request.get(address)
        assert answer.ok, f"{address} answers {answer.status}"
        return answer.body()

    def download_by(self, page: Page, label: str) -> bytes:
        """The file that comes when a button is pressed."""
        with page.expect_download() as coming:
            button(page, label).click()
        return coming.value.path().read_bytes()


def address_of(who: str) -> str:
    return f"{who}@example.invalid"


def button(inside: Shown, label: str) -> Locator:
    return inside.get_by_role("button", name=label, exact=True).first


def fill(inside: Shown, values: dict[str, Typed]) -> None:
    """Fill the fields of these names, each in its own way."""
    for name, value in values.items():
        _fill_one(inside, name, value)


def _fill_one(inside: Shown, name: str, value: Typed) -> None:
    found = inside.locator(f'[name="{name}"]:visible')
    first = found.first
    kind = first.get_attribute("type") or first.evaluate("one => one.tagName.toLowerCase()")
    if kind == "radio":
        inside.locator(f'[name="{name}"][value="{value}"]').check()
    elif kind == "checkbox":
        first.set_checked(bool(value))
    elif kind == "select":
        first.select_option(str(value))
    else:
        first.fill(str(value))


def upload(page: Page, field_name: str, file_name: str, content: bytes) -> None:
    """Choose a file."""
    file = {"name": file_name, "mimeType": "text/csv", "buffer": content}
    page.locator(f'input[name="{field_name}"]').set_input_files(file)
