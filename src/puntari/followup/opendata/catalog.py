"""The catalogue in DCAT-AP, as JSON-LD: one data set for each public panel's action table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from puntari.core.translated import tr
from puntari.followup.opendata.shaping import API, absolute

if TYPE_CHECKING:
    from puntari.core.models import Organisation
    from puntari.panels.models import Panel

LANGUAGES = {"fi": "FIN", "sv": "SWE", "en": "ENG"}
AUTHORITY = "http://publications.europa.eu/resource/authority"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
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
        "dct:license": {"@id": LICENCE},
        "dct:language": [{"@id": f"{AUTHORITY}/language/{code}"} for code in LANGUAGES.values()],
        "foaf:homepage": {"@id": absolute(reverse("actions"))},
        "dcat:service": _service(panels),
        "dcat:dataset": [_data_set(panel, modified.get(panel.pk)) for panel in panels],
    }


def _in_all(text: str | Promise, **names: Panel) -> list[dict[str, str]]:
    """A text in three languages; a panel among the names goes in by its title."""
    said = []
    for language in LANGUAGES:
        with translation.override(language):
            titles = {name: tr(panel, "title", language) for name, panel in names.items()}
            said.append({"@language": language, "@value": str(text) % titles if titles else str(text)})
    return said


def _publisher(organisation: Organisation | None) -> dict[str, Any]:
    if organisation is None:
        return {"@type": "foaf:Agent", "foaf:name": "Puntari"}
    names = [{"@language": code, "@value": tr(organisation, "name", code)} for code in LANGUAGES]
    told: dict[str, Any] = {"@type": "foaf:Agent", "foaf:name": names}
    if organisation.website:
        told["foaf:homepage"] = {"@id": organisation.website}
    return told


def _service(panels: Iterable[Panel]) -> dict[str, Any]:
    return {
        "@id": absolute(f"{API}/"),
        "@type": "dcat:DataService",
        "dct:title": _in_all(TITLE),
        "dcat:endpointURL": {"@id": absolute(f"{API}/")},
        "dcat:endpointDescription": {"@id": absolute(reverse("openapi"))},
        "dcat:servesDataset": [{"@id": _name(panel)} for panel in panels],
        "dct:license": {"@id": LICENCE},
    }


def _name(panel: Panel) -> str:
    return f"{absolute(reverse('panel-actions', args=[panel.slug]))}#data"


def _data_set(panel: Panel, modified: Any) -> dict[str, Any]:
    page = absolute(reverse("panel-actions", args=[panel.slug]))
    told: dict[str, Any] = {
        "@id": _name(panel),
        "@type": "dcat:Dataset",
        "dct:identifier": f"puntari-{panel.slug}",
        "dct:title": _in_all(SET_TITLE, panel=panel),
        "dct:description": _in_all(SET_DESCRIPTION),
        "dct:publisher": _publisher(panel.organisation),
        "dct:license": {"@id": LICENCE},
        "dct:accessRights": {"@id": f"{AUTHORITY}/access-right/PUBLIC"},
        "dct:language": [{"@id": f"{AUTHORITY}/language/FIN"}],
        "dcat:theme": [{"@id": f"{AUTHORITY}/data-theme/GOVE"}, {"@id": f"{AUTHORITY}/data-theme/HEAL"}],
        "dcat:landingPage": {"@id": page},
        "dcat:distribution": [*_downloads(panel), _by_api(panel)],
    }
    if panel.handed_over_on:
        told["dct:issued"] = _day(panel.handed_over_on)
    if modified:
        told["dct:modified"] = _day(modified)
    if email := panel.email or panel.organisation.email:
        told["dcat:contactPoint"] = {"@type": "vcard:Kind", "vcard:hasEmail": {"@id": f"mailto:{email}"}}
    return told


def _day(day: Any) -> dict[str, str]:
    return {"@type": "xsd:date", "@value": str(day)}


def _downloads(panel: Panel) -> list[dict[str, Any]]:
    return [
        _distribution(absolute(reverse("panel-actions-download", args=[panel.slug, kind])), *names)
        for kind, names in FORMATS.items()
    ]


def _distribution(url: str, name: str, media_type: str) -> dict[str, Any]:
    return {
        "@id": url,
        "@type": "dcat:Distribution",
        "dct:title": name,
        "dcat:accessURL": {"@id": url},
        "dcat:downloadURL": {"@id": url},
        "dct:format": {"@id": f"{AUTHORITY}/file-type/{name}"},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media_type}"},
        "dct:license": {"@id": LICENCE},
    }


def _by_api(panel: Panel) -> dict[str, Any]:
    url = absolute(f"{API}/panels/{panel.slug}/actions")
    told = _distribution(url, *FORMATS["json"])
    del told["dcat:downloadURL"]
    return {**told, "dct:title": "API", "dcat:accessService": {"@id": absolute(f"{API}/")}}
