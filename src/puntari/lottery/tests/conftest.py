"""A panel of twelve with targets, sixty volunteers, registration over."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from puntari.core.models import User
from puntari.lottery import actions
from puntari.lottery.models import Draw

if TYPE_CHECKING:
    from puntari.panels.models import Panel
    from puntari.recruitment.models import Volunteer


@pytest.fixture
def ready(panel: Panel, volunteers: list[Volunteer], coordinator: User) -> Panel:
    """Registration is over and the targets are set from the population."""
    panel.registration_opens, panel.registration_closes = date(2026, 8, 1), date(2026, 9, 1)
    panel.save()
    actions.targets_from_population(panel=panel, slack=1, actor=coordinator)
    return panel


@pytest.fixture
def drawn(ready: Panel, coordinator: User) -> Draw:
    """The real draw has been made, with four reserves."""
    return actions.run_draw(panel=ready, is_test=False, reserves=4, seed="testisiemen", actor=coordinator)
