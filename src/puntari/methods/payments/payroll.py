"""Rows for the county's payroll system.

CSV as Finnish spreadsheet and payroll programs open it: semicolons, UTF-8 with a byte order mark, decimal
commas, ISO 8601 dates, lines ended by CR LF (RFC 4180). Whoever reads the file may open it in a spreadsheet,
so text that a spreadsheet would run as a formula is made inert (OWASP, CSV injection).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from puntari.methods.payments import iban
from puntari.methods.payments.errors import AccountError, PayrollError
from puntari.methods.payments.money import euros_finnish

BYTE_ORDER_MARK: Final = "\ufeff"
FORMULA_STARTS: Final = ("=", "+", "-", "@")
# The columns are the file's contract with payroll and stay Finnish whatever the reader's language.
COLUMNS: Final = (
    "viite",
    "sukunimi",
    "etunimet",
    "henkilotunnus",
    "tilinomistaja",
    "iban",
    "tulolaji",
    "peruste",
    "palkkio_eur",
    "matkat_eur",
    "matkat_veronalaisia",
    "ennakonpidatys_eur",
    "maksetaan_eur",
    "maksupaiva",
)


@dataclass(frozen=True, slots=True)
class PayrollRow:
    """One payee of one payment date, in cents.

    `withheld_cents` is None when payroll withholds itself; the amount to pay is then left blank too.
    `basis` says what is paid for, such as the meeting dates. `income_type` is an Incomes Register code.
    """

    reference: str
    last_name: str
    first_names: str
    identity_code: str
    account_holder: str
    iban: str
    income_type: int
    basis: str
    fee_cents: int
    travel_cents: int
    travel_is_taxable: bool
    withheld_cents: int | None
    payment_date: date


def payroll_csv(rows: Iterable[PayrollRow]) -> bytes:
    """Return the file with a heading line and the rows in order of their references.

    Raises `PayrollError`: payroll_sum_differs when more is withheld than the taxable amount,
    account_invalid.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in sorted(rows, key=lambda row: row.reference):
        writer.writerow(_cells(row))
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def _cells(row: PayrollRow) -> list[str]:
    withheld, paid = _settled(row)
    return [
        _inert(row.reference),
        _inert(row.last_name),
        _inert(row.first_names),
        _inert(row.identity_code),
        _inert(row.account_holder),
        _account(row),
        str(int(row.income_type)),
        _inert(row.basis),
        euros_finnish(row.fee_cents),
        euros_finnish(row.travel_cents),
        "1" if row.travel_is_taxable else "0",
        withheld,
        paid,
        row.payment_date.isoformat(),
    ]


def _account(row: PayrollRow) -> str:
    try:
        return iban.normalise(row.iban)
    except AccountError as error:
        raise PayrollError("account_invalid", reference=row.reference, reason=error.code) from error


def _settled(row: PayrollRow) -> tuple[str, str]:
    if row.withheld_cents is None:
        return "", ""
    taxable = row.fee_cents + (row.travel_cents if row.travel_is_taxable else 0)
    if not 0 <= row.withheld_cents <= taxable:
        raise PayrollError("payroll_sum_differs", reference=row.reference)
    paid = row.fee_cents + row.travel_cents - row.withheld_cents
    return euros_finnish(row.withheld_cents), euros_finnish(paid)


def _inert(text: str) -> str:
    flat = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return f"'{flat}" if flat.startswith(FORMULA_STARTS) else flat
