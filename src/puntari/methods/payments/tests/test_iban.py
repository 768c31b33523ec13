import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from puntari.methods.payments import AccountError, iban

KNOWN = {
    "FI21 1234 5600 0007 85": "NDEAFIHH",
    "FI49 5000 9420 0287 30": "OKOYFIHH",
    "FI88 4730 4720 0175 17": "POPFFI22",
}


@pytest.mark.parametrize(("number", "bic"), KNOWN.items())
def test_known_finnish_accounts(number: str, bic: str) -> None:
    compact = iban.normalise(number.lower())
    assert compact == number.replace(" ", "")
    assert iban.format_groups(compact) == number
    assert iban.bic_of(number) == bic


@pytest.mark.parametrize(
    "number",
    ["DE89370400440532013000", "SE4550000000058398257466", "EE382200221020145685", "GB29NWBK60161331926819"],
)
def test_other_sepa_accounts_pass_without_a_bic(number: str) -> None:
    assert iban.normalise(number) == number
    assert iban.bic_of(number) is None
    assert not iban.is_finnish(number)


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("", "iban_format"),
        ("FI", "iban_format"),
        ("123456-785", "iban_format"),
        ("FI2112345600000786", "iban_checksum"),
        ("FI2112345600000", "iban_checksum"),
        ("TR330006100519786457841326", "iban_not_sepa"),
        ("BE31435411161155é", "iban_format"),
        # Correct by ISO 7064, wrong by the country's own check.
        ("FI9112345600000786", "iban_national_checksum"),
        ("BE58435411161154", "iban_national_checksum"),
    ],
)
def test_each_fault_has_its_code(number: str, fault: str) -> None:
    with pytest.raises(AccountError) as caught:
        iban.normalise(number)
    assert caught.value.code == fault


def test_an_unknown_bank_number_has_no_bic() -> None:
    assert iban.bic_of(iban.finnish_iban("7990000000001")) is None


def test_no_bank_number_is_the_beginning_of_another() -> None:
    numbers = list(iban.FINNISH_BICS)
    assert not [(a, b) for a in numbers for b in numbers if a != b and b.startswith(a)]


def test_mask_keeps_country_and_four_last() -> None:
    assert iban.mask("FI21 1234 5600 0007 85") == "FI** **** 0785"
    assert iban.mask("123") == "****"


@settings(deadline=None)
@given(st.from_regex(r"[0-9]{13}", fullmatch=True).filter(str.isascii))
def test_made_accounts_are_valid(account: str) -> None:
    number = iban.finnish_iban(account)
    assert iban.normalise(iban.format_groups(number)) == number


@settings(deadline=None)
@given(
    st.from_regex(r"[0-9]{13}", fullmatch=True).filter(str.isascii),
    st.integers(min_value=2, max_value=17),
    st.integers(min_value=1, max_value=9),
)
def test_one_wrong_digit_is_always_found(account: str, place: int, shift: int) -> None:
    number = iban.finnish_iban(account)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    with pytest.raises(AccountError):
        iban.normalise(wrong)


def test_a_short_account_is_refused() -> None:
    with pytest.raises(AccountError, match="bban_format"):
        iban.finnish_iban("123")
