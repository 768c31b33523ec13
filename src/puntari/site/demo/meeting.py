"""The days in the room."""

from __future__ import annotations

from datetime import timedelta

from puntari.core import clock
from puntari.core.roles import Role
from puntari.lottery.queries import active_panelists
from puntari.meetings import actions as meetings
from puntari.panels.models import Meeting, Panel
from puntari.panels.queries import meetings_of
from puntari.site.demo.scene import Scene
from puntari.site.demo.texts import QUESTIONS, TALKS

PROGRAMMES = {1: "learn", 2: "deliberate", 3: "decide"}
TABLES, SEATED_ROUNDS = 7, 2


def plan_meetings(scene: Scene, panel: Panel) -> None:
    """Programmes, hosts, talks and seats of all meetings, three weeks before the first."""
    all_meetings = list(meetings_of(panel))
    for meeting in all_meetings:
        with clock.at(all_meetings[0].starts_at - timedelta(days=21 - meeting.number)):
            _plan(scene, meeting)


def _plan(scene: Scene, meeting: Meeting) -> None:
    boss = scene["koordinaattori"]
    meetings.use_standard_programme(meeting=meeting, kind=PROGRAMMES[meeting.number], actor=boss)
    hosts = {user.pk: table for table, user in enumerate(scene.of(Role.FACILITATOR)[:TABLES], start=1)}
    meetings.set_hosts(meeting=meeting, hosts=hosts, actor=boss)
    meetings.seat_meeting(
        meeting=meeting, tables=TABLES, rounds=SEATED_ROUNDS, seed=meeting.number, actor=boss, seconds=0.1
    )
    for number, expert, title, topic, summary in TALKS.get(meeting.panel.slug, ()):
        if number == meeting.number:
            meetings.add_talk(
                meeting=meeting,
                actor=boss,
                expert_name=expert,
                expert_title=title,
                title=topic,
                summary=summary,
            )


def hold(scene: Scene, meeting: Meeting, absent: int) -> None:
    """People come in, ask, go home; a few stay away or leave early."""
    door = scene["fasilitaattori"]
    members = list(active_panelists(meeting.panel))
    away = set(scene.rng.sample([one.pk for one in members], absent))
    for member in members:
        if member.pk not in away:
            early = timedelta(minutes=scene.rng.randint(0, 20))
            with clock.at(meeting.starts_at - early):
                meetings.check_in(meeting=meeting, member=member, actor=door)
    leaver = next(one for one in members if one.pk not in away)
    with clock.at(meeting.ends_at - timedelta(minutes=75)):
        meetings.check_out(meeting=meeting, member=leaver, actor=door)
        _ask(scene, meeting)


def _ask(scene: Scene, meeting: Meeting) -> None:
    for number, table, text, answer in QUESTIONS.get(meeting.panel.slug, ()):
        if number == meeting.number:
            asked = meetings.ask_question(
                meeting=meeting, text=text, table=table, actor=scene["fasilitaattori"]
            )
            if answer:
                meetings.answer_question(
                    question=asked,
                    answer=answer,
                    answered_by="Asta Asiantuntija",
                    actor=scene["koordinaattori"],
                )
