"""Account numbers (IBAN) inside the Single Euro Payments Area.

Sources: ISO 13616-1 (structure and check digits, through ``stdnum.iban``); European Payments Council
EPC409-09, the list of countries in the geographical scope of the SEPA schemes; Finance Finland's list of
Finnish bank numbers and BICs. A Finnish account number ends in a check digit of its own (Luhn), which
catches what ISO 7064 does not: a number mistyped before its IBAN was calculated.
"""

from __future__ import annotations

from typing import Final

from stdnum import iban as stdnum_iban
from stdnum import luhn
from stdnum.exceptions import InvalidChecksum, ValidationError

from puntari.methods.payments.errors import AccountError

EUROPEAN_UNION: Final = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
OTHERS_IN_SCHEME: Final = "AD AL CH GB GI IS LI MC MD ME MK NO RS SM VA"
SEPA_COUNTRIES: Final = frozenset(f"{EUROPEAN_UNION} {OTHERS_IN_SCHEME}".split())

# Bank numbers are prefix codes: no number is the beginning of another. A bank left out here only means
# that its BIC is not filled in, which a SEPA payment does not need.
FINNISH_BICS: Final = {
    "1": "NDEAFIHH",
    "2": "NDEAFIHH",
    "33": "ESSEFIHX",
    "36": "SBANFIHH",
    "37": "DNBAFIHX",
    "38": "SWEDFIHH",
    "39": "SBANFIHH",
    "405": "HELSFIHH",
    "497": "HELSFIHH",
    "5": "OKOYFIHH",
    "6": "AABAFI22",
    "713": "CITIFIHX",
    "8": "DABAFIHH",
} | dict.fromkeys((str(number) for number in range(470, 479)), "POPFFI22")

FINNISH_BBAN_LENGTH: Final = 14


def normalise(number: str) -> str:
    """Return a valid SEPA account number without spaces, in upper case.

    Raises `AccountError`: iban_format (structure or length), iban_not_sepa, iban_checksum (ISO 7064),
    iban_national_checksum (the country's own check, where there is one).
    """
    compact = stdnum_iban.compact(number)
    country = compact[:2]
    if not (compact.isascii() and compact.isalnum() and country.isalpha() and compact[2:4].isdigit()):
        raise AccountError("iban_format")
    if country not in SEPA_COUNTRIES:
        raise AccountError("iban_not_sepa", country=country)
    try:
        stdnum_iban.validate(compact, check_country=False)
    except InvalidChecksum:
        raise AccountError("iban_checksum") from None
    except ValidationError:
        raise AccountError("iban_format") from None
    if not _passes_national_check(compact):
        raise AccountError("iban_national_checksum")
    return compact


def _passes_national_check(compact: str) -> bool:
    if compact.startswith("FI"):
        return luhn.is_valid(compact[4:])
    return stdnum_iban.is_valid(compact)


def format_groups(number: str) -> str:
    """Return the number in groups of four, as people read it: ``FI21 1234 5600 0007 85``."""
    return stdnum_iban.format(number)


def mask(number: str) -> str:
    """Return the country and the last four characters only: ``FI** **** 0785``."""
    compact = stdnum_iban.compact(number)
    return f"{compact[:2]}** **** {compact[-4:]}" if len(compact) >= 15 else "****"


def is_finnish(number: str) -> bool:
    """Tell whether the account is held in Finland, Åland included."""
    return stdnum_iban.compact(number).startswith("FI")


def bic_of(number: str) -> str | None:
    """Return the BIC of a Finnish account's bank, or None where it is not surely known.

    None is no obstacle: since February 2016 a SEPA payment is routed by the account number alone
    (Regulation (EU) 260/2012, Article 5(7)).
    """
    compact = stdnum_iban.compact(number)
    if not compact.startswith("FI"):
        return None
    return next((FINNISH_BICS[p] for n in (1, 2, 3) if (p := compact[4 : 4 + n]) in FINNISH_BICS), None)


def finnish_iban(account: str) -> str:
    """Make a valid Finnish IBAN from the first 13 digits of an account number (demonstration data).

    Raises `AccountError`: bban_format.
    """
    if not (account.isascii() and account.isdigit() and len(account) == FINNISH_BBAN_LENGTH - 1):
        raise AccountError("bban_format")
    bban = account + luhn.calc_check_digit(account)
    return f"FI{stdnum_iban.calc_check_digits('FI00' + bban)}{bban}"
