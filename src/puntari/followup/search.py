"""Search that understands inflected Finnish, in any database.

Of every word that an item holds these are kept between spaces: the word itself in lower case; `=base` for
the words that it can be a form of and for the parts of a compound (digipalvelujen: =digipalvelu, =digi,
=palvelu); and of a word that no dictionary knows, itself and its stem in capitals.

A word asked for is found by its base forms: "palvelu" finds "palveluiden", "päätöksiä" finds "päätös", but
"apu" does not find "saavutettavuus". What is no Finnish word, a name or the beginning of a word, is found
inside words.
"""

from __future__ import annotations

import re

from puntari.core import finnish

WORD = re.compile(r"[^\W_]+(?:\.\d+)*")
MIN_PART = 3
WHOLE_STEM_UNDER = 4
MAX_WORDS = 12
# Begins every text that is kept in this form; texts of an earlier form are made again.
FORM = "#2"


def words_of(text: str) -> list[str]:
    """The words of a text in lower case."""
    return WORD.findall(text.casefold())


def searchable(*texts: str) -> str:
    """What a row is found by; empty where there are no words."""
    words = dict.fromkeys(words_of(" ".join(texts)))
    marks = sorted({mark for word in words for mark in _marks(word)})
    return f"{FORM} {' '.join((*words, *marks))} " if words else ""


def _marks(word: str) -> list[str]:
    if not word.isalpha():
        return []
    known = finnish.parts(word)
    return [f"={base}" for base in known] if known else [word.upper(), finnish.stem(word).upper()]


def asked(query: str) -> list[tuple[str, ...]]:
    """For each word of a query the patterns of which one must be part of a row's search text."""
    return [_patterns(word) for word in dict.fromkeys(words_of(query)[:MAX_WORDS])]


def _patterns(word: str) -> tuple[str, ...]:
    known = finnish.base_forms(word)
    if known:
        return (*(f" ={base} " for base in known), _among_unknown(word))
    return (_inside(word), _among_unknown(word)) if word.isalpha() else (_inside(word),)


def _inside(word: str) -> str:
    """A letter or digit must be a word, two letters must begin one, a longer piece may be anywhere in one."""
    if len(word) == 1:
        return f" {word} "
    return word if len(word) >= MIN_PART or word.isdigit() else f" {word}"


def _among_unknown(word: str) -> str:
    stem = finnish.stem(word).upper()
    return stem if len(stem) >= WHOLE_STEM_UNDER else f" {stem} "
