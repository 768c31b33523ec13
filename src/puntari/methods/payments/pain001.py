"""Credit transfer files for the bank: ISO 20022 pain.001, versions 001.03 and 001.09.

Sources: ISO 20022 message definitions pain.001.001.03 and pain.001.001.09; European Payments Council
EPC132-08 (customer-to-bank guidelines for SEPA credit transfers: reference characters, SLEV, amounts);
Finance Finland's ISO 20022 Payment Guide; Nordea's message implementation guide (characters, SALA only
between Finnish accounts).

``sepaxml`` writes the message. What it cannot say is patched in: identifiers of our own, the given creation
time, the payer's service agreement, the category purpose, and an agent where no BIC is known. The result is
validated again against the schema that ``sepaxml`` ships.

The payee's postal address is left out: it is not required, and unstructured addresses are refused from
15 November 2026.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from lxml import etree
from sepaxml import SepaTransfer

from puntari.methods.payments import bankdays, iban
from puntari.methods.payments.charset import to_latin1
from puntari.methods.payments.errors import AccountError, BankFileError
from puntari.methods.payments.pain001_rules import MESSAGE_LIMIT, NAME_LIMIT, validate
from puntari.methods.payments.xmlfile import read, write

__all__ = ["Batch", "Debtor", "PainVersion", "Payment", "credit_transfer", "message_id", "validate"]

HELSINKI: Final = ZoneInfo("Europe/Helsinki")
LARGEST_CENTS: Final = 99_999_999_999
BATCH_REFERENCE: Final = re.compile(r"[A-Za-z0-9-]{1,22}")
END_TO_END: Final = re.compile(r"(?!/|.*//|.*/$)[A-Za-z0-9?:().,'+/-][A-Za-z0-9 ?:().,'+/-]{0,34}(?<! )")
BIC: Final = re.compile(r"[A-Z]{6}[A-Z2-9][A-NP-Z0-9]([A-Z0-9]{3})?")
AGREEMENT_ID: Final = re.compile(r"[A-Za-z0-9-]{1,35}")
PURPOSE_SALARY: Final = "SALA"


class PainVersion(StrEnum):
    """Version of the message; Finnish banks took .03 for long and are moving to .09."""

    V03 = "pain.001.001.03"
    V09 = "pain.001.001.09"


@dataclass(frozen=True, slots=True)
class Debtor:
    """The payer. `agreement_id` is the bank's identifier of the service agreement, where it wants one."""

    name: str
    iban: str
    bic: str | None = None
    agreement_id: str | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """One credit transfer.

    `reference` goes through to the payee's bank (EndToEndId) and is unique in its batch.
    `account_holder` is the name the bank compares with the account (verification of payee).
    """

    reference: str
    account_holder: str
    iban: str
    amount_cents: int
    message: str
    execution_date: date


@dataclass(frozen=True, slots=True)
class Batch:
    """One file. `created_at` is aware; `salary` marks the whole batch as salary payments (SALA)."""

    reference: str
    debtor: Debtor
    payments: tuple[Payment, ...]
    created_at: datetime
    version: PainVersion = PainVersion.V03
    salary: bool = False


def credit_transfer(batch: Batch) -> bytes:
    """Return the file, UTF-8; the same batch gives the same bytes, in whatever order its payments stand.

    Payments are grouped by execution date, one PmtInf each, booked as a batch (BtchBookg true), charges
    shared by service level (SLEV). Names and messages are written in ISO 8859-1 characters and cut to 70 and
    140.

    Raises `BankFileError`: batch_empty, batch_reference_format, creation_time_naive, amount_range,
    name_unwritable, message_unwritable, reference_format, references_repeated, execution_date_past,
    account_invalid, execution_date_not_bank_day, salary_needs_finnish_accounts, bic_format,
    agreement_id_format, file_invalid; `AccountError` for the payer's own account number.
    """
    _check(batch)
    root = read(_draft(batch))
    _set_header(root, batch)
    _set_groups(root, batch)
    out = write(root)
    if errors := validate(out):
        raise BankFileError("file_invalid", errors=errors)
    return out


def message_id(batch: Batch) -> str:
    """Return the identifier by which a bank recognises a file sent twice (MsgId, at most 35 characters).

    It depends on what is paid to whom, when and from where, and neither on the creation time nor on the
    version of the message: making the file anew, also in the other version, does not make a new payment.
    """
    return f"{batch.reference}-{_digest(batch)[:12]}"


def _digest(batch: Batch) -> str:
    debtor = batch.debtor
    payments = [_identified(payment) for payment in _in_order(batch)]
    content = [batch.reference, debtor.name, iban.normalise(debtor.iban), batch.salary, payments]
    return hashlib.sha256(json.dumps(content, ensure_ascii=True).encode()).hexdigest()


def _identified(payment: Payment) -> list[str | int]:
    day, account = payment.execution_date.isoformat(), iban.normalise(payment.iban)
    return [payment.reference, payment.account_holder, account, payment.amount_cents, payment.message, day]


def _in_order(batch: Batch) -> list[Payment]:
    return sorted(batch.payments, key=lambda payment: (payment.execution_date, payment.reference))


