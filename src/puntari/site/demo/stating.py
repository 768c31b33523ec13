"""Cards, proposals, the secret vote, the statement."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from puntari.core import clock
from puntari.deliberation import actions as deliberation
from puntari.deliberation.models import Card, Proposal, Statement, Vote
from puntari.meetings.queries import present_members
from puntari.panels.models import Meeting, Panel
from puntari.site.demo.meeting import TABLES
from puntari.site.demo.scene import Scene, on_day
from puntari.site.demo.texts import IDEAS, NOT_ADOPTED, Idea

ALL_IDEAS = (*IDEAS, NOT_ADOPTED)
SUMMARY = (
    "Paneeli pyytää kouluihin lisää aikuisia, apua samalla viikolla ja yhden paikan, josta kaikki apu löytyy."
)
LEFT_OUT = "Ilmainen uimahalli kaikille"


def form_statement(scene: Scene, panel: Panel, days: list[Meeting], handed_over: date) -> Statement:
    """From the tables' cards of the second meeting to the hand-over."""
    second, third = days[1], days[2]
    with clock.at(second.starts_at + timedelta(hours=2)):
        cards = _write_cards(scene, second)
    with clock.at(second.ends_at - timedelta(minutes=40)):
        proposals = [_propose(scene, panel, idea, cards) for idea in ALL_IDEAS]
    with clock.at(second.ends_at + timedelta(days=4)):
        _comment(scene, proposals)
    vote = _vote(scene, panel, third, proposals)
    return _state(scene, panel, vote, third, handed_over)


def _write_cards(scene: Scene, meeting: Meeting) -> dict[str, Card]:
    texts = [text for idea in ALL_IDEAS for text in idea.cards]
    cards = {
        text: deliberation.add_card(
            meeting=meeting, table=number % TABLES + 1, text=text, actor=scene["fasilitaattori"]
        )
        for number, text in enumerate([*texts, LEFT_OUT])
    }
    deliberation.leave_out_card(
        card=cards[LEFT_OUT],
        reason="Uimahallit ovat kuntien, ei hyvinvointialueen.",
        actor=scene["fasilitaattori"],
    )
    return cards


def _propose(scene: Scene, panel: Panel, idea: Idea, cards: dict[str, Card]) -> Proposal:
    actor = scene["fasilitaattori"]
    facts: dict[str, Any] = {
        "title": idea.title,
        "text": idea.text,
        "theme": idea.theme,
        "parts": [one.title for one in idea.subs],
    }
    if len(idea.cards) < 4:
        return deliberation.make_proposal(
            panel=panel, actor=actor, cards=[cards[text] for text in idea.cards], **facts
        )
    halves = [idea.cards[:2], idea.cards[2:]]
    parents = [
        deliberation.make_proposal(
            panel=panel,
            actor=actor,
            cards=[cards[text] for text in half],
            title=half[0],
            text=half[0],
            theme=idea.theme,
        )
        for half in halves
    ]
    return deliberation.merge_proposals(
        panel=panel, parents=parents, actor=actor, note="Sama asia kahdesta pöydästä", **facts
    )


def _comment(scene: Scene, proposals: list[Proposal]) -> None:
    deliberation.comment(
        proposal=proposals[0],
        kind="done",
        text="Neljässä kunnassa tämä on jo alkanut.",
        actor=scene["viranhaltija"],
    )
    deliberation.comment(
        proposal=proposals[4],
        kind="power",
        text="Koulupäivästä päättävät kunnat.",
        actor=scene["asiantuntija"],
    )


def _vote(scene: Scene, panel: Panel, meeting: Meeting, proposals: list[Proposal]) -> Vote:
    boss = scene["koordinaattori"]
    with clock.at(meeting.starts_at + timedelta(hours=4)):
        for proposal in proposals:
            deliberation.freeze(proposal=proposal, actor=boss)
        proposals = [Proposal.objects.get(pk=one.pk) for one in proposals]
        vote = deliberation.open_vote(
            panel=panel,
            proposals=proposals,
            meeting=meeting,
            actor=boss,
            title="Paneelin suositukset",
            threshold="2/3",
            minority_share="1/10",
        )
        ballots = _cast(scene, vote, meeting, proposals)
        deliberation.close_vote(vote=vote, actor=boss)
        _give_reasons(proposals, ballots)
    vote.refresh_from_db()
    return vote


def _cast(
    scene: Scene, vote: Vote, meeting: Meeting, proposals: list[Proposal]
) -> list[tuple[str, dict[Proposal, str]]]:
    members = list(present_members(meeting))
    columns = []
    for idea in ALL_IDEAS:
        _for, against, blank = idea.votes
        column = ["no"] * against + ["abstain"] * blank
        column += ["yes"] * (len(members) - len(column))
        scene.rng.shuffle(column)
        columns.append(column)
    ballots = []
    for member, row in zip(members, zip(*columns, strict=True), strict=True):
        code = deliberation.hand_ballot(vote=vote, member=member)
        choices = dict(zip(proposals, row, strict=True))
        deliberation.cast(ballot_code=code, choices=choices)
        ballots.append((code, choices))
    return ballots


def _give_reasons(proposals: list[Proposal], ballots: list[tuple[str, dict[Proposal, str]]]) -> None:
    for proposal, idea in zip(proposals, ALL_IDEAS, strict=True):
        if idea.minority:
            code = next(code for code, choices in ballots if choices[proposal] == "no")
            deliberation.add_minority_reason(ballot_code=code, proposal=proposal, text=idea.minority)


def _state(scene: Scene, panel: Panel, vote: Vote, last: Meeting, handed_over: date) -> Statement:
    boss = scene["koordinaattori"]
    with clock.at(last.ends_at + timedelta(days=1)):
        statement = deliberation.draft_statement(panel=panel, actor=boss)
        deliberation.save_titles(
            statement=statement,
            actor=boss,
            summary=SUMMARY,
            summary_sv=(
                "Panelen ber om fler vuxna i skolorna, hjälp samma vecka och ett ställe där all hjälp finns."
            ),
            summary_en=(
                "The panel asks for more adults in schools, help within the week and one place to find all help."
            ),
        )
        deliberation.open_check(statement=statement, actor=boss)
    with clock.at(last.ends_at + timedelta(days=3)):
        for member in list(present_members(last))[:30]:
            deliberation.check_statement(statement=statement, member=member, agrees=True)
    with clock.at(last.ends_at + timedelta(days=10)):
        deliberation.publish_statement(statement=statement, actor=boss)
    with on_day(handed_over, 17):
        statement.refresh_from_db()
        return deliberation.hand_over(statement=statement, on=handed_over, actor=boss)
