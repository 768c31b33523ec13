"""Search that forgives Finnish inflection, compounds and consonant gradation, in any database.

Every word that an item holds is kept once in lower case with its key. A key is the word without its endings,
with the grades of its consonants laid together (kunta/kunnan, hoito/hoidon). A word asked for is found where
either the word itself or its key is part of a kept word, so that "palvelu" finds "palveluiden" and
"digipalvelujen".
"""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:\.\d+)*")
MIN_STEM = 3
WHOLE_WORD_UNDER = 4
MAX_WORDS = 12
# Words whose stem changes more than rules can follow; each line is one word for the reader.
IRREGULAR = (
    ("tuk", r"tuki|tuen|tuet|tukea|tuke[aen].*|tuessa|tuella|tuelle|tuesta|tukien|tukia|tukiin|tuilla"),
    ("iäk", r"ikä|iän|iät|ikää|iässä|iästä|iällä|ikään|ikien|iäkä.*|ikäi.*"),
    ("aik", r"aika|ajan|ajat|aikaa|ajassa|ajasta|ajalla|aikana|aikoja|aikojen|aikaan|ajoissa|aikoi.*"),
    ("työ", r"työ(?!kky)\w{0,6}|töi\w{0,5}|töitä"),
    ("laps", r"laps[ie]\w*|last(?:en|a)\w*|lapset"),
    ("miel", r"miel(?:i|en|tä|essä|estä|elle|ellä|et|iä|ien|een)"),
    ("vuos", r"vuo(?:si\w*|den|tta|dessa|desta|della|delle|det|teen|sien|tena|titta\w*)"),
    ("uus", r"uu(?:si\w?|den|tta|det|sia|sien|dessa|delle|della|teen)"),
    ("ved", r"ve(?:si|den|ttä|dessä|destä|teen|dellä)"),
    ("käd", r"kä(?:si|den|ttä|det|siä|sien|dessä|teen)"),
    ("näk", r"näkö|näön|näköä|näössä|näkem\w*"),
    ("väk", r"väki|väen|väkeä|väestä|väelle"),
    ("yö", r"yö|yön|yötä|yöllä|yössä|öisin|öitä"),
)
_IRREGULAR = tuple((key, re.compile(pattern)) for key, pattern in IRREGULAR)

_CLITIC = re.compile(r"(?:kin|kaan|kään|ko|kö|han|hän)$")
_POSSESSIVE = re.compile(r"(?:nsa|nsä|mme|nne)$")
_CASE = re.compile(
    r"(?:(?<=[aeiouyäö])(?:ss[aä]|st[aä]|ll[aä]|(?<=\w{4})lt[aä]|lle|ksi|tt[aä]|n[aä]|seen|siin|iden|itten|ihin"
    r"|h[aeiouyäö]n|(?:(?<=aa)|(?<=ee)|(?<=ii)|(?<=oo)|(?<=uu)|(?<=yy)|(?<=ää)|(?<=öö))n|den|tten)"
    r"|(?<=[nrls])ten|(?:(?<=[aeiouyäö])|(?<=\w{4}))t[aä]|j?en|j[aä]|i?[aä]|n|t)$"
)
_NEN = re.compile(r"(?:nen|se|sten|st|sia|s)$")
_NESS = re.compile(r"(?<=[uyo])(?:s|d|t|ks|de|te|kse|ksi)$")
_GRADES = (
    ("nn", "nt"), ("ll", "lt"), ("rr", "rt"), ("mm", "mp"), ("ng", "nk"),
    ("kk", "k"), ("pp", "p"), ("tt", "t"), ("d", "t"), ("v", "p"), ("g", "k"), ("b", "p"),
)  # fmt: skip
_VOWELS = "aeiouyäöå"


@lru_cache(maxsize=50_000)
def key_of(word: str) -> str:
    """The key of a word in lower case: what its inflected forms have in common."""
    for key, pattern in _IRREGULAR:
        if pattern.fullmatch(word):
            return key
    if not word.isalpha():
        return word
    return _one_grade(_bare(_without_endings(word)))


def _cut(word: str, pattern: re.Pattern[str], least: int = MIN_STEM) -> str:
    shorter = pattern.sub("", word)
    return shorter if len(shorter) >= least else word


def _without_endings(word: str) -> str:
    if len(word) > 5:
        word = _cut(_cut(word, _CLITIC), _POSSESSIVE)
    if word.endswith("nen"):
        return _cut(word, _NEN)
    return _cut(word, _CASE)


def _bare(word: str) -> str:
    """Without plural marks, word-forming s and the last vowels."""
    stem = word.rstrip("j")
    stem = _cut(stem.rstrip(_VOWELS), _NESS, 4) if len(stem.rstrip(_VOWELS)) >= MIN_STEM else stem
    if len(stem) > MIN_STEM and stem.endswith(("is", "äs", "as", "es")):
        stem = stem[:-1]
    bare = stem.rstrip(_VOWELS)
    return bare if len(bare) >= MIN_STEM else stem[: MIN_STEM + 1]


def _one_grade(stem: str) -> str:
    for grade, kept in _GRADES:
        stem = stem.replace(grade, kept)
    return stem


def words_of(text: str) -> list[str]:
    """The words of a text in lower case."""
    return WORD.findall(text.casefold())


def searchable(*texts: str) -> str:
    """What a row is found by: its words, and the keys that are no part of their own word, between spaces."""
    words = dict.fromkeys(words_of(" ".join(texts)))
    keys = {word: key_of(word) for word in words}
    apart = sorted({key for word, key in keys.items() if len(key) < WHOLE_WORD_UNDER or key not in word})
    return f" {' '.join(words)} | {' '.join(apart)} " if words else ""


def asked(query: str) -> list[tuple[str, str]]:
    """For each word of a query the patterns of which one must be part of a row's search text."""
    return [_patterns(word) for word in dict.fromkeys(words_of(query)[:MAX_WORDS])]


def _patterns(word: str) -> tuple[str, str]:
    """A very short word must begin a kept word or be one; a very short key must be one."""
    key = key_of(word)
    surface = word if len(word) >= MIN_STEM or word.isdigit() else f" {word}"
    return (f" {word} " if len(word) == 1 else surface, f" {key} " if len(key) < WHOLE_WORD_UNDER else key)
