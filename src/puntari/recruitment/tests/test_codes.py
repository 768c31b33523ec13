"""Codes that people type."""

import math
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puntari.core.errors import BadInput
from puntari.recruitment import codes

CODES = st.text(alphabet=codes.ALPHABET, min_size=9, max_size=9).map(
    lambda body: body + codes.check_character(body)
)


def test_a_code_has_forty_bits_and_no_look_alikes() -> None:
    assert codes.RANDOM_CHARACTERS * math.log2(len(codes.ALPHABET)) > 40
    assert not set("0O1IL") & set(codes.ALPHABET)
    assert len(set(codes.new_codes(500))) == 500


@given(CODES, st.data())
def test_any_one_wrong_character_is_noticed(code: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(code) - 1))
    wrong = data.draw(st.sampled_from([one for one in codes.ALPHABET if one != code[place]]))
    with pytest.raises(BadInput):
        codes.normalised(code[:place] + wrong + code[place + 1 :])


@given(CODES, st.data())
def test_any_two_characters_swapped_are_noticed(code: str, data: st.DataObject) -> None:
    first, second = data.draw(st.lists(st.integers(0, 9), min_size=2, max_size=2, unique=True))
    letters = list(code)
    letters[first], letters[second] = letters[second], letters[first]
    if letters != list(code):
        with pytest.raises(BadInput):
            codes.normalised("".join(letters))


@given(CODES)
def test_spaces_dashes_and_small_letters_do_not_matter(code: str) -> None:
    assert codes.normalised(f"  {codes.grouped(code).lower()} ") == code
    assert codes.normalised(" ".join(code)) == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "code_length"),
        ("K7FM", "code_length"),
        ("K7FM2QXA0I", "code_letters"),
        ("ÄÄÄÄÄÄÄÄÄÄ", "code_letters"),
    ],
)
def test_what_is_odd_is_said(typed: str, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        codes.normalised(typed)
    assert caught.value.code == f"recruitment.{code}"


def test_one_household_whatever_its_spelling() -> None:
    key = codes.household_key("Kuvitteellinen tie 1 A 2", "05800")
    assert codes.household_key("KUVITTEELLINEN TIE 1 A2", "05800 ") == key
    assert codes.household_key("Kuvitteellinen tie 1 A 3", "05800") != key
    assert codes.household_key("", "") == ""
    assert set(key) <= set(string.hexdigits)
