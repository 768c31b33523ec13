"""What a row must be to become a letter."""

from datetime import date

import pytest

from puntari.recruitment.sample.checking import Checked, Rules, Value, check_rows, parse_date
from puntari.recruitment.sample.mapping import MUNICIPALITY_CODES, guess, names_from_text, names_to_text
from puntari.recruitment.tests.conftest import HEADER, row

TOWNS = [Value("hyvinkaa", "Hyvinkää"), Value("pornainen", "Pornainen")]
AGES = [Value("15-44", "15–44", 15, 44), Value("45-80", "45–80", 45, 80)]
RULES = Rules(
    today=date(2026, 6, 15),
    min_age=15,
    max_age=80,
    columns=guess(HEADER),
    code_names=MUNICIPALITY_CODES,
    register={"municipality": ("town", TOWNS)},
    age_features={"age": AGES},
)


def check(*rows: list[str], rules: Rules = RULES) -> Checked:
    *_, last = check_rows(list(enumerate(rows, start=2)), len(HEADER), rules)
    return last


def codes_of(checked: Checked) -> list[tuple[int, str]]:
    return [(problem["line"], problem["code"]) for problem in checked.problems]


def test_a_good_row_becomes_a_person_with_features() -> None:
    person = check(row(1, birth="1.5.1980")).people[0]
    assert (person.municipality, person.gender, person.birth_year) == ("Pornainen", "woman", 1980)
    assert person.features == {"town": "pornainen", "age": "45-80"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"last_name": ""}, "no_last_name"),
        ({"first_names": " "}, "no_first_names"),
        ({"street": ""}, "no_street"),
        ({"postcode": ""}, "no_postcode"),
        ({"postcode": "58"}, "bad_postcode"),
        ({"postcode": "٠٥٨٠٠"}, "bad_postcode"),
        ({"birth": ""}, "no_age"),
        ({"birth": "31.2.1980"}, "bad_birth"),
        ({"birth": "1.1.2027"}, "bad_birth"),
        ({"birth": "kesällä"}, "bad_birth"),
        ({"birth": "2012"}, "age_out"),
        ({"birth": "1.1.1930"}, "age_out"),
        ({"municipality": "091"}, "unknown_municipality"),
        ({"last_name": "x" * 121}, "too_long"),
    ],
)
def test_a_bad_row_is_named_by_its_line(change: dict[str, str], code: str) -> None:
    checked = check(row(1), row(2, **change))
    assert codes_of(checked) == [(3, code)]
    assert len(checked.people) == 1


def test_the_same_person_at_the_same_address_is_found_however_it_is_written() -> None:
    again = row(1, last_name="ESIMERKKI1", street="kuvitteellinen tie 1 A2")
    housemate = row(1, first_names="Eino", birth="2.2.1975")
    checked = check(row(1), again, housemate)
    assert codes_of(checked) == [(3, "duplicate")]
    assert len(checked.people) == 2


@pytest.mark.parametrize("flag", ["1", "K", "x", "kyllä", "2027-01-01", "?"])
def test_a_protected_person_is_only_counted_and_any_odd_flag_protects(flag: str) -> None:
    checked = check(row(1, non_disclosure=flag), row(2, non_disclosure="0"))
    assert (checked.hidden, len(checked.people), checked.problems) == (1, 1, [])


def test_a_protected_persons_bad_row_is_not_shown_as_a_problem() -> None:
    assert check(row(1, non_disclosure="1", postcode="")).problems == []


def test_a_row_with_too_many_cells_is_not_guessed_at() -> None:
    assert codes_of(check([*row(1), "ylimääräinen"])) == [(2, "cells")]


def test_a_spreadsheets_lost_zero_is_put_back() -> None:
    assert check(row(1, postcode="5800")).people[0].postcode == "05800"


def test_a_mere_year_at_the_edge_of_two_bands_leaves_the_band_open() -> None:
    assert check(row(1, birth="1981")).people[0].features == {"town": "pornainen"}
    assert check(row(1, birth="1990")).people[0].features["age"] == "15-44"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1.5.1980", date(1980, 5, 1)),
        ("01051980", date(1980, 5, 1)),
        ("1051980", date(1980, 5, 1)),
        ("19800501", date(1980, 5, 1)),
        ("1980-05-01", date(1980, 5, 1)),
        ("20051985", date(1985, 5, 20)),
        ("1980-13-01", None),
        ("99999999", None),
        ("", None),
    ],
)
def test_dates_in_the_shapes_of_registers(text: str, day: date | None) -> None:
    assert parse_date(text) == day


def test_code_names_survive_the_form() -> None:
    assert names_from_text(names_to_text(MUNICIPALITY_CODES)) == MUNICIPALITY_CODES
    assert names_from_text("roskaa\n= x\n106 = Hyvinkää\n") == {"106": "Hyvinkää"}
