"""A panel from its set-up to its evaluation, through the pages, as everybody who takes part in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from puntari.core.models import Membership, Organisation, User
from puntari.testing import PASSWORD
from tests.e2e.steps import CHAIN
from tests.e2e.steps.preparing import ROLES
from tests.e2e.walk import SetClock, Walk, address_of

pytestmark = pytest.mark.browser


@pytest.fixture
def walk(
    live_site: str,
    organisation: Organisation,
    monkeypatch: pytest.MonkeyPatch,
    new_page: Callable[..., Page],
    axe: Callable[[Page], None],
    shot: Callable[..., None],
) -> Walk:
    """An organisation and its staff's accounts; everything else happens on the pages."""
    for who in ("koordinaattori", *ROLES):
        User.objects.create_user(address_of(who), PASSWORD, name=who.title(), title="Työntekijä")
    Membership.objects.create(
        organisation=organisation, user=User.objects.get(email=address_of("koordinaattori"))
    )
    return Walk("loytyy", SetClock(monkeypatch), new_page, axe, shot)


def test_a_panel_goes_from_set_up_to_evaluation(walk: Walk) -> None:
    for step in CHAIN:
        step(walk)
