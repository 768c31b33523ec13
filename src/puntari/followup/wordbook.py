"""Which rows hold which words: a process's own memory of the rows it has read, to search in milliseconds.

A key never stands for other words, so nothing here grows old: a search first reads the rows that are new to
it, and rows that are gone are never asked for. A row holds its own words and those it shares with others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from threading import Lock
from typing import cast

import numpy as np
from numpy.typing import NDArray

from puntari.followup.search import asked

MOST_ROWS = 60_000
# Row, shared text, own words; and for the shared texts their key and words.
ReadRows = Callable[[list[int]], Iterable[tuple[int, int, str]]]
ReadShared = Callable[[list[int]], Iterable[tuple[int, str]]]
Marks = NDArray[np.bool_]
Numbers = NDArray[np.int32]
Keys = NDArray[np.int64]


class Piece:
    """Which of some texts hold which words: the texts of a word stand one after another."""

    def __init__(self, words: Numbers, texts: Numbers) -> None:
        order = np.argsort(words, kind="stable")
        self._words, self._texts = words[order], texts[order]

    def __len__(self) -> int:
        return len(self._words)

    def holding(self, wanted: Numbers) -> Numbers:
        """The texts that hold one of these words."""
        begins = np.searchsorted(self._words, wanted, side="left")
        counts = np.searchsorted(self._words, wanted, side="right") - begins
        ends = np.cumsum(counts)
        places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(begins - ends + counts, counts)
        return cast("Numbers", self._texts[places])

    @classmethod
    def of(cls, pieces: list[Piece]) -> Piece:
        """Several laid together."""
        words, texts = ([getattr(piece, name) for piece in pieces] for name in ("_words", "_texts"))
        return cls(np.concatenate(words), np.concatenate(texts))


class Texts:
    """Texts by number, and which of them hold a word."""

    def __init__(self) -> None:
        self.count = 0
        self._numbers: dict[str, int] = {}
        # All words one after another, each with a space at both ends, and where each of them begins.
        self._spread, self._begins = "", np.zeros(0, np.int64)
        self._pieces: list[Piece] = []

    def add(self, texts: list[str]) -> range:
        """Take texts in; returns their numbers."""
        numbers = range(self.count, self.count + len(texts))
        split = [text.split() for text in texts]
        words = list(chain.from_iterable(split))
        for word in dict.fromkeys(words):
            self._numbers.setdefault(word, len(self._numbers))
        lengths = [len(one) for one in split]
        of_words = np.fromiter(map(self._numbers.__getitem__, words), np.int32, len(words))
        self._pieces.append(Piece(of_words, np.repeat(np.array(numbers, np.int32), lengths)))
        self.count += len(texts)
        # Laid together with the one before it unless that is much larger: few pieces, little sorting.
        while len(self._pieces) > 1 and len(self._pieces[-1]) * 2 > len(self._pieces[-2]):
            self._pieces[-2:] = [Piece.of(self._pieces[-2:])]
        return numbers

    def holding(self, *patterns: str) -> Marks:
        """For each text whether one of its words has one of the patterns in it.

        A pattern with a space at its beginning begins a word, and with one at both ends it is a word.
        """
        self._spread_words()
        found = {place for pattern in set(patterns) for place in _places(pattern, self._spread)}
        wanted = np.unique(np.searchsorted(self._begins, sorted(found), side="right") - 1).astype(np.int32)
        held = np.zeros(self.count, bool)
        for piece in self._pieces:
            held[piece.holding(wanted)] = True
        return held

    def _spread_words(self) -> None:
        if len(self._begins) != len(self._numbers):
            spaced = [f" {word} " for word in self._numbers]
            self._spread = "".join(spaced)
            lengths = np.fromiter(map(len, spaced), np.int64, len(spaced))
            self._begins = np.cumsum(lengths) - lengths


def _places(pattern: str, text: str) -> Iterator[int]:
    place = text.find(pattern)
    while place >= 0:
        yield place
        place = text.find(pattern, place + 1)


class Wordbook:
    """An index of the rows read so far; the two readers give what is not in it yet."""

    def __init__(
        self, read: ReadRows, read_shared: ReadShared, *, most: int = MOST_ROWS, at_once: int = 2000
    ) -> None:
        self._read, self._read_shared, self._most, self._at_once = read, read_shared, most, at_once
        self._lock = Lock()
        self._forget()

    def _forget(self) -> None:
        self._texts = Texts()
        self._texts.add([""])
        self._rows: dict[int, int] = {}
        self._shared: dict[int, int] = {}
        # For each row, by place, the numbers of its own and of its shared text; the first is of no row.
        self._pairs: list[tuple[int, int]] = [(0, 0)]
        self._pairs_read = np.zeros((0, 2), np.int32)
        self._asked, self._places = np.zeros(0, np.int64), np.zeros(0, np.int64)

    def learn(self, keys: Keys) -> None:
        """Read the rows that are new; others may search between the readings."""
        for some in _cut(keys.tolist(), self._at_once):
            with self._lock:
                self._learn(some)

    def find(self, keys: Keys, query: str) -> Marks:
        """For each of the keys whether its row holds every word of the query."""
        with self._lock:
            places = self._places_of(keys)
            if len(self._pairs_read) != len(self._pairs):
                self._pairs_read = np.array(self._pairs, np.int32)
            held = places > 0
            for patterns in asked(query):
                texts = self._texts.holding(*patterns)
                held &= (texts[self._pairs_read[:, 0]] | texts[self._pairs_read[:, 1]])[places]
            return held

    def _places_of(self, keys: Keys) -> Keys:
        """Where each row stands; 0 for one that has gone meanwhile. The same keys are looked up once."""
        if keys is not self._asked:
            wanted = keys.tolist()
            self._learn(wanted)
            place = self._rows.get
            self._asked, self._places = keys, np.array([place(key, 0) for key in wanted], np.int64)
        return self._places

    def _learn(self, keys: list[int]) -> None:
        new = [key for key in keys if key not in self._rows]
        if new and len(self._rows) + len(new) > self._most:
            self._forget()
            new = keys
        for some in _cut(new, self._at_once):
            self._take(list(self._read(some)))

    def _take(self, rows: list[tuple[int, int, str]]) -> None:
        unknown = list(dict.fromkeys(shared for _key, shared, _text in rows if shared not in self._shared))
        for some in _cut(unknown, self._at_once):
            read = list(self._read_shared(some))
            numbers = self._texts.add([text for _key, text in read])
            self._shared |= {key: number for (key, _text), number in zip(read, numbers, strict=True)}
        own = self._texts.add([text for _key, _shared, text in rows])
        for (key, shared, _text), number in zip(rows, own, strict=True):
            self._rows[key] = len(self._pairs)
            self._pairs.append((number, self._shared.get(shared, number)))


def _cut(keys: list[int], size: int) -> Iterator[list[int]]:
    yield from (keys[start : start + size] for start in range(0, len(keys), size))
