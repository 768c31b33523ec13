"""The pages as browsers show them: nothing that axe finds, no sideways scrolling, no empty cells on cards."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import expect

from puntari.core.models import User
from puntari.core.roles import Role
from puntari.followup import actions, links
from puntari.followup.models import Action, Recommendation
from puntari.followup.tests.tables import DIGITAL, SCHOOLS, as_csv
from puntari.panels.models import Panel

DESK = "/desk/panels/testi/followup/"
PUBLIC = (
    "/panels/testi/actions/",
    "/actions/?q=palvelu",
    "/panels/testi/actions/?q=zzz",
    "/panels/testi/recommendations/2/",
    "/panels/testi/actions/embed/",
    "/results/",
)
FOLLOW = (
    "/data/",
    "/actions/follow/",
    "/panels/testi/recommendations/2/follow/",
    "/update/new/",
    "/update/roska/",
)
STAFF = (
    "silent/",
    "embed/",
    "report/",
    "",
    "2/",
    "2/answer/",
    "2/actions/new/",
    "new/",
    "terms/",
    "posts/",
    "mail/",
    "import/",
)


@pytest.fixture
def table(live_site: str, panel: Panel) -> Panel:
    actions.import_table(panel=panel, content=as_csv(DIGITAL), name="t", actor=None)
    return panel


def fits(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@pytest.mark.browser
@pytest.mark.parametrize("device", ["phone", "desk"])
def test_no_public_page_shuts_anybody_out(
    device: str, request: Any, table: Panel, person: Callable[..., User], axe: Any
) -> None:
    owner = person(Role.OFFICIAL)
    action = actions.give_owner(action=Action.objects.first(), owner=owner, owner_post="Johtaja", actor=None)
    page = request.getfixturevalue(device)
    for path in (*PUBLIC, links.update_url(action, owner).split("localhost:8000")[-1]):
        assert page.goto(path).status == 200
        axe(page)
        assert fits(page), path


@pytest.mark.browser
def test_no_desk_page_shuts_anybody_out(
    phone: Any, live_site: str, table: Panel, coordinator: User, signed_in: Any, axe: Any
) -> None:
    session = signed_in(coordinator).cookies["sessionid"].value
    phone.context.add_cookies([{"name": "sessionid", "value": session, "url": live_site}])
    actions.add_action(
        recommendation=Recommendation.objects.first(), text="Unohdettu työ", schedule="1/2020", actor=None
    )
    Action.objects.filter(text="Unohdettu työ").update(updated_on=date(2020, 1, 1))
    draft = actions.start_draft(panel=table, content=as_csv(SCHOOLS), name="t.csv", actor=coordinator)
    for path in (*STAFF, f"import/{draft.pk}/"):
        assert phone.goto(DESK + path).status == 200
        axe(phone)
        assert fits(phone), path


@pytest.mark.browser
def test_a_phone_shows_cards_without_empty_cells(phone: Any, panel: Panel) -> None:
    actions.import_table(panel=panel, content=as_csv(SCHOOLS), name="t", actor=None)
    phone.goto("/panels/testi/actions/")
    first = phone.locator(".action-table tbody tr").first
    expect(first.locator("td:not(.none)")).to_have_count(2)
    expect(phone.get_by_role("rowheader")).to_have_count(5)


@pytest.mark.browser
def test_the_answer_asks_only_what_the_decision_needs(
    desk: Any, live_site: str, table: Panel, coordinator: User, signed_in: Any
) -> None:
    session = signed_in(coordinator).cookies["sessionid"].value
    desk.context.add_cookies([{"name": "sessionid", "value": session, "url": live_site}])
    desk.goto(f"{DESK}2/answer/")
    desk.get_by_label("Ei kuulu meille, lähetetty eteenpäin").check()
    expect(desk.get_by_label("Kenelle lähetetty")).to_be_visible()
    expect(desk.get_by_label("Mikä poikkeaa suosituksesta")).to_be_hidden()


@pytest.fixture
def owned(table: Panel, person: Callable[..., User]) -> Action:
    owner = person(Role.OFFICIAL)
    return actions.give_owner(action=Action.objects.first(), owner=owner, owner_post="Johtaja", actor=None)


def link_to(action: Action) -> str:
    return links.update_url(action, action.owner).split("localhost:8000")[-1]


@pytest.mark.browser
@pytest.mark.parametrize("device", ["phone", "desk"])
def test_nobody_is_shut_out_of_following(device: str, request: Any, table: Panel, axe: Any) -> None:
    page = request.getfixturevalue(device)
    asked = actions.follow(panel=table, address="liisa@example.invalid")
    known = actions.follow(address="liisa@example.invalid")
    actions.confirm_following(follower=known)
    personal = (f"/follow/{asked.token}/confirm/", f"/follow/{known.token}/", f"/follow/{known.token}/leave/")
    for path in (*FOLLOW, *personal):
        page.goto(path)
        axe(page)
        assert fits(page), path


@pytest.mark.browser
def test_no_change_is_one_tap_from_the_mail(phone: Any, owned: Action, axe: Any) -> None:
    phone.goto(f"{link_to(owned)}?same=1#same")
    axe(phone)
    expect(phone.locator("#same").get_by_text(owned.text)).to_be_in_viewport()
    phone.get_by_role("button", name="Kirjaa: ei muutosta").click()
    expect(phone.get_by_text("Kiitos. Tilanne on tallennettu")).to_be_in_viewport()
    axe(phone)
    owned.refresh_from_db()
    assert owned.next_update_due is not None


@pytest.mark.browser
@pytest.mark.parametrize("device", ["phone", "desk"])
def test_two_versions_stand_side_by_side(device: str, request: Any, owned: Action, axe: Any) -> None:
    page = request.getfixturevalue(device)
    page.goto(link_to(owned))
    page.get_by_label("Tilanne omin sanoin").fill("Kirjoitettu puhelimella")
    actions.change_action(action=owned, status_words="Kirjoitettu pöydän ääressä", percent=20, actor=None)
    page.get_by_role("button", name="Tallenna", exact=True).click()
    page.get_by_role("heading", name="Joku muu tallensi samaan aikaan").wait_for()
    axe(page)
    assert fits(page)
    expect(page.get_by_text("Kirjoitettu pöydän ääressä")).to_be_visible()
    expect(page.get_by_label("Tilanne omin sanoin")).to_have_value("Kirjoitettu puhelimella")
    page.get_by_role("button", name="Tallenna valinnat").click()
    page.get_by_text("Kiitos. Tilanne on tallennettu").wait_for()
    owned.refresh_from_db()
    assert (owned.status_words, owned.percent) == ("Kirjoitettu puhelimella", 20)
