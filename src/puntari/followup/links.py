"""A signed link by which one person updates one action without signing in.

It dies by itself after MAX_DAYS, and at once when the action is given to somebody else or the account
is closed.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.urls import reverse

from puntari.core.errors import NotAllowed
from puntari.followup.models import Action

if TYPE_CHECKING:
    from puntari.core.models import User

SALT = "puntari.followup.update"
MAX_DAYS = 30


def update_url(action: Action, person: User) -> str:
    """The whole address of the link, for an e-mail."""
    token = signing.dumps({"action": action.pk, "person": person.pk}, salt=SALT)
    return settings.PUBLIC_URL + reverse("action-update-link", args=[token])


def action_of(token: str) -> Action:
    """The action a link opens; NotAllowed when it is broken, too old or no longer its person's."""
    try:
        said = signing.loads(token, salt=SALT, max_age=timedelta(days=MAX_DAYS))
    except signing.SignatureExpired as error:
        raise NotAllowed("followup.link_expired") from error
    except signing.BadSignature as error:
        raise NotAllowed("followup.link_broken") from error
    actions = Action.objects.select_related("recommendation__panel__organisation", "status", "sub", "owner")
    action = actions.filter(pk=said["action"], owner=said["person"], owner__is_active=True).first()
    if action is None:
        raise NotAllowed("followup.link_not_yours")
    return action
