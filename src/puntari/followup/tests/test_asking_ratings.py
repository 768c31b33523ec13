"""The panel's members hear when they can rate the answers: once a round, in their language."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from puntari.core import clock, ticks
from puntari.core.models import LogEntry, OutgoingMail
from puntari.followup import actions
from puntari.followup.models import Follower, Recommendation
from puntari.lottery.models import Draw, Member
from puntari.panels.models import Panel
from puntari.testing import make_volunteers

HANDED = date(2026, 3, 31)


def at(year: int, month: int, day: int) -> Any:
    return clock.at(datetime(year, month, day, 12, 0, tzinfo=ZoneInfo("Europe/Helsinki")))


@pytest.fixture
def members(panel: Panel) -> list[Member]:
    with at(2026, 4, 1):
        one = actions.add_recommendation(panel=panel, title="1. Lisää bussivuoroja", actor=None)
        Recommendation.objects.update(handed_over_on=HANDED)
        actions.answer_recommendation(
            recommendation=one,
            decision="reject",
            reason="Ei rahaa",
            body="Hallitus",
            decided_on=date(2026, 4, 1),
            actor=None,
        )
        draw = Draw.objects.create(panel=panel, is_test=False, state="done", size=4, created=clock.now())
        people = make_volunteers(panel, 4)
    return [
        Member.objects.create(
            panel=panel, draw=draw, volunteer=volunteer, number=number, kind="panelist", status="confirmed"
        )
        for number, volunteer in enumerate(people, start=1)
    ]


def asked() -> list[str]:
    rows = OutgoingMail.objects.filter(key__startswith="followup.rate/").order_by("pk")
    return list(rows.values_list("to", flat=True))


def change(member: Member, **fields: Any) -> None:
    type(member.volunteer).objects.filter(pk=member.volunteer_id).update(**fields)


def test_each_member_is_asked_once_a_round_with_a_link_that_opens(
    members: list[Member], client: Client
) -> None:
    with at(2026, 9, 29):
        ticks.run_due()
        assert asked() == []
    for day in (1, 2, 20):
        with at(2026, 10, day):
            ticks.run_due()
            assert len(asked()) == 4
    with at(2027, 4, 2):
        ticks.run_due()
        assert len(asked()) == 8
    letter = OutgoingMail.objects.filter(to=members[0].volunteer.email, key__contains="/6/").get()
    link = f"/me/{members[0].volunteer.token}/ratings/"
    assert link in letter.body
    assert "10.11.2026 asti" in letter.body
    with at(2026, 10, 2):
        assert "Ei rahaa" in client.get(link).content.decode()
    entries = LogEntry.objects.filter(kind="followup.ratings_asked")
    assert [entry.data for entry in entries] == [{"count": 4}, {"count": 4}]


def test_who_is_gone_or_wants_no_messages_is_left_in_peace(members: list[Member], panel: Panel) -> None:
    Member.objects.filter(pk=members[0].pk).update(status="withdrawn")
    change(members[1], email="")
    with at(2026, 4, 1):
        actions.follow_as_panelists(panel=panel)
        actions.leave(follower=Follower.objects.get(member=members[2]))
    change(members[3], language="sv")
    with at(2026, 10, 1):
        assert actions.ask_for_ratings(clock.today()) == 1
    assert asked() == [members[3].volunteer.email]
    letter = OutgoingMail.objects.get(key__startswith="followup.rate/")
    assert "Vad tycker du" in letter.subject
    assert "%(" not in letter.body
    assert letter.leave_url.endswith("/leave/")


def test_without_e_mail_comes_a_text_message(members: list[Member], settings: Any) -> None:
    settings.SMS_GATEWAY = "https://sms.example.invalid/send"
    change(members[0], email="", phone="040 123 4567")
    with at(2026, 10, 1):
        actions.ask_for_ratings(clock.today())
    text = OutgoingMail.objects.get(to="sms:+358401234567")
    assert f"/me/{members[0].volunteer.token}/ratings/" in text.body


def test_a_panel_without_answers_or_closed_is_not_asked(members: list[Member], panel: Panel) -> None:
    Panel.objects.update(closed_on=date(2026, 9, 1))
    with at(2026, 10, 1):
        assert actions.ask_for_ratings(clock.today()) == 0
    Panel.objects.update(closed_on=None)
    Recommendation.objects.get().response.delete()
    with at(2026, 10, 1):
        assert actions.ask_for_ratings(clock.today()) == 0
