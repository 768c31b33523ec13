"""What the pages of this room share."""

from __future__ import annotations

from puntari.core import words
from puntari.core.errors import DomainError
from puntari.core.roles import Role
from puntari.lottery import explaining
from puntari.panels.queries import Panel

WRITERS = (Role.COORDINATOR,)
READERS = (Role.COORDINATOR, Role.NOTARY)
CALLERS = (Role.COORDINATOR, Role.PHONE_DESK)


def explanation(panel: Panel) -> tuple[explaining.Answer | None, str]:
    """Whether the targets can be kept; or None and what keeps it from being checked."""
    try:
        return explaining.explain(panel), ""
    except DomainError as trouble:
        return None, words.say(trouble)
