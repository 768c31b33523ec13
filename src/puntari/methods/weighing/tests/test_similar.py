from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puntari.methods.weighing import GramRanker, suggest_pairs
from puntari.methods.weighing.similar import cosine, grams_of

NOTES = {
    "bus": "Bussivuoroja terveysasemalle pitää lisätä iltaisin",
    "bus-again": "Lisää iltavuoroja bussilla terveysasemille",
    "chat": "Nuorille oma keskustelukanava mielenterveyden tueksi",
    "chat-again": "Mielenterveyden keskusteluapua nuorille kanavasta riippumatta",
    "home": "Kotihoidon käynneille enemmän aikaa",
    "prices": "Asiakasmaksut ymmärrettäviksi kaikille",
}


@pytest.mark.parametrize("key", ["bus", "chat"])
def test_inflected_words_find_their_twin_first(key):
    others = {other: text for other, text in NOTES.items() if other != key}
    found = GramRanker().rank(NOTES[key], others, top=3)
    assert found[0].key == f"{key}-again"
    assert [neighbour.rank for neighbour in found] == list(range(1, len(found) + 1))


def test_unrelated_texts_are_not_offered():
    assert GramRanker().rank("xyzzy", NOTES) == []
    assert GramRanker().rank("", NOTES) == []
    assert GramRanker().rank("bussi", {}) == []


def test_pairs_are_suggested_and_nothing_is_merged():
    before = dict(NOTES)
    pairs = suggest_pairs(NOTES, GramRanker(), top=1)
    assert {("bus", "bus-again"), ("chat", "chat-again")} <= set(pairs)
    assert before == NOTES


@given(st.text(max_size=40))
def test_a_text_is_nearest_to_itself(text):
    found = GramRanker().rank(text, {"self": text, **NOTES}, top=1)
    if grams_of(text):
        assert found[0].score == pytest.approx(1)
        assert found[0].key == "self"
    else:
        assert found == []


def test_case_and_composition_do_not_matter():
    composed, decomposed = "HYVINKÄÄ", "hyvinka\u0308a\u0308"
    assert grams_of(composed) == grams_of(decomposed)


def test_the_cosine_of_strangers_is_zero():
    assert cosine({"a": 1.0}, {"b": 1.0}) == 0
