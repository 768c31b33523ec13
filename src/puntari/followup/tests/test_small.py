from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puntari.followup.models import StatusTerm
from puntari.followup.numbering import split_number, split_part_number
from puntari.followup.schedule import CONTINUOUS_KEY, NO_KEY, parse_schedule
from puntari.followup.statuses import FIRST_TERMS, split_status

TERMS = [StatusTerm(label=row[0], kind=row[3]) for row in FIRST_TERMS]


@pytest.mark.parametrize(
    ("typed", "starts", "ends"),
    [
        ("10/2024 – 3/2026", date(2024, 10, 1), date(2026, 3, 31)),
        ("10/2024-3/2026", date(2024, 10, 1), date(2026, 3, 31)),
        ("1-6/2025", date(2025, 1, 1), date(2025, 6, 30)),
        ("31.12.2025", date(2025, 12, 31), date(2025, 12, 31)),
        ("kevät 2026", date(2026, 1, 1), date(2026, 6, 30)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("– 3/2026", None, date(2026, 3, 31)),
        ("13/2024", None, None),
        ("32.1.2025", None, None),
        ("pian", None, None),
        ("", None, None),
    ],
)
def test_typed_schedules_are_read(typed: str, starts: date | None, ends: date | None) -> None:
    assert (parse_schedule(typed).starts, parse_schedule(typed).ends) == (starts, ends)


@pytest.mark.parametrize(
    "typed", ["Jatkuvaa", "10/2024 – jatkuvaa", "8/2024 alkaen", "Toistaiseksi", "10/2024 –"]
)
def test_work_without_an_end_is_continuous(typed: str) -> None:
    read = parse_schedule(typed)
    assert read.continuous
    assert read.ends is None
    assert read.key == CONTINUOUS_KEY


def test_months_sort_before_the_continuous_and_the_unknown() -> None:
    keys = [parse_schedule(text).key for text in ("3/2026", "Jatkuvaa", "pian")]
    assert keys == sorted(keys) == ["2026-03", CONTINUOUS_KEY, NO_KEY]


@given(st.text(max_size=60))
def test_any_text_is_a_schedule_and_a_cell(text: str) -> None:
    assert parse_schedule(text).key
    for split in (split_number(text), split_part_number(text)):
        assert split.lead + split.text == text
    status = split_status(text, TERMS)
    assert status.prefix + status.words == text


@pytest.mark.parametrize(
    ("cell", "number", "text"),
    [
        ("1. Nimi", "1", "Nimi"),
        ("12) Nimi", "12", "Nimi"),
        ("Suositus 3: Nimi", "3", "Nimi"),
        ("2 uutta ohjaajaa", "", "2 uutta ohjaajaa"),
        ("10.10. alkaen", "", "10.10. alkaen"),
        ("Nimi", "", "Nimi"),
    ],
)
def test_the_number_of_a_recommendation(cell: str, number: str, text: str) -> None:
    split = split_number(cell)
    assert (split.number, split.text) == (number, text)


@pytest.mark.parametrize(
    ("cell", "number"),
    [("1.1. Nimi", "1.1"), ("1.1 Nimi", "1.1"), ("a) Nimi", "a"), ("Nimi", ""), ("2 uutta", "")],
)
def test_the_number_of_a_part(cell: str, number: str) -> None:
    assert split_part_number(cell).number == number


@pytest.mark.parametrize(
    ("cell", "label", "words"),
    [
        ("Käsitelty", "Käsitelty", ""),
        ("Käsitelty Kilpailutus tehty.", "Käsitelty", "Kilpailutus tehty."),
        ("Käsitelty. Kokeiltu", "Käsitelty", "Kokeiltu"),
        ("KESKEN: odottaa", "Kesken", "odottaa"),
        ("Keskeytetty", "Keskeytetty", ""),
        ("Käsiteltynä", None, "Käsiteltynä"),
        ("hyvin menee", None, "hyvin menee"),
        ("", None, ""),
    ],
)
def test_the_status_word_is_found_at_the_beginning(cell: str, label: str | None, words: str) -> None:
    split = split_status(cell, TERMS)
    assert (split.term.label if split.term else None, split.words) == (label, words)
