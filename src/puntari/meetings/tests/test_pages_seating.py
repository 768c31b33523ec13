"""Seating from its page."""

from django.urls import reverse

from puntari.core.models import Job
from puntari.meetings import actions, queries, seats
from puntari.meetings.models import SeatingRule
from puntari.meetings.tests.conftest import at, post


def test_seats_are_planned_in_a_job(meeting, members, panel, workspace, monkeypatch):
    answer = post(workspace, "desk-seating-plan", panel, 1, tables=3, rounds=2, features=["gender"])
    assert answer.status_code == 302
    job = Job.objects.get(kind="meetings.seating")
    assert (job.state, job.message) == (Job.State.DONE, "")
    assert len(seats.rounds_of(meeting)) == 2
    page = workspace.get(answer["Location"]).content.decode()
    assert "Kierros 2" in page


def test_a_planning_that_cannot_be_is_told_in_words(meeting, members, panel, workspace):
    post(workspace, "desk-seating-plan", panel, 1, tables=30, rounds=2)
    page = workspace.get(reverse("desk-seating", args=[panel.slug, 1])).content.decode()
    assert "Vähennä pöytiä" in page
    assert post(workspace, "desk-seating-plan", panel, 1, tables="x", rounds=2).status_code == 200


def test_hand_moves_replans_and_undo_from_the_page(full, panel, members, workspace, monkeypatch):
    monkeypatch.setattr("puntari.meetings.actions.seating.DAY_SECONDS", 0.05)
    first = seats.rounds_of(full)[0]
    post(workspace, "desk-seating-move", panel, 1, round=1, member=first[0][0], to=f"m{first[1][0]}")
    assert first[1][0] in seats.rounds_of(full)[0][0]
    post(workspace, "desk-seating-move", panel, 1, round=1, member=first[0][1], to="t3")
    assert first[0][1] in seats.rounds_of(full)[0][2]
    post(workspace, "desk-seating-undo", panel, 1)
    post(workspace, "desk-seating-undo", panel, 1)
    assert seats.rounds_of(full)[0] == first
    for member in members[1:9]:
        actions.check_in(meeting=full, member=member, at=at(17), actor=full.panel.roles.first().user)
    post(workspace, "desk-seating-replan", panel, 1, from_round=2, tables=3)
    assert sum(map(len, seats.rounds_of(full)[1])) == 9
    for wrong in ({"round": 9}, {"round": 1, "member": 99}, {"round": "x"}):
        assert post(workspace, "desk-seating-move", panel, 1, **wrong).status_code == 404


def test_wishes_from_the_page(full, panel, workspace):
    url = reverse("desk-seating-rules", args=[panel.slug])
    assert workspace.post(url, {"kind": "apart", "member": 1}).status_code == 200
    workspace.post(url, {"kind": "apart", "member": 1, "other": 2})
    rule = SeatingRule.objects.get()
    post(workspace, "desk-seating-rule-remove", panel, rule.pk)
    assert not SeatingRule.objects.exists()


def test_broken_wishes_are_named_in_words(full, panel, members, workspace, coordinator):
    first = seats.rounds_of(full)[0]
    a, b = (next(m for m in members if str(m.number) == number) for number in first[0][:2])
    actions.add_seating_rule(panel=panel, kind="apart", member=a, other=b, actor=coordinator)
    actions.swap_seats(
        round=full.rounds.get(number=2),
        member=queries.table_people(full, 1)[2][0],
        other=queries.table_people(full, 2)[2][0],
        actor=coordinator,
    )
    page = workspace.get(reverse("desk-seating", args=[panel.slug, 1])).content.decode()
    assert f"{a.number} {a.volunteer.first_name}" in page
    assert "istuvat samassa pöydässä 1" in page
