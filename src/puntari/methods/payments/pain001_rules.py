"""Checks of a finished credit transfer file: the ISO 20022 schema, then what no schema can say.

Sources: as `puntari.methods.payments.pain001`. The schemas are the files that ``sepaxml`` ships.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Final

from lxml import etree

from puntari.methods.payments import iban
from puntari.methods.payments.charset import outside_latin1
from puntari.methods.payments.errors import AccountError, BankFileError, PaymentError
from puntari.methods.payments.money import cents_of, euros
from puntari.methods.payments.xmlfile import read, violations

NAMESPACE: Final = "urn:iso:std:iso:20022:tech:xsd:"
VERSIONS: Final = ("pain.001.001.03", "pain.001.001.09")
NAME_LIMIT: Final = 70
MESSAGE_LIMIT: Final = 140
AMOUNT: Final = "CdtTrfTxInf/Amt/InstdAmt"


def validate(xml: bytes) -> list[PaymentError]:
    """Return everything that is wrong with a pain.001 file; an empty list means that nothing is.

    Returned, not raised: not_xml, format_unknown, schema (one per violation), and for a file that keeps its
    schema count_differs, sum_differs, references_repeated, name_too_long, address_present,
    character_outside_latin1 and the `AccountError` codes.
    """
    try:
        root = read(xml)
    except etree.XMLSyntaxError as error:
        return [BankFileError("not_xml", reason=error.msg)]
    namespace = etree.QName(root).namespace or ""
    version = namespace.removeprefix(NAMESPACE)
    if version not in VERSIONS:
        return [BankFileError("format_unknown", namespace=namespace)]
    return _schema_errors(root, version) or [error for rule in RULES for error in rule(root)]


@lru_cache(maxsize=len(VERSIONS))
def _schema(version: str) -> etree.XMLSchema:
    resource = files("sepaxml").joinpath("schemas", f"{version}.xsd")
    return etree.XMLSchema(etree.fromstring(resource.read_bytes()))


def _schema_errors(root: etree._Element, version: str) -> list[PaymentError]:
    found = violations(root, _schema(version))
    return [BankFileError("schema", line=entry.line, reason=entry.message) for entry in found]


def _texts(parent: etree._Element, path: str) -> list[str]:
    """Return the texts at a path of plain names, whatever the version's namespace."""
    return [element.text or "" for element in _found(parent, path)]


def _found(parent: etree._Element, path: str) -> list[etree._Element]:
    return parent.findall("/".join(f"{{*}}{step}" for step in path.split("/")))


def _totals(root: etree._Element) -> Iterable[PaymentError]:
    message = root[0]
    header = _found(message, "GrpHdr")[0]
    yield from _compare("GrpHdr", header, _texts(message, f"PmtInf/{AMOUNT}"))
    for group in _found(message, "PmtInf"):
        yield from _compare(_texts(group, "PmtInfId")[0], group, _texts(group, AMOUNT))


def _compare(where: str, holder: etree._Element, amounts: list[str]) -> Iterable[PaymentError]:
    for count in _texts(holder, "NbOfTxs"):
        if int(count) != len(amounts):
            yield BankFileError("count_differs", where=where, stated=int(count), counted=len(amounts))
    counted = sum(map(cents_of, amounts))
    for total in _texts(holder, "CtrlSum"):
        if cents_of(total) != counted:
            yield BankFileError("sum_differs", where=where, stated=total, counted=euros(counted))


def _references(root: etree._Element) -> Iterable[PaymentError]:
    counts = Counter(_texts(root[0], "PmtInf/CdtTrfTxInf/PmtId/EndToEndId"))
    repeated = sorted(reference for reference, count in counts.items() if count > 1)
    if repeated:
        yield BankFileError("references_repeated", references=repeated)


def _accounts(root: etree._Element) -> Iterable[PaymentError]:
    message = root[0]
    numbers = _texts(message, "PmtInf/DbtrAcct/Id/IBAN")
    for number in numbers + _texts(message, "PmtInf/CdtTrfTxInf/CdtrAcct/Id/IBAN"):
        try:
            iban.normalise(number)
        except AccountError as error:
            yield error


def _parties(root: etree._Element) -> Iterable[PaymentError]:
    # The .09 schema lets a name have 140 characters, the SEPA rule book 70 in both versions.
    for path in ("GrpHdr/InitgPty/Nm", "PmtInf/Dbtr/Nm", "PmtInf/CdtTrfTxInf/Cdtr/Nm"):
        for name in _texts(root[0], path):
            if len(name) > NAME_LIMIT:
                yield BankFileError("name_too_long", length=len(name))
    if addresses := _found(root[0], "PmtInf/CdtTrfTxInf/Cdtr/PstlAdr"):
        yield BankFileError("address_present", count=len(addresses))


def _characters(root: etree._Element) -> Iterable[PaymentError]:
    # Line ends between elements are layout; only texts of elements without children are content.
    texts = "".join(element.text or "" for element in root.iter() if not len(element))
    for character in outside_latin1(texts):
        yield BankFileError("character_outside_latin1", character=character)


RULES: Final[tuple[Callable[[etree._Element], Iterable[PaymentError]], ...]] = (
    _totals,
    _references,
    _accounts,
    _parties,
    _characters,
)
