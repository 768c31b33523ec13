"""The panel's rating form and the pages of what was promised, in a browser."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from puntari.core import clock
from puntari.core.models import User
from puntari.followup import actions
from puntari.followup.models import Rating, Recommendation
from puntari.followup.ratings import who
from puntari.lottery.models import Draw, Member
from puntari.panels.models import Panel
from puntari.testing import make_volunteers

DEVICES = pytest.mark.parametrize("device", ["phone", "desk"])


def fits(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@pytest.fixture
def one(live_site: str, panel: Panel) -> Recommendation:
    """Handed over a little more than half a year ago, and answered a month later."""
    handed = clock.today() - timedelta(200)
    added = actions.add_recommendation(
        panel=panel, title="1. Selkeät kirjeet", text="Jokainen ymmärtää kirjeensä.", actor=None
    )
    actions.add_sub(recommendation=added, text="1.1. Nuoret lukevat luonnokset", actor=None)
    Recommendation.objects.filter(pk=added.pk).update(handed_over_on=handed)
    return Recommendation.objects.get(pk=added.pk)


def reject(one: Recommendation) -> None:
    actions.answer_recommendation(
        recommendation=one,
        decision="reject",
        reason="Ei rahaa",
        body="Hallitus",
        decided_on=clock.today() - timedelta(150),
        actor=None,
    )


@pytest.mark.browser
@DEVICES
def test_a_panelist_sees_the_round_and_what_the_panel_recommended(
    device: str, request: Any, one: Recommendation, axe: Any
) -> None:
    reject(one)
    draw = Draw.objects.create(panel=one.panel, is_test=False, state="done", size=1, created=clock.now())
    member = Member.objects.create(
        panel=one.panel,
        draw=draw,
        volunteer=make_volunteers(one.panel, 1)[0],
        number=1,
        kind="panelist",
        status="confirmed",
    )
    earlier = clock.today() - timedelta(180)
    Rating.objects.create(
        recommendation=one, round=6, who=who(member), score=7, decision="study", decided_on=earlier
    )
    page = request.getfixturevalue(device)
    page.goto(f"/me/{member.volunteer.token}/ratings/")
    expect(page.get_by_text("6 kuukautta luovutuksesta.")).to_be_visible()
    expect(page.get_by_text("Jokainen ymmärtää kirjeensä.")).to_be_visible()
    expect(page.get_by_text("Annoit arvosanan 7 aiemmalle vastaukselle")).to_be_visible()
    axe(page)
    assert fits(page)


@pytest.mark.browser
@DEVICES
def test_the_due_day_moves_with_its_reason(
    device: str, request: Any, live_site: str, one: Recommendation, coordinator: User,
    signed_in: Callable[..., Any], axe: Any,
) -> None:  # fmt: skip
    one.answer_due = clock.today() + timedelta(3)
    one.save()
    page = request.getfixturevalue(device)
    session = signed_in(coordinator).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_site}])
    page.goto("/desk/panels/testi/followup/1/edit/")
    axe(page)
    assert fits(page)
    page.get_by_label("Vastauksen määräaika").fill((clock.today() + timedelta(30)).isoformat())
    page.get_by_role("button", name="Tallenna").click()
    expect(page.locator(".error-summary")).to_contain_text("Kirjoita, miksi määräaikaa siirretään.")
    page.get_by_label("Miksi määräaikaa siirretään?").fill("Hallitus kokoontuu myöhemmin.")
    page.get_by_role("button", name="Tallenna").click()
    expect(page).to_have_url(f"{live_site}/desk/panels/testi/followup/1/")
    page.goto(one.get_absolute_url())
    expect(page.get_by_text("Vastaus luvattiin alun perin")).to_contain_text("Hallitus kokoontuu myöhemmin.")
    axe(page)
    assert fits(page)
    page.goto("/desk/report/")
    expect(page.get_by_role("heading", name="Raportti valtuustolle")).to_be_visible()
    axe(page)
    assert fits(page)
