"""The statement's first words, made of the panel's own data. People write on from there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from puntari.core.translated import tr

if TYPE_CHECKING:
    from puntari.panels.models import Panel


@dataclass(frozen=True)
class FirstTexts:
    """Titles in three languages and the Finnish text parts."""

    title: str
    title_sv: str
    title_en: str
    parts: dict[str, str] = field(default_factory=dict)


def first_texts(panel: Panel, figures: dict[str, Any]) -> FirstTexts:
    """Titles and text parts to begin with."""
    titles = {}
    for language in ("fi", "sv", "en"):
        with override(language):
            titles[language] = _("Loppulausuma: %(panel)s") % {"panel": tr(panel, "title", language)}
    with override("fi"):
        parts = {
            "introduction": _introduction(panel),
            "method": _method(figures),
            "closing": _closing(panel),
        }
    return FirstTexts(titles["fi"], titles["sv"], titles["en"], parts)


def _introduction(panel: Panel) -> str:
    opening = _(
        "Me olemme paneeli ”%(panel)s”. Tämä loppulausuma on vastauksemme kysymykseen, joka meille annettiin."
    )
    said = [opening % {"panel": panel.title}]
    promise = getattr(panel, "promise", None)
    if promise is not None:
        said.append(
            _("%(body)s on luvannut vastata jokaiseen suositukseen %(days)s päivän kuluessa.")
            % {"body": promise.body, "days": promise.days_to_answer}
        )
    return "\n\n".join(said)


def _method(figures: dict[str, Any]) -> str:
    said = [
        _(
            "Kutsu lähetettiin %(invited)s ihmiselle. Heistä %(volunteered)s ilmoittautui mukaan, "
            "ja paneeliin arvottiin %(drawn)s."
        ),
        _(
            "Tapasimme %(meetings)s kertaa, yhteensä %(hours)s tuntia. Kokouksissa oli "
            "%(took_part)s panelistia."
        ),
        _("Kuulimme %(experts)s asiantuntijaa.") if figures["experts"] else "",
        _(
            "Kirjasimme pöydissä %(cards)s ajatusta korteille. Niistä teimme %(proposals)s ehdotusta, "
            "yhdistimme samankaltaisia, hioimme sanamuodot ja äänestimme salaisesti."
        ),
    ]
    numbers = figures | {"hours": f"{figures['hours']:g}".replace(".", ",")}
    return "\n\n".join(sentence % numbers for sentence in filter(None, said))


def _closing(panel: Panel) -> str:
    thanks = _(
        "Kiitämme asiantuntijoita, fasilitaattoreita ja kaikkia, jotka auttoivat työssämme. "
        "Toivomme, että suosituksemme luetaan tarkasti ja että saamme tietää, mitä niistä seuraa."
    )
    return f"{thanks}\n\n{panel.title}"
