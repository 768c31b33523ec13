"""The catalogue in DCAT-AP, as JSON-LD: one data set for each public panel's action table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from puntari.core.translated import tr
from puntari.followup.opendata.shaping import API, absolute
from puntari.followup.opendata.vocabulary import OPENAPI, licence, media_type, page, scheme, term, typed

if TYPE_CHECKING:
    from datetime import date

    from puntari.core.models import Organisation
    from puntari.panels.models import Panel

LANGUAGES = {"fi": "FIN", "sv": "SWE", "en": "ENG"}
THEMES = ("GOVE", "HEAL")
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
TITLE = _("Paneelien toimenpidetaulukot")
DESCRIPTION = _("Mitä paneelit ovat suositelleet, mitä on vastattu ja mitä suosituksille tehdään.")
SET_TITLE = _("Toimenpidetaulukko: %(panel)s")
SET_DESCRIPTION = _(
    "Paneelin suositukset, niiden teemat ja kunnat, alasuositukset, toimenpiteet, aikataulut, tilanne ja "
    "vastuu. Päivittyy sitä mukaa kuin toimenpiteistä kerrotaan."
)
KEYWORDS = (_("paneelit"), _("suositukset"), _("toimenpiteet"), _("osallisuus"))
FILE = _("Koko taulukko tiedostona: rivi kustakin toimenpiteestä.")
BY_API = _("Taulukon rivit sivu kerrallaan ohjelmia varten.")
FORMATS = {
    "csv": ("CSV", "text/csv"),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": ("JSON", "application/json"),
}


def catalog(
    organisation: Organisation | None, panels: Sequence[Panel], modified: dict[int, Any]
) -> dict[str, Any]:
    """The catalogue; `modified` tells for a panel's key the day of its newest change."""
    return {
        "@context": CONTEXT,
        "@id": absolute(reverse("catalog")),
        "@type": "dcat:Catalog",
        "dct:title": _in_all(TITLE),
        "dct:description": _in_all(DESCRIPTION),
        "dct:publisher": _publisher(organisation),
        "dct:license": licence(),
        "dct:language": [term("language", code) for code in LANGUAGES.values()],
        "dct:spatial": term("country", "FIN"),
        "dcat:themeTaxonomy": scheme("theme"),
        "foaf:homepage": page(absolute(reverse("actions"))),
        "dcat:service": _service(organisation, panels),
        "dcat:dataset": [_data_set(panel, modified.get(panel.pk)) for panel in panels],
        **_days(
            issued=min(map(_first_day, panels), default=None), modified=max(modified.values(), default=None)
        ),
    }


def _themes() -> list[dict[str, Any]]:
    return [term("theme", code) for code in THEMES]


def _keywords() -> list[dict[str, str]]:
    return [said for word in KEYWORDS for said in _in_all(word)]


def _first_day(panel: Panel) -> date:
    return panel.handed_over_on or timezone.localdate(panel.created)


def _days(**days: date | None) -> dict[str, Any]:
    return {f"dct:{name}": _day(day) for name, day in days.items() if day}


def _in_all(text: str | Promise, **names: Panel) -> list[dict[str, str]]:
    """A text in three languages; a panel among the names goes in by its title."""
    said = []
    for language in LANGUAGES:
        with translation.override(language):
            titles = {name: tr(panel, "title", language) for name, panel in names.items()}
            said.append({"@language": language, "@value": str(text) % titles if titles else str(text)})
    return said


def _publisher(organisation: Organisation | None) -> dict[str, Any]:
    if not organisation:  # a request's own may be a lazy nothing
        return {"@id": absolute("/#publisher"), "@type": "foaf:Agent", "foaf:name": "Puntari"}
    names = [{"@language": code, "@value": tr(organisation, "name", code)} for code in LANGUAGES]
    told: dict[str, Any] = {**typed(absolute(f"/#{organisation.slug}"), "foaf:Agent"), "foaf:name": names}
    told["dct:type"] = term("publisher-type", "RegionalAuthority")
    if organisation.website:
        told["foaf:homepage"] = page(organisation.website)
    return told


