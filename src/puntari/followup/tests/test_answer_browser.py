"""Changing an answer in a browser: another decision begins empty, and what was typed stays."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from puntari.core import clock
from puntari.core.models import User
from puntari.followup import actions
from puntari.panels.models import Panel

PATH = "/desk/panels/testi/followup/1/answer/"


@pytest.mark.browser
@pytest.mark.parametrize("device", ["phone", "desk"])
def test_another_decision_empties_what_was_the_old_one_s(
    device: str, request: Any, live_site: str, panel: Panel, coordinator: User, signed_in: Any, axe: Any
) -> None:
    one = actions.add_recommendation(panel=panel, title="1. Selkeät kirjeet", actor=None)
    actions.answer_recommendation(
        recommendation=one,
        decision="reject",
        reason="Ei rahaa",
        body="Hallitus",
        decided_on=clock.today() - timedelta(30),
        case_number="A/1",
        actor=None,
    )
    page = request.getfixturevalue(device)
    session = signed_in(coordinator).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_site}])
    page.goto(PATH)
    reason, case = page.get_by_label("Perustelu"), page.get_by_label("Asianumero")
    expect(reason).to_have_value("Ei rahaa")
    expect(page.get_by_label("Päätöksen päivä")).to_have_value("")
    axe(page)
    page.get_by_label("Ei kuulu meille, lähetetty eteenpäin").check()
    expect(reason).to_have_value("")
    expect(case).to_have_value("")
    reason.fill("Kunta vastaa kirjeistä")
    page.get_by_label("Ei hyväksytä").check()
    expect(reason).to_have_value("Kunta vastaa kirjeistä")
    expect(case).to_have_value("A/1")
