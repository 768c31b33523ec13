"""What this room registers at start: error words and its stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from puntari.core import stages, words
from puntari.core.roles import Role

if TYPE_CHECKING:
    from puntari.panels.models import Panel


def _setup_state(panel: Panel) -> str:
    return "current" if panel.visibility == "draft" else "done"


def _timetable_state(panel: Panel) -> str:
    return "current" if panel.steps.filter(done_on=None).exists() else "done"


stages.register(stages.Stage("setup", 10, _("Valmistelu"), "desk-setup", {Role.COORDINATOR}, _setup_state))
stages.register(
    stages.Stage("timetable", 15, _("Aikataulu"), "desk-timetable", frozenset(Role), _timetable_state)
)

words.register(
    {
        "panels.organisation_slug_taken": _("Järjestäjän osoite %(slug)s on jo käytössä. Valitse toinen."),
        "panels.slug_taken": _("Osoite %(slug)s on jo toisella paneelilla. Kirjoita toinen osoitteen loppu."),
        "panels.ages_crossed": _(
            "Nuorin ikä %(youngest)s on suurempi kuin vanhin ikä %(oldest)s. Tarkista iät."
        ),
        "panels.registration_crossed": _("Ilmoittautuminen päättyisi ennen kuin se alkaa. Tarkista päivät."),
        "panels.size_too_big": _(
            "Paneelin koko on %(size)s ja kirjeitä %(letters)s. Koon pitää olla vähintään 1 ja "
            "enintään kirjeiden määrä."
        ),
        "panels.meeting_hours": _(
            "Kokouksen pitää päättyä samana päivänä alkamisen jälkeen. Tarkista kellonajat."
        ),
        "panels.meetings_overlap": _("Tähän aikaan on jo toinen kokous. Valitse toinen aika."),
        "panels.meeting_begun": _("%(meeting)s on jo alkanut, joten sitä ei voi poistaa."),
        "panels.last_meeting": _("Paneelin ainoaa kokousta ei voi poistaa. Siirrä se toiseen päivään."),
        "panels.meeting_in_use": _(
            "%(meeting)s on jo käytössä: siihen on kirjattu ideoita, äänestys tai palkkioita. "
            "Siirrä kokousta."
        ),
        "panels.meetings_left": _("%(meeting)s on vielä pitämättä. Paneelin voi päättää sen jälkeen."),
        "panels.closed_in_future": _("Päättämispäivä ei voi olla tulevaisuudessa."),
        "panels.step_elsewhere": _("Tehtävä kuuluu toiseen paneeliin. Päivitä sivu."),
        "panels.done_in_future": _("Tehtävää ei voi merkitä tehdyksi tulevalle päivälle."),
        "panels.promise_in_future": _(
            "Lupauksen päivä on tulevaisuudessa. Kirjaa lupaus, kun se on annettu."
        ),
        "panels.promise_days": _("Vastauksen määräaika on %(days)s päivää. Anna 1–730 päivää."),
        "panels.decision_in_future": _("Päätöksen päivä on tulevaisuudessa. Kirjaa päätös, kun se on tehty."),
        "panels.features_locked": _(
            "Ilmoittautuminen on alkanut, joten piirteitä ja niiden arvoja ei voi enää lisätä tai poistaa. "
            "Sanoja ja väestön lukuja voi muuttaa."
        ),
        "panels.feature_twice": _("Piirre %(key)s on listalla kahdesti. Anna toiselle eri nimi."),
        "panels.value_twice": _("Arvo %(key)s on listalla kahdesti. Poista toinen."),
        "panels.band_without_ages": _("Ikäryhmältä %(label)s puuttuu nuorin tai vanhin ikä."),
        "panels.bands_do_not_meet": _(
            "Ikäryhmän %(label)s pitäisi alkaa iästä %(expected)s, jotta jokainen ikä on yhdessä ryhmässä."
        ),
        "panels.bands_end_wrong": _(
            "Viimeinen ikäryhmä päättyy ikään %(last)s, mutta paneelin vanhin ikä on %(oldest)s."
        ),
        "panels.population_columns": _(
            "Taulukosta ei löydy sarakkeita. Ensimmäisellä rivillä pitää olla alue tai ikäryhmä ja yhteensä "
            "tai miehet ja naiset."
        ),
        "panels.population_empty": _(
            "Taulukossa ei ole yhtään ihmistä. Tarkista, että valitsit oikean tiedoston."
        ),
        "panels.population_unreadable": _(
            "Tiedostoa ei voi lukea. Tallenna se CSV- tai Excel-muodossa (xlsx)."
        ),
        "panels.population_too_big": _("Tiedosto on liian suuri väestötaulukoksi. Enintään 5 000 riviä."),
        "panels.population_number": _("Rivi %(row)s: ”%(value)s” ei ole luku."),
        "panels.population_sum": _(
            "Rivi %(row)s: miehet %(men)s ja naiset %(women)s eivät ole yhteensä %(total)s."
        ),
        "panels.population_band": _("Rivi %(row)s: ”%(value)s” ei ole ikäryhmä. Kirjoita esimerkiksi 15-29."),
        "panels.last_coordinator": _(
            "%(person)s on paneelin ainoa koordinaattori. Anna rooli ensin toiselle."
        ),
        "panels.not_ready": _("Sivua ei voi vielä julkaista. Tee ensin: %(missing)s."),
        "panels.not_a_publication": _("Valitse, näkevätkö sivun kaikki vai vain kirjautuneet."),
    }
)
