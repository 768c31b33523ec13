"""Which column of a file means what: targets, guesses from header names, and the names of codes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TARGETS: dict[str, str | _StrPromise] = {
    "last_name": _("Sukunimi"),
    "first_names": _("Etunimet"),
    "street": _("Katuosoite"),
    "postcode": _("Postinumero"),
    "post_office": _("Postitoimipaikka"),
    "email": _("Sähköposti"),
    "municipality": _("Kunta (numero tai nimi)"),
    "birth": _("Syntymäaika tai -vuosi"),
    "age": _("Ikä vuosina"),
    "gender": _("Sukupuoli"),
    "language": _("Äidinkieli"),
    "non_disclosure": _("Turvakielto"),
}
REQUIRED = ("last_name", "first_names", "street", "postcode")
# Staff are reached by e-mail or by post, so neither is required of the list, but one of them is of each row.
REQUIRED_OF_STAFF = ("last_name", "first_names")
STAFF = ("last_name", "first_names", "email", "street", "postcode", "post_office", "language")

NAMES: dict[str, tuple[str, ...]] = {
    "last_name": ("sukunimi", "nykyinensukunimi", "lastname", "surname", "familyname", "efternamn"),
    "first_names": (
        "etunimet", "etunimi", "nykyisetetunimet", "kutsumanimi", "firstname", "firstnames",
        "givenname", "givennames", "förnamn",
    ),
    "street": (
        "katuosoite", "lähiosoite", "osoite", "vakinainenkotimainenlähiosoite", "street",
        "streetaddress", "address", "primaryaddress1", "gatuadress",
    ),
    "postcode": (
        "postinumero", "postinro", "postcode", "postalcode", "zip", "zipcode", "primaryzip", "postnummer",
    ),
    "post_office": ("postitoimipaikka", "toimipaikka", "postoffice", "city", "town", "postanstalt"),
    "email": (
        "sähköposti", "sähköpostiosoite", "työsähköposti", "email", "emailaddress", "epost", "epostadress",
    ),
    "municipality": (
        "kunta", "kotikunta", "kuntanumero", "kuntakoodi", "kotikuntanumero", "municipality",
        "municipalitycode", "kommun",
    ),
    "birth": (
        "syntymäaika", "syntymäpäivä", "syntymävuosi", "synt", "birthdate", "dateofbirth", "dob",
        "birthyear", "yearofbirth", "födelsetid", "födelseår",
    ),
    "age": ("ikä", "age", "ålder"),
    "gender": ("sukupuoli", "sukupuolikoodi", "gender", "sex", "kön"),
    "language": (
        "äidinkieli", "kieli", "kielikoodi", "asiointikieli", "language", "mothertongue", "modersmål",
    ),
    "non_disclosure": (
        "turvakielto", "turvakieltotieto", "turvakiellonpäättymispäivä", "nondisclosure",
        "protectionorder", "spärrmarkering",
    ),
}  # fmt: skip

MUNICIPALITY_CODES = {
    "106": "Hyvinkää",
    "186": "Järvenpää",
    "505": "Mäntsälä",
    "543": "Nurmijärvi",
    "611": "Pornainen",
    "858": "Tuusula",
}


def plain(text: str) -> str:
    """A header name or a value as it is compared: letters and digits only, any case."""
    return "".join(character for character in text.casefold() if character.isalnum())


def guess(header: Sequence[str], extra: dict[str, str] | None = None) -> dict[str, int]:
    """Target -> column number, from Finnish, Swedish and English header names.

    `extra` adds targets of a panel's own features: "feature:KEY" -> label.
    """
    names = {target: set(known) for target, known in NAMES.items()}
    for target, label in (extra or {}).items():
        names[target] = {plain(label), plain(target.partition(":")[2])}
    found: dict[str, int] = {}
    for column, title in enumerate(header):
        target = next(
            (one for one, known in names.items() if one not in found and plain(title) in known), None
        )
        if target:
            found[target] = column
    return found


def header_hash(header: Sequence[str]) -> str:
    """What a remembered mapping is found by: the header's names in their order."""
    return hashlib.sha256("\n".join(plain(title) for title in header).encode()).hexdigest()


def names_to_text(names: dict[str, str]) -> str:
    """Code names as the mapping form shows them, one "106 = Hyvinkää" a line."""
    return "\n".join(f"{code} = {name}" for code, name in names.items())


def names_from_text(text: str) -> dict[str, str]:
    """The mapping form's lines as code -> name; a line without = is left out."""
    pairs = (line.partition("=") for line in text.splitlines() if "=" in line)
    return {code.strip(): name.strip() for code, _, name in pairs if code.strip() and name.strip()}
