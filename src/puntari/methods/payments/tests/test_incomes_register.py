from dataclasses import replace
from datetime import UTC, date, datetime
from importlib.resources import files
from uuid import UUID

import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from puntari.methods.payments import (
    Contact,
    Income,
    IncomesRegisterError,
    IncomeType,
    InsuranceDecision,
    InsuranceException,
    WageDelivery,
    WageReport,
    identity,
    validate_wage_reports,
    wage_reports,
)
from puntari.methods.payments.money import cents_of

REPORTS = (
    WageReport("P-1", "010594Y9032", "Testinen", "Tiina", (Income(IncomeType.MEETING_FEE, 15000),), 9000),
    WageReport("P-2", "020503F9037", "Öljy", "Åke", (Income(IncomeType.MEETING_FEE, 15000),), 0),
)
DELIVERY = WageDelivery(
    delivery_id=UUID("de2a4061-814f-4528-9d54-2b0d4f8b17d5"),
    created_at=datetime(2026, 12, 1, 9, tzinfo=UTC),
    business_id="2077474-0",
    contact=Contact("Paneelin yhteyshenkilö", "+358400000000", "paneeli@example.fi"),
    payment_date=date(2026, 12, 1),
    earned_from=date(2026, 11, 14),
    earned_until=date(2026, 11, 28),
    insurance=InsuranceDecision((InsuranceException.NO_PENSION, InsuranceException.NO_UNEMPLOYMENT)),
    reports=REPORTS,
)


def texts(xml: bytes, path: str) -> list[str]:
    return [element.text or "" for element in etree.fromstring(xml).findall(f".//{path}")]


def refused(delivery: WageDelivery) -> str:
    with pytest.raises(IncomesRegisterError) as caught:
        wage_reports(delivery)
    return caught.value.code


def one(**change: object) -> WageDelivery:
    return replace(DELIVERY, reports=(replace(REPORTS[0], **change),))


def test_only_the_root_has_a_namespace() -> None:
    root = etree.fromstring(wage_reports(DELIVERY))
    assert root.tag == "{http://www.tulorekisteri.fi/2017/1/WageReportsToIR}WageReportsRequestToIR"
    assert root.prefix == "wrtir"
    assert not [element for element in root.iterdescendants() if "{" in element.tag]


def test_order_of_the_elements() -> None:
    root = etree.fromstring(wage_reports(DELIVERY))
    assert [element.tag for element in root[0]] == [
        "Timestamp",
        "Source",
        "DeliveryDataType",
        "DeliveryId",
        "FaultyControl",
        "ProductionEnvironment",
        "DeliveryDataOwner",
        "DeliveryDataCreator",
        "DeliveryDataSender",
        "PaymentPeriod",
        "ContactPersons",
        "Payer",
        "Reports",
    ]
    report = root.find(".//Report")
    assert report is not None
    assert [element.tag for element in report] == ["ReportData", "IncomeEarner", "Transactions"]


def test_what_the_register_reads() -> None:
    xml = wage_reports(DELIVERY)
    assert texts(xml, "Timestamp") == ["2026-12-01T09:00:00Z"]
    assert texts(xml, "ProductionEnvironment") == ["false"]
    assert texts(xml, "Payer/PayerIds/Id/Code") == ["2077474-0"]
    assert texts(xml, "IncomeEarnerIds/Id/Code") == ["010594Y9032", "020503F9037"]
    assert texts(xml, "ExceptionCode") == ["2", "4"] * 2
    assert texts(xml, "TransactionCode") == ["210", "402", "210"]
    assert texts(xml, "Amount") == ["150.00", "90.00", "150.00"]


def test_a_second_validator_agrees() -> None:
    path = files("puntari.methods.payments").joinpath("schemas", "wage_reports_structure.xsd")
    xml = wage_reports(DELIVERY)
    assert list(xmlschema.XMLSchema(str(path)).iter_errors(xml.decode())) == []
    assert validate_wage_reports(xml) == []


def test_same_delivery_gives_the_same_bytes_in_any_order() -> None:
    assert wage_reports(DELIVERY) == wage_reports(replace(DELIVERY, reports=REPORTS[::-1]))


def test_nothing_is_made_before_payroll_decides_on_insurance() -> None:
    assert refused(replace(DELIVERY, insurance=InsuranceDecision())) == "insurance_exceptions_undecided"


def test_payroll_may_decide_that_no_exception_applies() -> None:
    xml = wage_reports(replace(DELIVERY, insurance=InsuranceDecision(all_insured=True)))
    assert texts(xml, "InsuranceExceptions") == []


