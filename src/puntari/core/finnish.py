"""Finnish words: what a form is a form of.

Base forms and the parts of compounds come from Voikko's description of Finnish (voikko-fi), read by PyVoikko.
It is loaded when the first word is asked for: most of a second, and some 200 MB for the process.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

# No word of the language is longer, and the time for one grows with its length.
LONGEST = 60
# More parts than this are no compound but somebody's play.
MOST_PARTS = 6
# How an analysis marks the words that others are derived from: [Xp]tehdä[X]teh[Ll][Rt]t[Xj]y[X].
ROOT = re.compile(r"\[Xp\]([^\[]+)\[X\]")


@cache
def _analyser() -> Any:
    import pyvoikko

    return pyvoikko.analyse


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("finnish")


def load() -> None:
    """Load the description of the language, so that no reader waits for it."""
    base_forms("sana")


@lru_cache(maxsize=100_000)
def base_forms(word: str) -> tuple[str, ...]:
    """The words that a word in lower case can be a form of; none if it is not known as Finnish."""
    return tuple(sorted({_plain(one.BASEFORM) for one in _analyses(word)}))


@lru_cache(maxsize=100_000)
def parts(word: str) -> tuple[str, ...]:
    """Base forms of a word and of what it is made of: mielenterveystyön has mielenterveys, tehty tehdä."""
    found = set(base_forms(word))
    for one in _analyses(word):
        found.update(_runs(one.COMPOUND_PARTS or ()), map(_plain, ROOT.findall(one.FSTOUTPUT)))
    return tuple(sorted(found))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without what look like Finnish endings, for words that no dictionary knows."""
    return str(_stemmer().stemWord(word))


def _analyses(word: str) -> list[Any]:
    if not word.isalpha() or len(word) > LONGEST:
        return []
    # Names are known with a capital only.
    return [*_analyser()(word), *_analyser()(word.capitalize())]


def _runs(of: Any) -> set[str]:
    """Every run of neighbouring parts, all but the last of them as they stand in the word."""
    if len(of) > MOST_PARTS:
        return set()
    bodies, bases = [_plain(one.FORM) for one in of], [_plain(one.BASEFORM) for one in of]
    return {"".join(bodies[i:j]) + bases[j] for i in range(len(of)) for j in range(i, len(of))}


def _plain(base: str) -> str:
    """Without the marks that the dictionary puts between the parts of a word."""
    return base.casefold().replace("=", "").replace("-", "")
