"""Members: confirmations, refusals with a comment, replacements that keep the targets, results to all."""

from __future__ import annotations

from datetime import timedelta

import pytest

from puntari.core import clock, events
from puntari.core.errors import BadInput, Conflict, NotAllowed
from puntari.core.models import OutgoingMail
from puntari.lottery import actions, presenting, queries
from puntari.lottery.events import MemberStatusChanged
from puntari.lottery.models import Member
from puntari.recruitment.events import VolunteerWithdrew


@pytest.fixture
def somebody(drawn):
    return queries.panelists(drawn.panel).first()


@pytest.fixture
def left(somebody, coordinator):
    return actions.change_status(
        member=somebody, status="declined", comment="Muuttaa pois.", actor=coordinator
    )


def confirm_reserves(panel, coordinator):
    for one in queries.reserves(panel):
        actions.change_status(member=one, status="confirmed", actor=coordinator)


def test_a_confirmation_needs_no_comment_and_others_hear_of_it(somebody, coordinator, monkeypatch):
    heard = []
    monkeypatch.setitem(events._handlers, MemberStatusChanged, [heard.append])
    actions.change_status(member=somebody, status="confirmed", actor=coordinator)
    assert heard == [MemberStatusChanged(somebody.pk, "confirmed")]


@pytest.mark.parametrize("status", ["declined", "withdrawn"])
def test_leaving_needs_a_comment(somebody, coordinator, status):
    with pytest.raises(BadInput) as refusal:
        actions.change_status(member=somebody, status=status, comment="  ", actor=coordinator)
    assert refusal.value.code == "lottery.comment_missing"


def test_the_same_status_twice_is_refused(left, coordinator):
    with pytest.raises(NotAllowed) as refusal:
        actions.change_status(member=left, status="declined", comment="Taas.", actor=coordinator)
    assert refusal.value.code == "lottery.status_way"


def test_a_refusal_can_be_taken_back_while_the_seat_is_free(left, coordinator):
    back = actions.change_status(member=left, status="confirmed", comment="Pääseekin.", actor=coordinator)
    assert back.is_active
    assert [note.status for note in back.notes.all()] == ["confirmed", "declined"]


def test_nobody_is_called_in_before_a_reserve_has_confirmed(left, coordinator):
    with pytest.raises(NotAllowed) as refusal:
        actions.replace_member(member=left, actor=coordinator)
    assert refusal.value.code == "lottery.no_reserve_confirmed"


def test_the_replacement_keeps_the_targets(left, drawn, coordinator):
    confirm_reserves(drawn.panel, coordinator)
    seated = actions.replace_member(member=left, actor=coordinator)
    active = list(queries.active_panelists(drawn.panel))
    assert len(active) == 12
    assert seated in active
    assert presenting.quota_tables(drawn, active)["off"] == 0


def test_a_replaced_member_cannot_come_back_nor_be_replaced_again(left, drawn, coordinator):
    confirm_reserves(drawn.panel, coordinator)
    actions.replace_member(member=left, actor=coordinator)
    left = queries.get_member(drawn.panel, left.number)
    with pytest.raises(NotAllowed):
        actions.change_status(member=left, status="confirmed", actor=coordinator)
    with pytest.raises(NotAllowed):
        actions.replace_member(member=left, actor=coordinator)


def test_a_replacement_that_is_no_longer_best_is_not_made(left, drawn, coordinator):
    confirm_reserves(drawn.panel, coordinator)
    seen = actions.proposed_replacement(left)
    actions.change_status(member=seen, status="declined", comment="Ei vastaa enää.", actor=coordinator)
    with pytest.raises(Conflict):
        actions.replace_member(member=left, expected=seen, actor=coordinator)


def test_nobody_from_the_home_of_a_panelist_is_called_in(left, drawn, coordinator):
    confirm_reserves(drawn.panel, coordinator)
    home = queries.active_panelists(drawn.panel).first().volunteer.household
    for one in queries.reserves(drawn.panel):
        one.volunteer.household = home
        one.volunteer.save()
    with pytest.raises(NotAllowed):
        actions.replace_member(member=left, actor=coordinator)


def test_an_active_member_is_not_replaced(somebody, coordinator):
    with pytest.raises(NotAllowed) as refusal:
        actions.replace_member(member=somebody, actor=coordinator)
    assert refusal.value.code == "lottery.nobody_left"


def test_who_withdraws_altogether_leaves_the_panel(somebody, drawn, django_capture_on_commit_callbacks):
    from django.db import transaction

    with transaction.atomic():
        events.emit(VolunteerWithdrew(somebody.volunteer_id))
    assert queries.member_for_volunteer(somebody.volunteer).status == Member.Status.WITHDRAWN
    assert queries.active_panelists(drawn.panel).count() == 11


def test_reserves_are_numbered_on_in_call_order(drawn):
    assert [one.number for one in queries.reserves(drawn.panel)] == [13, 14, 15, 16]


def test_everybody_is_told_once(drawn, coordinator):
    sent = actions.send_results(draw=drawn, actor=coordinator)
    assert (sent.panelists, sent.reserves, sent.others) == (12, 4, 44)
    actions.send_results(draw=drawn, actor=coordinator)
    assert OutgoingMail.objects.count() == 60
    chosen = queries.panelists(drawn.panel).first().volunteer
    mail = OutgoingMail.objects.get(to=chosen.email)
    assert "noin 1/5" in mail.body
    assert chosen.token in mail.body


def test_people_without_an_address_are_counted_for_a_call(drawn, coordinator):
    volunteer = queries.panelists(drawn.panel).first().volunteer
    volunteer.email = ""
    volunteer.save()
    assert actions.send_results(draw=drawn, actor=coordinator).without_email == 1


def test_a_message_is_in_the_readers_language(drawn, coordinator):
    volunteer = queries.panelists(drawn.panel).first().volunteer
    volunteer.language = "en"
    volunteer.save()
    actions.send_results(draw=drawn, actor=coordinator)
    assert OutgoingMail.objects.get(to=volunteer.email).subject.startswith("You have been drawn")


def test_no_results_go_out_of_a_test(ready, coordinator):
    draw = actions.run_draw(panel=ready, is_test=True, reserves=0, actor=coordinator)
    with pytest.raises(NotAllowed):
        actions.send_results(draw=draw, actor=coordinator)


def test_nobody_gives_up_a_seat_after_the_last_meeting(somebody):
    last = max(meeting.ends_at for meeting in somebody.panel.meetings.all())
    with clock.at(last - timedelta(minutes=1)):
        assert presenting.own_result(somebody.volunteer)["may_decline"]
    with clock.at(last + timedelta(minutes=1)):
        result = presenting.own_result(somebody.volunteer)
    assert not result["may_decline"]
    assert not result["may_confirm"]
