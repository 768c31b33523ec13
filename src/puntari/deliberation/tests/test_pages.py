"""Every page for everybody it is meant for, and for nobody else."""

from __future__ import annotations

import re
import uuid

import pytest
from django.urls import reverse

from puntari.core import clock
from puntari.core.roles import Role
from puntari.deliberation import actions, queries
from puntari.deliberation.models import Ballot, Card, Proposal, Vote
from puntari.deliberation.tests.conftest import at

DESK_PAGES = [
    ("desk-statement", []),
    ("desk-table-cards", [3, 1]),
    ("desk-table-list", [3, 1]),
    ("desk-cards-similar", []),
    ("desk-cards-all", []),
    ("desk-cards-csv", []),
    ("desk-card", [1]),
    ("desk-coverage", []),
    ("desk-proposals", []),
    ("desk-proposal-new", []),
    ("desk-proposals-reading", []),
    ("desk-proposal", [1]),
    ("desk-proposal-edit", [1]),
    ("desk-proposal-history", [1]),
    ("desk-proposal-split", [1]),
    ("desk-votes", []),
    ("desk-vote-new", []),
    ("desk-vote", [1]),
    ("desk-vote-edit", [1]),
    ("desk-vote-progress", [1]),
    ("desk-vote-roll", [1]),
    ("desk-vote-sheets-pdf", [1]),
    ("desk-vote-sheets-print", [1]),
    ("desk-vote-paper", [1]),
    ("desk-vote-csv", [1]),
    ("desk-statement-text", []),
    ("desk-statement-titles", []),
    ("desk-statement-part", ["introduction"]),
    ("desk-hand-over", []),
    ("desk-statement-pdf", []),
    ("desk-statement-docx", []),
]
PUBLIC_PAGES = [
    ("panel-statement", []),
    ("panel-statement-pdf", []),
    ("panel-statement-docx", []),
    ("panel-cards", []),
    ("panel-trace", [1]),
    ("panel-vote", [1]),
    ("panel-vote-receipts", [1]),
    ("panel", []),
]
FOR_COMMENTERS = {"desk-proposals", "desk-proposal", "desk-proposal-history", "desk-proposals-reading"}
FOR_NOTARY = {"desk-votes", "desk-vote", "desk-vote-progress", "desk-vote-csv"}
NOT_FOR_FACILITATORS = {
    "desk-vote-new",
    "desk-vote-edit",
    "desk-vote-sheets-pdf",
    "desk-vote-sheets-print",
    "desk-hand-over",
}


def address(panel, name, more=()):
    return reverse(name, args=[panel.slug, *more])


@pytest.fixture
def whole_way(panel, add, propose, open_vote, vote_as, facilitator, coordinator):
    """Cards, two proposals, a counted vote, a published statement."""
    kept = propose("Illat", add("Iltavastaanotto"), frozen=True, parts=["Tiistait"])
    lost = propose("Sairaala", add("Sairaala takaisin"), frozen=True)
    actions.comment(proposal=kept, kind="power", text="Päätämme itse.", actor=facilitator)
    vote = open_vote(kept, lost)
    codes = vote_as(vote, [{kept: "yes", lost: "no"}] * 7 + [{kept: "no", lost: "no"}] * 2)
    actions.issue_ballots(vote=vote, count=2, actor=coordinator)
    actions.close_vote(vote=vote, actor=coordinator)
    actions.add_minority_reason(ballot_code=codes[-1], proposal=kept, text="Raha ei riitä.")
    with clock.at(at(19, day=24)):
        statement = actions.draft_statement(panel=panel, actor=coordinator)
        actions.publish_statement(statement=statement, actor=coordinator)
    return codes


