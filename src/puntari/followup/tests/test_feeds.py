"""The feeds as RFC 4287 wants them: with all that must be there, named for good, and readable."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from lxml import etree, html

from puntari.core import clock
from puntari.followup import actions
from puntari.followup.models import Action
from puntari.panels.models import Panel

ATOM = "{http://www.w3.org/2005/Atom}"
PATHS = ("/actions/feed/", "/panels/testi/actions/feed/", "/panels/testi/recommendations/1/feed/")
MONDAY = datetime(2026, 11, 2, 12, tzinfo=UTC)
TAG_URI = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d{2}(-\d{2})?)?:[\w/.-]+")


@pytest.fixture(autouse=True)
def told(panel: Panel) -> Action:
    """Three events on three days, one of them with line breaks and signs that HTML would take as its own."""
    with clock.at(MONDAY):
        one = actions.add_recommendation(panel=panel, title="1. Lisää bussivuoroja", actor=None)
    with clock.at(MONDAY + timedelta(days=1)):
        made = actions.add_action(recommendation=one, text="Vuorot", schedule="1/2028", actor=None)
    with clock.at(MONDAY + timedelta(days=2)):
        words = "Alle 5 < 7 & yli\nToinen rivi"
        return actions.change_action(action=made, more_info=words, percent=45, actor=None)


def feed(client: Client, path: str, **more: Any) -> Any:
    answer = client.get(path, **more)
    assert answer["Content-Type"].startswith("application/atom+xml")
    return etree.fromstring(answer.content)


def only(element: Any, name: str) -> str:
    """The text of a child that must be there once."""
    (found,) = element.findall(f"{ATOM}{name}")
    assert (found.text or "").strip()
    return str(found.text)


def links_of(element: Any, rel: str) -> list[str]:
    return [one.get("href") for one in element.findall(f"{ATOM}link") if one.get("rel", "alternate") == rel]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("path", PATHS)
def test_a_feed_has_what_it_must_have(client: Client, path: str, language: str, settings: Any) -> None:
    settings.PUBLIC_URL = "https://paneelit.example.invalid"
    tree = feed(client, f"{path}?lang={language}")
    assert tree.tag == f"{ATOM}feed"
    only(tree, "title")
    assert only(tree, "id") == f"{settings.PUBLIC_URL}{path}?lang={language}"
    assert links_of(tree, "self") == [only(tree, "id")]
    assert only(tree.find(f"{ATOM}author"), "name")
    entries = tree.findall(f"{ATOM}entry")
    days = [datetime.fromisoformat(only(entry, "updated")) for entry in entries]
    assert days == sorted(days, reverse=True)
    assert datetime.fromisoformat(only(tree, "updated")) == days[0]
    assert all(day.tzinfo for day in days)
    for element in (tree, *entries):
        (alternate,) = links_of(element, "alternate")
        assert alternate.startswith(f"{settings.PUBLIC_URL}/")
    assert all(only(entry, "title") for entry in entries)


def test_an_entry_keeps_its_name_in_every_feed_and_has_it_alone(client: Client, settings: Any) -> None:
    settings.PUBLIC_URL = "https://paneelit.example.invalid:8443"
    named = [[only(entry, "id") for entry in feed(client, path).findall(f"{ATOM}entry")] for path in PATHS]
    assert named[0] == named[1] == named[2]
    assert len(set(named[0])) == len(named[0]) == 3
    assert all(TAG_URI.fullmatch(one) for one in named[0])
    assert all(one.startswith("tag:paneelit.example.invalid,2026-11-0") for one in named[0])


def test_two_sites_do_not_share_names(client: Client, settings: Any) -> None:
    named = []
    for host in ("yksi", "toinen"):
        settings.PUBLIC_URL = f"https://{host}.example.invalid"
        named += [only(entry, "id") for entry in feed(client, PATHS[0]).findall(f"{ATOM}entry")]
    assert len(set(named)) == 6


def test_a_feed_is_the_same_by_whatever_name_the_site_is_reached(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    both = [client.get(PATHS[1], headers={"host": host}).content for host in ("a.invalid", "b.invalid")]
    assert both[0] == both[1]


def test_a_summary_is_html_with_its_lines_apart(client: Client) -> None:
    newest = feed(client, PATHS[1]).find(f"{ATOM}entry")
    summary = newest.find(f"{ATOM}summary")
    assert summary.get("type") == "html"
    read = html.fragments_fromstring(summary.text, no_leading_text=True)
    paragraphs = ["".join(one.itertext()) for one in read]
    assert "Valmiusaste, %: 45" in paragraphs
    (words,) = [one for one in read if "Lisätieto" in "".join(one.itertext())]
    assert "Alle 5 < 7 & yli" in "".join(words.itertext())
    assert words.find("br") is not None
