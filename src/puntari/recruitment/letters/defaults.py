"""The words of a letter that nobody has edited yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from puntari.core.translated import tr
from puntari.recruitment.letters.content import short_address
from puntari.recruitment.models import LetterText

if TYPE_CHECKING:
    from puntari.panels.models import Panel


def default_text(panel: Panel) -> LetterText:
    """A letter to begin with, from what the panel has recorded; not saved."""
    promise = getattr(panel, "promise", None)
    organisation = panel.organisation
    with override("fi"):
        return LetterText(
            panel=panel,
            version=0,
            title=_("Kutsu: %(panel)s") % {"panel": panel.title},
            body=_body(panel),
            result_text=promise.text if promise else "",
            support_text=_support(panel),
            privacy_text=_privacy(panel) % {"url": f"{settings.PUBLIC_URL}{reverse('privacy')}"},
            reminder_text=_("Tämä on muistutus. Ehdit vielä mukaan! Jos olet jo vastannut, kiitos."),
            short_sv=_short(panel, "sv"),
            short_en=_short(panel, "en"),
            signature=promise.given_by if promise else "",
            sender=f"{organisation.name}\n{organisation.address}".strip(),
        )


def _support(panel: Panel) -> str:
    if panel.is_staff_panel:
        return _(
            "Kokoukset ovat työaikaa, ja sijainen järjestetään. Kokouksissa on ruokaa. Kerro, jos tarvitset "
            "apua liikkumiseen, kuulemiseen tai näkemiseen."
        )
    return _("Kokouksissa on ruokaa. Autamme, jos tarvitset kyydin, lastenhoitoa tai tulkin.")


def _privacy(panel: Panel) -> str:
    if panel.is_staff_panel:
        return _(
            "Nimesi ja yhteystietosi ovat luettelosta, joka pyydettiin henkilöstöhallinnosta tätä kutsua "
            "varten. Poistamme ne, kun lupa tietojen käyttöön päättyy. Tietosuojaseloste: %(url)s"
        )
    return _(
        "Nimesi ja osoitteesi on poimittu satunnaisesti väestötietojärjestelmästä tätä kutsua "
        "varten. "
        "Poistamme ne, kun lupa tietojen käyttöön päättyy. Tietosuojaseloste: %(url)s"
    )


def _body(panel: Panel) -> str:
    facts = {
        "organisation": panel.organisation.name,
        "letters": panel.letters,
        "size": panel.size,
        "min": panel.min_age,
        "max": panel.max_age,
        "question": panel.question,
    }
    if panel.is_staff_panel:
        return _staff_body() % facts
    return (
        _(
            "Hei! Arpa osui sinuun. %(organisation)s kutsuu %(letters)s satunnaisesti poimittua "
            "%(min)s–%(max)s-vuotiasta "
            "asukasta mukaan. Ilmoittautuneista arvotaan noin %(size)s hengen paneeli, joka näyttää "
            "alueelta pienoiskoossa."
            "\n\nPaneeli vastaa kysymykseen: %(question)s"
            "\n\nEt tarvitse ennakkotietoja. Omat kokemuksesi riittävät. Ilmoittautuminen vie alle kolme "
            "minuuttia."
        )
        % facts
    )


def _staff_body() -> str:
    return _(
        "Hei! %(organisation)s kutsuu henkilöstöään paneeliin. Ilmoittautuneista arvotaan noin %(size)s "
        "hengen paneeli, joka näyttää henkilöstöltä pienoiskoossa. Osallistuminen on vapaaehtoista."
        "\n\nPaneeli vastaa kysymykseen: %(question)s"
        "\n\nEt tarvitse ennakkotietoja. Oman työsi tuntemus riittää. Ilmoittautuminen vie alle kolme "
        "minuuttia."
    )


def _short(panel: Panel, language: str) -> str:
    if panel.is_staff_panel:
        return _staff_short(panel, language)
    with override(language):
        words = _(
            "Suomeksi: Sinut on arvottu mukaan: %(panel)s. Ilmoittaudu osoitteessa %(address)s. Koodi on "
            "laatikossa. Sivusto on myös suomeksi."
        )
        return words % {"panel": tr(panel, "title", language), "address": short_address()}


def _staff_short(panel: Panel, language: str) -> str:
    with override(language):
        words = _(
            "Suomeksi: Sinut on kutsuttu mukaan: %(panel)s. Ilmoittaudu osoitteessa %(address)s omalla "
            "koodillasi. Sivusto on myös suomeksi."
        )
        return words % {"panel": tr(panel, "title", language), "address": short_address()}
