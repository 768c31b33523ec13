"""What an earnings payment report says: income types, insurance exceptions, payees and amounts.

Source: the Incomes Register's code sets for income types (tulolajit) and insurance exceptions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from typing import Final
from uuid import UUID

from puntari.methods.payments.errors import IncomesRegisterError


class IncomeType(IntEnum):
    """Income types (tulolajit) that a panel's payments may need; which one is payroll's decision."""

    WAGES_TOTAL = 101
    MEETING_FEE = 210
    LECTURE_FEE = 214
    OTHER_SUPPLEMENT = 216
    COMPENSATION_FOR_WORK = 336
    WITHHELD_TAX = 402
    TAX_AT_SOURCE = 404


DEDUCTIONS: Final = frozenset({IncomeType.WITHHELD_TAX, IncomeType.TAX_AT_SOURCE})


class InsuranceException(IntEnum):
    """Codes telling which social insurances do not cover the payment (InsuranceExceptions)."""

    NOTHING_INSURED = 1
    NO_PENSION = 2
    NO_ACCIDENT = 3
    NO_UNEMPLOYMENT = 4
    NO_SICKNESS = 5


@dataclass(frozen=True, slots=True)
class InsuranceDecision:
    """Payroll's decision on insuring the fee; undecided until one of the two is given.

    `exceptions`: codes that apply. `all_insured`: True when payroll has decided that none applies.

    Raises `IncomesRegisterError` from `codes`: insurance_exceptions_undecided,
    insurance_exceptions_contradictory, insurance_exception_unknown.
    """

    exceptions: tuple[int, ...] = ()
    all_insured: bool = False

    def codes(self) -> list[int]:
        """Return the codes to report, in order, without repetition."""
        if not self.exceptions and not self.all_insured:
            raise IncomesRegisterError("insurance_exceptions_undecided")
        chosen = sorted(set(self.exceptions))
        for code in chosen:
            if code not in set(InsuranceException):
                raise IncomesRegisterError("insurance_exception_unknown", exception=code)
        alone = InsuranceException.NOTHING_INSURED in chosen and len(chosen) > 1
        if alone or (chosen and self.all_insured):
            raise IncomesRegisterError("insurance_exceptions_contradictory", exceptions=chosen)
        return chosen


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the register asks about the delivery."""

    name: str
    telephone: str
    email: str | None = None
    responsibility_code: int | None = None


@dataclass(frozen=True, slots=True)
class Income:
    """A paid income: its type and its amount before withholding, in cents."""

    income_type: IncomeType
    gross_cents: int


@dataclass(frozen=True, slots=True)
class WageReport:
    """One payee's report of one payment. `report_id` (at most 40 characters) is the payer's own."""

    report_id: str
    identity_code: str
    last_name: str
    first_name: str
    incomes: tuple[Income, ...]
    withheld_cents: int
    withholding_type: IncomeType = IncomeType.WITHHELD_TAX


@dataclass(frozen=True, slots=True)
class WageDelivery:
    """One file. `delivery_id` is made once by the caller and kept: the register refuses a second use.

    `payment_date`: the day the money is at the payees' disposal. `earned_from`, `earned_until`: the period
    for which it is paid, both days included. `created_at` is aware.
    """

    delivery_id: UUID
    created_at: datetime
    business_id: str
    contact: Contact
    payment_date: date
    earned_from: date
    earned_until: date
    insurance: InsuranceDecision
    reports: tuple[WageReport, ...]
    production: bool = False
    source: str = "Puntari"
