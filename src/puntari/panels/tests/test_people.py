"""What the page of people says of those who work in a panel."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse

from puntari.core import clock
from puntari.core.roles import Role
from puntari.panels import actions, queries

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


def test_the_desk_counts_the_late_tasks_that_concern_the_reader(
    fresh: Panel, admin: User, person: Callable[..., User], outsider: User
) -> None:
    payroll, facilitator = outsider, person(Role.FACILITATOR)
    for user, role in ((payroll, Role.PAYROLL), (facilitator, Role.FACILITATOR)):
        fresh.roles.create(user=user, role=role)
    fresh.steps.all().delete()
    due = clock.today() - timedelta(days=1)
    fresh.steps.create(title="Pöydät", lane="facilitator", due=due)
    fresh.steps.create(title="Tilat", lane="organiser", owner=payroll, due=due)
    fresh.steps.create(title="Puhe", lane="facilitator", owner=admin, due=due)

    def late(user: User) -> int:
        return queries.with_late(queries.panels_worked_by(user), user).get(pk=fresh.pk).late

    assert (late(admin), late(payroll), late(facilitator)) == (3, 1, 1)
