"""Fixtures for the tests marked `browser`: the site as served, two devices, what is asked of a page.

@pytest.mark.browser
def test_a_resident_answers_the_invitation(live_site, phone, axe):
    phone.goto(live_site + "/vastaa/")
    axe(phone)
"""

import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests import chromium

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
# Beside the standard what readers of a screen reader are used to: landmarks, order of headings, named tables.
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}
DESK = {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": chromium.find(), "args": chromium.ARGUMENTS}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest,
    django_db_modify_db_settings_parallel_suffix: None,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """A served site answers from several threads, which SQLite's in-memory test database locks out."""
    from django.conf import settings

    served = any(item.get_closest_marker("browser") for item in request.session.items)
    database = settings.DATABASES["default"]
    if served and database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("site") / "test.sqlite3")


def pytest_itemcollected(item: pytest.Item) -> None:
    """The site answers from other threads, to which a test's open transaction would be invisible."""
    if item.get_closest_marker("browser") and not item.get_closest_marker("django_db"):
        item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def _beside_an_event_loop() -> Iterator[None]:
    """Playwright keeps an event loop in this thread, for which Django would refuse its database."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture(scope="session")
def _served(_beside_an_event_loop: None, django_db_setup: None) -> Iterator[str]:
    """The ASGI application under uvicorn in a thread, the static files included; yields its address."""
    import uvicorn
    from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler

    from puntari.site.asgi import application

    config = uvicorn.Config(ASGIStaticFilesHandler(application), port=0, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        assert thread.is_alive(), "the site did not start"
        assert time.monotonic() < deadline, "the site took more than 20 seconds to start"
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture
def live_site(_served: str, transactional_db: None) -> str:
    """The address of the site; what a test writes to the database is what its pages show."""
    return _served


@pytest.fixture
def new_page(live_site: str, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page of its own session on the site: `new_page(locale="sv-FI", **PHONE)`."""
    contexts = []

    def open_page(**options: Any) -> Page:
        options.setdefault("locale", "fi-FI")
        context = browser.new_context(base_url=live_site, timezone_id="Europe/Helsinki", **options)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def phone(new_page: Callable[..., Page]) -> Page:
    return new_page(**PHONE)


@pytest.fixture
def desk(new_page: Callable[..., Page]) -> Page:
    return new_page(**DESK)


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA and its best practices, one line for each element."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": STANDARDS}}).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {' '.join(map(str, node['target']))}: {rule['help']}"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Asserts that a page breaks no rule of WCAG 2.2 A and AA, nor best practice, that a program can see."""

    def assert_accessible(page: Page) -> None:
        found = violations(page)
        if found:
            pytest.fail("\n".join([f"{page.url} breaks:", *found]), pytrace=False)

    return assert_accessible


@pytest.fixture
def shot() -> Callable[..., None]:
    """Saves a picture for the documentation, only when PUNTARI_PICTURES=1 asks for new ones."""

    def save(page: Page, name: str, *, full_page: bool = False) -> None:
        assert re.fullmatch(r"[a-z0-9-]+", name), f"a picture's name has only a-z, 0-9 and -: {name}"
        if os.environ.get("PUNTARI_PICTURES") == "1":
            PICTURES.mkdir(parents=True, exist_ok=True)
            path = PICTURES / f"{name}.png"
            page.screenshot(path=path, full_page=full_page, animations="disabled", caret="hide")

    return save
