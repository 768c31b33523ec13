"""A run that has been approved stands as it was approved, and its file keeps the bank's schema."""

from datetime import UTC, date, datetime
from decimal import Decimal
from importlib.resources import files

import pytest
from django.apps import apps
from django.urls import reverse
from lxml import etree

from puntari.core import clock, words
from puntari.core.errors import BadInput, NotAllowed
from puntari.core.models import LogEntry
from puntari.fees import actions, queries
from puntari.fees.models import Entitlement
from puntari.fees.tests.people import ACCOUNT, CODE, PAY_DAY, attend, make_members, pay_facts
from puntari.methods.payments import PaymentError, iban, identity, validate_wage_reports

pytestmark = pytest.mark.django_db
OTHER = iban.finnish_iban("1410093000123")


@pytest.fixture
def approved(run, coordinator, payroll):
    for person in (coordinator, payroll):
        actions.approve_run(run=run, actor=person)
    run.refresh_from_db()
    return run


@pytest.mark.parametrize("version", ["pain.001.001.03", "pain.001.001.09"])
def test_the_bank_file_keeps_the_schema_of_its_version(panel, approved, coordinator, payroll, version):
    actions.set_fee_settings(panel=panel, actor=coordinator, version=version)
    schema = etree.XMLSchema(etree.fromstring((files("sepaxml") / "schemas" / f"{version}.xsd").read_bytes()))
    tree = etree.fromstring(actions.payment_file(run=approved, actor=payroll))
    assert schema.validate(tree), schema.error_log
    space = {"p": f"urn:iso:std:iso:20022:tech:xsd:{version}"}
    assert tree.xpath("//p:CdtTrfTxInf//p:InstdAmt/text()", namespaces=space) == ["202.50"] * 3
    assert tree.xpath("//p:CdtrAcct//p:IBAN/text()", namespaces=space) == [ACCOUNT] * 3
    assert tree.xpath("//p:Cdtr/p:PstlAdr", namespaces=space) == [], "addresses are refused unstructured"
    assert tree.xpath("string(//p:ReqdExctnDt)", namespaces=space).strip() == PAY_DAY.isoformat()


def test_what_has_gone_out_stays_as_it_was(panel, members, approved, payroll):
    before = actions.payment_file(run=approved, actor=payroll)
    pay_facts(members[0], account=OTHER, card_percent=Decimal(50))
    pay_facts(members[1], declines_fee=True)
    assert actions.payment_file(run=approved, actor=payroll) == before
    assert [line.withheld_cents for line in queries.lines_of(approved)] == [6750] * 3
    assert CODE.encode() in actions.payroll_file(run=approved, actor=payroll)


def test_the_books_see_what_was_withheld_here(approved, payroll):
    rows = actions.payroll_file(run=approved, actor=payroll).decode("utf-8-sig").splitlines()
    assert rows[1].split(";")[8:13] == ["270,00", "0,00", "1", "67,50", "202,50"]
    approved.refresh_from_db()
    assert approved.state == "approved", "the file that moves the money has not been taken"


def test_who_has_declined_meanwhile_stops_the_approval(run, members, coordinator):
    pay_facts(members[1], declines_fee=True)
    with pytest.raises(NotAllowed, match="Panelisti 2"):
        actions.approve_run(run=run, actor=coordinator)


def test_a_run_whose_day_has_passed_is_not_approved_nor_sent(run, approved, coordinator, payroll):
    with clock.at(datetime(2026, 11, 9, 9, tzinfo=UTC)):
        with pytest.raises(NotAllowed, match=r"6\.11\.2026"):
            actions.payment_file(run=approved, actor=payroll)
        actions.cancel_run(run=approved, reason="myöhässä", actor=coordinator)
        later = actions.make_run(panel=run.panel, pay_date=date(2026, 11, 12), actor=coordinator)
    with clock.at(datetime(2026, 11, 13, 9, tzinfo=UTC)), pytest.raises(NotAllowed, match=r"12\.11\.2026"):
        actions.approve_run(run=later, actor=coordinator)


def test_the_payer_needs_an_account_of_its_own(approved, organisation, payroll):
    organisation.iban = "FI00"
    organisation.save()
    with pytest.raises(NotAllowed, match="Esimerkin hyvinvointialue"):
        actions.payment_file(run=approved, actor=payroll)


def test_a_run_takes_what_the_door_wrote_last(panel, members, coordinator):
    pay_facts(members[0])
    actions.refresh_entitlements(panel=panel, actor=coordinator)
    attend(panel.meetings.first(), members[0], 0)
    run = actions.make_run(panel=panel, pay_date=PAY_DAY, actor=coordinator)
    assert queries.lines_of(run)[0].gross_cents == 18000


def test_a_correction_takes_away_no_more_than_there_is(panel, members, coordinator):
    actions.refresh_entitlements(panel=panel, actor=coordinator)
    one = queries.entitlements_of(panel).first()
    with pytest.raises(BadInput, match="100,00"):
        actions.correct_entitlement(
            entitlement=one, travel_cents=1000, correction_cents=-10001, reason="x", actor=coordinator
        )


def test_a_sum_in_the_list_is_the_sum_of_the_lines(panel, run, members, coordinator):
    Entitlement.objects.filter(member=members[0], meeting__number=1).update(correction_cents=-20000)
    [row] = queries.runs_of(panel)
    assert row.total == sum(line.gross_cents for line in queries.lines_of(run)) == 8 * 9000


