"""Pieces that rooms hang into a page of an earlier room, without that room knowing them.

    sections.register(
        Section("statement", 60, "panel", "deliberation/section_panel.html", statement_for)
    )

Places and what their `subject` is: "panel" (the public page, a Panel), "me" (a resident's own page, a
Volunteer), "desk" (the front of a panel's workspace, a Panel), "table" (a facilitator's own page at a
meeting, a TableHost). `context(subject, request)` answers what the template shows, or None when there is
nothing to show to this reader.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

PLACES = frozenset({"panel", "me", "desk", "table"})


@dataclass(frozen=True)
class Section:
    """One piece of a page; within its place the lowest `order` comes first."""

    key: str
    order: int
    place: str
    template: str
    context: Callable[[Any, HttpRequest], dict[str, Any] | None]


_sections: dict[tuple[str, str], Section] = {}


def register(section: Section) -> None:
    """Hang a section in (again at reload: the newest of a key wins)."""
    if section.place not in PLACES:
        raise ValueError(f"unknown place {section.place!r}, use one of {', '.join(sorted(PLACES))}")
    _sections[section.place, section.key] = section


def shown(place: str, subject: Any, request: HttpRequest) -> list[SafeString]:
    """The place's sections for this reader, rendered, in order; each template also sees `subject`."""
    here = sorted((one for one in _sections.values() if one.place == place), key=lambda one: one.order)
    rendered = (_render(section, subject, request) for section in here)
    return [html for html in rendered if html is not None]


def _render(section: Section, subject: Any, request: HttpRequest) -> SafeString | None:
    context = section.context(subject, request)
    if context is None:
        return None
    return render_to_string(section.template, {"subject": subject, **context}, request)
