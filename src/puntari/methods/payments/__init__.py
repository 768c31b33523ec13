"""Paying the panel: fees and withholding, identity codes, account numbers, bank and register files.

Modules with short verbs (`identity.check`, `iban.normalise`, `bankdays.next_bank_day`) are used by their
module's name; everything else is taken from here.
"""

from puntari.methods.payments import bankdays, iban, identity
from puntari.methods.payments.bankdays import incomes_register_deadline
from puntari.methods.payments.charset import to_latin1
from puntari.methods.payments.errors import (
    CODES,
    AccountError,
    BankFileError,
    FeeError,
    IdentityCodeError,
    IncomesRegisterError,
    PaymentError,
    PayrollError,
)
from puntari.methods.payments.fees import Fee, FeeRule, TaxCard, Withholding, compute_fee, withhold
from puntari.methods.payments.incomes_register import validate_wage_reports, wage_reports
from puntari.methods.payments.money import euros, euros_finnish
from puntari.methods.payments.pain001 import (
    Batch,
    Debtor,
    PainVersion,
    Payment,
    credit_transfer,
    message_id,
)
from puntari.methods.payments.pain001 import validate as validate_credit_transfer
from puntari.methods.payments.payroll import PayrollRow, payroll_csv
from puntari.methods.payments.wage_report import (
    Contact,
    Income,
    IncomeType,
    InsuranceDecision,
    InsuranceException,
    WageDelivery,
    WageReport,
)

__all__ = [
    "CODES",
    "AccountError",
    "BankFileError",
    "Batch",
    "Contact",
    "Debtor",
    "Fee",
    "FeeError",
    "FeeRule",
    "IdentityCodeError",
    "Income",
    "IncomeType",
    "IncomesRegisterError",
    "InsuranceDecision",
    "InsuranceException",
    "PainVersion",
    "Payment",
    "PaymentError",
    "PayrollError",
    "PayrollRow",
    "TaxCard",
    "WageDelivery",
    "WageReport",
    "Withholding",
    "bankdays",
    "compute_fee",
    "credit_transfer",
    "euros",
    "euros_finnish",
    "iban",
    "identity",
    "incomes_register_deadline",
    "message_id",
    "payroll_csv",
    "to_latin1",
    "validate_credit_transfer",
    "validate_wage_reports",
    "wage_reports",
    "withhold",
]
