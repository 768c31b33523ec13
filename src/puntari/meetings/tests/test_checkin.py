"""The door: taps that may be repeated, minutes that count."""

import pytest
from django.db import transaction

from puntari.core import clock, events
from puntari.core.models import LogEntry
from puntari.lottery.models import Member
from puntari.meetings import actions, queries
from puntari.meetings.tests.conftest import at, refused
from puntari.panels.events import MeetingsChanged


def _in(meeting, member, actor, moment):
    return actions.check_in(meeting=meeting, member=member, at=moment, actor=actor)


def test_a_double_tap_arrives_once(meeting, members, coordinator):
    first = _in(meeting, members[0], coordinator, at(16, 50))
    second = _in(meeting, members[0], coordinator, at(16, 51))
    assert first.pk == second.pk
    assert second.arrived == at(16, 50)
    assert LogEntry.objects.filter(kind="meetings.arrived").count() == 1


@pytest.mark.parametrize(
    ("arrived", "left", "minutes"),
    [
        (at(16, 40), None, 180),
        (at(17, 25), None, 155),
        (at(16, 40), at(19, 0), 120),
        (at(17, 30), at(17, 30), 0),
        (at(16, 30), at(16, 45), 0),
        (at(16, 30), at(22, 0), 180),
    ],
)
def test_only_minutes_within_the_meeting_count(meeting, members, coordinator, arrived, left, minutes):
    row = _in(meeting, members[0], coordinator, arrived)
    if left:
        row = actions.check_out(meeting=meeting, member=members[0], at=left, actor=coordinator)
    assert row.minutes == minutes


def test_coming_back_counts_without_the_time_away(meeting, members, coordinator):
    _in(meeting, members[0], coordinator, at(17))
    actions.check_out(meeting=meeting, member=members[0], at=at(18), actor=coordinator)
    row = _in(meeting, members[0], coordinator, at(18, 45))
    assert row.is_present
    assert row.minutes == 135


def test_arrival_and_leaving_can_be_undone(meeting, members, coordinator):
    _in(meeting, members[0], coordinator, at(17))
    actions.check_out(meeting=meeting, member=members[0], at=at(18), actor=coordinator)
    back = actions.undo_check_out(meeting=meeting, member=members[0], actor=coordinator)
    assert (back.left, back.minutes) == (None, 180)
    gone = actions.undo_check_in(meeting=meeting, member=members[0], actor=coordinator)
    assert (gone.arrived, gone.minutes) == (None, 0)
    assert actions.undo_check_in(meeting=meeting, member=members[0], actor=coordinator).arrived is None


def test_the_door_opens_on_the_day_and_closes_at_the_end(meeting, members, coordinator):
    with refused("meetings.door_not_open"):
        _in(meeting, members[0], coordinator, at(17, day=1).replace(month=9))
    with refused("meetings.door_closed"):
        _in(meeting, members[0], coordinator, at(20, 0))


def test_nobody_leaves_before_arriving(meeting, members, coordinator):
    with refused("meetings.not_arrived"):
        actions.check_out(meeting=meeting, member=members[0], at=at(18), actor=coordinator)
    _in(meeting, members[0], coordinator, at(17, 30))
    with refused("meetings.left_before_arriving"):
        actions.check_out(meeting=meeting, member=members[0], at=at(17, 20), actor=coordinator)


def test_excused_means_not_coming_until_they_come(meeting, members, coordinator):
    actions.excuse(meeting=meeting, member=members[0], actor=coordinator)
    row = _in(meeting, members[0], coordinator, at(17))
    assert not row.excused
    with refused("meetings.already_arrived"):
        actions.excuse(meeting=meeting, member=members[0], actor=coordinator)


def test_corrections_are_checked(meeting, members, coordinator):
    row = actions.correct_attendance(
        meeting=meeting,
        member=members[0],
        arrived=at(17, 15),
        left=at(19, 15),
        excused=True,
        actor=coordinator,
    )
    assert (row.minutes, row.excused) == (120, False)
    with refused("meetings.arrived_after_end"):
        actions.correct_attendance(
            meeting=meeting, member=members[0], arrived=at(21), left=None, excused=False, actor=coordinator
        )


def test_a_stranger_is_refused(meeting, members, coordinator):
    members[0].panel_id = meeting.panel_id + 1
    with refused("meetings.not_a_panelist"):
        _in(meeting, members[0], coordinator, at(17))


def test_queries_for_other_rooms(panel, meeting, second, members, coordinator):
    _in(meeting, members[0], coordinator, at(17))
    _in(meeting, members[1], coordinator, at(17, 30))
    _in(second, members[0], coordinator, at(17, day=10))
    actions.check_out(meeting=meeting, member=members[1], at=at(18), actor=coordinator)
    assert list(queries.present_members(meeting)) == [members[0]]
    assert queries.minutes_by_member(panel) == {
        members[0].pk: {meeting.pk: 180, second.pk: 360},
        members[1].pk: {meeting.pk: 30},
    }
    assert queries.attendance_of(panel).count() == 3
    with clock.at(at(12, day=11)):
        assert queries.hours_held(panel) == 9.0


def test_somebody_withdrawn_is_not_present_but_stays_in_the_matrix(panel, meeting, members, coordinator):
    _in(meeting, members[0], coordinator, at(17))
    Member.objects.filter(pk=members[0].pk).update(status=Member.Status.WITHDRAWN)
    assert not queries.present_members(meeting).exists()
    table = queries.matrix(panel)
    assert table.lines[0].minutes == 180
    assert table.present == [1, 0, 0]
    assert table.planned_minutes == 900


def test_minutes_follow_a_moved_meeting(panel, meeting, members, coordinator):
    row = _in(meeting, members[0], coordinator, at(17))
    meeting.ends_at = at(19)
    meeting.save()
    with transaction.atomic():
        events.emit(MeetingsChanged(panel.pk))
    row.refresh_from_db()
    assert row.minutes == 120
    entry = LogEntry.objects.get(kind="meetings.minutes_recounted")
    assert entry.personal == {str(row.pk): [180, 120]}


def test_the_matrix_does_not_ask_once_a_member(
    panel, meeting, members, coordinator, django_assert_num_queries
):
    for member in members:
        _in(meeting, member, coordinator, at(17))
    with django_assert_num_queries(3):
        table = queries.matrix(panel)
        assert [line.member.volunteer.first_name for line in table.lines][:1] == ["Testi1"]