def test_the_limit_of_a_tax_card_is_a_year_of_one_payer(panel, organisation, members, coordinator, payroll):
    card = {"card_percent": Decimal(10), "card_limit_cents": 10000, "card_additional_percent": Decimal(50)}
    other = apps.get_model("panels", "Panel").objects.create(
        organisation=organisation, slug="toinen", title="Toinen", question="Mitä?", size=5, fee_cents=9000
    )
    twin = apps.get_model("recruitment", "Volunteer").objects.create(
        panel=other, number=1, first_name="A", birth_year=1990, registered=clock.now(), features={}
    )
    [again] = make_members(other, [twin])
    start = panel.meetings.first()
    meeting = apps.get_model("panels", "Meeting").objects.create(
        panel=other, number=1, starts_at=start.starts_at, ends_at=start.ends_at
    )
    attend(meeting, again, meeting.minutes)
    for member in (members[0], again):
        pay_facts(member, **card)
    first = actions.make_run(panel=panel, pay_date=PAY_DAY, actor=coordinator)
    for person in (coordinator, payroll):
        actions.approve_run(run=first, actor=person)
    same_year = actions.make_run(panel=other, pay_date=PAY_DAY, actor=coordinator)
    assert queries.lines_of(same_year)[0].withheld_cents == 4500
    actions.cancel_run(run=same_year, reason="ensi vuonna", actor=coordinator)
    next_year = actions.make_run(panel=other, pay_date=date(2027, 1, 8), actor=coordinator)
    assert queries.lines_of(next_year)[0].withheld_cents == 900


def test_fees_are_settled_when_all_who_want_theirs_have_it(panel, members, approved, coordinator, payroll):
    from puntari.fees.wiring import _state

    assert _state(panel) == "current"
    actions.payment_file(run=approved, actor=payroll)
    actions.mark_paid(run=approved, actor=payroll)
    assert _state(panel) == "done"
    attend(panel.meetings.first(), members[3], 60)
    actions.refresh_entitlements(panel=panel, actor=coordinator)
    assert _state(panel) == "current"
    pay_facts(members[3], declines_fee=True)
    assert _state(panel) == "done"


@pytest.fixture
def paid_from_here(panel, members, coordinator, payroll):
    """A sent run of three people with codes of their own; insurance is decided, payroll has a phone."""
    for number, member in enumerate(members[:3]):
        pay_facts(member, identity_code=identity.compose(date(1990, 1, 5 + number), 903))
    actions.set_fee_settings(panel=panel, actor=coordinator, insurance_exceptions=[2, 4])
    payroll.phone = "+358 40 000 0000"
    payroll.save()
    run = actions.make_run(panel=panel, pay_date=PAY_DAY, actor=coordinator)
    for person in (coordinator, payroll):
        actions.approve_run(run=run, actor=person)
    actions.payment_file(run=run, actor=payroll)
    return run


def test_the_reports_of_a_run_tell_what_was_paid_and_withheld_once(paid_from_here, payroll):
    content = actions.register_file(run=paid_from_here, actor=payroll)
    assert validate_wage_reports(content) == []
    assert actions.register_file(run=paid_from_here, actor=payroll) == content, "one delivery, one identifier"
    tree = etree.fromstring(content)
    assert tree.xpath("//TransactionCode/text()") == ["210", "402"] * 3
    assert tree.xpath("//Amount/text()") == ["270.00", "67.50"] * 3
    assert tree.xpath("//PaymentDate/text()") == [PAY_DAY.isoformat()]
    assert tree.xpath("//PaymentPeriod/StartDate/text() | //PaymentPeriod/EndDate/text()") == [
        "2026-10-01",
        "2026-10-24",
    ]
    assert tree.xpath("//ExceptionCode/text()") == ["2", "4"] * 3
    assert tree.xpath("//ProductionEnvironment/text()") == ["false"]
    read = LogEntry.objects.filter(kind="identity.read", data__what="register file").last()
    assert (read.actor, read.data["rows"]) == (payroll, 3)


def test_nothing_is_reported_before_payroll_has_decided_on_insurance(
    panel, paid_from_here, coordinator, payroll
):
    actions.set_fee_settings(panel=panel, actor=coordinator, insurance_exceptions=[])
    with pytest.raises(PaymentError) as caught:
        actions.register_file(run=paid_from_here, actor=payroll)
    assert "Palkanlaskenta päättää" in words.say(caught.value)
    with pytest.raises(PaymentError):
        actions.set_fee_settings(panel=panel, actor=coordinator, insurance_exceptions=[1, 2])


def test_a_payment_that_payroll_makes_or_that_has_not_gone_out_is_not_reported_from_here(
    panel, approved, coordinator, payroll
):
    with pytest.raises(NotAllowed, match="Lataa ensin"):
        actions.register_file(run=approved, actor=payroll)
    actions.set_fee_settings(panel=panel, actor=coordinator, reported_by="payroll")
    with pytest.raises(NotAllowed, match="Palkanlaskenta maksaa"):
        actions.register_file(run=approved, actor=payroll)


def test_the_register_needs_somebody_to_ask(paid_from_here, payroll):
    payroll.phone = " "
    with pytest.raises(NotAllowed, match="puhelin"):
        actions.register_file(run=paid_from_here, actor=payroll)


def test_payroll_takes_the_reports_from_the_page_of_the_run(panel, paid_from_here, payroll, signed_in):
    client, args = signed_in(payroll), [panel.slug, paid_from_here.number]
    assert "Lataa ilmoitus tulorekisteriin" in client.get(reverse("desk-run", args=args)).content.decode()
    file = client.post(reverse("desk-run-file", args=[*args, "register"]))
    assert validate_wage_reports(file.content) == []
    assert f"tulorekisteri-testi-{paid_from_here.number}.xml" in file["Content-Disposition"]