def _contact(name: str, email: str) -> dict[str, Any]:
    if not email:
        return {}
    told = {"@type": "vcard:Kind", "vcard:fn": name, "vcard:hasEmail": {"@id": f"mailto:{email}"}}
    return {"dcat:contactPoint": told}


def _service(organisation: Organisation | None, panels: Iterable[Panel]) -> dict[str, Any]:
    contact = _contact(organisation.name, organisation.email) if organisation else {}
    return {
        "@id": absolute(f"{API}/"),
        "@type": "dcat:DataService",
        "dct:title": _in_all(TITLE),
        "dct:description": _in_all(DESCRIPTION),
        "dct:publisher": _publisher(organisation),
        "dct:conformsTo": typed(OPENAPI, "dct:Standard"),
        "dct:accessRights": _open(),
        "dcat:theme": _themes(),
        "dcat:keyword": _keywords(),
        "dcat:endpointURL": {"@id": absolute(f"{API}/")},
        "dcat:endpointDescription": {"@id": absolute(reverse("openapi"))},
        "dcat:servesDataset": [{"@id": _name(panel)} for panel in panels],
        "dct:license": licence(),
        **contact,
    }


def _open() -> dict[str, Any]:
    return term("access-right", "PUBLIC")


def _name(panel: Panel) -> str:
    return f"{absolute(reverse('panel-actions', args=[panel.slug]))}#data"


def _data_set(panel: Panel, modified: Any) -> dict[str, Any]:
    return {
        "@id": _name(panel),
        "@type": "dcat:Dataset",
        "dct:identifier": f"puntari-{panel.slug}",
        "dct:title": _in_all(SET_TITLE, panel=panel),
        "dct:description": _in_all(SET_DESCRIPTION),
        "dct:publisher": _publisher(panel.organisation),
        "dct:license": licence(),
        "dct:accessRights": _open(),
        "dct:language": [term("language", "FIN")],
        "dct:spatial": term("country", "FIN"),
        "dct:temporal": {"@type": "dct:PeriodOfTime", "dcat:startDate": _day(_first_day(panel))},
        "dct:accrualPeriodicity": term("frequency", "IRREG"),
        "dcat:theme": _themes(),
        "dcat:keyword": _keywords(),
        "dcat:landingPage": page(absolute(reverse("panel-actions", args=[panel.slug]))),
        "dcat:distribution": [*_downloads(panel), _by_api(panel)],
        **_contact(panel.organisation.name, panel.email or panel.organisation.email),
        **_days(issued=panel.handed_over_on, modified=modified),
    }


def _day(day: Any) -> dict[str, str]:
    return {"@type": "xsd:date", "@value": str(day)}


def _downloads(panel: Panel) -> list[dict[str, Any]]:
    return [
        _distribution(absolute(reverse("panel-actions-download", args=[panel.slug, kind])), *names)
        for kind, names in FORMATS.items()
    ]


def _distribution(url: str, name: str, kind: str) -> dict[str, Any]:
    return {
        "@id": url,
        "@type": "dcat:Distribution",
        "dct:title": name,
        "dct:description": _in_all(FILE),
        "dcatap:availability": term("availability", "STABLE"),
        "dcat:accessURL": {"@id": url},
        "dcat:downloadURL": {"@id": url},
        "dct:format": term("file-type", name),
        "dcat:mediaType": media_type(kind),
        "dct:license": licence(),
    }


def _by_api(panel: Panel) -> dict[str, Any]:
    url = absolute(f"{API}/panels/{panel.slug}/actions")
    told = _distribution(url, *FORMATS["json"])
    del told["dcat:downloadURL"]
    service = {"@id": absolute(f"{API}/")}
    return {**told, "dct:title": "API", "dct:description": _in_all(BY_API), "dcat:accessService": service}
