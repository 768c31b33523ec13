from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib.resources import files
from random import Random

import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from puntari.methods.payments import (
    AccountError,
    BankFileError,
    Batch,
    Debtor,
    PainVersion,
    Payment,
    bankdays,
    credit_transfer,
    iban,
    message_id,
    validate_credit_transfer,
)
from puntari.methods.payments.money import cents_of

DEBTOR = Debtor("Keski-Uudenmaan hyvinvointialue", "FI21 1234 5600 0007 85", agreement_id="0123456789")
FIRST, SECOND = date(2026, 12, 1), date(2026, 12, 2)
CREATED = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
PAYMENTS = (
    Payment("PUNTARI-1", "Äijö Öhman", "FI1410093000123458", 9000, "Kokouspalkkio", FIRST),
    Payment("PUNTARI-2", "Åsa Lindström", "FI5542345670000081", 15000, "Kokouspalkkio", FIRST),
    Payment("PUNTARI-3", "Šárka Nguyễn", "DE89370400440532013000", 5, "Kokouspalkkio", SECOND),
)
BATCH = Batch("PANEELI-2026-1", DEBTOR, PAYMENTS, CREATED)
both_versions = pytest.mark.parametrize("version", list(PainVersion))


def texts(xml: bytes, path: str) -> list[str]:
    root = etree.fromstring(xml)
    return [e.text or "" for e in root.findall(".//" + "/".join(f"{{*}}{step}" for step in path.split("/")))]


def refused(batch: Batch) -> str:
    with pytest.raises(BankFileError) as caught:
        credit_transfer(batch)
    return caught.value.code


def codes(xml: bytes) -> list[str]:
    return [error.code for error in validate_credit_transfer(xml)]


@lru_cache
def second_opinion(version: PainVersion) -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(files("sepaxml").joinpath("schemas", f"{version}.xsd")))


@both_versions
@pytest.mark.parametrize("salary", [False, True])
def test_both_validators_accept_both_versions(version: PainVersion, salary: bool) -> None:
    batch = replace(BATCH, version=version, salary=salary, payments=PAYMENTS[:2])
    xml = credit_transfer(batch)
    assert codes(xml) == []
    assert list(second_opinion(version).iter_errors(xml.decode())) == []
    assert texts(xml, "CtgyPurp/Cd") == (["SALA"] if salary else [])


@both_versions
def test_what_the_bank_reads(version: PainVersion) -> None:
    xml = credit_transfer(replace(BATCH, version=version))
    assert texts(xml, "GrpHdr/NbOfTxs") == ["3"]
    assert texts(xml, "GrpHdr/CtrlSum") == ["240.05"]
    assert texts(xml, "GrpHdr/CreDtTm") == ["2026-11-23T09:30:00"]
    assert texts(xml, "InitgPty/Id/OrgId/Othr/Id") == ["0123456789"]
    assert texts(xml, "InitgPty/Id/OrgId/Othr/SchmeNm/Cd") == ["BANK"]
    assert texts(xml, "PmtInf/NbOfTxs") == ["2", "1"]
    assert texts(xml, "PmtInf/CtrlSum") == ["240.00", "0.05"]
    assert texts(xml, "PmtInf/BtchBookg") == ["true", "true"]
    assert texts(xml, "PmtInf/ChrgBr") == ["SLEV", "SLEV"]
    dates = "PmtInf/ReqdExctnDt" + ("/Dt" if version is PainVersion.V09 else "")
    assert texts(xml, dates) == ["2026-12-01", "2026-12-02"]
    assert texts(xml, "Cdtr/Nm") == ["Äijö Öhman", "Åsa Lindström", "Sárka Nguyên"]
    assert texts(xml, "PmtId/EndToEndId") == ["PUNTARI-1", "PUNTARI-2", "PUNTARI-3"]
    assert texts(xml, "PstlAdr") == []
    bic = "BICFI" if version is PainVersion.V09 else "BIC"
    assert texts(xml, f"DbtrAgt/FinInstnId/{bic}") == ["NDEAFIHH", "NDEAFIHH"]


