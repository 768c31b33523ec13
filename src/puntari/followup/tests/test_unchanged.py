"""Saying that nothing has changed: one tap while nothing is late, a chosen reason when something is."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect

from puntari.core import clock
from puntari.core.models import User
from puntari.core.roles import Role
from puntari.core.ui.formats import format_date
from puntari.followup import actions, links, silence
from puntari.followup.history import history_of
from puntari.followup.models import Action
from puntari.panels.models import Panel


@pytest.fixture
def action(panel: Panel, person: Callable[..., User]) -> Action:
    one = actions.add_recommendation(panel=panel, title="1. Lisää bussivuoroja", actor=None)
    made = actions.add_action(recommendation=one, text="Vuorot lisätään", schedule="Jatkuvaa", actor=None)
    return actions.give_owner(action=made, owner=person(Role.OFFICIAL), owner_post="Johtaja", actor=None)


LATE: dict[str, Callable[[], dict[str, Any]]] = {
    "promised": lambda: {"next_update_due": clock.today() - timedelta(days=51)},
    "schedule over": lambda: {"ends": clock.today() - timedelta(days=1)},
    "never promised": lambda: {"updated_on": clock.today() - silence.CADENCE - timedelta(days=1)},
}


@pytest.fixture(params=LATE)
def late(action: Action, request: Any) -> Action:
    Action.objects.filter(pk=action.pk).update(**LATE[request.param]())
    action.refresh_from_db()
    return action


def path_to(action: Action) -> str:
    return links.update_url(action, action.owner).split("localhost:8000")[-1]


def as_shown(client: Client, path: str) -> dict[str, str]:
    """What the form sends when nothing in it is touched."""
    form = client.get(f"{path}?same=1").context["unchanged"]
    told = {f"same-{name}": str(form[name].value() or "") for name in form.fields}
    return {"unchanged": "1", **told}


def said(action: Action) -> list[str]:
    return [event.said for event in history_of(action.recommendation) if "Ei muutosta" in event.said]


def test_what_is_late_is_not_said_to_go_as_planned_by_one_tap(client: Client, late: Action) -> None:
    told = as_shown(client, path_to(late))
    assert told["same-because"] == ""
    answer = client.post(path_to(late), told)
    assert answer.status_code == 422
    assert answer.context["unchanged"].errors.keys() == {"because"}
    assert said(late) == []
    assert client.post(path_to(late), {**told, "same-because": "waits_money"}).status_code == 302
    assert said(late) == ["Ei muutosta: Odotetaan rahoitusta"]


def test_no_reason_stands_chosen_for_what_is_late(client: Client, late: Action) -> None:
    html = client.get(f"{path_to(late)}?same=1").content.decode()
    same = html[html.index('id="same"') : html.index("Kirjaa: ei muutosta")]
    assert 'type="radio"' in same
    assert " checked" not in same
    assert "valitse syy itse" in same


def test_the_new_day_stands_before_the_tap(client: Client, late: Action) -> None:
    html = client.get(f"{path_to(late)}?same=1").content.decode()
    shown = html[html.index('id="same"') : html.index("Kirjaa: ei muutosta")]
    assert f'value="{clock.today() + silence.NEXT_UPDATE}"' in shown[shown.rindex("</details>") :]


def test_what_is_in_time_stays_one_tap_and_says_the_new_day(client: Client, action: Action) -> None:
    html = client.get(f"{path_to(action)}?same=1").content.decode()
    same = html[html.index('id="same"') : html.index("Kirjaa: ei muutosta")]
    day = format_date(clock.today() + silence.NEXT_UPDATE)
    assert f"Seuraava päivitys {day} mennessä." in same
    assert same.count(" checked") == 1
    assert client.post(path_to(action), as_shown(client, path_to(action))).status_code == 302
    assert said(action) == ["Ei muutosta: Työ etenee suunnitelman mukaan, uutta kerrottavaa ei ole"]


def test_own_words_need_words(client: Client, late: Action) -> None:
    told = {**as_shown(client, path_to(late)), "same-because": "own"}
    answer = client.post(path_to(late), told)
    assert answer.status_code == 422
    assert answer.context["unchanged"].errors.keys() == {"reason"}
    assert client.post(path_to(late), {**told, "same-reason": "Kuljettajia ei saatu"}).status_code == 302
    assert said(late) == ["Ei muutosta: Kuljettajia ei saatu"]


def test_the_desk_asks_the_same(late: Action, signed_in: Callable[[User], Client]) -> None:
    client = signed_in(late.owner)
    path = f"/desk/panels/testi/followup/actions/{late.pk}/unchanged/"
    page = client.get(path)
    assert page.context["form"]["because"].value() is None
    told = {"seen": page.context["carried"], "next_update_due": clock.today() + timedelta(30)}
    assert client.post(path, told).status_code == 422
    assert client.post(path, {**told, "because": "waits_decision"}).status_code == 302


@pytest.mark.browser
def test_the_tap_is_on_the_first_screen_of_a_phone(phone: Any, action: Action, axe: Any) -> None:
    phone.goto(f"{path_to(action)}?same=1#same")
    expect(phone.get_by_role("button", name="Kirjaa: ei muutosta")).to_be_in_viewport(ratio=0.5)
    axe(phone)


@pytest.mark.browser
def test_a_late_item_asks_for_its_reason_on_a_phone(phone: Any, action: Action, axe: Any) -> None:
    Action.objects.update(next_update_due=clock.today() - timedelta(days=51))
    phone.goto(f"{path_to(action)}?same=1#same")
    expect(phone.get_by_role("radio", checked=True)).to_have_count(0)
    axe(phone)
    phone.get_by_role("button", name="Kirjaa: ei muutosta").click()
    expect(
        phone.locator("#same").get_by_text("Valitse syy tai kirjoita se omin sanoin.").first
    ).to_be_visible()
    axe(phone)
    phone.get_by_label("Odotetaan päätöstä").check()
    phone.get_by_role("button", name="Kirjaa: ei muutosta").click()
    expect(phone.get_by_text("Kiitos. Tilanne on tallennettu")).to_be_in_viewport()