@pytest.mark.parametrize(("name", "more"), DESK_PAGES)
def test_the_desk_is_for_those_who_work_there(
    name, more, panel, whole_way, coordinator, facilitator, official, outsider, person, signed_in, client
):
    url = address(panel, name, more)
    assert client.get(url).url.startswith(reverse("account_login"))
    assert signed_in(outsider).get(url).status_code == 404
    assert signed_in(coordinator).get(url).status_code == 200
    expected = 404 if name in NOT_FOR_FACILITATORS else 200
    assert signed_in(facilitator).get(url).status_code == expected
    if name == "desk-statement":
        assert signed_in(official).get(url).url == address(panel, "desk-proposals")
    else:
        assert signed_in(official).get(url).status_code == (200 if name in FOR_COMMENTERS else 404)
    notary = signed_in(person(Role.NOTARY)).get(url)
    if name == "desk-statement":
        assert notary.url == address(panel, "desk-votes")
    else:
        assert notary.status_code == (200 if name in FOR_NOTARY else 404)


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.OFFICIAL, Role.EXPERT, Role.NOTARY])
def test_no_page_links_to_what_its_reader_may_not_open(role, panel, whole_way, person, signed_in):
    reader = signed_in(person(role, name="reader"))
    inside = address(panel, "desk-statement")
    seen, waiting = set(), [inside]
    while waiting:
        url = waiting.pop()
        answer = reader.get(url, follow=True)
        assert answer.status_code == 200, url
        if answer["Content-Type"].startswith("text/html"):
            found = set(re.findall(rf'<a[^>]* href="({inside}[^"?#]*)', answer.content.decode()))
            waiting += sorted(found - seen)
            seen |= found
    assert seen


@pytest.mark.parametrize(("name", "more"), PUBLIC_PAGES)
def test_the_published_statement_is_for_everybody(name, more, panel, whole_way, client):
    answer = client.get(address(panel, name, more))
    assert answer.status_code == 200
    assert b"Testi1" not in answer.getvalue()


@pytest.mark.parametrize(("name", "more"), PUBLIC_PAGES[:6])
def test_before_publication_there_is_nothing_to_see(name, more, panel, add, propose, client):
    propose("Illat", add("Iltavastaanotto"))
    assert client.get(address(panel, name, more)).status_code == 404


@pytest.mark.parametrize("language", ["sv", "en"])
def test_pages_speak_the_readers_language_and_mark_the_finnish(language, panel, whole_way, client):
    client.cookies["django_language"] = language
    page = client.get(address(panel, "panel-statement")).content.decode()
    assert f'<html lang="{language}"' in page
    assert '<div lang="fi">' in page


class TestCards:
    @pytest.fixture
    def url(self, panel):
        return address(panel, "desk-table-cards", [3, 2])

    def test_a_facilitator_writes_a_card(self, url, facilitator, signed_in, evening):
        answer = signed_in(facilitator).post(url, {"text": "Lisää bussivuoroja", "client_key": uuid.uuid4()})
        assert answer.status_code == 302
        assert (Card.objects.get().table, Card.objects.get().by) == (2, facilitator)

    def test_the_outbox_gets_a_short_answer_and_the_same_card_only_once(
        self, url, facilitator, signed_in, evening
    ):
        client, card = signed_in(facilitator), {"text": "Lisää bussivuoroja", "client_key": uuid.uuid4()}
        answers = [client.post(url, card, headers={"X-Card": "1"}).status_code for _ in range(3)]
        assert answers == [204, 204, 204]
        assert Card.objects.count() == 1

    def test_a_bad_card_is_shown_again_with_its_text(self, url, facilitator, signed_in, evening):
        answer = signed_in(facilitator).post(url, {"text": "a" * 1001, "client_key": uuid.uuid4()})
        assert "a" * 1001 in answer.content.decode()
        for bad in ({"text": "", "client_key": uuid.uuid4()}, {"text": "x", "client_key": "nonsense"}):
            assert signed_in(facilitator).post(url, bad, headers={"X-Card": "1"}).status_code == 422
        assert not Card.objects.exists()

    def test_the_hint_shows_what_resembles(self, panel, add, facilitator, signed_in):
        add("Vastaanotot auki iltaisin ja viikonloppuisin")
        url = address(panel, "desk-cards-similar")
        page = signed_in(facilitator).get(url, {"text": "vastaanottoja iltaisin auki"}).content.decode()
        assert "Samaa asiaa?" in page

    def test_a_formula_in_a_card_stays_text_in_the_spreadsheet(self, panel, add, facilitator, signed_in):
        add("=HYPERLINK(1)")
        assert "'=HYPERLINK" in signed_in(facilitator).get(address(panel, "desk-cards-csv")).content.decode()

    def test_deleting_and_leaving_out_need_a_reason(self, panel, add, facilitator, signed_in):
        card, client = add("Ajatus"), signed_in(facilitator)
        client.post(address(panel, "desk-card-action", [1, "delete"]))
        card.refresh_from_db()
        assert card.deleted is None
        client.post(address(panel, "desk-card-action", [1, "leave-out"]), {"reason": "Kiitos"})
        card.refresh_from_db()
        assert card.left_out_reason == "Kiitos"


