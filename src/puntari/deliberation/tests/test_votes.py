"""The rule is fixed first, the ballot is secret, and every boundary counts as agreed."""

from __future__ import annotations

import json

import pytest
from django.apps import apps

from puntari.core.models import LogEntry
from puntari.deliberation import actions, queries
from puntari.deliberation.models import Ballot, Choice, RollEntry, Vote
from puntari.deliberation.tests.conftest import refused
from puntari.methods.weighing import find_choice


@pytest.fixture
def proposal(propose):
    return propose("Illat", frozen=True)


def close(vote, actor):
    return actions.close_vote(vote=vote, actor=actor).items.get()


@pytest.mark.parametrize(
    ("threshold", "base", "supporting", "opposing", "blank", "outcome"),
    [
        ("1/2", "present", 5, 5, 0, "not_adopted"),
        ("1/2", "present", 5, 4, 1, "adopted_with_reservation"),
        ("2/3", "present", 6, 3, 1, "adopted_with_reservation"),
        ("2/3", "present", 5, 3, 2, "not_adopted"),
        ("4/5", "present", 8, 2, 0, "adopted_with_reservation"),
        ("4/5", "present", 7, 2, 1, "not_adopted"),
        ("4/5", "present", 9, 1, 0, "adopted"),
        ("1/2", "members", 6, 1, 0, "not_adopted"),
        ("1/2", "members", 7, 0, 0, "adopted"),
        ("2/3", "members", 8, 0, 0, "adopted"),
        ("2/3", "members", 7, 3, 0, "not_adopted"),
    ],
)
def test_the_boundaries_of_every_rule(
    threshold, base, supporting, opposing, blank, outcome, proposal, open_vote, vote_as, coordinator
):
    vote = open_vote(proposal, threshold=threshold, base=base)
    answers = ["yes"] * supporting + ["no"] * opposing + ["abstain"] * blank
    vote_as(vote, [{proposal: answer} for answer in answers])
    assert close(vote, coordinator).outcome == outcome


@pytest.mark.parametrize(
    ("quorum", "cast", "outcome"), [("2/3", 6, "no_quorum"), ("2/3", 7, "adopted"), ("1/2", 5, "adopted")]
)
def test_the_quorum_is_of_those_present(quorum, cast, outcome, proposal, open_vote, vote_as, coordinator):
    vote = open_vote(proposal, quorum=quorum)
    vote_as(vote, [{proposal: "yes"}] * cast)
    item = close(vote, coordinator)
    assert (item.vote.present, item.outcome) == (10, outcome)


def test_the_five_steps_count_from_living_with_it(proposal, open_vote, vote_as, coordinator):
    vote = open_vote(proposal, scale="support-5", threshold="4/5")
    vote_as(vote, [{proposal: step} for step in "5544333321"])
    item = close(vote, coordinator)
    assert (item.supporting, item.opposing, item.needed, item.adopted) == (8, 2, 8, True)


def test_the_rule_is_locked_once_the_vote_is_open(proposal, open_vote, meeting, coordinator):
    vote = open_vote(proposal)
    with refused("deliberation.vote_rule_locked"):
        actions.change_vote(
            vote=vote, proposals=[proposal], meeting=meeting, actor=coordinator, threshold="1/2"
        )


def test_only_frozen_wordings_are_voted_on_and_they_stay_as_they_are(
    propose, proposal, open_vote, facilitator
):
    with refused("deliberation.proposal_not_frozen"):
        open_vote(propose("Lukitsematon"))
    open_vote(proposal)
    with refused("deliberation.proposal_on_ballot"):
        actions.revise_proposal(proposal=proposal, actor=facilitator, title="Muu", text="Muu.")
    with refused("deliberation.proposal_on_ballot"):
        open_vote(proposal)


def test_a_member_gets_exactly_one_ballot(proposal, open_vote, in_the_room):
    vote = open_vote(proposal)
    actions.hand_ballot(vote=vote, member=in_the_room[0])
    with refused("deliberation.ballot_received_before"):
        actions.hand_ballot(vote=vote, member=in_the_room[0])


def test_who_is_not_in_the_room_gets_no_ballot_unless_agreed(proposal, propose, open_vote, members):
    with refused("deliberation.not_present"):
        actions.hand_ballot(vote=open_vote(proposal), member=members[-1])
    remote = open_vote(propose("Toinen", frozen=True), remote=True)
    assert actions.hand_ballot(vote=remote, member=members[-1])


def test_a_ballot_counts_once_and_can_be_changed_until_closing(proposal, open_vote, in_the_room, coordinator):
    vote = open_vote(proposal, quorum="0/1")
    code = actions.hand_ballot(vote=vote, member=in_the_room[0])
    actions.cast(ballot_code=code, choices={proposal: "no"})
    actions.cast(ballot_code=code.lower().replace("-", " "), choices={proposal: "yes"})
    item = close(vote, coordinator)
    assert (item.supporting, item.opposing, item.cast) == (1, 0, 1)
    with refused("deliberation.vote_not_open"):
        actions.cast(ballot_code=code, choices={proposal: "no"})