@pytest.mark.parametrize(
    ("decision", "fault"),
    [
        (InsuranceDecision((1, 2)), "insurance_exceptions_contradictory"),
        (InsuranceDecision((2,), all_insured=True), "insurance_exceptions_contradictory"),
        (InsuranceDecision((6,)), "insurance_exception_unknown"),
    ],
)
def test_insurance_decisions_that_make_no_sense(decision: InsuranceDecision, fault: str) -> None:
    assert refused(replace(DELIVERY, insurance=decision)) == fault


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"reports": ()}, "reports_empty"),
        ({"reports": REPORTS[:1] * 501}, "reports_too_many"),
        ({"reports": (REPORTS[0], replace(REPORTS[1], report_id="P-1"))}, "report_id_repeated"),
        ({"reports": (REPORTS[0], replace(REPORTS[0], report_id="P-9"))}, "earner_repeated"),
        ({"created_at": datetime(2026, 12, 1)}, "creation_time_naive"),  # noqa: DTZ001
        ({"earned_until": date(2026, 11, 1)}, "period_order"),
        ({"business_id": "2077474-1"}, "business_id_format"),
        ({"contact": Contact("", "1")}, "text_length"),
        ({"contact": Contact("A", "1" * 41)}, "text_length"),
        ({"production": True}, "test_identity_in_production"),
    ],
)
def test_deliveries_that_the_register_would_refuse(change: dict[str, object], fault: str) -> None:
    assert refused(replace(DELIVERY, **change)) == fault


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"withheld_cents": 15001}, "withheld_exceeds_gross"),
        ({"withheld_cents": -1}, "amount_negative"),
        ({"incomes": (Income(IncomeType.MEETING_FEE, -1),)}, "amount_negative"),
        ({"incomes": (Income(IncomeType.WITHHELD_TAX, 9000),)}, "income_type_not_wage"),
        (
            {"incomes": (Income(IncomeType.WAGES_TOTAL, 9000), Income(IncomeType.MEETING_FEE, 9000))},
            "income_types_mixed",
        ),
        ({"withholding_type": IncomeType.MEETING_FEE}, "withholding_type_unknown"),
        ({"report_id": "A" * 41}, "text_length"),
        ({"last_name": "A" * 201}, "text_length"),
        ({"first_name": " "}, "text_length"),
    ],
)
def test_reports_that_the_register_would_refuse(change: dict[str, object], fault: str) -> None:
    assert refused(one(**change)) == fault


def test_a_false_identity_code_is_refused() -> None:
    with pytest.raises(IncomesRegisterError) as caught:
        wage_reports(one(identity_code="010594Y9033"))
    assert caught.value.params == {"report_id": "P-1", "reason": "identity_check_character"}


def test_the_separator_is_part_of_the_person() -> None:
    twin = identity.compose(date(1994, 5, 1), 903, separator="X")
    xml = wage_reports(replace(DELIVERY, reports=(REPORTS[0], replace(REPORTS[1], identity_code=twin))))
    assert texts(xml, "IncomeEarnerIds/Id/Code") == ["010594Y9032", "010594X9032"]


def test_production_takes_real_people() -> None:
    real = identity.compose(date(1960, 1, 1), 123)
    xml = wage_reports(replace(one(identity_code=real), production=True))
    assert texts(xml, "ProductionEnvironment") == ["true"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<FaultyControl>1</FaultyControl>", b""),
        (b"<Amount>90.00<", b"<Amount>90,00<"),
        (b"<ExceptionCode>2<", b"<ExceptionCode>7<"),
        (b"<ReportId>P-2<", b"<ReportId>P-1<"),
        (b"2026-12-01T09:00:00Z", b"2026-12-01T09:00:00"),
        (b"</DeliveryData>", b""),
    ],
)
def test_validation_finds_what_was_tampered_with(old: bytes, new: bytes) -> None:
    xml = wage_reports(DELIVERY)
    assert old in xml
    assert validate_wage_reports(xml.replace(old, new)) != []


names = st.text(st.characters(exclude_categories=("Cs",)), max_size=80).map("N{}".format)
amounts = st.integers(min_value=0, max_value=10**8)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(names, names, amounts, amounts), min_size=1, max_size=8))
def test_sums_and_validity_for_any_names(rows: list[tuple[str, str, int, int]]) -> None:
    reports = tuple(
        WageReport(
            f"P-{number}",
            identity.compose(date(1980, 1, 1), 900 + number),
            last,
            first,
            (Income(IncomeType.MEETING_FEE, max(gross, withheld)),),
            min(gross, withheld),
        )
        for number, (last, first, gross, withheld) in enumerate(rows)
    )
    xml = wage_reports(replace(DELIVERY, reports=reports))
    total = sum(cents_of(text) for text in texts(xml, "Amount"))
    assert total == sum(gross + withheld for _, _, gross, withheld in rows)
    assert validate_wage_reports(xml) == []
