"""What the newsroom registers at start: error words, its stage, its sections, embargoes that end."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from puntari.core import clock, sections, stages, ticks, words
from puntari.core.roles import Role
from puntari.newsroom import actions, queries
from puntari.newsroom.models import Release

words.register(
    {
        "newsroom.withdrawn": _("Tiedote on peruttu. Kirjoita uusi tiedote."),
        "newsroom.needs_contact": _(
            "Lisää ensin ainakin yksi yhteyshenkilö, jolta toimittajat voivat kysyä."
        ),
        "newsroom.image_needs_alt": _("Kerro, mitä kuvassa on. Se luetaan ihmisille, jotka eivät näe kuvaa."),
        "newsroom.image_not_usable": _(
            "Kuvaa %(name)s ei voi käyttää. Valitse PNG- tai JPEG-kuva, joka on enintään 8 Mt."
        ),
        "newsroom.withdrawal_needs_reason": _("Kirjoita, miksi tiedote perutaan."),
    }
)


def _state(panel: Any) -> str:
    return "current" if Release.objects.filter(panel=panel).exists() else "todo"


stages.register(
    stages.Stage("news", 90, _("Tiedotteet"), "desk-news", {Role.COORDINATOR, Role.COMMUNICATIONS}, _state)
)


def _for_panel(panel: Any, request: HttpRequest) -> dict[str, Any] | None:
    newest = list(queries.published(panel)[:3])
    return {"releases": newest} if newest else None


sections.register(sections.Section("news", 80, "panel", "newsroom/section_panel.html", _for_panel))


@ticks.daily("newsroom.embargoes")
def send_when_embargo_has_ended(today: date) -> None:
    """Releases whose embargo has ended go to the press list; those sent before are not sent again."""
    ended = Release.objects.filter(embargo_until__lte=clock.now(), withdrawn=None).exclude(approved=None)
    for release in ended.select_related("panel__organisation"):
        actions.send_to_press(release)
