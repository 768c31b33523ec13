"""The public lists of releases are paged, and more releases ask no more questions of the database."""

import pytest
from django.test import Client
from django.urls import reverse

from puntari.core.roles import Role
from puntari.newsroom import actions
from puntari.newsroom.tests.test_newsroom import CONTACT, TEXTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def publish(panel, person):
    writer = person(Role.COMMUNICATIONS)

    def more(count):
        for _ in range(count):
            release = actions.write_release(panel=panel, actor=writer, contacts=[CONTACT], **TEXTS)
            actions.publish_release(release=release, actor=writer)

    return more


@pytest.mark.parametrize(("name", "of_panel"), [("news", False), ("panel-news", True), ("panel", True)])
def test_more_releases_ask_no_more_queries(panel, publish, queries_for, name, of_panel):
    url = reverse(name, args=[panel.slug] if of_panel else [])
    publish(2)
    few = queries_for(Client(), url)
    publish(12)
    assert queries_for(Client(), url) <= few


@pytest.mark.parametrize(("name", "of_panel"), [("news", False), ("panel-news", True)])
def test_releases_are_paged(panel, publish, name, of_panel):
    publish(26)
    url = reverse(name, args=[panel.slug] if of_panel else [])
    assert len(Client().get(url, {"page": 2}).context["page"]) == 1