@both_versions
def test_a_bank_without_a_known_bic_and_no_agreement(version: PainVersion) -> None:
    debtor = Debtor("Kunta", iban.finnish_iban("7990000000001"))
    xml = credit_transfer(replace(BATCH, debtor=debtor, version=version))
    assert texts(xml, "DbtrAgt/FinInstnId/Othr/Id") == ["NOTPROVIDED", "NOTPROVIDED"]
    assert texts(xml, "InitgPty/Id") == []
    assert list(second_opinion(version).iter_errors(xml.decode())) == []


def test_same_batch_gives_the_same_bytes_in_any_order() -> None:
    assert credit_transfer(BATCH) == credit_transfer(replace(BATCH, payments=PAYMENTS[::-1]))


def test_message_id_survives_remaking_and_changes_with_the_payments() -> None:
    later = replace(BATCH, created_at=datetime(2026, 11, 24, 7, tzinfo=UTC), version=PainVersion.V09)
    dearer = replace(BATCH, payments=(replace(PAYMENTS[0], amount_cents=9001), *PAYMENTS[1:]))
    assert message_id(later) == message_id(BATCH) != message_id(dearer)
    assert texts(credit_transfer(BATCH), "MsgId") == [message_id(BATCH)]


def test_identifiers_fit_and_differ() -> None:
    batch = replace(BATCH, reference="A" * 22)
    ids = [message_id(batch), *texts(credit_transfer(batch), "PmtInfId")]
    assert len(set(ids)) == 3
    assert all(len(one) <= 35 for one in ids)


def test_long_texts_are_cut() -> None:
    payment = replace(PAYMENTS[0], account_holder="Ä" * 90, message="ö" * 200)
    xml = credit_transfer(replace(BATCH, payments=(payment,)))
    assert texts(xml, "Cdtr/Nm") == ["Ä" * 70]
    assert texts(xml, "RmtInf/Ustrd") == ["ö" * 140]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"amount_cents": 0}, "amount_range"),
        ({"amount_cents": -100}, "amount_range"),
        ({"amount_cents": 10**11}, "amount_range"),
        ({"account_holder": "\U0001f600"}, "name_unwritable"),
        ({"account_holder": " "}, "name_unwritable"),
        ({"message": "\u200b"}, "message_unwritable"),
        ({"reference": ""}, "reference_format"),
        ({"reference": "/A"}, "reference_format"),
        ({"reference": "A//B"}, "reference_format"),
        ({"reference": "A/"}, "reference_format"),
        ({"reference": "ä"}, "reference_format"),
        ({"reference": "A" * 36}, "reference_format"),
        ({"iban": "FI1410093000123459"}, "account_invalid"),
        ({"execution_date": date(2026, 11, 20)}, "execution_date_past"),
        ({"execution_date": date(2026, 12, 24)}, "execution_date_not_bank_day"),
    ],
)
def test_a_payment_that_no_bank_would_take(change: dict[str, object], fault: str) -> None:
    assert refused(replace(BATCH, payments=(replace(PAYMENTS[0], **change),))) == fault


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"payments": ()}, "batch_empty"),
        ({"payments": (PAYMENTS[0], PAYMENTS[0])}, "references_repeated"),
        ({"reference": "A" * 23}, "batch_reference_format"),
        ({"reference": "pää"}, "batch_reference_format"),
        ({"created_at": datetime(2026, 11, 23)}, "creation_time_naive"),  # noqa: DTZ001
        ({"salary": True}, "salary_needs_finnish_accounts"),
        ({"debtor": replace(DEBTOR, bic="NDEA")}, "bic_format"),
        ({"debtor": replace(DEBTOR, agreement_id="")}, "agreement_id_format"),
        ({"debtor": replace(DEBTOR, name="?")}, "name_unwritable"),
    ],
)
def test_a_batch_that_no_bank_would_take(change: dict[str, object], fault: str) -> None:
    assert refused(replace(BATCH, **change)) == fault


def test_the_payers_own_account_is_checked() -> None:
    with pytest.raises(AccountError, match="iban_checksum"):
        credit_transfer(replace(BATCH, debtor=replace(DEBTOR, iban="FI2112345600000786")))


