"""The main menu of the public pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _


def public_menu(request: HttpRequest) -> dict[str, Any]:
    """`public_links`: what anybody comes for; a resident's own page and a printed page are not among them."""
    links = [
        {"url": url, "label": label, "active": request.path == url} for url, label in _addresses() if url
    ]
    return {"public_links": links}


def _addresses() -> Iterator[tuple[str, str]]:
    yield _address("front"), _("Paneelit")
    yield _address("actions"), _("Toimenpiteet")
    yield _address("news"), _("Medialle")
    yield _address("about"), _("Tietoa")


def _address(name: str) -> str:
    """Empty where only a part of the site is served, as in the tests of the core."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
