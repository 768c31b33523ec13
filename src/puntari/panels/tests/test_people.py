"""What the page of people says of those who work in a panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from puntari.core import clock
from puntari.core.roles import Role
from puntari.panels import actions

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from puntari.core.models import User
    from puntari.panels.models import Panel

WAITS = "ei vielä kirjautunut"
AGAIN = "Lähetä kutsu uudelleen"


def test_only_somebody_who_never_signed_in_is_called_so(
    fresh: Panel, admin: User, signed_in: Callable[[User], Client]
) -> None:
    held = actions.give_role(panel=fresh, email="a@example.invalid", role=Role.EXPERT, actor=admin)
    client, url = signed_in(admin), reverse("desk-people", args=[fresh.slug])
    page = client.get(url).content.decode()
    assert page.count(WAITS) == page.count(AGAIN) == 1
    # Organisations whose people sign in elsewhere never give them a password here.
    held.user.last_login = clock.now()
    held.user.save()
    assert not held.user.has_usable_password()
    page = client.get(url).content.decode()
    assert WAITS not in page
    assert AGAIN not in page
