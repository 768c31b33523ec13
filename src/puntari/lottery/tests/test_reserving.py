"""The reserve: learnt from past panels, fixed before the panel is known, told in persons."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest

from puntari.core import clock
from puntari.core.models import LogEntry
from puntari.lottery import actions, closedpool, presenting, reserving, solving
from puntari.lottery.models import Draw, Member
from puntari.lottery.tests.test_public_draw import (  # noqa: F401 - the fixtures are used by name
    closed,
    committed,
    listed,
    second,
    sourced,
)
from puntari.methods import sortition
from puntari.panels.models import Meeting, Panel
from puntari.recruitment.models import Volunteer
from puntari.testing import HELSINKI

LONG_AGO = datetime(2025, 3, 1, 12, 0, tzinfo=HELSINKI)


@pytest.fixture
def past(organisation):
    """A panel of last year where every second of the young stayed away and everybody else came."""
    panel = Panel.objects.create(organisation=organisation, slug="mennyt", title="Mennyt", size=80)
    Meeting.objects.create(panel=panel, number=1, starts_at=LONG_AGO, ends_at=LONG_AGO + timedelta(hours=3))
    draw = Draw.objects.create(panel=panel, is_test=False, state="done", size=80, created=LONG_AGO)
    for number in range(1, 81):
        young = number <= 40
        volunteer = Volunteer.objects.create(
            panel=panel,
            number=number,
            birth_year=1980,
            registered=LONG_AGO,
            features={"age_band": "15-44" if young else "45-80", "gender": ("woman", "man")[number % 2]},
        )
        status = "withdrawn" if young and number % 4 < 2 else "confirmed"
        Member.objects.create(
            panel=panel, draw=draw, volunteer=volunteer, number=number, kind="panelist", status=status
        )
    return panel


def test_without_a_history_everybody_is_as_likely_to_come(panel):
    model = reserving.learn_dropout(panel)
    assert (model.members, dict(model.factors)) == (0, {})


def test_the_past_teaches_who_stays_away_drawn_towards_the_middle(past, panel):
    model = reserving.learn_dropout(panel)
    young, old = (model.rate({"age_band": band}) for band in ("15-44", "45-80"))
    assert model.members == 80
    assert old < young <= 0.25
    assert old >= 0.05


def test_a_panel_that_is_still_going_on_teaches_nothing(past, panel):
    with clock.at(LONG_AGO - timedelta(days=1)):
        assert reserving.learn_dropout(panel).members == 0
    assert reserving.learn_dropout(past).members == 0


def test_a_kept_model_reads_back_the_same(past, panel):
    model = reserving.learn_dropout(panel)
    assert reserving.read(reserving.kept(model)) == model


def test_the_reserve_has_more_of_those_whose_kind_stays_away(past, ready, coordinator):
    actions.targets_from_population(panel=ready, slack=0, actor=coordinator)
    problem, learnt = solving.problem_of(ready), reserving.learn_dropout(ready)
    people = problem.pool.by_id()
    bands = []
    for seed in "abcdef":
        drawn = solving.draw_panel(problem, seed=seed, reserves=1, dropout=learnt)
        bands += [people[one].values["age_band"] for one in drawn.reserves]
        assert drawn.outlook["off"] < drawn.outlook["off_without"]
    assert bands.count("15-44") > bands.count("45-80")


def test_the_report_says_in_persons_what_the_reserve_is_worth(past, ready, coordinator):
    draw = actions.run_draw(panel=ready, is_test=True, reserves=4, seed="a", actor=coordinator)
    said = dict(presenting.reserve_facts(draw))
    assert "opittu 80 ihmisestä" in str(said["Poisjääviä odotetaan"])
    assert str(said["Kun varahenkilöt kutsutaan tilalle"]).startswith("keskimäärin ")
    none = actions.run_draw(panel=ready, is_test=True, reserves=0, seed="a", actor=coordinator)
    assert none.report["outlook"]["off"] == none.report["outlook"]["off_without"]


def test_what_is_learnt_after_the_pool_closed_steers_nothing(sourced, coordinator, past):  # noqa: F811
    entry = LogEntry.objects.get(kind="lottery.pool_closed")
    assert entry.data["dropout"]["members"] == 0
    drawn = actions.draw_public(public_draw=sourced, actor=coordinator)
    assert drawn.draw.report["outlook"]["members"] == 0


# -- refusals cannot steer ---------------------------------------------------------------------------


def test_a_made_up_refusal_brings_the_one_whom_the_seed_had_set(sourced, coordinator):  # noqa: F811
    drawn = actions.draw_public(public_draw=sourced, actor=coordinator)
    record = closedpool.record_of(drawn)
    tickets = closedpool.tickets_of(drawn)
    owner = {one.code: one.volunteer_id for one in tickets}
    again = reserving.choose_reserves(
        closedpool.problem_of(drawn, tickets),
        record["opened"]["tickets"],
        reserving.read(drawn.dropout),
        count=4,
        seed=sortition.derived_seed(record["seed"], "reserves"),
    )
    reserve = list(Member.objects.filter(kind="reserve").order_by("call_order"))
    assert [one.volunteer_id for one in reserve] == [owner[code] for code in again.ids]
    for one in reserve:
        actions.change_status(member=one, status="confirmed", actor=coordinator)
    victim = random.Random(1).choice(list(Member.objects.filter(kind="panelist")))
    actions.change_status(member=victim, status="declined", comment="Keksitty syy.", actor=coordinator)
    brought = actions.replace_member(member=victim, actor=coordinator)
    assert brought.volunteer_id in [owner[code] for code in again.ids]
    drawn.refresh_from_db()
    assert victim.volunteer_id in {owner[code] for code in closedpool.record_of(drawn)["opened"]["tickets"]}
    logged = LogEntry.objects.filter(kind__in=["lottery.member_status_changed", "lottery.member_replaced"])
    assert {"declined"} <= {one.data.get("status") for one in logged}
    assert logged.filter(kind="lottery.member_replaced").get().data["member"] == victim.number