def _draft(batch: Batch) -> bytes:
    debtor = batch.debtor
    config: dict[str, object] = {
        "name": _name(debtor.name, batch.reference),
        "IBAN": iban.normalise(debtor.iban),
        "currency": "EUR",
        "batch": True,
    }
    if bic := debtor.bic or iban.bic_of(debtor.iban):
        config["BIC"] = bic
    transfer = SepaTransfer(config, schema=batch.version.value, clean=False)
    for payment in _in_order(batch):
        transfer.add_payment(_as_sepaxml(payment))
    draft: bytes = transfer.export(validate=False)
    return draft


def _as_sepaxml(payment: Payment) -> dict[str, object]:
    return {
        "name": _name(payment.account_holder, payment.reference),
        "IBAN": iban.normalise(payment.iban),
        "amount": payment.amount_cents,
        "execution_date": payment.execution_date,
        "description": _message(payment),
        "endtoend_id": payment.reference,
    }


def _name(name: str, reference: str) -> str:
    written = to_latin1(name, limit=NAME_LIMIT)
    if not any(character.isalnum() for character in written):
        raise BankFileError("name_unwritable", reference=reference)
    return written


def _message(payment: Payment) -> str:
    written = to_latin1(payment.message, limit=MESSAGE_LIMIT)
    if not written:
        raise BankFileError("message_unwritable", reference=payment.reference)
    return written


def _check(batch: Batch) -> None:
    _check_batch(batch)
    _check_debtor(batch.debtor)
    today = batch.created_at.astimezone(HELSINKI).date()
    for payment in batch.payments:
        _check_payment(payment, today)
    foreign = [p.reference for p in _in_order(batch) if not iban.is_finnish(p.iban)]
    if batch.salary and foreign:
        raise BankFileError("salary_needs_finnish_accounts", references=foreign)


def _check_batch(batch: Batch) -> None:
    if not batch.payments:
        raise BankFileError("batch_empty")
    if not BATCH_REFERENCE.fullmatch(batch.reference):
        raise BankFileError("batch_reference_format", reference=batch.reference)
    if batch.created_at.utcoffset() is None:
        raise BankFileError("creation_time_naive")
    references = [payment.reference for payment in batch.payments]
    if repeated := sorted({r for r in references if references.count(r) > 1}):
        raise BankFileError("references_repeated", references=repeated)


def _check_debtor(debtor: Debtor) -> None:
    if debtor.bic is not None and not BIC.fullmatch(debtor.bic):
        raise BankFileError("bic_format", bic=debtor.bic)
    if debtor.agreement_id is not None and not AGREEMENT_ID.fullmatch(debtor.agreement_id):
        raise BankFileError("agreement_id_format", agreement_id=debtor.agreement_id)


def _check_payment(payment: Payment, today: date) -> None:
    reference, day = payment.reference, payment.execution_date
    if not END_TO_END.fullmatch(reference):
        raise BankFileError("reference_format", reference=reference)
    if not 0 < payment.amount_cents <= LARGEST_CENTS:
        raise BankFileError("amount_range", reference=reference, cents=payment.amount_cents)
    if day < today:
        raise BankFileError("execution_date_past", reference=reference, day=day)
    try:
        iban.normalise(payment.iban)
    except AccountError as error:
        raise BankFileError("account_invalid", reference=reference, reason=error.code) from error
    if not bankdays.is_bank_day(day):
        # The bank would move it silently, and the Incomes Register's deadline with it.
        raise BankFileError("execution_date_not_bank_day", reference=reference, day=day)


def _set_header(root: etree._Element, batch: Batch) -> None:
    header = _only(root, "GrpHdr")
    _only(header, "MsgId").text = message_id(batch)
    local = batch.created_at.astimezone(HELSINKI)
    _only(header, "CreDtTm").text = local.strftime("%Y-%m-%dT%H:%M:%S")
    if batch.debtor.agreement_id:
        other = _append(_append(_append(_only(header, "InitgPty"), "Id"), "OrgId"), "Othr")
        _append(other, "Id").text = batch.debtor.agreement_id
        _append(_append(other, "SchmeNm"), "Cd").text = "BANK"


def _set_groups(root: etree._Element, batch: Batch) -> None:
    stem, digest = batch.reference[:13].rstrip("-"), _digest(batch)[:12]
    for group in _all(root, "PmtInf"):
        day = "".join(map(str, _only(group, "ReqdExctnDt").itertext()))
        _only(group, "PmtInfId").text = f"{stem}-{day.replace('-', '')}-{digest}"
        agent = _only(_only(group, "DbtrAgt"), "FinInstnId")
        if not len(agent):
            _append(_append(agent, "Othr"), "Id").text = "NOTPROVIDED"
        if batch.salary:
            _append(_append(_only(group, "PmtTpInf"), "CtgyPurp"), "Cd").text = PURPOSE_SALARY


def _all(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    return parent.iter(etree.QName(etree.QName(parent).namespace, name).text)


def _only(parent: etree._Element, name: str) -> etree._Element:
    return next(_all(parent, name))


def _append(parent: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(parent, etree.QName(etree.QName(parent).namespace, name).text)
