from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from puntari.core import clock, ticks
from puntari.core.models import OutgoingMail, User
from puntari.core.roles import Role
from puntari.followup import actions
from puntari.followup.models import Action
from puntari.panels.models import Panel

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _today() -> Any:
    with clock.at(NOW):
        yield


@pytest.fixture
def action(panel: Panel, person: Callable[..., User]) -> Action:
    one = actions.add_recommendation(panel=panel, title="1. Lisää bussivuoroja", actor=None)
    made = actions.add_action(recommendation=one, text="Vuorot lisätään", schedule="1/2027", actor=None)
    return actions.give_owner(action=made, owner=person(Role.OFFICIAL), owner_post="Johtaja", actor=None)


def test_reminders_are_a_daily_duty(action: Action) -> None:
    actions.change_action(action=action, next_update_due=TODAY + timedelta(days=3), actor=None)
    assert "followup.reminders" in ticks.run_due()
    assert OutgoingMail.objects.get().to == action.owner.email
    assert "followup.reminders" not in ticks.run_due()
