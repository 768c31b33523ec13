"""What the views of this room share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse

from puntari.core import clock, log
from puntari.core.actor import actor_of
from puntari.core.errors import DomainError
from puntari.core.models import LogEntry
from puntari.core.private import View, private
from puntari.core.roles import Role
from puntari.lottery.queries import member_for_volunteer
from puntari.panels.access import desk
from puntari.panels.queries import get_meeting
from puntari.recruitment.queries import volunteer_by_token

if TYPE_CHECKING:
    from puntari.panels.models import Panel

IN_THE_ROOM = (Role.COORDINATOR, Role.FACILITATOR)
LOOK = timedelta(hours=1)


def at_meeting(*roles: Role) -> Callable[[View], View]:
    """A desk view that receives its meeting too: `view(request, panel, meeting, ...)`."""

    def wrap(view: View) -> View:
        @desk(*roles)
        @wraps(view)
        def found(request: HttpRequest, panel: Panel, number: int, **more: Any) -> HttpResponse:
            return view(request, panel, get_meeting(panel, number), **more)

        return found

    return wrap


def resident(view: View) -> View:
    """A page behind a personal link, for members of the panel: `view(request, volunteer, member)`."""

    @wraps(view)
    def opened(request: HttpRequest, token: str, **more: Any) -> HttpResponse:
        volunteer = volunteer_by_token(token)
        member = member_for_volunteer(volunteer) if volunteer and not volunteer.erased else None
        if volunteer is None or member is None:
            raise Http404
        request.panel = volunteer.panel  # type: ignore[attr-defined]
        return view(request, volunteer, member, **more)

    return private(opened)


def tried(request: HttpRequest, do: Callable[[], object], done: str = "") -> bool:
    """Do it and say `done`, or say why it was refused."""
    try:
        do()
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return False
    if done:
        messages.success(request, done)
    return True


def note_reading(request: HttpRequest, panel: Panel, what: str, rows: int) -> None:
    """Log that somebody saw names of residents; once an hour for the same list."""
    user = actor_of(request)
    since = clock.now() - LOOK
    seen = LogEntry.objects.filter(kind="identity.read", actor=user, panel_slug=panel.slug, at__gte=since)
    if rows and not seen.filter(data__what=what).exists():
        log.record("identity.read", actor=user, panel_slug=panel.slug, data={"what": what, "rows": rows})
