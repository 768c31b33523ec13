"""Wordings in versions, merges that keep their parents, comments that change nothing."""

from __future__ import annotations

from puntari.core.models import LogEntry
from puntari.deliberation import actions, queries
from puntari.deliberation.models import Descent, Proposal
from puntari.deliberation.tests.conftest import refused


def merge(panel, actor, *parents):
    return actions.merge_proposals(
        panel=panel, parents=parents, title="Yhdessä", text="Yhdessä.", actor=actor
    )


def test_an_edit_makes_the_next_version_and_an_equal_text_none(propose, facilitator):
    proposal = propose("Kotikäynnit")
    texts = {"title": "Kotikäynnit", "text": "Kotikäynnit kaikille."}
    assert actions.revise_proposal(proposal=proposal, actor=facilitator, **texts).words.number == 1
    changed = actions.revise_proposal(
        proposal=proposal, actor=facilitator, title="Kotikäynnit", text="Kotikäynti kysymättä."
    )
    assert changed.words.number == 2
    assert [version.text for version in changed.versions.all()] == [
        "Kotikäynnit kaikille.",
        "Kotikäynti kysymättä.",
    ]


def test_two_writers_do_not_overwrite_each_other(propose, facilitator, coordinator):
    proposal = propose("Kotikäynnit")
    actions.revise_proposal(
        proposal=proposal, actor=facilitator, title="Toinen", text="Toinen.", base_version=1
    )
    with refused("deliberation.newer_wording"):
        actions.revise_proposal(
            proposal=proposal, actor=coordinator, title="Kolmas", text="Kolmas.", base_version=1
        )


def test_a_frozen_wording_has_its_hash_and_a_later_edit_makes_the_next_one(propose, facilitator):
    proposal = propose("Kotikäynnit")
    frozen = actions.freeze(proposal=proposal, actor=facilitator)
    assert frozen.sha256 == frozen.digest()
    later = actions.revise_proposal(proposal=proposal, actor=facilitator, title="Muu", text="Muu teksti.")
    frozen.refresh_from_db()
    assert (frozen.number, frozen.title, frozen.sha256) == (1, "Kotikäynnit", frozen.digest())
    assert (later.words.number, later.is_frozen) == (2, False)


def test_nothing_is_frozen_while_a_card_has_no_place(add, propose, facilitator):
    card = add("Unohtunut ajatus")
    proposal = propose("Muu ehdotus")
    with refused("deliberation.cards_uncovered"):
        actions.freeze(proposal=proposal, actor=facilitator)
    actions.leave_out_card(card=card, reason="Sama kuin kortti 2", actor=facilitator)
    assert actions.freeze(proposal=proposal, actor=facilitator).frozen is not None


def test_a_card_whose_merge_was_undone_still_has_its_first_proposal(panel, add, propose, facilitator):
    card = add("Ajatus")
    one, two = propose("Yksi", card), propose("Kaksi")
    merged = merge(panel, facilitator, one, two)
    rework = queries.lineage_of(merged).made_by
    actions.undo_rework(rework=rework, actor=facilitator)
    assert queries.uncovered_cards(panel) == []
    states = dict(Proposal.objects.values_list("number", "state"))
    assert states == {1: "open", 2: "open", 3: "undone"}


def test_a_merge_keeps_its_parents(panel, propose, facilitator):
    one, two = propose("Yksi", theme="Palvelut"), propose("Kaksi")
    merged = merge(panel, facilitator, one, two)
    lineage = queries.lineage_of(merged)
    assert lineage.parents == [one, two]
    assert [parent.state for parent in lineage.parents] == ["merged", "merged"]
    assert merged.theme == "Palvelut"


def test_a_merge_that_something_rests_on_stays(panel, propose, facilitator):
    merged = merge(panel, facilitator, propose("Yksi"), propose("Kaksi"))
    rework = queries.lineage_of(merged).made_by
    again = merge(panel, facilitator, merged, propose("Neljä"))
    with refused("deliberation.rework_in_use"):
        actions.undo_rework(rework=rework, actor=facilitator)
    actions.undo_rework(rework=queries.lineage_of(again).made_by, actor=facilitator)
    actions.freeze(proposal=queries.get_proposal(panel, merged.number), actor=facilitator)
    with refused("deliberation.rework_in_use"):
        actions.undo_rework(rework=rework, actor=facilitator)


def test_one_proposal_is_no_merge_and_a_merged_one_is_merged_once(panel, propose, facilitator):
    one, two = propose("Yksi"), propose("Kaksi")
    with refused("deliberation.merge_needs_two"):
        merge(panel, facilitator, one, one)
    merge(panel, facilitator, one, two)
    with refused("deliberation.proposal_not_open"):
        merge(panel, facilitator, one, propose("Neljä"))
    assert Descent.objects.count() == 2


def test_a_comment_shows_who_says_it_and_leaves_the_proposal_alone(propose, official):
    proposal = propose("Kotikäynnit")
    official.title = "Palvelujohtaja"
    said = actions.comment(
        proposal=proposal, kind="power", text="Tästä päättää aluevaltuusto.", actor=official
    )
    proposal.refresh_from_db()
    assert said.author == "Official, Palvelujohtaja"
    assert (said.version, proposal.words.number) == (proposal.current, 1)


def test_a_withdrawn_proposal_keeps_its_reason_and_comes_back(propose, facilitator):
    proposal = propose("Sairaala takaisin")
    with refused("deliberation.reason_missing"):
        actions.withdraw_proposal(proposal=proposal, reason="", actor=facilitator)
    gone = actions.withdraw_proposal(proposal=proposal, reason="Ei alueen päätettävissä", actor=facilitator)
    assert gone.state_reason == "Ei alueen päätettävissä"
    assert actions.bring_back_proposal(proposal=gone, actor=facilitator).is_open


def test_like_proposals_are_suggested_for_merging(panel, propose):
    near = propose("Vastaanotot auki iltaisin"), propose("Vastaanotto avoinna iltaisin")
    propose("Bussipysäkki sairaalan eteen")
    assert queries.suggested_merges(panel)[0] == near


def test_every_step_is_on_record(panel, propose, facilitator):
    merge(panel, facilitator, propose("Yksi"), propose("Kaksi"))
    kinds = list(LogEntry.objects.order_by("number").values_list("kind", flat=True))
    assert kinds == [
        "deliberation.proposal_made",
        "deliberation.proposal_made",
        "deliberation.proposals_merged",
    ]