def test_the_account_fault_names_the_payment() -> None:
    bad = replace(PAYMENTS[1], iban="TR330006100519786457841326")
    with pytest.raises(BankFileError) as caught:
        credit_transfer(replace(BATCH, payments=(PAYMENTS[0], bad)))
    assert caught.value.params == {"reference": "PUNTARI-2", "reason": "iban_not_sepa"}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b"<CtrlSum>240.05<", b"<CtrlSum>240.06<", "sum_differs"),
        (b"<CtrlSum>240.00<", b"<CtrlSum>24.00<", "sum_differs"),
        (b"<NbOfTxs>3<", b"<NbOfTxs>4<", "count_differs"),
        (b"PUNTARI-2", b"PUNTARI-1", "references_repeated"),
        (b"FI1410093000123458", b"FI1410093000123459", "iban_checksum"),
        ("Äijö".encode(), "Šijö".encode(), "character_outside_latin1"),
        ("Äijö".encode(), b"A" * 90, "name_too_long"),
        (
            "<Nm>Äijö Öhman</Nm>".encode(),
            b"<Nm>A</Nm><PstlAdr><AdrLine>Katu 1</AdrLine></PstlAdr>",
            "address_present",
        ),
        (b"<ChrgBr>SLEV<", b"<ChrgBr>NONE<", "schema"),
        (b"pain.001.001.09", b"pain.001.001.99", "format_unknown"),
        (b"</Document>", b"", "not_xml"),
    ],
)
def test_validate_names_what_was_tampered_with(old: bytes, new: bytes, fault: str) -> None:
    xml = credit_transfer(replace(BATCH, version=PainVersion.V09))
    assert old in xml
    assert fault in codes(xml.replace(old, new))


def test_validate_fetches_and_expands_nothing() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'
    assert codes(bomb) == ["format_unknown"]


bank_day = st.dates(date(2026, 11, 23), date(2028, 1, 31)).map(bankdays.next_bank_day)
any_text = st.text(min_size=1, max_size=200)
printable_name = st.builds(
    "{}{}".format,
    st.characters(categories=("Lu", "Ll", "Nd"), max_codepoint=0x17F),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=90),
)
finnish_account = st.integers(min_value=0, max_value=10**13 - 1).map(lambda n: iban.finnish_iban(f"{n:013d}"))


@st.composite
def batches(draw: st.DrawFn, names: st.SearchStrategy[str] = printable_name) -> Batch:
    count = draw(st.integers(min_value=1, max_value=6))
    payments = [
        Payment(
            f"P-{number}",
            draw(names),
            draw(finnish_account),
            draw(st.integers(min_value=1, max_value=10**8)),
            "Palkkio " + draw(st.text(max_size=150)),
            draw(bank_day),
        )
        for number in range(count)
    ]
    return Batch(
        "PANEELI", DEBTOR, tuple(payments), CREATED, draw(st.sampled_from(PainVersion)), draw(st.booleans())
    )


@settings(max_examples=60, deadline=None)
@given(batches(), st.randoms(use_true_random=False))
def test_sum_validity_and_bytes_for_any_names(batch: Batch, random: Random) -> None:
    xml = credit_transfer(batch)
    assert codes(xml) == []
    amounts = [cents_of(text) for text in texts(xml, "InstdAmt")]
    assert sorted(amounts) == sorted(payment.amount_cents for payment in batch.payments)
    assert texts(xml, "GrpHdr/CtrlSum") == [f"{sum(amounts) // 100}.{sum(amounts) % 100:02d}"]
    assert len(texts(xml, "PmtInfId")) == len({payment.execution_date for payment in batch.payments})
    shuffled = list(batch.payments)
    random.shuffle(shuffled)
    assert credit_transfer(replace(batch, payments=tuple(shuffled))) == xml


@settings(max_examples=60, deadline=None)
@given(batches(names=any_text))
def test_any_text_as_a_name_is_valid_or_refused_by_name(batch: Batch) -> None:
    fault = None
    try:
        assert codes(credit_transfer(batch)) == []
    except BankFileError as error:
        fault = error.code
    assert fault in (None, "name_unwritable")


@settings(max_examples=10, deadline=None)
@given(batches())
def test_the_second_validator_agrees(batch: Batch) -> None:
    assert list(second_opinion(batch.version).iter_errors(credit_transfer(batch).decode())) == []
