"""A signed link by which one person updates one action without signing in.

It dies by itself after MAX_DAYS, and at once when the action is given to somebody else or the account is
closed. It opens for its own person only: somebody signed in as another is turned away.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language

from puntari.core.errors import NotAllowed
from puntari.core.models import User
from puntari.followup.models import Action

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

SALT = "puntari.followup.update"
MAX_DAYS = 30


def public(path: str) -> str:
    """The whole address of a public page for a message: it opens in the message's language."""
    language = (get_language() or "fi")[:2]
    return settings.PUBLIC_URL + path + ("" if language == "fi" else f"?lang={language}")


@dataclass(frozen=True)
class Opened:
    """What a link opens, and for whom."""

    action: Action
    person: User

    @property
    def post(self) -> str:
        """In what post the person writes: the name is not public."""
        action = self.action
        if self.person.pk == action.owner_id:
            return action.owner_post or action.unit
        return action.deputy_post or action.owner_post or action.unit


def update_url(action: Action, person: User) -> str:
    """The whole address of the link, for an e-mail."""
    token = signing.dumps({"action": action.pk, "person": person.pk}, salt=SALT)
    return settings.PUBLIC_URL + reverse("action-update-link", args=[token])


def opened(token: str, reader: User | AnonymousUser | None = None) -> Opened:
    """What the link opens; NotAllowed when it is broken, too old, no longer its person's, or another's."""
    found = _held(_read(token, timedelta(days=MAX_DAYS)))
    if reader is not None and reader.is_authenticated and reader.pk != found.person.pk:
        raise NotAllowed("followup.link_of_another", name=str(reader))
    return found


def renewable(token: str) -> Opened:
    """What an expired link opened, if it is still its person's: they may ask for a new one."""
    return _held(_read(token, None))


def _read(token: str, max_age: timedelta | None) -> dict[str, int]:
    try:
        said: dict[str, int] = signing.loads(token, salt=SALT, max_age=max_age)
    except signing.SignatureExpired as error:
        raise NotAllowed("followup.link_expired") from error
    except signing.BadSignature as error:
        raise NotAllowed("followup.link_broken") from error
    return said


def _held(said: dict[str, int]) -> Opened:
    actions = Action.objects.select_related(
        "recommendation__panel__organisation", "status", "sub", "owner", "deputy"
    )
    action = actions.filter(Q(owner=said["person"]) | Q(deputy=said["person"]), pk=said["action"]).first()
    person = User.objects.filter(pk=said["person"], is_active=True).first()
    if action is None or person is None:
        raise NotAllowed("followup.link_not_yours")
    return Opened(action, person)
