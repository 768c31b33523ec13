"""Which rows hold which words: a process's own memory of the rows it has read, to search in milliseconds.

A key never stands for other words, so nothing here grows old: a search first reads the rows that are new to
it, and rows that are gone are never asked for. A row holds its own words and those it shares with others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from puntari.followup.search import asked

MOST_ROWS = 60_000
MOST_PIECES = 40
# Row, shared text, own words; and for the shared texts their key and words.
ReadRows = Callable[[list[int]], Iterable[tuple[int, int, str]]]
ReadShared = Callable[[list[int]], Iterable[tuple[int, str]]]
Marks = NDArray[np.bool_]


class Texts:
    """Texts by number, and which of them hold a word: one long list of (word, text) pairs in arrays."""

    def __init__(self) -> None:
        self.count = 0
        self._numbers: dict[str, int] = {}
        # All words one after another, each with a space at both ends, and where each of them begins.
        self._spread, self._begins = "", np.zeros(0, np.int64)
        self._pieces: list[tuple[NDArray[np.int32], NDArray[np.int32]]] = []

    def add(self, texts: list[str]) -> range:
        """Take texts in; returns their numbers."""
        numbers = range(self.count, self.count + len(texts))
        split = [text.split() for text in texts]
        words = list(chain.from_iterable(split))
        for word in dict.fromkeys(words):
            self._numbers.setdefault(word, len(self._numbers))
        lengths = [len(one) for one in split]
        of_words = np.fromiter(map(self._numbers.__getitem__, words), np.int32, len(words))
        self._pieces.append((of_words, np.repeat(np.array(numbers, np.int32), lengths)))
        self.count += len(texts)
        if len(self._pieces) > MOST_PIECES:
            whole = (np.concatenate(column) for column in zip(*self._pieces, strict=True))
            self._pieces = [(next(whole), next(whole))]
        return numbers

    def holding(self, *patterns: str) -> Marks:
        """For each text whether one of its words has one of the patterns in it.

        A pattern with a space at its beginning begins a word, and with one at both ends it is a word.
        """
        self._spread_words()
        wanted = np.zeros(len(self._numbers), bool)
        for pattern in patterns:
            places = [found.start() for found in re.finditer(re.escape(pattern), self._spread)]
            wanted[np.searchsorted(self._begins, places, side="right") - 1] = True
        held = np.zeros(self.count, bool)
        for of_words, of_texts in self._pieces:
            held[of_texts[wanted[of_words]]] = True
        return held

    def _spread_words(self) -> None:
        if len(self._begins) != len(self._numbers):
            spaced = [f" {word} " for word in self._numbers]
            self._spread = "".join(spaced)
            lengths = np.fromiter(map(len, spaced), np.int64, len(spaced))
            self._begins = np.cumsum(lengths) - lengths


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
        self._rows: dict[int, int] = {}
        self._shared: dict[int, int] = {}
        # For each row, by place, the numbers of its own and of its shared text.
        self._own_text: list[int] = []
        self._shared_text: list[int] = []

    def find(self, keys: list[int], query: str) -> list[int]:
        """Those of the keys, in their order, whose rows hold every word of the query."""
        wanted = asked(query)
        with self._lock:
            self._learn(keys)
            own, shared = np.array(self._own_text, np.int32), np.array(self._shared_text, np.int32)
            held = np.ones(len(own), bool)
            for patterns in wanted:
                texts = self._texts.holding(*patterns)
                held &= texts[own] | texts[shared]
            # A row that has gone meanwhile has no place; -1 finds the mark after the last, which says no.
            place, marks = self._rows.get, held.tobytes() + b"\0"
            return [key for key in keys if marks[place(key, -1)]]

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
            self._rows[key] = len(self._own_text)
            self._own_text.append(number)
            self._shared_text.append(self._shared.get(shared, number))


def _cut(keys: list[int], size: int) -> Iterator[list[int]]:
    yield from (keys[start : start + size] for start in range(0, len(keys), size))
