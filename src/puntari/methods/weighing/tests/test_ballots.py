from __future__ import annotations

import math
import random
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puntari.methods.weighing import (
    WeighingError,
    compare_entries,
    find_choice,
    generate_codes,
    parse_code,
    receipt,
    receipt_list,
)
from puntari.methods.weighing.ballots import ALPHABET, CODE_LENGTH, RANDOM_CHARACTERS

KEY = bytes(range(16))
OTHER_KEY = bytes(range(1, 17))


def codes(count: int, seed: int = 1) -> list[str]:
    return generate_codes(count, random.Random(seed))


def test_a_code_holds_forty_bits_of_characters_that_cannot_be_confused():
    assert RANDOM_CHARACTERS * math.log2(len(ALPHABET)) >= 40
    assert not set(ALPHABET) & set("0O1IL")


def test_codes_are_distinct_and_the_seed_repeats_them():
    assert len(set(codes(2000))) == 2000
    assert codes(20) == codes(20)
    assert parse_code(generate_codes(1, secrets.SystemRandom())[0])


@given(st.integers(0, 2**32), st.data())
def test_one_wrong_character_is_always_caught(seed, data):
    bare = codes(1, seed)[0].replace("-", "")
    place = data.draw(st.integers(0, CODE_LENGTH - 1))
    wrong = data.draw(st.sampled_from([c for c in ALPHABET if c != bare[place]]))
    with pytest.raises(WeighingError, match="bad_check"):
        parse_code(bare[:place] + wrong + bare[place + 1 :])


@given(st.integers(0, 2**32), st.data())
def test_two_swapped_characters_are_always_caught(seed, data):
    bare = list(codes(1, seed)[0].replace("-", ""))
    one, two = data.draw(
        st.tuples(*[st.integers(0, CODE_LENGTH - 1)] * 2).filter(lambda p: bare[p[0]] != bare[p[1]])
    )
    bare[one], bare[two] = bare[two], bare[one]
    with pytest.raises(WeighingError, match="bad_check"):
        parse_code("".join(bare))


@given(st.integers(0, 2**32), st.sampled_from(["", " ", "-", "–", " - ", ".", "\u00a0", "\t"]), st.booleans())
def test_case_and_spacing_do_not_matter(seed, between, lower):
    code = codes(1, seed)[0]
    typed = between.join(code.replace("-", ""))
    assert parse_code(f" {typed.lower() if lower else typed}\n") == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ABCDE-FGHJ0", "bad_character"),
        ("ABC", "bad_length"),
        ("", "bad_length"),
        ("22222-22223", "bad_check"),
    ],
)
def test_a_mistyped_code_says_what_is_wrong(typed, code):
    with pytest.raises(WeighingError) as caught:
        parse_code(typed)
    assert caught.value.code == code


def test_a_mistyped_character_is_pointed_at():
    with pytest.raises(WeighingError) as caught:
        parse_code("ABC-DE0")
    assert caught.value.params == {"character": "0", "place": 6}


def test_voters_find_their_own_choice_and_nobody_elses():
    sheets = codes(40)
    choices = {code: ("yes", "no")[index % 2] for index, code in enumerate(sheets)}
    published = receipt_list(choices, "vote-7", KEY)
    for code in sheets:
        assert find_choice(published, receipt(code.lower(), "vote-7", KEY)) == choices[code]
    assert find_choice(published, receipt(codes(1, seed=2)[0], "vote-7", KEY)) is None
    assert all(code not in row for code in sheets for row in published)


def test_receipts_of_two_votes_or_keys_cannot_be_linked():
    code = codes(1)[0]
    seen = {receipt(code, "vote-1", KEY), receipt(code, "vote-2", KEY), receipt(code, "vote-1", OTHER_KEY)}
    assert len(seen) == 3


def test_the_published_order_does_not_follow_the_order_of_voting():
    choices = dict.fromkeys(codes(30), "yes")
    backwards = dict(reversed(choices.items()))
    published = receipt_list(choices, "v", KEY)
    assert published == receipt_list(backwards, "v", KEY) == sorted(published)


def test_one_code_casts_one_vote_however_it_is_spelt():
    code = codes(1)[0]
    with pytest.raises(WeighingError, match="duplicate_code"):
        receipt_list({code: "yes", code.lower(): "no"}, "v", KEY)


def test_a_guessable_key_is_refused():
    with pytest.raises(WeighingError, match="short_key"):
        receipt(codes(1)[0], "v", b"short")


def test_paper_counts_only_where_two_people_agree():
    one, two, three, four = codes(4)
    count = compare_entries(
        {one: "yes", two: "no", three: "yes"}, {one.lower(): "yes", two: "yes", four: "no"}
    )
    assert count.agreed == {one: "yes"}
    assert count.differing == (two,)
    assert count.entered_once == tuple(sorted((three, four)))
