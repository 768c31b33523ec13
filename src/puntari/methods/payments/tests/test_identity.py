from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from puntari.methods.payments import IdentityCodeError, identity

TODAY = date(2026, 11, 22)
# The Digital and Population Data Services Agency's fictional persons.
TEST_PERSONS = ("010594Y9032", "010516B903X", "010501E9032", "020503F9037")


def refused(code: str, **options: bool) -> str:
    with pytest.raises(IdentityCodeError) as caught:
        identity.check(code, today=TODAY, **options)
    return caught.value.code


@pytest.mark.parametrize("code", TEST_PERSONS)
def test_fictional_persons_pass_only_with_the_flag(code: str) -> None:
    assert identity.check(code, today=TODAY, allow_test=True) == code
    assert refused(code) == "identity_test_range"


def test_stored_form_is_upper_case_with_its_separator() -> None:
    assert identity.check(" 131052-308t ", today=TODAY) == "131052-308T"


def test_two_people_may_differ_by_the_separator_alone() -> None:
    old, new = (identity.compose(date(1994, 5, 1), 123, separator=s) for s in "-Y")
    assert identity.check(old, today=TODAY) != identity.check(new, today=TODAY)
    assert old.replace("-", "") == new.replace("Y", "")


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("", "identity_format"),
        ("131052308T", "identity_format"),
        ("131052G308T", "identity_format"),
        ("131052Z308T", "identity_format"),
        ("١٣١٠٥٢-٣٠٨T", "identity_format"),
        ("310252-308Y", "identity_date"),
        ("290201A308Y", "identity_date"),
        ("131052-001H", "identity_individual_number"),
        ("131052-308U", "identity_check_character"),
    ],
)
def test_each_fault_has_its_code(code: str, fault: str) -> None:
    assert refused(code) == fault


def test_a_birth_date_in_the_future_is_refused() -> None:
    tomorrow = identity.compose(date(2026, 11, 23), 123)
    assert refused(tomorrow) == "identity_future"
    assert identity.check(identity.compose(TODAY, 123), today=TODAY)


@pytest.mark.parametrize(
    ("separator", "year"), [("+", 1894), *((s, 1994) for s in "-YXWVU"), *((s, 2014) for s in "ABCDEF")]
)
def test_every_separator_tells_its_century(separator: str, year: int) -> None:
    code = identity.compose(date(year, 5, 1), 123, separator=separator)
    assert identity.birth_date(code) == date(year, 5, 1)


def test_a_separator_of_another_century_is_refused() -> None:
    with pytest.raises(IdentityCodeError, match="identity_separator_unknown"):
        identity.compose(date(1994, 5, 1), 123, separator="A")


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2010, 11, 23), date(2026, 11, 22), 15),
        (date(2010, 11, 22), date(2026, 11, 22), 16),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(1999, 12, 31), date(2000, 1, 1), 0),
    ],
)
def test_age(born: date, day: date, age: int) -> None:
    assert identity.age_on(identity.compose(born, 901), day) == age


def test_nobody_has_an_age_before_birth() -> None:
    with pytest.raises(IdentityCodeError, match="identity_not_born"):
        identity.age_on("131052-308T", date(1952, 10, 12))


def test_mask_hides_the_last_four_and_whatever_is_not_a_code() -> None:
    assert identity.mask("010594y9032") == "010594Y****"
    assert identity.mask("131052-308U") == "***********"


@settings(deadline=None)
@given(
    st.dates(date(1850, 1, 1), date(2026, 11, 22)),
    st.integers(min_value=2, max_value=899),
)
def test_composed_codes_are_valid_and_tell_their_birth_date(born: date, individual: int) -> None:
    code = identity.compose(born, individual)
    assert identity.check(code, today=TODAY) == code
    assert identity.birth_date(code) == born


@settings(deadline=None)
@given(st.text())
def test_any_text_is_either_a_code_or_a_coded_error(text: str) -> None:
    assert len(identity.mask(text)) == 11
    fault = None
    try:
        identity.check(text, today=TODAY)
    except IdentityCodeError as error:
        fault = error.code
    assert fault is None or fault.startswith("identity_")
