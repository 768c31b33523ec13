"""The ways into the demo: its staff, and a few of its residents."""

from __future__ import annotations

from typing import TypedDict

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from puntari.core.models import Job
from puntari.core.roles import Role
from puntari.lottery.queries import active_panelists
from puntari.panels.models import Panel
from puntari.recruitment.models import Addressee
from puntari.site.demo.scene import CREW
from puntari.site.demo.texts import BUDGET, NEARBY, YOUTH


class Door(TypedDict, total=False):
    """One way in."""

    role: str
    name: str
    what: str
    email: str
    url: str


WHAT = {
    Role.COORDINATOR: _("Vie paneelin alusta loppuun ja näkee kaiken."),
    Role.PHONE_DESK: _("Ilmoittaa soittajan samalla lomakkeella ja tekee vahvistuspuhelut."),
    Role.FACILITATOR: _("Ohjaa pöytää, kirjaa ideat ja näkee päivän kulun."),
    Role.EXPERT: _("Pitää puheenvuoron ja kommentoi ehdotuksia."),
    Role.DECISION_MAKER: _("Vastaa suosituksiin."),
    Role.OFFICIAL: _("Vastaa toimenpiteistä ja kertoo, miten ne etenevät."),
    Role.PAYROLL: _("Hyväksyy ja maksaa palkkiot. Hyväksyjiä tarvitaan kaksi."),
    Role.COMMUNICATIONS: _("Kirjoittaa tiedotteet."),
    Role.EVALUATOR: _("Tekee kyselyt ja julkaisee tulokset."),
    Role.NOTARY: _("Valvoo arvontaa."),
}


def is_building() -> bool:
    """Whether the mid-way panel is still being built in the background."""
    return Job.objects.filter(kind="demo.midway", state__in=[Job.State.QUEUED, Job.State.RUNNING]).exists()


def people() -> list[Door]:
    """One person for each role, and the second payroll clerk that approvals need."""
    keys = {"koordinaattori", "palkat", "palkat2"}
    seen: set[str] = set()
    doors: list[Door] = []
    for key, name, _title, role in CREW:
        if key in keys or role not in seen:
            seen.add(role)
            doors.append(
                {
                    "role": str(role.label),
                    "name": name,
                    "what": str(WHAT[role]),
                    "email": f"{key}@demo.invalid",
                }
            )
    return doors


def residents() -> list[Door]:
    """A panelist of each big panel, and somebody whose letter has just come."""
    doors: list[Door] = []
    for slug in (BUDGET.slug, YOUTH.slug):
        panel = Panel.objects.filter(slug=slug).first()
        member = active_panelists(panel).select_related("volunteer").first() if panel else None
        if panel and member:
            url = reverse("me", args=[member.volunteer.token])
            doors.append(
                {
                    "name": str(member.volunteer),
                    "what": gettext("Panelisti: %(panel)s") % {"panel": panel.title},
                    "url": url,
                }
            )
    letter = Addressee.objects.filter(panel__slug=NEARBY.slug, volunteer=None).first()
    if letter:
        url = reverse("register", args=[letter.code])
        doors.append({"name": str(letter), "what": gettext("Kutsukirjeen saanut"), "url": url})
    return doors
