"""Text that a Finnish bank's file may carry.

Nordea's message implementation guides accept UTF-8 files whose characters all exist in ISO 8859-1: å, ä, ö
and their like stay, other letters are replaced by the nearest ones. Replacements of single letters follow
ICAO Doc 9303 part 3, section 6 (machine-readable travel documents), as passports write the same names.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from text_unidecode import unidecode

LAST_LATIN1: Final = 0xFF
UNKNOWN: Final = "?"
TRAVEL_DOCUMENT_LETTERS: Final = {
    "Đ": "D", "đ": "d", "Ħ": "H", "ħ": "h", "ı": "i", "Ĳ": "IJ", "ĳ": "ij", "Ł": "L", "ł": "l",
    "Ŋ": "N", "ŋ": "n", "Œ": "OE", "œ": "oe", "Ŧ": "T", "ŧ": "t", "ẞ": "SS",
}  # fmt: skip


def to_latin1(text: str, *, limit: int | None = None) -> str:
    """Return `text` in printable ISO 8859-1 characters, white space collapsed, cut to `limit` characters.

    A character with no known counterpart becomes ``?``. The result may be empty.
    """
    written = "".join(_write(character) for character in unicodedata.normalize("NFC", text))
    return " ".join(written.split())[:limit].strip()


def outside_latin1(text: str) -> list[str]:
    """Return the different characters of `text` that ISO 8859-1 cannot print, in code point order."""
    return sorted({character for character in text if _is_foreign(character)})


def _is_foreign(character: str) -> bool:
    return ord(character) > LAST_LATIN1 or unicodedata.category(character) in ("Cc", "Cf")


def _write(character: str) -> str:
    kind = unicodedata.category(character)
    if character.isspace() or kind[0] == "Z":
        return " "
    if kind[0] in "CM":
        return ""
    if ord(character) <= LAST_LATIN1:
        return character
    return TRAVEL_DOCUMENT_LETTERS.get(character) or _without_accents(character) or _sounded(character)


def _without_accents(character: str) -> str:
    """Drop as few accents as it takes: ǟ is written ä, not a."""
    parts = unicodedata.normalize("NFKD", character)
    for end in range(len(parts), 0, -1):
        shorter = unicodedata.normalize("NFC", parts[:end])
        if not outside_latin1(shorter):
            return shorter
        if not unicodedata.combining(parts[end - 1]):
            break
    return ""


def _sounded(character: str) -> str:
    kept = "".join(letter for letter in unidecode(character) if letter.isprintable())
    return kept or UNKNOWN
