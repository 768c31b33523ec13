"""The whole demo by its links, as every role and as nobody: each page answers, fits, and is accessible."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from playwright.sync_api import Page

from puntari.core.models import Job, User
from puntari.core.roles import Role
from puntari.panels.models import Panel, PanelRole
from puntari.panels.queries import panels_seen_by, panels_worked_by
from puntari.site.demo import build, doors
from puntari.site.demo.texts import YOUTH
from tests.browser import DESK, violations
from tests.e2e.crawl import Crawl

pytestmark = pytest.mark.browser


@pytest.fixture
def demo(live_site: str, settings: Any) -> None:
    """All panels of the demo; the mid-way one comes as a job, which runs at once here."""
    settings.DEMO_MODE = True
    assert build.build(lambda _line: None)
    assert Job.objects.get(kind=build.REST).state == Job.State.DONE
    assert Panel.objects.count() == 5


def public_pages() -> list[str]:
    return ["/", *[panel.get_absolute_url() for panel in panels_seen_by(AnonymousUser())]]


def desk_pages(user: User) -> list[str]:
    return ["/desk/", *[panel.desk_url for panel in panels_worked_by(user)]]


def let_in(page: Page, user: User, site: str) -> Page:
    client = Client()
    client.force_login(user)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
    return page


def someone_with(role: Role) -> User:
    return PanelRole.objects.select_related("user").filter(role=role).order_by("pk")[0].user


def test_every_page_of_the_demo_answers_fits_and_is_accessible(
    demo: None, live_site: str, new_page: Callable[..., Page], shot: Callable[..., None]
) -> None:
    crawl = Crawl(live_site, violations)
    anybody = new_page(viewport={"width": 1280, "height": 1250})
    anybody.goto(f"/panels/{YOUTH.slug}/actions/")
    shot(anybody, "action-table")
    crawl.walk(anybody, "nobody", public_pages())
    for door in doors.residents():
        crawl.walk(new_page(**DESK), f"resident {door['name']}", [door["url"]], wanted="me")
    for role in Role:
        user = someone_with(role)
        page = let_in(new_page(**DESK), user, live_site)
        crawl.walk(page, str(role), desk_pages(user), wanted="desk")
    assert not crawl.troubles, "\n".join(map(str, crawl.troubles))
    assert len(crawl.visited["nobody"]) > 20
    assert len(crawl.visited[Role.COORDINATOR]) > 60
    assert "panel" not in crawl.visited[Role.PHONE_DESK]
