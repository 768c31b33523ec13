"""Finnish personal identity codes (henkilötunnus).

A code is ``ddmmyy`` + separator + individual number + check character. The separator tells the century, and
since 2023 several separators stand for the same century, so that two people may differ by the separator
alone: it belongs to the key and is never stripped.

Sources: Government Decree 128/2010 on the Population Information System as amended; the Digital and
Population Data Services Agency's description of the personal identity code and its new separators. Syntax
and check character are checked by ``stdnum.fi.hetu``.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from stdnum.exceptions import InvalidChecksum, InvalidFormat, ValidationError
from stdnum.fi import hetu

from puntari.methods.payments.errors import IdentityCodeError

CENTURY: Final = {"+": 1800} | dict.fromkeys("-YXWVU", 1900) | dict.fromkeys("ABCDEF", 2000)
CHECK_CHARACTERS: Final = "0123456789ABCDEFHJKLMNPRSTUVWXY"
FIRST_TEST_NUMBER: Final = 900
FIRST_NUMBER: Final = 2


def check(code: str, *, today: date, allow_test: bool = False) -> str:
    """Return `code` in its stored form: 11 characters, upper case, separator kept.

    Parameters: `today` is the day against which a future birth date is refused; `allow_test` lets through
    individual numbers 900-999, which are given to nobody and serve as test persons.

    Raises `IdentityCodeError`: identity_format, identity_date, identity_individual_number,
    identity_check_character, identity_test_range, identity_future.
    """
    number = _valid(code)
    if is_test_code(number) and not allow_test:
        raise IdentityCodeError("identity_test_range")
    born = _born(number)
    if born > today:
        raise IdentityCodeError("identity_future", birth_date=born)
    return number


def birth_date(code: str) -> date:
    """Return the date of birth that a valid code tells, test persons included.

    Raises `IdentityCodeError` for a code that is not valid.
    """
    return _born(_valid(code))


def age_on(code: str, day: date) -> int:
    """Return the age in full years on `day`.

    Somebody born on 29 February turns a year older on 1 March of a common year.

    Raises `IdentityCodeError`: identity_not_born when `day` is before the birth; others as `birth_date`.
    """
    born = birth_date(code)
    if day < born:
        raise IdentityCodeError("identity_not_born", birth_date=born, day=day)
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def is_test_code(code: str) -> bool:
    """Tell whether a valid code is a test person's (individual number 900-999)."""
    return int(_valid(code)[7:10]) >= FIRST_TEST_NUMBER


def mask(code: str) -> str:
    """Return the code with its last four characters hidden, for screens and logs: ``010594Y****``.

    Never fails: what is not a valid code is hidden whole, since it may be a mistyped real one.
    """
    try:
        return _valid(code)[:7] + "****"
    except IdentityCodeError:
        return "*" * 11


def compose(born: date, individual: int, *, separator: str | None = None) -> str:
    """Make a code from its parts: demonstration and test persons use individual numbers 900-999.

    `separator` defaults to the century's first one (``+``, ``-`` or ``A``).

    Raises `IdentityCodeError`: identity_individual_number outside 2-999, identity_separator_unknown when the
    separator is not one of that century's.
    """
    if not FIRST_NUMBER <= individual <= 999:
        raise IdentityCodeError("identity_individual_number")
    century = born.year // 100 * 100
    chosen = separator or next((mark for mark, start in CENTURY.items() if start == century), "")
    if CENTURY.get(chosen) != century:
        raise IdentityCodeError("identity_separator_unknown", separator=chosen)
    digits = f"{born:%d%m%y}{individual:03d}"
    return f"{digits[:6]}{chosen}{digits[6:]}{CHECK_CHARACTERS[int(digits) % 31]}"


def _valid(code: str) -> str:
    if not hetu.compact(code).isascii():
        # stdnum reads digits of every script; the register knows ASCII ones only.
        raise IdentityCodeError("identity_format")
    try:
        return hetu.validate(code, allow_temporary=True)
    except InvalidFormat:
        raise IdentityCodeError("identity_format") from None
    except InvalidChecksum:
        raise IdentityCodeError("identity_check_character") from None
    except ValidationError:
        # stdnum names one error for two faults: an impossible date and an individual number below 2.
        number = hetu.compact(code)
        fault = "identity_individual_number" if int(number[7:10]) < FIRST_NUMBER else "identity_date"
        raise IdentityCodeError(fault) from None


def _born(number: str) -> date:
    return date(CENTURY[number[6]] + int(number[4:6]), int(number[2:4]), int(number[:2]))
