"""The whole demo by its links, as every role and as nobody: each page answers, fits, and is accessible."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page

from puntari.core.models import Job, User
from puntari.core.roles import Role
from puntari.panels.models import Panel, PanelRole
from puntari.site.demo import build, doors
from puntari.site.demo.texts import YOUTH
from tests.browser import DESK, violations
from tests.e2e.crawl import Crawl

pytestmark = pytest.mark.browser


@pytest.fixture
def demo(live_site: str) -> None:
    """All panels of the demo; the mid-way one comes as a job, which runs at once here."""
    assert build.build(lambda _line: None)
    assert Job.objects.get(kind=build.REST).state == Job.State.DONE
    assert Panel.objects.count() == 4


def pages_of_panels(prefix: str) -> list[str]:
    slugs = Panel.objects.order_by("-pk").values_list("slug", flat=True)
    return [f"{prefix}panels/{slug}/" for slug in slugs]


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
    crawl.walk(anybody, "nobody", ["/", *pages_of_panels("/")])
    for door in doors.residents():
        crawl.walk(new_page(**DESK), f"resident {door['name']}", [door["url"]], wanted="me")
    for role in Role:
        page = let_in(new_page(**DESK), someone_with(role), live_site)
        crawl.walk(page, str(role), ["/desk/", *pages_of_panels("/desk/")], wanted="desk")
    assert [str(one) for one in crawl.troubles] == []
    assert len(crawl.visited["nobody"]) > 25
    assert len(crawl.visited[Role.COORDINATOR]) > 60
    assert "panel" not in crawl.visited[Role.PHONE_DESK]
