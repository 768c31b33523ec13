"""Two people write at once: the second sees both versions and loses nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from puntari.core.errors import Conflict
from puntari.core.models import User
from puntari.core.roles import Role
from puntari.followup import actions, links
from puntari.followup.actions.changes import state_of
from puntari.followup.models import Action, Evidence, Recommendation, Response
from puntari.panels.models import Panel

DESK = "/desk/panels/testi/followup/"


@pytest.fixture
def one(panel: Panel) -> Recommendation:
    return actions.add_recommendation(panel=panel, title="1. Lisää bussivuoroja", actor=None)


@pytest.fixture
def action(one: Recommendation, person: Callable[..., User]) -> Action:
    made = actions.add_action(
        recommendation=one, text="Vuorot lisätään", schedule="1/2028", unit="Liikenne", actor=None
    )
    owner = person(Role.OFFICIAL)
    return actions.give_owner(action=made, owner=owner, owner_post="Johtaja", actor=None)


@pytest.fixture
def desk(coordinator: User, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(coordinator)


def opened(client: Client, path: str) -> dict[str, Any]:
    """What a browser would send back untouched."""
    answer = client.get(path)
    form = answer.context["form"]
    told = {name: form[name].value() for name in form.fields}
    return {
        "seen": answer.context["carried"],
        **{name: value for name, value in told.items() if value is not None},
    }


def test_the_second_sees_both_and_nothing_is_saved(desk: Client, action: Action) -> None:
    path = f"{DESK}actions/{action.pk}/"
    first, second = opened(desk, path), opened(desk, path)
    assert desk.post(path, {**first, "text": "Vuorot lisätään keväällä"}).status_code == 302
    answer = desk.post(path, {**second, "text": "Vuorot lisätään heti", "unit": "Uusi yksikkö"})
    assert answer.status_code == 409
    html = answer.content.decode()
    for words in ("Vuorot lisätään keväällä", "Vuorot lisätään heti", "Uusi yksikkö", "Coordinator"):
        assert words in html
    clashes = {clash.bound.name: clash.take_theirs for clash in answer.context["clashes"]}
    assert clashes == {"text": False, "unit": False}
    action.refresh_from_db()
    assert (action.text, action.unit) == ("Vuorot lisätään keväällä", "Liikenne")
    chosen = {
        **second,
        "seen": answer.context["carried"],
        "text": "Vuorot lisätään heti",
        "unit": "Uusi yksikkö",
    }
    assert desk.post(path, {**chosen, "take_text": "theirs", "take_unit": "mine"}).status_code == 302
    action.refresh_from_db()
    assert (action.text, action.unit) == ("Vuorot lisätään keväällä", "Uusi yksikkö")


def test_what_only_the_other_touched_stays_theirs_by_itself(desk: Client, action: Action) -> None:
    path = f"{DESK}actions/{action.pk}/"
    second = opened(desk, path)
    actions.change_action(action=action, percent=40, actor=None)
    answer = desk.post(path, {**second, "unit": "Uusi yksikkö"})
    clashes = {clash.bound.name: clash.take_theirs for clash in answer.context["clashes"]}
    assert clashes == {"percent": True, "unit": False}


def test_a_third_writer_meets_the_second(desk: Client, action: Action) -> None:
    path = f"{DESK}actions/{action.pk}/"
    mine = {**opened(desk, path), "text": "Oma"}
    actions.change_action(action=action, text="Toinen", actor=None)
    again = desk.post(path, mine)
    actions.change_action(action=action, text="Kolmas", actor=None)
    answer = desk.post(path, {**mine, "seen": again.context["carried"], "take_text": "mine"})
    assert answer.status_code == 409
    assert "Kolmas" in answer.content.decode()
    answer = desk.post(path, {**mine, "seen": answer.context["carried"], "take_text": "mine"})
    assert answer.status_code == 302
    action.refresh_from_db()
    assert action.text == "Oma"


def test_the_link_meets_the_desk(client: Client, action: Action) -> None:
    path = links.update_url(action, action.owner).split("localhost:8000")[-1]
    mine = opened(client, path)
    actions.change_action(action=action, status_words="Pöydältä", actor=None)
    answer = client.post(
        path, {**mine, "status_words": "Puhelimesta", "evidence_url": "https://example.invalid/x"}
    )
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Pöydältä" in html
    assert "Puhelimesta" in html
    assert "Liite on jo tallennettu" in html
    assert action.evidence.count() == 1


def test_answers_and_recommendations_too(desk: Client, one: Recommendation) -> None:
    path = f"{DESK}1/answer/"
    told = {"decision": "reject", "body": "Hallitus", "decided_on": "2026-01-01"}
    mine = {**opened(desk, path), **told, "reason": "Oma syy"}
    assert desk.post(path, {**opened(desk, path), **told, "reason": "Ensimmäinen syy"}).status_code == 302
    answer = desk.post(path, mine)
    assert answer.status_code == 409
    assert "Ensimmäinen syy" in answer.content.decode()
    assert "Oma syy" in answer.content.decode()
    assert Response.objects.get().reason == "Ensimmäinen syy"
    path = f"{DESK}1/edit/"
    mine = {**opened(desk, path), "theme": "Oma teema"}
    assert desk.post(path, {**opened(desk, path), "theme": "Liikenne"}).status_code == 302
    assert desk.post(path, mine).status_code == 409


def test_the_action_itself_refuses(action: Action) -> None:
    seen = state_of(action, ("text",))
    actions.change_action(action=action, text="Toinen", actor=None, seen=seen)
    with pytest.raises(Conflict):
        actions.change_action(action=action, text="Kolmas", actor=None, seen=seen)


def test_a_stale_copy_writes_over_nothing(action: Action) -> None:
    stale = Action.objects.get(pk=action.pk)
    actions.change_action(action=action, unit="Uusi", actor=None)
    actions.change_action(action=stale, percent=10, actor=None)
    action.refresh_from_db()
    assert (action.unit, action.percent) == ("Uusi", 10)


@pytest.mark.parametrize("seen", ["", "roska", "[]", '{"pk": "1"}'])
def test_nonsense_in_the_hidden_field_is_no_conflict(desk: Client, action: Action, seen: str) -> None:
    path = f"{DESK}actions/{action.pk}/"
    assert desk.post(path, {**opened(desk, path), "seen": seen, "unit": "Uusi"}).status_code == 302


def test_parts_are_not_written_over_either(desk: Client, one: Recommendation) -> None:
    sub = actions.add_sub(recommendation=one, text="1.1. Iltavuorot", actor=None)
    path = f"{DESK}parts/{sub.pk}/"
    first, second = opened(desk, path), opened(desk, path)
    assert desk.post(path, {**first, "cell": "1.1. Iltavuorot kyliin"}).status_code == 302
    answer = desk.post(path, {**second, "cell": "1.1. Aamuvuorot", "detail": "Kaikkiin kyliin."})
    assert answer.status_code == 409
    for words in ("1.1. Iltavuorot kyliin", "1.1. Aamuvuorot", "Kaikkiin kyliin."):
        assert words in answer.content.decode()
    chosen = {"seen": answer.context["carried"], "cell": "1.1. Aamuvuorot", "detail": "Kaikkiin kyliin."}
    assert desk.post(path, {**chosen, "take_cell": "theirs", "take_detail": "mine"}).status_code == 302
    sub.refresh_from_db()
    assert (sub.cell, sub.detail) == ("1.1. Iltavuorot kyliin", "Kaikkiin kyliin.")


def test_owners_given_twice_are_shown_by_name(
    desk: Client, action: Action, person: Callable[..., User]
) -> None:
    path = f"{DESK}actions/{action.pk}/owner/"
    first, second = opened(desk, path), opened(desk, path)
    aino, onni = person(Role.OFFICIAL, name="Aino Ensin"), person(Role.OFFICIAL, name="Onni Toinen")
    assert desk.post(path, {**first, "owner": aino.pk}).status_code == 302
    answer = desk.post(path, {**second, "owner": onni.pk})
    assert answer.status_code == 409
    assert "Aino Ensin" in answer.content.decode()
    action.refresh_from_db()
    assert action.owner == aino
    chosen = {**second, "seen": answer.context["carried"], "owner": onni.pk, "take_owner": "mine"}
    assert desk.post(path, chosen).status_code == 302
    action.refresh_from_db()
    assert action.owner == onni


def test_evidence_taken_away_twice_is_said_in_words(desk: Client, action: Action) -> None:
    one = actions.add_link(action=action, url="https://example.invalid/a", actor=None)
    path = f"{DESK}actions/{action.pk}/evidence/{one.pk}/remove/"
    actions.remove_evidence(evidence=Evidence.objects.get(pk=one.pk), actor=None)
    with pytest.raises(Conflict):
        actions.remove_evidence(evidence=one, actor=None)
    for told in ({}, {"confirmed": "yes"}):
        answer = desk.post(path, told, follow=True)
        assert answer.status_code == 200
        assert "Liite on jo poistettu" in answer.content.decode()


@pytest.mark.parametrize("by_link", [True, False])
def test_no_change_is_not_said_over_a_change(
    desk: Client, client: Client, action: Action, by_link: bool
) -> None:
    assert action.owner is not None
    link = "/" + links.update_url(action, action.owner).split("/", 3)[3]
    reader, path = (client, link) if by_link else (desk, f"{DESK}actions/{action.pk}/unchanged/")
    told = {"seen": reader.get(path).context["carried"]}
    told |= {"unchanged": "1", "same-because": "as_planned"} if by_link else {"because": "as_planned"}
    actions.change_action(action=action, status_words="Kaksi vuoroa lisättiin", actor=None)
    answer = reader.post(path, told)
    assert answer.status_code == 422
    for words in ("päivitti tilanteen samaan aikaan", "Kaksi vuoroa lisättiin"):
        assert words in answer.content.decode()
    assert reader.post(path, {**told, "seen": answer.context["carried"]}).status_code == 302
