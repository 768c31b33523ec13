"""Errors of the payments methods.

Every error carries a ``code`` (a key of `CODES`) and the parameters listed there, so that the caller can
word it in the reader's language. No error carries a sentence or an unmasked identity code.

    PaymentError
    ├── IdentityCodeError      a personal identity code that cannot be used
    ├── AccountError           an account number that cannot be paid to
    ├── FeeError               a fee rule, attendance or tax card that makes no sense
    ├── BankFileError          a credit transfer batch or file (pain.001)
    ├── PayrollError           a row for the payroll file
    └── IncomesRegisterError   an earnings payment report (Incomes Register)
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

CODES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        # identity codes
        "identity_format": (),
        "identity_date": (),
        "identity_individual_number": (),
        "identity_check_character": (),
        "identity_test_range": (),
        "identity_future": ("birth_date",),
        "identity_not_born": ("birth_date", "day"),
        "identity_separator_unknown": ("separator",),
        # account numbers
        "iban_format": (),
        "iban_checksum": (),
        "iban_not_sepa": ("country",),
        "iban_national_checksum": (),
        "bban_format": (),
        # fees and withholding
        "rule_needs_one_basis": (),
        "rule_negative": ("field",),
        "rule_share_range": ("percent",),
        "rule_step_range": ("minutes",),
        "meeting_length": ("minutes",),
        "attendance_negative": ("minutes",),
        "distance_negative": ("metres",),
        "expense_negative": ("cents",),
        "card_percent_range": ("percent",),
        "card_limit_negative": ("cents",),
        "card_needs_both": (),
        "amount_negative": ("field", "cents"),
        # bank and payroll files
        "account_invalid": ("reference", "reason"),
        "batch_empty": (),
        "batch_reference_format": ("reference",),
        "creation_time_naive": (),
        "amount_range": ("reference", "cents"),
        "name_unwritable": ("reference",),
        "message_unwritable": ("reference",),
        "reference_format": ("reference",),
        "references_repeated": ("references",),
        "execution_date_past": ("reference", "day"),
        "execution_date_not_bank_day": ("reference", "day"),
        "salary_needs_finnish_accounts": ("references",),
        "bic_format": ("bic",),
        "agreement_id_format": ("agreement_id",),
        "file_invalid": ("errors",),
        "not_xml": ("reason",),
        "format_unknown": ("namespace",),
        "schema": ("line", "reason"),
        "count_differs": ("where", "stated", "counted"),
        "sum_differs": ("where", "stated", "counted"),
        "character_outside_latin1": ("character",),
        "name_too_long": ("length",),
        "address_present": ("count",),
        # payroll file
        "payroll_sum_differs": ("reference",),
        # Incomes Register
        "insurance_exceptions_undecided": (),
        "insurance_exceptions_contradictory": ("exceptions",),
        "insurance_exception_unknown": ("exception",),
        "reports_empty": (),
        "reports_too_many": ("count", "limit"),
        "earner_repeated": ("report_ids",),
        "report_id_repeated": ("report_ids",),
        "withheld_exceeds_gross": ("report_id",),
        "income_type_not_wage": ("income_type",),
        "withholding_type_unknown": ("income_type",),
        "income_types_mixed": ("report_id",),
        "period_order": ("start", "end"),
        "business_id_format": ("business_id",),
        "text_length": ("field", "length", "limit"),
        "identity_invalid": ("report_id", "reason"),
        "test_identity_in_production": ("report_id",),
    }
)


class PaymentError(Exception):
    """Base of all errors of this package.

    ``code`` is a key of `CODES`, ``params`` holds what that key lists.
    """

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params: dict[str, Any] = params

    def __repr__(self) -> str:
        listed = "".join(f", {name}={value!r}" for name, value in self.params.items())
        return f"{type(self).__name__}({self.code!r}{listed})"


class IdentityCodeError(PaymentError):
    """A personal identity code that cannot be used."""


class AccountError(PaymentError):
    """An account number that cannot be paid to."""


class FeeError(PaymentError):
    """A fee rule, attendance or tax card that makes no sense."""


class BankFileError(PaymentError):
    """A credit transfer batch or file that a bank would refuse."""


class PayrollError(PaymentError):
    """A row that does not add up in the payroll file."""


class IncomesRegisterError(PaymentError):
    """An earnings payment report that the Incomes Register would refuse."""
