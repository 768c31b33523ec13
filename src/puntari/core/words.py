"""The wordings of coded errors, in the user's language."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol

from django.utils.functional import Promise

from puntari.core.ui.formats import format_date, format_datetime

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
    """The sentence for a coded error, its days as people write them; else the bare code."""
    wording = _WORDS.get(error.code)
    if wording is None:
        return error.code
    return str(wording) % {name: _said(value) for name, value in error.params.items()}


def _said(value: object) -> object:
    if isinstance(value, datetime):
        return format_datetime(value)
    return format_date(value) if isinstance(value, date) else value


def known() -> frozenset[str]:
    """All worded codes (for the test that no code is left without words)."""
    return frozenset(_WORDS)
