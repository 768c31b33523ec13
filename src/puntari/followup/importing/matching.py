"""Finding what a line of a file stands for in the panel, without walking all of it for every line."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T")


def plain(text: str) -> str:
    """A text as it is compared: without regard to case and spaces."""
    return " ".join(text.casefold().split())


class Unmatched(Generic[T]):
    """Things no line has claimed yet; each is claimed once, by number or by text, the first one first.

    A thing whose text is among `named`, the texts of the whole file, waits for its own line: a row put in
    between moves the numbers of all that follow.
    """

    def __init__(
        self,
        things: Iterable[T],
        *,
        text: Callable[[T], str],
        number: Callable[[T], object] | None = None,
        named: Iterable[str] = (),
    ) -> None:
        self._named = {plain(one) for one in named}
        self._things, self._text = list(things), text
        self._by_number: dict[object, deque[int]] = {}
        self._by_text: dict[object, deque[int]] = {}
        self._claimed: set[int] = set()
        for place, thing in enumerate(self._things):
            self._by_text.setdefault(plain(text(thing)), deque()).append(place)
            if number is not None:
                self._by_number.setdefault(number(thing), deque()).append(place)

    def claim(self, text: str, number: object = None) -> T | None:
        """The thing with number and text, else the one with the text, else the one with the number."""
        numbered = self._first(self._by_number, number) if number else None
        worded = self._first(self._by_text, plain(text))
        standing = "" if numbered is None else plain(self._text(self._things[numbered]))
        if numbered is not None and standing == plain(text):
            return self._claim(numbered)
        if worded is None and standing not in self._named:
            return self._claim(numbered)
        return self._claim(worded)

    def rest(self) -> list[T]:
        """What is left, in order."""
        return [thing for place, thing in enumerate(self._things) if place not in self._claimed]

    def _first(self, places: dict[object, deque[int]], key: object) -> int | None:
        waiting = places.get(key)
        while waiting and waiting[0] in self._claimed:
            waiting.popleft()
        return waiting[0] if waiting else None

    def _claim(self, place: int | None) -> T | None:
        if place is None:
            return None
        self._claimed.add(place)
        return self._things[place]
