"""Which column is which, by the names organisations give them."""

from __future__ import annotations

import re
from collections.abc import Sequence

FIELDS = (
    "recommendation", "sub", "action", "schedule", "status", "unit", "more_info", "theme", "municipalities",
    "owner_post", "next_update_due", "percent", "effect",
    "decision", "reason", "body", "decided_on", "case_number",
    "number", "panel", "panel_address", "key",
)  # fmt: skip
NAMES: dict[str, tuple[str, ...]] = {
    "recommendation": ("suositus", "suositukset", "paneelin suositus", "rekommendation", "recommendation"),
    "sub": (
        "alasuositus", "ala suositus", "alasuositukset", "suosituksen osa", "tarkennus", "delrekommendation",
        "underrekommendation", "sub recommendation", "subrecommendation",
    ),
    "action": (
        "toimenpide", "toimenpiteet", "toimenpide ehdotus", "toimet", "åtgärd", "åtgärder", "action",
        "actions", "measure",
    ),
    "schedule": (
        "aikataulu", "ajankohta", "määräaika", "milloin", "tidtabell", "tidsplan", "schedule",
        "timetable", "when",
    ),
    "status": ("status", "tila", "tilanne", "vaihe", "läge", "state"),
    "unit": (
        "vastuu", "vastuutaho", "vastuuyksikkö", "vastuuhenkilö", "yksikkö", "ansvar", "ansvarig",
        "responsible", "unit", "owner",
    ),
    "more_info": (
        "lisätieto", "lisätiedot", "lisätietoja", "huomiot", "kommentit", "tilläggsinformation",
        "mer information", "more information", "additional information", "notes", "information",
    ),
    "theme": ("teema", "teemat", "aihealue", "tema", "temaområde", "theme", "topic"),
    "municipalities": (
        "kunnat", "kunta", "koskee kuntia", "kommuner", "kommun", "municipalities", "municipality",
    ),
    "owner_post": (
        "vastuuhenkilön tehtävä", "vastuuhenkilön virka", "den ansvarigas uppgift", "owner post",
    ),
    "next_update_due": (
        "seuraava päivitys", "seuraava päivitys viimeistään", "nästa uppdatering", "next update",
    ),
    "percent": ("valmiusaste", "färdigt", "percent done", "percent"),
    "effect": ("mihin johti", "mihin toimenpide johti", "vad det ledde till", "what it led to", "effect"),
    "decision": ("päätös", "beslut", "decision"),
    "reason": ("perustelu", "perustelut", "motivering", "reason"),
    "body": ("toimielin", "päättävä toimielin", "organ", "deciding body"),
    "decided_on": ("päätöksen päivä", "beslutsdag", "day of the decision"),
    "case_number": ("asianumero", "ärendenummer", "case number"),
    "number": ("nro", "nr", "numero", "suosituksen numero", "nummer", "number", "no"),
    "panel": ("paneeli", "paneelin nimi", "panel", "panelens namn", "panel name"),
    "panel_address": ("paneelin osoite", "panelens adress", "panel address"),
    "key": ("tunnus", "rivin tunnus", "nyckel", "row key"),
}  # fmt: skip
_KNOWN = {name: field for field, names in NAMES.items() for name in names}


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", heading.casefold()).split())


def field_of(heading: str) -> str:
    """The field a column heading means, or ""."""
    return _KNOWN.get(_plain(heading), "")


def recognised(cells: Sequence[str]) -> int:
    """How many different fields a line names; two or more make it the heading."""
    return len({field_of(cell) for cell in cells} - {""})


def guess_mapping(heading: Sequence[str]) -> list[str]:
    """For each column its field; of two columns for one field the first has it."""
    taken: set[str] = set()
    mapping = []
    for cell in heading:
        field = field_of(cell)
        mapping.append("" if field in taken else field)
        taken.add(field)
    return mapping
