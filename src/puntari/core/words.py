"""The wordings of coded errors, in the user's language."""

from collections.abc import Mapping
from typing import Protocol

from django.utils.functional import Promise

_WORDS: dict[str, str | Promise] = {}


class Coded(Protocol):
    """Any error with a code and parameters, of the house or of `methods`."""

    @property
    def code(self) -> str: ...

    @property
    def params(self) -> Mapping[str, object]: ...


def register(words: Mapping[str, str | Promise]) -> None:
    """Add wordings: dotted code -> lazy Finnish sentence with %(name)s placeholders."""
    _WORDS.update(words)


def say(error: Coded) -> str:
    """The sentence for a coded error; the bare code when nobody has worded it."""
    wording = _WORDS.get(error.code)
    return error.code if wording is None else str(wording) % dict(error.params)


def known() -> frozenset[str]:
    """All worded codes (for the test that no code is left without words)."""
    return frozenset(_WORDS)
