"""State changes of the fees room."""

from puntari.fees.actions.entitlements import correct_entitlement, refresh_entitlements, set_fee_settings
from puntari.fees.actions.payees import ask_for_missing, payee_faults, set_payee
from puntari.fees.actions.runs import (
    approve_run,
    cancel_run,
    make_run,
    mark_paid,
    payment_file,
    payroll_file,
    register_file,
)

__all__ = [
    "approve_run",
    "ask_for_missing",
    "cancel_run",
    "correct_entitlement",
    "make_run",
    "mark_paid",
    "payee_faults",
    "payment_file",
    "payroll_file",
    "refresh_entitlements",
    "register_file",
    "set_fee_settings",
    "set_payee",
]
