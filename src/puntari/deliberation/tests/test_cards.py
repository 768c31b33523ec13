"""Cards are written once, and each can be followed to where it went."""

from __future__ import annotations

import uuid

from puntari.core.models import LogEntry
from puntari.deliberation import actions, queries
from puntari.deliberation.models import Card
from puntari.deliberation.tests.conftest import refused


def trail_of(panel, card):
    card.refresh_from_db()
    return queries.Provenance(panel).trail(card)


def test_the_same_card_sent_twice_is_one_card(add):
    key = uuid.uuid4()
    first, second = (
        add("Lisää iltavastaanottoja", client_key=key),
        add("Lisää iltavastaanottoja", client_key=key),
    )
    assert first.pk == second.pk
    assert Card.objects.count() == 1


def test_cards_are_numbered_through_the_panel(add):
    assert [add("yksi").number, add("kaksi", table=2).number] == [1, 2]


def test_an_empty_or_endless_card_is_refused(add):
    with refused("deliberation.card_empty"):
        add("   ")
    with refused("deliberation.card_too_long"):
        add("a" * 1001)


def test_a_deleted_card_leaves_its_trace(panel, add, facilitator):
    card = add("Väärään pöytään kirjattu")
    actions.delete_card(card=card, reason="Väärä pöytä", actor=facilitator)
    assert not queries.cards_of(panel).exists()
    kept = queries.cards_of(panel, deleted=True).get()
    assert (kept.text, kept.deleted_reason) == ("Väärään pöytään kirjattu", "Väärä pöytä")
    assert LogEntry.objects.filter(kind="deliberation.card_deleted").exists()
    actions.restore_card(card=kept, actor=facilitator)
    assert queries.cards_of(panel).count() == 1


def test_a_card_needs_a_reason_to_go_and_cannot_go_from_a_proposal(add, propose, facilitator):
    card = add("Kotikäyntejä")
    with refused("deliberation.reason_missing"):
        actions.delete_card(card=card, reason=" ", actor=facilitator)
    propose("Kotikäynnit", card)
    with refused("deliberation.card_carried"):
        actions.delete_card(card=card, reason="turha", actor=facilitator)


def test_near_duplicates_are_shown_and_nothing_is_merged(panel, add):
    near = add("Päivystysvastaanotto auki myös iltaisin")
    add("Bussipysäkki sairaalan eteen")
    found = queries.similar_cards(panel, "Vastaanotot auki iltaisin ja viikonloppuisin")
    assert found == [near]
    assert Card.objects.count() == 2


def test_a_card_is_followed_through_two_merges_to_its_recommendation(
    panel, add, propose, facilitator, coordinator, open_vote, vote_as
):
    card, other, third = add("Iltavastaanotto"), add("Viikonloppuvastaanotto"), add("Etävastaanotto")
    one, two, three = propose("Illat", card), propose("Viikonloput", other), propose("Etänä", third)
    merged = actions.merge_proposals(
        panel=panel, parents=[one, two], title="Illat ja viikonloput", text="Auki.", actor=facilitator
    )
    final = actions.merge_proposals(
        panel=panel, parents=[merged, three], title="Aina auki", text="Auki aina.", actor=facilitator
    )
    actions.freeze(proposal=final, actor=coordinator)
    vote = open_vote(final)
    vote_as(vote, [{final: "yes"}] * 8)
    actions.close_vote(vote=vote, actor=coordinator)
    (end,) = trail_of(panel, card).ends
    assert [step.number for step in end.route] == [one.number, merged.number, final.number]
    assert (end.key, end.recommendation) == ("recommendation", 1)
    assert queries.Provenance(panel).cards_behind(final) == [card, other, third]


def test_every_card_has_an_answer(panel, add, propose, facilitator):
    in_proposal, withdrawn, left, waiting, gone = (add(f"ajatus {number}") for number in range(5))
    propose("Jää työn alle", in_proposal)
    out = propose("Jää pois", withdrawn)
    actions.withdraw_proposal(proposal=out, reason="Ei kuulu alueelle", actor=facilitator)
    actions.leave_out_card(card=left, reason="Kiitos, ei ehdotus", actor=facilitator)
    actions.delete_card(card=gone, reason="Kaksoiskappale", actor=facilitator)
    fates = {trail.card.pk: trail.key for trail in queries.Provenance(panel).trails()}
    assert [fates[card.pk] for card in (in_proposal, withdrawn, left, waiting, gone)] == [
        "open",
        "withdrawn",
        "left_out",
        "waiting",
        "deleted",
    ]


def test_a_split_sends_the_card_both_ways(panel, add, propose, facilitator):
    card = add("Bussit ja vastaanotot")
    parent = propose("Kaksi asiaa", card)
    parts = [actions.Part("Bussit", "Bussi kulkee."), actions.Part("Vastaanotot", "Auki.")]
    children = actions.split_proposal(proposal=parent, parts=parts, actor=facilitator)
    assert {end.proposal for end in trail_of(panel, card).ends} == set(children)


def test_reading_all_trails_takes_as_many_queries_for_many_cards(
    panel, add, propose, django_assert_max_num_queries
):
    for number in range(30):
        propose(f"Ehdotus {number}", add(f"ajatus {number}"))
    with django_assert_max_num_queries(8):
        assert len(queries.Provenance(panel).trails()) == 30