def test_a_mistyped_or_foreign_code_is_refused(proposal, open_vote, in_the_room):
    vote = open_vote(proposal)
    code = actions.hand_ballot(vote=vote, member=in_the_room[0])
    wrong = ("3" if code[0] == "2" else "2") + code[1:]
    with refused("deliberation.code_bad_check"):
        actions.cast(ballot_code=wrong, choices={proposal: "yes"})
    with refused("deliberation.code_bad_length"):
        actions.cast(ballot_code="ABC", choices={proposal: "yes"})
    with refused("deliberation.option_unknown"):
        actions.cast(ballot_code=code, choices={proposal: "maybe"})
    unhanded = Ballot.objects.filter(handed=False).first()
    with refused("deliberation.code_unknown"):
        actions.cast(ballot_code=unhanded.code, choices={proposal: "yes"})


def test_what_is_left_out_is_blank(proposal, propose, open_vote, vote_as, coordinator):
    other = propose("Toinen", frozen=True)
    vote = open_vote(proposal, other, quorum="0/1")
    vote_as(vote, [{proposal: "yes"}])
    counts = [item.counts for item in actions.close_vote(vote=vote, actor=coordinator).items.all()]
    assert counts == [{"yes": 1, "no": 0, "abstain": 0}, {"yes": 0, "no": 0, "abstain": 1}]


def test_no_table_leads_from_a_member_to_a_choice(panel, proposal, open_vote, vote_as, in_the_room):
    vote = open_vote(proposal)
    codes = vote_as(vote, [{proposal: "yes"}, {proposal: "no"}])
    models = apps.get_app_config("deliberation").get_models()
    secret = {Ballot, Choice}
    for model in models:
        targets = {field.related_model for field in model._meta.get_fields() if field.is_relation}
        names = {field.name for field in model._meta.get_fields()}
        if model in secret:
            assert not names & {"member", "volunteer", "user", "made", "at", "created", "written"}
            assert not {"Member", "Volunteer", "User"} & {target.__name__ for target in targets if target}
        if any(target and target.__name__ in {"Member", "Volunteer"} for target in targets):
            assert not targets & secret
    assert sorted(RollEntry.objects.filter(received=True).values_list("member", flat=True)) == [
        member.pk for member in in_the_room[:2]
    ]
    said = json.dumps(list(LogEntry.objects.values("data", "personal", "subject", "actor_name")))
    assert not any(code in said for code in codes)
    assert not LogEntry.objects.filter(kind__contains="cast").exists()


def test_rows_are_made_before_the_vote_so_that_their_order_tells_nothing(proposal, open_vote, vote_as):
    vote = open_vote(proposal)
    before = (
        set(Ballot.objects.values_list("pk", flat=True)),
        set(Choice.objects.values_list("pk", flat=True)),
    )
    vote_as(vote, [{proposal: "yes"}] * 5)
    after = set(Ballot.objects.values_list("pk", flat=True)), set(Choice.objects.values_list("pk", flat=True))
    assert before == after
    assert Vote.objects.get().roll.count() == 12


def test_codes_leave_the_database_when_handed_out_and_when_closed(proposal, open_vote, vote_as, coordinator):
    vote = open_vote(proposal, quorum="0/1")
    vote_as(vote, [{proposal: "yes"}])
    assert [ballot.code for ballot in Ballot.objects.filter(handed=True)] == [""]
    actions.close_vote(vote=vote, actor=coordinator)
    assert {ballot.code for ballot in Ballot.objects.all()} == {""}


def test_every_voter_finds_their_own_vote_and_no_receipt_repeats(
    proposal, propose, open_vote, vote_as, coordinator
):
    other = propose("Toinen", frozen=True)
    vote = open_vote(proposal, other)
    codes = vote_as(vote, [{proposal: "yes", other: "no"}, {proposal: "no", other: "yes"}] * 4)
    ballot = queries.ballot_by_code(codes[1])
    receipts = {choice.item.order: choice.receipt for choice in ballot.choices.select_related("item")}
    actions.close_vote(vote=vote, actor=coordinator)
    [first, second] = [rows for _item, rows in queries.receipts_of(queries.get_vote(vote.panel, vote.number))]
    assert find_choice(first, receipts[1]) == "no"
    assert find_choice(second, receipts[2]) == "yes"
    assert find_choice(second, receipts[1]) is None
    assert len({receipt for receipt, _ in first + second}) == 16
    assert first == sorted(first)