class TestProposals:
    def test_chosen_cards_become_a_proposal(self, panel, add, facilitator, signed_in):
        one, two = add("Ilta"), add("Viikonloppu")
        client, url = signed_in(facilitator), address(panel, "desk-proposal-new")
        assert 'value="1, 2"' in client.get(url, {"card": ["1", "2"]}).content.decode()
        client.post(url, {"title": "Auki", "text": "Auki.", "parts": "Illat\n\nViikonloput", "cards": "1, 2"})
        proposal = Proposal.objects.get()
        assert list(proposal.cards.order_by("number")) == [one, two]
        assert proposal.words.parts == ["Illat", "Viikonloput"]

    def test_an_unknown_card_is_said_and_nothing_typed_is_lost(self, panel, add, facilitator, signed_in):
        page = signed_in(facilitator).post(
            address(panel, "desk-proposal-new"), {"title": "Auki", "text": "Oma teksti.", "cards": "99"}
        )
        assert "Korttia 99 ei ole." in page.content.decode()
        assert "Oma teksti." in page.content.decode()
        assert not Proposal.objects.exists()

    def test_a_newer_wording_is_shown_beside_mine(self, panel, propose, facilitator, coordinator, signed_in):
        proposal = propose("Illat")
        actions.revise_proposal(proposal=proposal, actor=coordinator, title="Toinen", text="Toisen teksti.")
        page = signed_in(facilitator).post(
            address(panel, "desk-proposal-edit", [1]),
            {"title": "Minun", "text": "Minun tekstini.", "cards": "", "base_version": "1"},
        )
        assert "Minun tekstini." in page.content.decode()
        assert "Toisen teksti." in page.content.decode()
        assert queries.get_proposal(panel, 1).words.number == 2

    def test_two_are_merged_and_unmerged(self, panel, propose, facilitator, signed_in):
        propose("Yksi"), propose("Kaksi")
        client, url = signed_in(facilitator), address(panel, "desk-proposals-merge")
        assert client.get(url, {"proposal": "1"}).status_code == 302
        assert "Yksi kaikille." in client.get(url, {"proposal": ["1", "2"]}).content.decode()
        client.post(url, {"title": "Yhdessä", "text": "Yhdessä.", "parents": "1, 2"})
        assert queries.get_proposal(panel, 1).state == "merged"
        client.post(address(panel, "desk-proposal-action", [3, "undo"]))
        assert queries.get_proposal(panel, 1).state == "open"

    def test_an_official_comments_but_does_not_edit(self, panel, propose, official, signed_in):
        propose("Illat")
        client = signed_in(official)
        client.post(address(panel, "desk-proposal", [1]), {"kind": "done", "text": "Kokeilu on käynnissä."})
        assert Proposal.objects.get().comments.get().by == official
        assert client.post(address(panel, "desk-proposal-action", [1, "freeze"])).status_code == 404

    def test_history_shows_what_changed(self, panel, propose, facilitator, signed_in):
        proposal = propose("Illat")
        actions.revise_proposal(
            proposal=proposal, actor=facilitator, title="Illat", text="Illat kaikille nuorille."
        )
        page = signed_in(facilitator).get(address(panel, "desk-proposal-history", [1])).content.decode()
        assert "<ins>" in page
        assert "nuorille." in page


