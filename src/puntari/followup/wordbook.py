"""Which rows hold which words: a process's own memory of the rows it has read, to search in milliseconds.

A row's key never stands for other words, so nothing here grows old: a search first reads the rows that are
new to it, and rows that are gone are never asked for.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from threading import Lock

import numpy as np

from puntari.followup.search import asked

MOST_ROWS = 60_000
Reader = Callable[[list[int]], Iterable[tuple[int, str]]]


class Wordbook:
    """An inverted index: for each word the places of the rows that hold it.

    `read` gives the search texts of rows by their keys, asked for in parts of `at_once`.
    """

    def __init__(self, read: Reader, *, most: int = MOST_ROWS, at_once: int = 500) -> None:
        self._read, self._most, self._at_once = read, most, at_once
        self._lock = Lock()
        self._forget()

    def _forget(self) -> None:
        self._rows: dict[int, int] = {}
        self._places: dict[str, array[int]] = {}

    def find(self, keys: list[int], query: str) -> list[int]:
        """Those of the keys, in their order, whose rows hold every word of the query."""
        wanted = asked(query)
        with self._lock:
            self._learn(keys)
            held = np.ones(len(self._rows), dtype=bool)
            for patterns in wanted:
                held &= self._holding(*patterns)
            rows, marks = self._rows, held.tobytes()
            return [key for key in keys if marks[rows[key]]]

    def _learn(self, keys: list[int]) -> None:
        new = [key for key in keys if key not in self._rows]
        if new and len(self._rows) + len(new) > self._most:
            self._forget()
            new = keys
        for some in _cut(new, self._at_once):
            for key in some:
                self._rows[key] = len(self._rows)
            for key, text in self._read(some):
                self._put(self._rows[key], text)

    def _put(self, place: int, text: str) -> None:
        # With a space at each end, so that a pattern with spaces begins a word or is one.
        for word in text.split():
            self._places.setdefault(f" {word} ", array("q")).append(place)

    def _holding(self, first: str, second: str) -> np.ndarray:
        """For each known row whether one of its words has one of the patterns in it."""
        words = [places for word, places in self._places.items() if first in word or second in word]
        held = np.zeros(len(self._rows), dtype=bool)
        for places in words:
            held[np.frombuffer(places, dtype=np.int64)] = True
        return held


def _cut(keys: list[int], size: int) -> Iterator[list[int]]:
    yield from (keys[start : start + size] for start in range(0, len(keys), size))
