"""The ways into the demo: its staff, and a few of its residents."""

from __future__ import annotations

from typing import TypedDict

from django.urls import reverse
from django.utils.translation import gettext as _

from puntari.core.roles import Role
from puntari.lottery.queries import active_panelists
from puntari.panels.models import Panel
from puntari.recruitment.models import Addressee
from puntari.site.demo.scene import CREW
from puntari.site.demo.texts import BUDGET, YOUTH


class Door(TypedDict, total=False):
    """One way in."""

    name: str
    what: str
    email: str
    url: str


def people() -> list[Door]:
    """One person for each role, and the second payroll clerk that approvals need."""
    keys = {"koordinaattori", "palkat", "palkat2"}
    seen: set[str] = set()
    doors: list[Door] = []
    for key, name, _title, role in CREW:
        if key in keys or role not in seen:
            seen.add(role)
            doors.append({"name": name, "what": str(Role(role).label), "email": f"{key}@demo.invalid"})
    return doors


def residents() -> list[Door]:
    """A panelist of each big panel, and somebody whose letter has just come."""
    doors: list[Door] = []
    for slug in (BUDGET.slug, YOUTH.slug):
        panel = Panel.objects.filter(slug=slug).first()
        member = active_panelists(panel).select_related("volunteer").first() if panel else None
        if panel and member:
            url = reverse("me", args=[member.volunteer.token])
            doors.append({"name": str(member.volunteer), "what": _("Panelisti: ") + panel.title, "url": url})
    letter = Addressee.objects.filter(panel__slug=BUDGET.slug, volunteer=None).first()
    if letter:
        url = reverse("register", args=[letter.code])
        doors.append({"name": str(letter), "what": _("Kutsukirjeen saanut"), "url": url})
    return doors
