"""Ballot codes for secret votes on devices and paper, and receipts.

A code is nine random characters and one check character over 31 symbols that cannot be mistaken for one
another (about 44.6 bits). 31 is a prime, so a weighted sum modulo 31 catches every single wrong character
and every swap of two characters (the construction of ISBN-10).
"""

from __future__ import annotations

import hashlib
import hmac
import random
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .errors import WeighingError

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
RANDOM_CHARACTERS = 9
CODE_LENGTH = RANDOM_CHARACTERS + 1
RECEIPT_LENGTH = 16
_GROUP = 5
_VALUE = {character: value for value, character in enumerate(ALPHABET)}


def check_character(body: str) -> str:
    """The character that makes the weighted sum of a code's body vanish modulo 31."""
    total = sum((place + 2) * _VALUE[character] for place, character in enumerate(body))
    return ALPHABET[-total % len(ALPHABET)]


def generate_codes(count: int, rng: random.Random) -> list[str]:
    """`count` distinct ballot codes in the written form ``ABCDE-FGHJK``.

    `rng` is the source of randomness: `secrets.SystemRandom()` for a real vote, a seeded `random.Random` in
    tests.
    """
    codes: dict[str, None] = {}
    while len(codes) < count:
        body = "".join(rng.choice(ALPHABET) for _ in range(RANDOM_CHARACTERS))
        codes[format_code(body + check_character(body))] = None
    return list(codes)


def format_code(code: str) -> str:
    """A bare code in the grouped form that is printed."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def parse_code(typed: str) -> str:
    """The printed form of a code as somebody typed it: any case, any spacing, any dashes.

    Raises WeighingError: ``bad_character`` (with its 1-based place), ``bad_length``, ``bad_check``
    (mistyped).
    """
    folded = unicodedata.normalize("NFKC", typed).upper()
    bare = "".join(character for character in folded if not _is_filler(character))
    for place, character in enumerate(bare, start=1):
        if character not in _VALUE:
            raise WeighingError("bad_character", character=character, place=place)
    if len(bare) != CODE_LENGTH:
        raise WeighingError("bad_length", length=len(bare), expected=CODE_LENGTH)
    if check_character(bare[:-1]) != bare[-1]:
        raise WeighingError("bad_check")
    return format_code(bare)


def _is_filler(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) == "Pd" or character in "._"


def receipt(code: str, vote: str, key: bytes) -> str:
    """The receipt of the ballot that `code` cast in `vote`.

    A keyed hash (HMAC-SHA-256): without the vote's secret `key` nobody gets from receipt to code, and the
    receipts of one person in two votes cannot be linked. `key` is at least 16 random bytes, one for each
    vote.

    Raises WeighingError ``short_key`` and those of `parse_code`.
    """
    if len(key) < 16:
        raise WeighingError("short_key", length=len(key), expected=16)
    message = f"puntari-receipt-1\n{vote}\n{parse_code(code)}".encode()
    number = int.from_bytes(hmac.new(key, message, hashlib.sha256).digest(), "big")
    characters = []
    for _ in range(RECEIPT_LENGTH):
        number, value = divmod(number, len(ALPHABET))
        characters.append(ALPHABET[value])
    return "-".join("".join(characters[start : start + 4]) for start in range(0, RECEIPT_LENGTH, 4))


def receipt_list(choices: Mapping[str, str], vote: str, key: bytes) -> list[tuple[str, str]]:
    """What is published after the count: (receipt, choice), by receipt so that the order tells nothing.

    `choices` maps ballot codes to options. Raises WeighingError ``duplicate_code`` when two spellings of
    one code both carry a vote.
    """
    rows = sorted((receipt(code, vote, key), choice) for code, choice in choices.items())
    if len({found for found, _ in rows}) != len(rows):
        raise WeighingError("duplicate_code")
    return rows


def find_choice(rows: Iterable[tuple[str, str]], own_receipt: str) -> str | None:
    """The choice published beside a receipt, or None when it is not on the list."""
    wanted = "".join(own_receipt.upper().split()).replace("-", "")
    return next((choice for found, choice in rows if found.replace("-", "") == wanted), None)


@dataclass(frozen=True)
class PaperCount:
    """Two independent entries of the same pile: `agreed` choices by code, and the codes to look up again."""

    agreed: Mapping[str, str]
    differing: tuple[str, ...]
    entered_once: tuple[str, ...]


def compare_entries(first: Mapping[str, str], second: Mapping[str, str]) -> PaperCount:
    """Set two people's entries of the paper ballots (code -> option) side by side; `agreed` may count."""
    one = {parse_code(code): choice for code, choice in first.items()}
    two = {parse_code(code): choice for code, choice in second.items()}
    both = sorted(one.keys() & two.keys())
    return PaperCount(
        agreed={code: one[code] for code in both if one[code] == two[code]},
        differing=tuple(code for code in both if one[code] != two[code]),
        entered_once=tuple(sorted(one.keys() ^ two.keys())),
    )