class TestVotes:
    @pytest.fixture
    def proposal(self, propose):
        return propose("Illat", frozen=True)

    def test_the_coordinator_takes_a_vote_from_rule_to_result(
        self, panel, meeting, proposal, in_the_room, coordinator, signed_in
    ):
        client = signed_in(coordinator)
        rule = {
            "title": "Illan äänestys",
            "meeting": meeting.pk,
            "scale": "yes-no",
            "threshold": "4/5",
            "base": "present",
            "quorum": "0/1",
            "minority_share": "1/5",
            "minority_minutes": "15",
            "proposals": [proposal.pk],
        }
        assert client.post(address(panel, "desk-vote-new"), rule).url == address(panel, "desk-vote", [1])
        opening = address(panel, "desk-vote-action", [1, "open"])
        assert "Avataanko" in client.post(opening).content.decode()
        assert Vote.objects.get().state == "draft"
        client.post(opening, {"confirmed": "yes"})
        vote = Vote.objects.get()
        assert (vote.state, vote.threshold) == ("open", "4/5")
        code = actions.hand_ballot(vote=vote, member=in_the_room[0])
        actions.cast(ballot_code=code, choices={proposal: "yes"})
        live = client.get(address(panel, "desk-vote", [1])).content.decode()
        assert "1 / 1" in live.replace("\xa0", " ") or "1/1" in live
        assert "Kannatan" not in live
        closing = address(panel, "desk-vote-action", [1, "close"])
        assert "Sulkemista ei voi perua" in client.post(closing).content.decode()
        client.post(closing, {"confirmed": "yes"})
        assert Vote.objects.get().items.get().outcome == "adopted"

    def test_a_member_gets_a_ballot_on_their_own_page_and_votes_on_the_phone(
        self, panel, proposal, open_vote, in_the_room, client
    ):
        vote, member = open_vote(proposal), in_the_room[0]
        token = member.volunteer.token
        assert "Hae äänestyslippu" in client.get(reverse("me", args=[token])).content.decode()
        answer = client.post(reverse("me-ballot", args=[token, vote.number]))
        ballot_page = answer.url
        assert answer["Referrer-Policy"] == "no-referrer"
        page = client.get(ballot_page)
        assert page["Cache-Control"] == "no-store"
        assert "Testi1" not in page.content.decode()
        assert client.post(ballot_page, {"item_1": "no"}).status_code == 302
        assert "Äänesi on tallessa" in client.get(ballot_page).content.decode()
        assert Ballot.objects.filter(cast=True).count() == 1
        again = client.post(reverse("me-ballot", args=[token, vote.number]), follow=True)
        assert "Jokainen saa vain yhden" in again.content.decode()

    def test_an_unanswered_question_is_asked_again(self, proposal, open_vote, in_the_room, client):
        code = actions.hand_ballot(vote=open_vote(proposal), member=in_the_room[0])
        page = client.post(reverse("vote", args=[code]), {"item_1": "maybe"})
        assert page.status_code == 200
        assert not Ballot.objects.filter(cast=True).exists()

    def test_the_code_is_typed_as_it_comes_and_a_wrong_one_is_explained(
        self, proposal, open_vote, in_the_room, client
    ):
        code = actions.hand_ballot(vote=open_vote(proposal), member=in_the_room[0])
        answer = client.post(reverse("vote-start"), {"code": f" {code.lower().replace('-', '')} "})
        assert answer.url == reverse("vote", args=[code])
        wrong = client.post(reverse("vote-start"), {"code": "AAAAA-AAAAA"}).content.decode()
        assert "kirjoitusvirhe" in wrong
        assert client.get(reverse("vote", args=["ROSKAA"])).status_code == 404

    def test_after_closing_the_voter_sees_their_vote_and_may_say_why_not(
        self, panel, proposal, open_vote, vote_as, coordinator, client
    ):
        vote = open_vote(proposal)
        codes = vote_as(vote, [{proposal: "yes"}] * 6 + [{proposal: "no"}] * 3)
        actions.close_vote(vote=vote, actor=coordinator)
        assert "Kirjoita perustelu" not in client.get(reverse("vote", args=[codes[0]])).content.decode()
        assert "Kirjoita perustelu" in client.get(reverse("vote", args=[codes[-1]])).content.decode()
        sent = client.post(reverse("vote-reason", args=[codes[-1], 1]), {"text": "Ei rahaa.", "name": ""})
        assert sent.url == reverse("vote", args=[codes[-1]])
        receipt = queries.ballot_by_code(codes[0]).choices.get().receipt
        page = client.get(address(panel, "panel-vote", [1]), {"receipt": receipt}).content.decode()
        assert "<strong>Kannatan</strong>" in page
        csv = client.get(address(panel, "panel-vote-receipts", [1])).content.decode()
        assert csv.count(",yes") == 6

    def test_sheets_are_printed_given_and_entered_by_two(
        self, panel, proposal, open_vote, in_the_room, coordinator, facilitator, signed_in
    ):
        vote = open_vote(proposal, quorum="0/1")
        keeper, helper = signed_in(coordinator), signed_in(facilitator)
        keeper.post(address(panel, "desk-vote-sheets", [1]), {"count": "2"})
        codes = [code for code, _ in queries.votes.sheets_of(vote)]
        assert codes[0] in keeper.get(address(panel, "desk-vote-sheets-print", [1])).content.decode()
        assert keeper.get(address(panel, "desk-vote-sheets-pdf", [1])).content.startswith(b"%PDF")
        entry = vote.roll.get(member=in_the_room[0])
        helper.post(address(panel, "desk-vote-give", [1, entry.pk]))
        for client in (keeper, helper):
            client.post(address(panel, "desk-vote-paper", [1]), {"code": codes[0], "item_1": "yes"})
        assert Ballot.objects.get(cast=True).kind == "sheet"
        keeper.post(address(panel, "desk-vote-void", [1]), {"code": codes[1], "reason": "Repesi"})
        assert Ballot.objects.filter(voided=True).count() == 1

    def test_bad_counts_and_codes_are_refused(self, panel, proposal, open_vote, coordinator, signed_in):
        open_vote(proposal)
        client = signed_in(coordinator)
        for count in ("0", "9999", "x"):
            assert client.post(address(panel, "desk-vote-sheets", [1]), {"count": count}).status_code == 302
        assert not Ballot.objects.filter(kind="sheet").exists()
        page = client.post(address(panel, "desk-vote-paper", [1]), {"code": "??", "item_1": "yes"})
        assert "merkki" in page.content.decode()


