"""Sections: order, place, nothing to show, what a template sees."""

import pytest
from django.test import RequestFactory

from puntari.core import sections
from puntari.core.sections import Section


@pytest.fixture(autouse=True)
def _empty_registry(monkeypatch):
    monkeypatch.setattr(sections, "_sections", {})


@pytest.fixture
def request_():
    request = RequestFactory().get("/")
    request.organisation = None
    return request


def _section(key, order, *, place="panel", text="x"):
    context = {"title": text, "text": key}
    return Section(key, order, place, "ui/empty.html", lambda subject, request: context)


def test_sections_come_in_their_order_and_only_of_the_place(request_):
    sections.register(_section("second", 20))
    sections.register(_section("first", 10))
    sections.register(_section("elsewhere", 5, place="me"))
    shown = sections.shown("panel", object(), request_)
    assert [("first" in html, "second" in html) for html in shown] == [(True, False), (False, True)]


def test_a_section_without_anything_to_show_is_left_out(request_):
    sections.register(Section("empty", 1, "me", "ui/empty.html", lambda subject, request: None))
    assert sections.shown("me", object(), request_) == []


def test_the_newest_of_a_key_wins_and_its_text_is_escaped(request_):
    sections.register(_section("one", 1, text="old"))
    sections.register(_section("one", 1, text="<new>"))
    (html,) = sections.shown("panel", object(), request_)
    assert "&lt;new&gt;" in html
    assert "old" not in html


def test_the_context_is_asked_with_the_subject_and_the_request(request_):
    asked = []
    sections.register(Section("one", 1, "desk", "ui/empty.html", lambda *words: asked.append(words)))
    sections.shown("desk", "the panel", request_)
    assert asked == [("the panel", request_)]


def test_an_unknown_place_is_refused():
    with pytest.raises(ValueError, match="nowhere"):
        sections.register(_section("one", 1, place="nowhere"))
