"""Earnings payment reports for the Incomes Register's upload service.

Sources: the Incomes Register's documentation of the message WageReportsToIR (namespace of 2017/1): record
type 100, order and lengths of elements, income types 101-404, insurance exception codes 1-5; Act 53/2018 on
the Incomes Information System.

The official schema file does not come with this program. `validate_wage_reports` checks against a structure
description of our own (``schemas/wage_reports_structure.xsd``): it holds what this module writes, not all
that the register allows, and passing it does not prove that the register accepts the file. The upload
service checks against the official schema before it takes anything in.

A payment is reported once: either by the county's payroll system or from here, never both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC
from functools import lru_cache
from importlib.resources import files
from typing import Final

from lxml import etree
from stdnum.fi import ytunnus

from puntari.methods.payments import identity
from puntari.methods.payments.errors import IdentityCodeError, IncomesRegisterError, PaymentError
from puntari.methods.payments.money import euros
from puntari.methods.payments.wage_report import DEDUCTIONS, IncomeType, WageDelivery, WageReport
from puntari.methods.payments.xmlfile import read, violations, write

NAMESPACE: Final = "http://www.tulorekisteri.fi/2017/1/WageReportsToIR"
RECORD_TYPE: Final = 100
REPORT_LIMIT: Final = 500
TYPE_BUSINESS_ID: Final = 1
TYPE_IDENTITY_CODE: Final = 2
ACTION_NEW: Final = 1
KEEP_SOUND_REPORTS: Final = 1


def wage_reports(delivery: WageDelivery) -> bytes:
    """Return the file, UTF-8; the same delivery gives the same bytes.

    Reports are in the order of their identifiers. Tax withheld is reported when there is any. In production
    deliveries test persons are refused.

    Raises `IncomesRegisterError`: every code of its section in `errors.CODES`, creation_time_naive,
    amount_negative, file_invalid.
    """
    _check(delivery)
    root = etree.Element(etree.QName(NAMESPACE, "WageReportsRequestToIR").text, nsmap={"wrtir": NAMESPACE})
    data = etree.SubElement(root, "DeliveryData")
    _write_delivery(data, delivery)
    _write_parties(data, delivery)
    reports = etree.SubElement(data, "Reports")
    for report in sorted(delivery.reports, key=lambda report: report.report_id):
        _write_report(etree.SubElement(reports, "Report"), report, delivery)
    out = write(root)
    if errors := validate_wage_reports(out):
        raise IncomesRegisterError("file_invalid", errors=errors)
    return out


def validate_wage_reports(xml: bytes) -> list[PaymentError]:
    """Return the violations of our structure description; an empty list means that there are none.

    Returned, not raised: not_xml, schema (one per violation). See the module about what this proves.
    """
    try:
        root = read(xml)
    except etree.XMLSyntaxError as error:
        return [IncomesRegisterError("not_xml", reason=error.msg)]
    found = violations(root, _structure())
    return [IncomesRegisterError("schema", line=entry.line, reason=entry.message) for entry in found]


@lru_cache(maxsize=1)
def _structure() -> etree.XMLSchema:
    resource = files("puntari.methods.payments").joinpath("schemas", "wage_reports_structure.xsd")
    return etree.XMLSchema(etree.fromstring(resource.read_bytes()))


def _check(delivery: WageDelivery) -> None:
    delivery.insurance.codes()
    if delivery.created_at.utcoffset() is None:
        raise IncomesRegisterError("creation_time_naive")
    if delivery.earned_until < delivery.earned_from:
        raise IncomesRegisterError("period_order", start=delivery.earned_from, end=delivery.earned_until)
    if not ytunnus.is_valid(delivery.business_id):
        raise IncomesRegisterError("business_id_format", business_id=delivery.business_id)
    if not delivery.reports:
        raise IncomesRegisterError("reports_empty")
    if len(delivery.reports) > REPORT_LIMIT:
        raise IncomesRegisterError("reports_too_many", count=len(delivery.reports), limit=REPORT_LIMIT)
    _check_repetition(delivery.reports)
    for report in delivery.reports:
        _check_report(report, delivery)


def _check_repetition(reports: tuple[WageReport, ...]) -> None:
    used = Counter(report.report_id for report in reports)
    if repeated := sorted(identifier for identifier, count in used.items() if count > 1):
        raise IncomesRegisterError("report_id_repeated", report_ids=repeated)
    earners = Counter(report.identity_code.upper() for report in reports)
    if again := sorted(r.report_id for r in reports if earners[r.identity_code.upper()] > 1):
        raise IncomesRegisterError("earner_repeated", report_ids=again)


def _check_report(report: WageReport, delivery: WageDelivery) -> None:
    if delivery.production and identity.is_test_code(_identity_code(report, delivery)):
        raise IncomesRegisterError("test_identity_in_production", report_id=report.report_id)
    if report.withholding_type not in DEDUCTIONS:
        raise IncomesRegisterError("withholding_type_unknown", income_type=int(report.withholding_type))
    _check_incomes(report)
    gross = sum(income.gross_cents for income in report.incomes)
    if report.withheld_cents < 0:
        raise IncomesRegisterError("amount_negative", field="withheld_cents", cents=report.withheld_cents)
    if report.withheld_cents > gross:
        raise IncomesRegisterError("withheld_exceeds_gross", report_id=report.report_id)


def _identity_code(report: WageReport, delivery: WageDelivery) -> str:
    try:
        return identity.check(report.identity_code, today=delivery.payment_date, allow_test=True)
    except IdentityCodeError as error:
        reason = error.code
        raise IncomesRegisterError("identity_invalid", report_id=report.report_id, reason=reason) from error


def _check_incomes(report: WageReport) -> None:
    types = {income.income_type for income in report.incomes}
    for deduction in sorted(types & DEDUCTIONS):
        raise IncomesRegisterError("income_type_not_wage", income_type=int(deduction))
    # Reporting method 1 (a total) and method 2 (itemised 200 series) exclude each other within a report.
    if IncomeType.WAGES_TOTAL in types and any(200 <= income_type < 300 for income_type in types):
        raise IncomesRegisterError("income_types_mixed", report_id=report.report_id)
    for income in report.incomes:
        if income.gross_cents < 0:
            raise IncomesRegisterError("amount_negative", field="gross_cents", cents=income.gross_cents)


def _write_delivery(data: etree._Element, delivery: WageDelivery) -> None:
    created = delivery.created_at.astimezone(UTC)
    _add(data, "Timestamp", created.strftime("%Y-%m-%dT%H:%M:%SZ"))
    _add(data, "Source", _text(delivery.source, "source", 30))
    _add(data, "DeliveryDataType", RECORD_TYPE)
    _add(data, "DeliveryId", str(delivery.delivery_id))
    _add(data, "FaultyControl", KEEP_SOUND_REPORTS)
    _add(data, "ProductionEnvironment", "true" if delivery.production else "false")


def _write_parties(data: etree._Element, delivery: WageDelivery) -> None:
    business_id = ytunnus.format(delivery.business_id)
    for role in ("DeliveryDataOwner", "DeliveryDataCreator", "DeliveryDataSender"):
        _add_id(data, role, TYPE_BUSINESS_ID, business_id)
    period = etree.SubElement(data, "PaymentPeriod")
    _add(period, "PaymentDate", delivery.payment_date.isoformat())
    _add(period, "StartDate", delivery.earned_from.isoformat())
    _add(period, "EndDate", delivery.earned_until.isoformat())
    contact = delivery.contact
    person = etree.SubElement(etree.SubElement(data, "ContactPersons"), "ContactPerson")
    _add(person, "Name", _text(contact.name, "name", 200))
    _add(person, "Telephone", _text(contact.telephone, "telephone", 40))
    if contact.email:
        _add(person, "Email", _text(contact.email, "email", 70))
    if contact.responsibility_code is not None:
        _add(person, "ResponsibilityCode", contact.responsibility_code)
    payer = etree.SubElement(etree.SubElement(data, "Payer"), "PayerIds")
    _add_id(payer, "Id", TYPE_BUSINESS_ID, business_id)


def _write_report(parent: etree._Element, report: WageReport, delivery: WageDelivery) -> None:
    about = etree.SubElement(parent, "ReportData")
    _add(about, "ActionCode", ACTION_NEW)
    _add(about, "ReportId", _text(report.report_id, "report_id", 40))
    _write_earner(etree.SubElement(parent, "IncomeEarner"), report, delivery)
    transactions = etree.SubElement(parent, "Transactions")
    for income in report.incomes:
        _add_transaction(transactions, income.income_type, income.gross_cents)
    if report.withheld_cents:
        _add_transaction(transactions, report.withholding_type, report.withheld_cents)


def _write_earner(earner: etree._Element, report: WageReport, delivery: WageDelivery) -> None:
    ids = etree.SubElement(earner, "IncomeEarnerIds")
    _add_id(ids, "Id", TYPE_IDENTITY_CODE, _identity_code(report, delivery))
    basic = etree.SubElement(earner, "IncomeEarnerBasic")
    _add(basic, "LastName", _text(report.last_name, "last_name", 200))
    _add(basic, "FirstName", _text(report.first_name, "first_name", 100))
    if codes := delivery.insurance.codes():
        exceptions = etree.SubElement(earner, "InsuranceExceptions")
        for exception in codes:
            _add(exceptions, "ExceptionCode", exception)


def _add_transaction(parent: etree._Element, income_type: IncomeType, cents: int) -> None:
    basic = etree.SubElement(etree.SubElement(parent, "Transaction"), "TransactionBasic")
    _add(basic, "TransactionCode", int(income_type))
    _add(basic, "Amount", euros(cents))


def _add_id(parent: etree._Element, name: str, kind: int, code: str) -> None:
    holder = etree.SubElement(parent, name)
    _add(holder, "Type", kind)
    _add(holder, "Code", code)


def _add(parent: etree._Element, name: str, value: str | int) -> None:
    etree.SubElement(parent, name).text = str(value)


def _text(value: str, field: str, limit: int) -> str:
    kept: Iterable[str] = (c if c.isprintable() else " " for c in value)
    text = " ".join("".join(kept).split())
    if not 1 <= len(text) <= limit:
        raise IncomesRegisterError("text_length", field=field, length=len(text), limit=limit)
    return text