class TestStatement:
    @pytest.fixture
    def drafted(self, panel, propose, open_vote, vote_as, coordinator):
        kept = propose("Illat", frozen=True)
        vote = open_vote(kept)
        vote_as(vote, [{kept: "yes"}] * 8)
        actions.close_vote(vote=vote, actor=coordinator)
        with clock.at(at(19, day=24)):
            yield

    def test_from_draft_to_handing_over(self, panel, drafted, members, coordinator, signed_in, client):
        desk = signed_in(coordinator)
        desk.post(address(panel, "desk-statement-begin"))
        desk.post(
            address(panel, "desk-statement-part", ["closing"]), {"text": "Kiitos.", "base_version": "1"}
        )
        desk.post(
            address(panel, "desk-statement-titles"),
            {"title": "Loppulausuma", "summary": "Lyhyesti.", "summary_sv": "Kort sagt."},
        )
        desk.post(address(panel, "desk-statement-action", ["check"]))
        mine = reverse("me-statement", args=[members[0].volunteer.token])
        assert client.get(mine).status_code == 200
        assert "Kirjoita, mitä" in client.post(mine, {"agrees": "no"}).content.decode()
        client.post(mine, {"agrees": "no", "comment": "Luku on väärin"})
        assert "Luku on väärin" in desk.get(address(panel, "desk-statement-text")).content.decode()
        check = queries.checks_of(queries.statement_of(panel)).get()
        desk.post(address(panel, "desk-check-handled", [check.pk]))
        publish = address(panel, "desk-statement-action", ["publish"])
        assert "Julkaistaanko" in desk.post(publish).content.decode()
        desk.post(publish, {"confirmed": "yes"})
        page = client.get(address(panel, "panel-statement")).content.decode()
        assert "Kort sagt." in page
        assert "Kiitos." in page
        late = desk.post(address(panel, "desk-hand-over"), {"on": "2026-12-24"}).content.decode()
        assert "tulevaisuudessa" in late
        desk.post(address(panel, "desk-hand-over"), {"on": "2026-10-24"})
        assert queries.statement_of(panel).state == "handed_over"

    def test_a_stranger_has_no_draft_to_read(self, panel, drafted, coordinator, client):
        actions.draft_statement(panel=panel, actor=coordinator)
        assert client.get(reverse("me-statement", args=["arvaus"])).status_code == 404
