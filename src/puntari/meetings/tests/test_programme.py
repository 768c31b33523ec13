"""Programmes: the standard ones, changing them, running them."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from puntari.core import clock
from puntari.core.models import LogEntry
from puntari.core.roles import Role
from puntari.meetings import actions, queries, standard
from puntari.meetings.tests.conftest import at, refused


@pytest.mark.parametrize("kind", standard.PROGRAMMES)
@pytest.mark.parametrize("length", [170, 180, 240, 300, 333, 360, 480])
def test_a_standard_programme_fills_the_meeting_exactly(kind, length):
    items = standard.fitted(kind, length)
    assert sum(item.minutes for item in items) == length
    assert all(item.minutes >= item.least for item in items)


def test_a_standard_programme_of_five_hours_is_as_written():
    assert sum(item.minutes for item in standard.fitted("deliberate", 300)) == 300
    assert len(standard.fitted("learn", 300)) == len(standard.LEARN)


def test_a_short_meeting_leaves_out_what_can_be_spared_first():
    titles = [item.title for item in standard.fitted("learn", 180)]
    assert "Ruokatauko" not in titles
    assert "Kysymykset asiantuntijoille" in titles


def test_a_meeting_too_short_for_it_is_refused(meeting, coordinator):
    meeting.ends_at = meeting.starts_at + timedelta(minutes=60)
    with refused("meetings.too_short"):
        actions.use_standard_programme(meeting=meeting, kind="learn", actor=coordinator)


def test_use_standard_programme_replaces_what_was_there(meeting, coordinator):
    actions.save_item(meeting=meeting, actor=coordinator, title="Vanha", minutes=5)
    items = actions.use_standard_programme(meeting=meeting, kind="learn", actor=coordinator)
    assert sum(item.minutes for item in meeting.agenda.all()) == meeting.minutes == 180
    assert [item.order for item in meeting.agenda.all()] == list(range(1, len(items) + 1))
    assert not meeting.agenda.filter(title="Vanha").exists()
    assert LogEntry.objects.filter(kind="meetings.programme_made").count() == 1


def test_a_standard_programme_knows_swedish_and_english(meeting, coordinator):
    items = actions.use_standard_programme(meeting=meeting, kind="decide", actor=coordinator)
    vote = next(item for item in items if item.kind == "vote")
    assert (vote.title, vote.title_sv, vote.title_en) == ("Äänestys", "Omröstning", "Vote")
    assert all(item.title_sv and item.title_en for item in items)
    with override("en"):
        assert vote.instructions.startswith("The vote is secret.")


def test_a_running_programme_is_not_replaced(meeting, coordinator):
    item = actions.use_standard_programme(meeting=meeting, kind="learn", actor=coordinator)[0]
    actions.start_item(item=item, actor=coordinator, at=at(17))
    with refused("meetings.programme_running"):
        actions.use_standard_programme(meeting=meeting, kind="decide", actor=coordinator)


def test_items_move_and_go(meeting, coordinator):
    a, b, c = (
        actions.save_item(meeting=meeting, actor=coordinator, title=title, minutes=10) for title in "abc"
    )
    actions.move_item(item=c, steps=-2, actor=coordinator)
    assert [item.title for item in meeting.agenda.all()] == ["c", "a", "b"]
    actions.move_item(item=c, steps=-1, actor=coordinator)
    actions.remove_item(item=a, actor=coordinator)
    assert [(item.title, item.order) for item in meeting.agenda.all()] == [("c", 1), ("b", 2)]
    assert b.minutes == 10


@pytest.fixture
def running(meeting, coordinator):
    return [
        actions.save_item(meeting=meeting, actor=coordinator, title=title, minutes=minutes, least=10, round=r)
        for title, minutes, r in [
            ("Avaus", 20, None),
            ("Pöydissä", 60, 1),
            ("Tauko", 40, None),
            ("Loppu", 60, 2),
        ]
    ]


def test_starting_twice_is_starting_once(running, coordinator):
    actions.start_item(item=running[0], actor=coordinator, at=at(17, 3))
    again = actions.start_item(item=running[0], actor=coordinator, at=at(17, 9))
    assert again.started == at(17, 3)
    assert LogEntry.objects.filter(kind="meetings.item_started").count() == 1


def test_going_back_makes_later_items_wait_again(running, meeting, coordinator):
    for item, minute in zip(running[:3], (0, 20, 50), strict=True):
        actions.start_item(item=item, actor=coordinator, at=at(17, minute))
    actions.start_item(item=running[1], actor=coordinator, at=at(17, 55))
    with clock.at(at(17, 56)):
        day = queries.day_of(meeting)
    assert day.current.item.title == "Pöydissä"
    assert day.next.item.title == "Tauko"


def test_undo_start_returns_to_the_item_before(running, meeting, coordinator):
    actions.start_item(item=running[0], actor=coordinator, at=at(17))
    actions.start_item(item=running[1], actor=coordinator, at=at(17, 20))
    assert actions.undo_start(meeting=meeting, actor=coordinator).title == "Pöydissä"
    with clock.at(at(17, 21)):
        assert queries.day_of(meeting).current.item.title == "Avaus"


def test_catching_up_brings_the_day_back_to_its_end_and_can_be_undone(running, meeting, coordinator):
    actions.start_item(item=running[1], actor=coordinator, at=at(17, 32))
    with clock.at(at(17, 33)):
        assert queries.day_of(meeting).late_at_end == 12
        assert actions.catch_up(meeting=meeting, actor=coordinator) == 12
        assert queries.day_of(meeting).late_at_end == 0
        with refused("meetings.not_late"):
            actions.catch_up(meeting=meeting, actor=coordinator)
        actions.undo_catch_up(meeting=meeting, actor=coordinator)
        assert queries.day_of(meeting).late_at_end == 12


def test_the_round_follows_the_programme(running, meeting, coordinator):
    assert queries.current_round(meeting) == 1
    actions.start_item(item=running[3], actor=coordinator, at=at(18, 40))
    assert queries.current_round(meeting) == 2


def test_hosts_are_facilitators_and_one_a_table(meeting, coordinator, facilitator, outsider):
    actions.set_hosts(meeting=meeting, hosts={facilitator.pk: 3}, actor=coordinator)
    assert queries.table_for_host(meeting, facilitator) == 3
    assert queries.tables_of(meeting) == [3]
    with refused("meetings.not_a_facilitator"):
        actions.set_hosts(meeting=meeting, hosts={outsider.pk: 1}, actor=coordinator)


def test_two_hosts_of_one_table_are_refused(meeting, coordinator, facilitator, person):
    other = person(Role.FACILITATOR, name="toinen")
    with refused("meetings.table_has_host"):
        actions.set_hosts(meeting=meeting, hosts={facilitator.pk: 1, other.pk: 1}, actor=coordinator)
