"""The main menu of the public pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


def public_menu(request: HttpRequest) -> dict[str, Any]:
    """`public_links`: what anybody comes for; a resident's own page and a printed page are not among them."""
    links = (
        ("front", _("Paneelit")),
        ("actions", _("Toimenpiteet")),
        ("news", _("Medialle")),
        ("about", _("Tietoa")),
    )
    return {
        "public_links": [
            {"url": reverse(name), "label": label, "active": request.path == reverse(name)}
            for name, label in links
        ]
    }
