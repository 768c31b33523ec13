"""First drafts of releases from what the panel's data already says, so that nobody starts from nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from puntari.core.translated import tr
from puntari.newsroom.models import Release
from puntari.panels.queries import meetings_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from puntari.panels.models import Panel

LANGUAGES = ("fi", "sv", "en")


class Facts(TypedDict):
    """The figures a draft may use; rooms before this one give them."""

    letters: int
    volunteers: int
    panelists: int
    recommendations: int
    answered: int


# What the heading and the first paragraph say at each moment.
OF_RESIDENTS: dict[str, tuple[_StrPromise, _StrPromise]] = {
    Release.Moment.INVITED.value: (
        gettext_lazy("%(letters)s asukasta sai kutsun paneeliin"),
        gettext_lazy(
            "%(organisation)s kutsuu arvalla valittuja asukkaita pohtimaan yhdessä: %(question)s "
            "Mukaan otetaan %(size)s ihmistä. Kutsun saaneet voivat ilmoittautua itse."
        ),
    ),
    Release.Moment.DRAWN.value: (
        gettext_lazy("Arpa valitsi %(panelists)s asukasta paneeliin"),
        gettext_lazy(
            "Paneeliin ilmoittautui %(volunteers)s ihmistä. Heistä arvottiin %(panelists)s niin, että "
            "paneeli muistuttaa koko aluetta. Kuka tahansa voi tarkistaa arvonnan."
        ),
    ),
    Release.Moment.HANDED_OVER.value: (
        gettext_lazy("Asukaspaneeli antoi %(recommendations)s suositusta"),
        gettext_lazy(
            "%(panelists)s asukasta puntaroi yhdessä kysymystä: %(question)s Paneeli luovutti "
            "loppulausumansa päättäjille, jotka ovat luvanneet vastata jokaiseen suositukseen."
        ),
    ),
    Release.Moment.RESULTS.value: (
        gettext_lazy("Mitä asukaspaneelin suosituksista seurasi"),
        gettext_lazy(
            "Asukaspaneelin %(recommendations)s suosituksesta %(answered)s on saanut vastauksen. "
            "Kaikki toimenpiteet näkyvät julkisessa taulukossa."
        ),
    ),
}
OF_STAFF: dict[str, tuple[_StrPromise, _StrPromise]] = {
    Release.Moment.INVITED.value: (
        gettext_lazy("%(letters)s työntekijää sai kutsun henkilöstöpaneeliin"),
        gettext_lazy(
            "%(organisation)s kutsuu henkilöstöään pohtimaan yhdessä: %(question)s Mukaan arvotaan "
            "%(size)s ihmistä kaikista yksiköistä. Kutsun saaneet voivat ilmoittautua itse."
        ),
    ),
    Release.Moment.DRAWN.value: (
        gettext_lazy("Arpa valitsi %(panelists)s työntekijää henkilöstöpaneeliin"),
        gettext_lazy(
            "Paneeliin ilmoittautui %(volunteers)s työntekijää. Heistä arvottiin %(panelists)s niin, "
            "että paneeli muistuttaa koko henkilöstöä. Kuka tahansa voi tarkistaa arvonnan."
        ),
    ),
    Release.Moment.HANDED_OVER.value: (
        gettext_lazy("Henkilöstöpaneeli antoi %(recommendations)s suositusta"),
        gettext_lazy(
            "%(panelists)s työntekijää puntaroi yhdessä kysymystä: %(question)s Paneeli luovutti "
            "loppulausumansa päättäjille, jotka ovat luvanneet vastata jokaiseen suositukseen."
        ),
    ),
    Release.Moment.RESULTS.value: (
        gettext_lazy("Mitä henkilöstöpaneelin suosituksista seurasi"),
        gettext_lazy(
            "Henkilöstöpaneelin %(recommendations)s suosituksesta %(answered)s on saanut vastauksen. "
            "Kaikki toimenpiteet näkyvät taulukossa."
        ),
    ),
}


def draft(panel: Panel, moment: str, facts: Facts) -> dict[str, str]:
    """Title, lead and body in three languages, keywords and publisher's text, for a moment of the panel."""
    texts: dict[str, str] = {
        "moment": moment,
        "about": _about(panel),
        "keywords": _("henkilöstöpaneeli, osallisuus")
        if panel.is_staff_panel
        else _("asukaspaneeli, osallisuus"),
    }
    wordings = OF_STAFF if panel.is_staff_panel else OF_RESIDENTS
    for language in LANGUAGES:
        ending = "" if language == "fi" else f"_{language}"
        with override(language):
            title, lead = wordings.get(moment, ("", ""))
            names = _names(panel, facts)
            texts[f"title{ending}"] = str(title) % names
            texts[f"lead{ending}"] = str(lead) % names
            texts[f"body{ending}"] = _body(panel, names) if title else ""
    return texts


def _names(panel: Panel, facts: Facts) -> dict[str, object]:
    return {
        "organisation": tr(panel.organisation, "name"),
        "question": tr(panel, "question"),
        "title": tr(panel, "title"),
        "size": panel.size,
        **{name: _spaced(number) for name, number in facts.items()},
    }


def _spaced(number: object) -> str:
    """5000 as 5 000, with a no-break space."""
    return f"{number:,}".replace(",", "\u00a0")


def _body(panel: Panel, names: dict[str, object]) -> str:
    promise = getattr(panel, "promise", None)
    parts = [
        "## " + _("Mistä on kyse"),
        tr(panel, "background"),
        "## " + _("Näin paneeli toimii"),
        _(
            "Osallistujat arvotaan. He kuulevat asiantuntijoita, keskustelevat pienissä ryhmissä ja "
            "kirjoittavat yhdessä suositukset. Kokouksia on %(meetings)s."
        )
        % {"meetings": meetings_of(panel).count()},
    ]
    if promise is not None:
        parts += ["## " + _("Päättäjien lupaus"), tr(promise, "text"), f"– {promise.given_by}"]
    return "\n\n".join(part for part in parts if part)


def _about(panel: Panel) -> str:
    organisation = panel.organisation
    return "\n".join(part for part in (organisation.name, organisation.website) if part)
