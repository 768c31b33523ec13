"""Terms of common vocabularies, each with its class, label and vocabulary.

Who harvests or checks the catalogue fetches nothing from elsewhere: a term of which only the address is known
is not seen to be of its vocabulary.
"""

from __future__ import annotations

from typing import Any

AUTHORITY = "http://publications.europa.eu/resource/authority"
ADMS = "http://purl.org/adms"
MEDIA_TYPES = "http://www.iana.org/assignments/media-types"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
OPENAPI = "https://spec.openapis.org/oas/v3.1.0"
# vocabulary: its address, its name, the class of its terms, and the labels of those used here.
VOCABULARIES: dict[str, tuple[str, str, str, dict[str, str]]] = {
    "access-right": (
        f"{AUTHORITY}/access-right", "Access right", "dct:RightsStatement", {"PUBLIC": "public"}
    ),
    "availability": (
        f"{AUTHORITY}/planned-availability", "Planned availability", "", {"STABLE": "stable"}
    ),
    "country": (f"{AUTHORITY}/country", "Country", "dct:Location", {"FIN": "Finland"}),
    "file-type": (
        f"{AUTHORITY}/file-type", "File type", "dct:MediaTypeOrExtent",
        {"CSV": "CSV", "JSON": "JSON", "XLSX": "Excel XLSX"},
    ),
    "frequency": (f"{AUTHORITY}/frequency", "Frequency", "dct:Frequency", {"IRREG": "irregular"}),
    "language": (
        f"{AUTHORITY}/language", "Language", "dct:LinguisticSystem",
        {"FIN": "Finnish", "SWE": "Swedish", "ENG": "English"},
    ),
    "theme": (
        f"{AUTHORITY}/data-theme", "Data theme", "",
        {"GOVE": "Government and public sector", "HEAL": "Health"},
    ),
    "licence-type": (f"{ADMS}/licencetype/1.0", "Licence type", "", {"Attribution": "Attribution"}),
    "publisher-type": (
        f"{ADMS}/publishertype/1.0", "Publisher type", "", {"RegionalAuthority": "Regional authority"}
    ),
}  # fmt: skip


def typed(url: str, kind: str) -> dict[str, Any]:
    """A thing of elsewhere with its class."""
    return {"@id": url, "@type": kind}


def scheme(vocabulary: str) -> dict[str, Any]:
    """A vocabulary."""
    url, name, _kind, _labels = VOCABULARIES[vocabulary]
    return {**typed(url, "skos:ConceptScheme"), "dct:title": _english(name)}


def term(vocabulary: str, code: str) -> dict[str, Any]:
    """A term of a vocabulary."""
    url, _name, kind, labels = VOCABULARIES[vocabulary]
    return {
        "@id": f"{url.removesuffix('/1.0')}/{code}",
        "@type": ["skos:Concept", kind] if kind else "skos:Concept",
        "skos:prefLabel": _english(labels[code]),
        "skos:inScheme": scheme(vocabulary),
    }


def _english(text: str) -> dict[str, str]:
    return {"@language": "en", "@value": text}


def licence() -> dict[str, Any]:
    """Creative Commons Attribution 4.0."""
    return {**typed(LICENCE, "dct:LicenseDocument"), "dct:type": term("licence-type", "Attribution")}


def page(url: str) -> dict[str, Any]:
    """A page for people."""
    return typed(url, "foaf:Document")


def media_type(name: str) -> dict[str, Any]:
    """A media type in the register of IANA."""
    return typed(f"{MEDIA_TYPES}/{name}", "dct:MediaType")
