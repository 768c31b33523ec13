"""Who follows reads in their own language what has a translation; what people wrote stays as it is."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from puntari.core import clock
from puntari.core.models import OutgoingMail, User
from puntari.core.roles import Role
from puntari.followup import actions, links, statuses
from puntari.followup.history import history_of
from puntari.followup.models import Action, Recommendation, StatusTerm
from puntari.followup.reports import content_of
from puntari.panels.models import Panel

TERMS = "/desk/panels/testi/followup/terms/"


@pytest.fixture
def one(panel: Panel) -> Recommendation:
    return actions.add_recommendation(panel=panel, title="1. Lisää bussivuoroja", actor=None)


@pytest.fixture
def action(one: Recommendation) -> Action:
    return actions.add_action(recommendation=one, text="Vuorot lisätään", schedule="Jatkuvaa", actor=None)


def term(panel: Panel, label: str) -> StatusTerm:
    terms = {term.label: term for term in actions.ensure_terms(organisation=panel.organisation)}
    return terms[label]


def start(action: Action) -> None:
    told = {"status": term(action.recommendation.panel, "Käynnissä"), "status_words": "Reitit valittu"}
    actions.change_action(action=action, actor=None, **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "cell", "said"),
    [
        ("fi", "käynnissä – reitit valittu", "käynnissä – reitit valittu"),
        ("sv", "käynnissä – reitit valittu", "Pågår – reitit valittu"),
        ("en", "  Käynnissä", "  In progress"),
        ("en", "Käynnissäolo", "Käynnissäolo"),
        ("en", "", ""),
    ],
)
def test_a_word_of_the_vocabulary_is_translated_and_nothing_else(
    panel: Panel, language: str, cell: str, said: str
) -> None:
    terms = actions.ensure_terms(organisation=panel.organisation)
    with translation.override(language):
        assert statuses.said(cell, terms) == said


@pytest.mark.parametrize(
    ("language", "status", "label"),
    [("fi", "Käynnissä", "Status"), ("sv", "Pågår", "Status"), ("en", "In progress", "Status")],
)
def test_history_feed_and_letter_say_the_status_in_the_readers_language(
    client: Client, one: Recommendation, action: Action, language: str, status: str, label: str
) -> None:
    follower = actions.follow(
        recommendation=one, address="a@example.invalid", pace="at_once", language=language
    )
    assert follower is not None
    actions.confirm_following(follower=follower)
    OutgoingMail.objects.all().delete()
    start(action)
    line = f"{label}: {status}. Reitit valittu"
    actions.tell_followers(clock.today())
    assert line in OutgoingMail.objects.get().body
    with translation.override(language):
        changed = history_of(one)[0].changed
    assert [(change.label, change.new) for change in changed] == [(label, f"{status}. Reitit valittu")]
    feed = client.get(f"/panels/testi/actions/feed/?lang={language}").content.decode()
    assert line in feed
    assert f'xml:lang="{language}"' in feed
    assert "<author>" in feed


def test_only_what_is_written_in_finnish_is_marked_as_finnish(client: Client, action: Action) -> None:
    start(action)
    actions.change_action(action=action, unit="Joukkoliikenne", actor=None)
    html = client.get("/panels/testi/recommendations/1/?lang=sv").content.decode()
    assert "Nu: </span>Pågår. Reitit valittu</ins>" in html
    assert 'Nu: </span><span lang="fi">Joukkoliikenne</span></ins>' in html


@pytest.mark.parametrize(
    ("language", "decision", "label"),
    [
        ("fi", "Selvitetään määräpäivään mennessä", "Selvitetään viimeistään"),
        ("sv", "Utreds", "Utreds senast"),
        ("en", "studied", "Studied by"),
    ],
)
def test_an_answer_is_told_with_what_it_promises(
    one: Recommendation, language: str, decision: str, label: str
) -> None:
    until = clock.today() + timedelta(days=90)
    actions.answer_recommendation(
        recommendation=one, decision="study", reason="Hinta selvitetään.", body="Hallitus",
        decided_on=clock.today(), study_until=until, actor=None,
    )  # fmt: skip
    with translation.override(language):
        event = history_of(one)[0]
    assert decision in event.said
    told = {one.label: one.new for one in event.changed}
    assert told[label] == f"{until.day}.{until.month}.{until.year}"


def test_a_reminder_says_how_things_stand_in_the_persons_language(
    action: Action, person: Callable[..., User]
) -> None:
    start(action)
    official = person(Role.OFFICIAL)
    actions.give_owner(action=action, owner=official, owner_post="Johtaja", actor=None)
    actions.choose_mail_language(person=official, language="sv")
    actions.ask_now(action=action, actor=None)
    assert "Läget nu: Pågår. Reitit valittu" in OutgoingMail.objects.get().body


def test_the_report_is_in_one_language(panel: Panel, action: Action) -> None:
    start(action)
    with translation.override("en"):
        (told,) = content_of(panel, clock.today())["rest"]
    assert told["actions"][0]["status"] == "In progress. Reitit valittu"


def test_an_official_chooses_the_status_in_their_language(
    client: Client, action: Action, person: Callable[..., User]
) -> None:
    actions.ensure_terms(organisation=action.recommendation.panel.organisation)
    official = person(Role.OFFICIAL)
    actions.give_owner(action=action, owner=official, owner_post="Johtaja", actor=None)
    actions.choose_mail_language(person=official, language="sv")
    path = links.update_url(action, official).split("localhost:8000")[-1]
    html = client.get(path).content.decode()
    assert '<html lang="sv"' in html
    assert ">Pågår</option>" in html
    client.post(path, {"status": term(action.recommendation.panel, "Valmis").pk, "status_words": "Se on ohi"})
    action.refresh_from_db()
    assert action.status_text == "Valmis. Se on ohi"
    client.cookies["django_language"] = "en"
    assert '<html lang="en"' in client.get(path).content.decode()


@pytest.mark.parametrize("page", ["confirm/", "", "leave/"])
def test_a_followers_own_pages_speak_their_language(client: Client, one: Recommendation, page: str) -> None:
    follower = actions.follow(recommendation=one, address="a@example.invalid", language="sv")
    assert follower is not None
    if page != "confirm/":
        actions.confirm_following(follower=follower)
    answer = client.get(f"/follow/{follower.token}/{page}")
    assert '<html lang="sv"' in answer.content.decode()
    assert answer["Content-Language"] == "sv"


def test_the_coordinator_names_the_organisations_own_words(
    panel: Panel, action: Action, coordinator: User, signed_in: Callable[[User], Client]
) -> None:
    own = actions.add_term(
        organisation=panel.organisation, label="Harkinnassa", kind="in_progress", actor=None
    )
    desk = signed_in(coordinator)
    told: dict[str, Any] = {"kind": "in_progress", "label_sv": "Övervägs", "label_en": "Being weighed"}
    assert f"{TERMS}{own.pk}/" in desk.get(TERMS).content.decode()
    assert desk.post(f"{TERMS}{own.pk}/", told).status_code == 302
    actions.change_action(action=action, status=own, actor=None)
    html = desk.get("/panels/testi/actions/?lang=sv").content.decode()
    assert ">Övervägs</option>" in html
    assert desk.post(f"{TERMS}{own.pk}/", {**told, "kind": "outo"}).status_code == 422
    own.refresh_from_db()
    assert (own.label, own.label_en) == ("Harkinnassa", "Being weighed")
    assert desk.get(f"{TERMS}{own.pk + 999}/").status_code == 404