class TestPaper:
    @pytest.fixture
    def vote(self, proposal, open_vote):
        return open_vote(proposal, quorum="0/1")

    @pytest.fixture
    def sheet(self, vote, in_the_room, facilitator):
        codes = actions.issue_ballots(vote=vote, count=3, actor=facilitator)
        actions.give_sheet(vote=vote, member=in_the_room[0], actor=facilitator)
        return codes[0]

    def enter(self, sheet, proposal, option, actor):
        return actions.enter_paper(ballot_code=sheet, choices={proposal: option}, actor=actor)

    def test_it_counts_when_two_people_have_read_the_same(
        self, vote, sheet, proposal, facilitator, coordinator
    ):
        assert not self.enter(sheet, proposal, "yes", facilitator).cast
        assert not self.enter(sheet, proposal, "yes", facilitator).cast
        with refused("deliberation.paper_unfinished"):
            actions.close_vote(vote=vote, actor=coordinator)
        assert self.enter(sheet, proposal, "yes", coordinator).cast
        assert close(vote, coordinator).supporting == 1

    def test_a_mismatch_is_shown_and_must_be_cleared(self, vote, sheet, proposal, facilitator, coordinator):
        self.enter(sheet, proposal, "yes", facilitator)
        assert not self.enter(sheet, proposal, "no", coordinator).cast
        assert queries.paper_count(vote).differing == (sheet,)
        with refused("deliberation.paper_unfinished"):
            actions.close_vote(vote=vote, actor=coordinator)
        assert self.enter(sheet, proposal, "yes", coordinator).cast
        assert queries.paper_count(vote).differing == ()

    def test_a_third_reader_is_turned_away(self, sheet, proposal, facilitator, coordinator, official):
        for actor in (facilitator, coordinator):
            self.enter(sheet, proposal, "yes", actor)
        with refused("deliberation.read_by_two"):
            self.enter(sheet, proposal, "no", official)

    def test_phone_and_paper_exclude_each_other(self, vote, proposal, sheet, facilitator):
        self.enter(sheet, proposal, "yes", facilitator)
        with refused("deliberation.ballot_on_paper"):
            actions.cast(ballot_code=sheet, choices={proposal: "no"})
        (other,) = actions.issue_ballots(vote=vote, count=1, actor=facilitator)
        actions.cast(ballot_code=other, choices={proposal: "no"})
        with refused("deliberation.voted_by_phone"):
            self.enter(other, proposal, "no", facilitator)

    def test_more_ballots_than_were_received_are_not_counted(
        self, vote, sheet, proposal, in_the_room, facilitator, coordinator
    ):
        extra = actions.issue_ballots(vote=vote, count=1, actor=facilitator)
        for code in (sheet, *extra):
            actions.cast(ballot_code=code, choices={proposal: "yes"})
        with refused("deliberation.more_cast_than_received"):
            actions.close_vote(vote=vote, actor=coordinator)
        actions.give_sheet(vote=vote, member=in_the_room[1], actor=facilitator)
        assert close(vote, coordinator).cast == 2

    def test_who_has_a_sheet_gets_no_other_ballot(self, vote, sheet, in_the_room):
        with refused("deliberation.ballot_received_before"):
            actions.hand_ballot(vote=vote, member=in_the_room[0])

    def test_a_spoiled_sheet_is_void(self, vote, sheet, proposal, coordinator):
        actions.cast(ballot_code=sheet, choices={proposal: "yes"})
        actions.void_ballot(vote=vote, ballot_code=sheet, reason="Repesi", actor=coordinator)
        with refused("deliberation.ballot_void"):
            actions.cast(ballot_code=sheet, choices={proposal: "yes"})
        assert close(vote, coordinator).cast == 0

    def test_paper_is_entered_after_the_phones_are_stopped(
        self, vote, sheet, proposal, facilitator, coordinator
    ):
        actions.stop_voting(vote=vote, actor=coordinator)
        with refused("deliberation.vote_not_open"):
            actions.cast(ballot_code=sheet, choices={proposal: "yes"})
        for actor in (facilitator, coordinator):
            self.enter(sheet, proposal, "no", actor)
        assert close(vote, coordinator).opposing == 1


def test_a_cancelled_vote_leaves_no_ballots_but_its_reason(proposal, open_vote, vote_as, coordinator):
    vote = open_vote(proposal)
    vote_as(vote, [{proposal: "yes"}])
    actions.cancel_vote(vote=vote, reason="Väärä sanamuoto lipussa", actor=coordinator)
    assert not Ballot.objects.exists()
    assert Vote.objects.get().cancelled_reason == "Väärä sanamuoto lipussa"
    assert open_vote(proposal).number == 2


def test_a_proposal_that_failed_can_be_reworded_and_voted_again(
    panel, proposal, open_vote, vote_as, facilitator, coordinator
):
    first = open_vote(proposal)
    vote_as(first, [{proposal: "no"}] * 8)
    actions.close_vote(vote=first, actor=coordinator)
    actions.revise_proposal(proposal=proposal, actor=facilitator, title="Illat", text="Yksi ilta viikossa.")
    actions.freeze(proposal=proposal, actor=facilitator)
    again = queries.get_proposal(panel, proposal.number)
    second = open_vote(again)
    vote_as(second, [{again: "yes"}] * 8)
    actions.close_vote(vote=second, actor=coordinator)
    item = queries.deciding_items(panel)[proposal.pk]
    assert (item.vote, item.version.number, item.adopted) == (second, 2, True)
    with refused("deliberation.proposal_adopted"):
        actions.withdraw_proposal(proposal=again, reason="ei", actor=facilitator)
