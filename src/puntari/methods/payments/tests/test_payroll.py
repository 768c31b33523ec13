import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from puntari.methods.payments import PayrollError, PayrollRow, payroll_csv
from puntari.methods.payments.payroll import COLUMNS

ROW = PayrollRow(
    reference="P-1",
    last_name="Öhman",
    first_names="Äijö",
    identity_code="010594Y9032",
    account_holder="Äijö Öhman",
    iban="FI14 1009 3000 1234 58",
    income_type=210,
    basis="Asukaspaneeli 14.11.2026",
    fee_cents=15000,
    travel_cents=1234,
    travel_is_taxable=False,
    withheld_cents=9000,
    payment_date=date(2026, 12, 1),
)


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_file_opens_in_finnish_programs() -> None:
    content = payroll_csv([ROW])
    assert content.startswith(b"\xef\xbb\xbfviite;")
    assert content.endswith(b"\r\n")
    assert table(content) == [
        list(COLUMNS),
        [
            "P-1",
            "Öhman",
            "Äijö",
            "010594Y9032",
            "Äijö Öhman",
            "FI1410093000123458",
            "210",
            "Asukaspaneeli 14.11.2026",
            "150,00",
            "12,34",
            "0",
            "90,00",
            "72,34",
            "2026-12-01",
        ],
    ]


def test_payroll_may_do_the_withholding() -> None:
    assert table(payroll_csv([replace(ROW, withheld_cents=None)]))[1][11:13] == ["", ""]


def test_rows_are_in_order_of_their_references() -> None:
    rows = [replace(ROW, reference=reference) for reference in ("P-3", "P-1", "P-2")]
    assert [row[0] for row in table(payroll_csv(rows))[1:]] == ["P-1", "P-2", "P-3"]
    assert payroll_csv(rows) == payroll_csv(rows[::-1])


@pytest.mark.parametrize("start", "=+-@")
def test_formulas_are_made_inert(start: str) -> None:
    assert table(payroll_csv([replace(ROW, last_name=f" {start}1+1")]))[1][1] == f"'{start}1+1"


@pytest.mark.parametrize("withheld", [-1, 15001])
def test_withholding_beyond_the_taxable_part_is_refused(withheld: int) -> None:
    with pytest.raises(PayrollError) as caught:
        payroll_csv([replace(ROW, withheld_cents=withheld)])
    assert caught.value.params == {"reference": "P-1"}


def test_accounts_are_checked() -> None:
    with pytest.raises(PayrollError) as caught:
        payroll_csv([replace(ROW, iban="FI1410093000123459")])
    assert caught.value.params == {"reference": "P-1", "reason": "iban_checksum"}


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(), st.integers(min_value=0, max_value=10**7)), max_size=6))
def test_any_names_make_one_row_each_and_keep_the_sum(people: list[tuple[str, int]]) -> None:
    rows = [
        replace(ROW, reference=f"P-{number}", last_name=name, fee_cents=fee, withheld_cents=fee // 3)
        for number, (name, fee) in enumerate(people)
    ]
    lines = table(payroll_csv(rows))
    assert {len(line) for line in lines} == {len(COLUMNS)}
    assert len(lines) == len(rows) + 1
    assert sum(int(line[8].replace(",", "")) for line in lines[1:]) == sum(fee for _, fee in people)
