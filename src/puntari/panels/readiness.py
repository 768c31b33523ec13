"""How far the set-up is: its parts, which of them are done, which a public panel cannot do without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from puntari.panels.models import Panel


@dataclass(frozen=True)
class Part:
    """One part of the set-up; `url_name` is the page where it is done."""

    key: str
    label: str | Lazy
    text: str | Lazy
    url_name: str
    done: bool
    needed: bool = False


def parts(panel: Panel) -> list[Part]:
    """All parts in the order they are best done."""
    return [*_mandate(panel), *_arrangements(panel)]


def missing_to_publish(panel: Panel) -> list[Part]:
    """What has to be done before anybody outside may see the panel."""
    return [part for part in parts(panel) if part.needed and not part.done]


def _mandate(panel: Panel) -> list[Part]:
    promised = panel.pk is not None and hasattr(panel, "promise")
    basics = bool(panel.question and panel.privacy_notice)
    return [
        Part(
            "question",
            _("Kysymys ja perustiedot"),
            _("Mihin paneeli vastaa, ketkä kutsutaan, palkkio ja tietosuoja."),
            "desk-basics",
            basics,
            needed=True,
        ),
        Part(
            "promise",
            _("Lupaus vastata"),
            _("Kuka vastaa paneelille ja mihin mennessä."),
            "desk-promise",
            promised,
            needed=True,
        ),
        Part(
            "steering",
            _("Ohjausryhmä ja päätökset"),
            _("Ketkä ohjaavat paneelia ja mitä on päätetty."),
            "desk-steering",
            panel.steering_members.exists(),
        ),
    ]


def _arrangements(panel: Panel) -> list[Part]:
    meetings = list(panel.meetings.all())
    placed = bool(meetings) and all(meeting.place for meeting in meetings)
    return [
        Part(
            "meetings",
            _("Kokoukset"),
            _("Päivät, kellonajat ja paikat."),
            "desk-meetings",
            placed,
            needed=True,
        ),
        Part(
            "timetable",
            _("Aikataulu ja tehtävät"),
            _("Mitä tehdään, kuka tekee ja milloin."),
            "desk-timetable",
            panel.steps.exists(),
        ),
        Part(
            "features",
            _("Piirteet ja henkilöstö") if panel.is_staff_panel else _("Piirteet ja väestö"),
            _("Missä asioissa paneeli muistuttaa henkilöstöä.")
            if panel.is_staff_panel
            else _("Missä asioissa paneeli muistuttaa väestöä."),
            "desk-features",
            _all_counted(panel),
        ),
        Part(
            "people",
            _("Ihmiset ja roolit"),
            _("Ketkä tekevät töitä paneelissa."),
            "desk-people",
            panel.roles.values("user").distinct().count() > 1,
        ),
    ]


def _all_counted(panel: Panel) -> bool:
    counts = panel.features.annotate(people=Sum("values__population")).values_list("people", flat=True)
    return bool(counts) and all(counts)
