"""Near-duplicates among short texts: a ranking to show beside a note, never a merge.

Character 3- to 5-grams with tf-idf weights and the cosine between them suit Finnish, where a word has many
endings. Opposites ("save the forest", "build in the forest") rank as high as real duplicates: a person
decides.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

GRAM_LENGTHS = (3, 4, 5)

Vector = Mapping[str, float]


@dataclass(frozen=True)
class Neighbour:
    """A text that resembles the one asked about: `rank` 1 is nearest; `score` orders, it is no percentage."""

    key: str
    rank: int
    score: float


class Ranker(Protocol):
    """Anything that ranks `texts` (key -> text) by how near they are to `query`, nearest first."""

    def rank(self, query: str, texts: Mapping[str, str], top: int) -> list[Neighbour]: ...


class GramRanker:
    """tf-idf over character n-grams inside words, cosine similarity; needs no model and no network."""

    def rank(self, query: str, texts: Mapping[str, str], top: int = 3) -> list[Neighbour]:
        """The `top` nearest texts with anything in common; ties go by key."""
        grams = {key: grams_of(text) for key, text in texts.items()}
        asked = grams_of(query)
        frequency = Counter(gram for counts in (*grams.values(), asked) for gram in counts)
        weigh = _Weights(frequency, len(texts) + 1)
        target = weigh(asked)
        scores = {key: cosine(target, weigh(counts)) for key, counts in grams.items()}
        nearest = sorted((key for key in scores if scores[key] > 0), key=lambda key: (-scores[key], key))
        return [Neighbour(key, place, scores[key]) for place, key in enumerate(nearest[:top], start=1)]


class _Weights:
    """Turns gram counts into unit vectors by the frequencies of one collection."""

    def __init__(self, frequency: Mapping[str, int], documents: int) -> None:
        self.idf = {gram: math.log((1 + documents) / (1 + seen)) + 1 for gram, seen in frequency.items()}

    def __call__(self, counts: Mapping[str, int]) -> Vector:
        raw = {gram: (1 + math.log(count)) * self.idf[gram] for gram, count in counts.items()}
        length = math.sqrt(sum(weight * weight for weight in raw.values()))
        return {gram: weight / length for gram, weight in raw.items()}


def grams_of(text: str) -> Counter[str]:
    """Counts of the 3- to 5-grams of the words of `text`, words padded with a blank on both sides."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = [f" {word} " for word in re.findall(r"\w+", folded)]
    return Counter(
        word[start : start + length]
        for word in words
        for length in GRAM_LENGTHS
        for start in range(len(word) - length + 1)
    )


def cosine(one: Vector, other: Vector) -> float:
    """The cosine of two unit vectors; sums in a fixed order so that equal inputs give equal bits."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return math.fsum(weight * large[gram] for gram, weight in small.items() if gram in large)


def suggest_pairs(texts: Mapping[str, str], ranker: Ranker, top: int = 3) -> list[tuple[str, str]]:
    """Pairs that name each other among their `top` nearest, nearest first, for a person to tick."""
    near: dict[str, Sequence[Neighbour]] = {}
    for key, text in texts.items():
        others = {other: words for other, words in texts.items() if other != key}
        near[key] = ranker.rank(text, others, top)
    score = {(key, found.key): found.score for key in near for found in near[key]}
    mutual = [pair for pair in score if pair[0] < pair[1] and (pair[1], pair[0]) in score]
    return sorted(mutual, key=lambda pair: (-score[pair], pair))
