"""Who is at the desk, and what they have read of people."""

from typing import Protocol

from django.http import Http404, HttpRequest

from puntari.core import log
from puntari.core.models.accounts import User


class OfPanel(Protocol):
    """A panel, as far as the log knows it."""

    slug: str


def actor_of(request: HttpRequest) -> User:
    """Who is signed in; a page of the workspace lets nobody else in."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def note_reading(request: HttpRequest, panel: OfPanel, what: str, rows: int, subject: str = "") -> None:
    """Log that somebody saw who residents are: `what` they opened and how many `rows` of it."""
    if rows:
        data = {"what": what, "rows": rows}
        log.record(
            "identity.read", actor=actor_of(request), panel_slug=panel.slug, subject=subject, data=data
        )
