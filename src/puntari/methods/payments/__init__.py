"""Paying the panel: fees and withholding, identity codes, account numbers, bank and register files.

Modules with short verbs (`identity.check`, `iban.normalise`, `bankdays.next_bank_day`) are used by their
module's name; everything else is taken from here.
"""

from puntari.methods.payments import bankdays, iban, identity
from puntari.methods.payments.bankdays import incomes_register_deadline
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
from puntari.methods.payments.money import euros, euros_finnish

__all__ = [
    "CODES",
    "AccountError",
    "BankFileError",
    "Fee",
    "FeeError",
    "FeeRule",
    "IdentityCodeError",
    "IncomesRegisterError",
    "PaymentError",
    "PayrollError",
    "TaxCard",
    "Withholding",
    "bankdays",
    "compute_fee",
    "euros",
    "euros_finnish",
    "iban",
    "identity",
    "incomes_register_deadline",
    "withhold",
]
