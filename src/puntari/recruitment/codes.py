"""Personal codes of invitation letters: typed by people, so no look-alikes and a check character.

Nine random characters of an alphabet of 31 (44.6 bits) and one check character, shown as K7FM-2QXA-9T. The
alphabet's size is prime, so the weighted sum catches every single wrong character and every swap of two.
"""

import secrets

from puntari.core import crypto
from puntari.core.errors import BadInput

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
RANDOM_CHARACTERS = 9
LENGTH = RANDOM_CHARACTERS + 1
_VALUES = {character: value for value, character in enumerate(ALPHABET)}


def check_character(body: str) -> str:
    """The character that makes the weighted sum of the whole code zero modulo 31."""
    total = sum(place * _VALUES[character] for place, character in enumerate(body, start=2))
    return ALPHABET[-total % len(ALPHABET)]


def new_code() -> str:
    """A fresh code from the system's randomness."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_CHARACTERS))
    return body + check_character(body)


def new_codes(count: int) -> list[str]:
    """Codes that all differ."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[new_code()] = None
    return list(found)


def grouped(code: str) -> str:
    """K7FM2QXA9T as K7FM-2QXA-9T."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def normalised(typed: str) -> str:
    """What a person typed, as the ten characters of a code; errors `recruitment.code_*` say what is odd."""
    code = "".join(character for character in typed.upper() if character.isalnum())
    if len(code) != LENGTH:
        raise BadInput("recruitment.code_length", wanted=LENGTH, got=len(code))
    odd = sorted(set(code) - _VALUES.keys())
    if odd:
        raise BadInput("recruitment.code_letters", letters=", ".join(odd))
    if check_character(code[:-1]) != code[-1]:
        raise BadInput("recruitment.code_mistyped")
    return code


def code_hash(code: str) -> str:
    """What a code is found by; the code itself lies encrypted."""
    return crypto.lookup_hash(code, "letter-code")


def household_key(street: str, postcode: str) -> str:
    """The same for everybody at one address, however it is spaced or punctuated; tells nobody the address."""
    address = "".join(character for character in f"{street}{postcode}".casefold() if character.isalnum())
    return crypto.lookup_hash(address, "household") if address else ""
