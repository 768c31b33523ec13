"""The front page as anybody meets it, on both devices and in every language."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("device", ["phone", "desk"])
def test_the_front_page_is_accessible(
    device: str, request: pytest.FixtureRequest, axe: Callable[[Page], None]
) -> None:
    page = request.getfixturevalue(device)
    answer = page.goto("/")
    assert answer is not None
    assert answer.status == 200
    assert page.locator("h1").count() == 1
    axe(page)


def test_the_front_page_asks_nobody_else_for_anything(desk: Page, live_site: str) -> None:
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url))
    desk.goto("/", wait_until="networkidle")
    assert asked
    assert [url for url in asked if not url.startswith((live_site, "data:"))] == []


def test_the_front_page_loads_without_a_complaint(desk: Page) -> None:
    said: list[str] = []
    desk.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    desk.on("pageerror", lambda error: said.append(str(error)))
    desk.goto("/", wait_until="networkidle")
    assert said == []
