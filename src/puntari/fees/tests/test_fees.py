"""Fees: from the door to the bank, with two pairs of eyes and never twice."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from puntari.core.errors import BadInput, Conflict, DomainError, NotAllowed
from puntari.core.models import LogEntry, OutgoingMail
from puntari.core.roles import Role
from puntari.fees import actions, queries
from puntari.fees.models import Entitlement, Payee
from puntari.fees.tests.people import ACCOUNT, CODE, PAY_DAY, attend, pay_facts
from puntari.methods.payments import PaymentError, iban, validate_credit_transfer

pytestmark = pytest.mark.django_db


def test_attendance_becomes_entitlements_once(panel, members, coordinator):
    assert actions.refresh_entitlements(panel=panel, actor=coordinator) == 9
    assert actions.refresh_entitlements(panel=panel, actor=coordinator) == 0
    assert {one.total_cents for one in queries.entitlements_of(panel)} == {9000}


def test_changed_attendance_changes_what_is_owed_until_it_is_in_a_run(panel, members, coordinator):
    pay_facts(members[0])
    first = panel.meetings.first()
    actions.refresh_entitlements(panel=panel, actor=coordinator)
    attend(first, members[0], first.minutes // 4)
    actions.refresh_entitlements(panel=panel, actor=coordinator)
    one = Entitlement.objects.get(member=members[0], meeting=first)
    assert one.fee_cents == 2250
    actions.make_run(panel=panel, pay_date=PAY_DAY, actor=coordinator)
    attend(first, members[0], first.minutes)
    actions.refresh_entitlements(panel=panel, actor=coordinator)
    one.refresh_from_db()
    assert one.fee_cents == 2250


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("account", "FI21 1234 5600 0007 86", "iban_checksum"),
        ("account", "hello", "iban_format"),
        ("identity_code", "010190-1230", "identity_check_character"),
        ("account_holder", " ", "fees.account_holder_missing"),
        ("card_percent", Decimal(120), "card_percent_range"),
    ],
)
def test_wrong_facts_are_refused_and_nothing_is_kept(members, field, value, code):
    with pytest.raises((DomainError, PaymentError)) as caught:
        pay_facts(members[0], **{field: value})
    assert caught.value.code == code
    assert not Payee.objects.exists()


def test_bank_and_identity_facts_lie_encrypted(members):
    pay_facts(members[0])
    with connection.cursor() as cursor:
        cursor.execute("SELECT iban, identity_code, iban_hint FROM fees_payee")
        row = " ".join(cursor.fetchone())
    assert ACCOUNT not in row
    assert CODE not in row
    assert CODE not in str(list(LogEntry.objects.values("data", "personal")))


def test_who_declines_leaves_no_facts_and_is_not_paid(panel, members, coordinator):
    payee = pay_facts(members[0], declines_fee=True)
    assert (payee.iban, payee.identity_code) == ("", "")
    actions.refresh_entitlements(panel=panel, actor=coordinator)
    with pytest.raises(NotAllowed, match="Maksettavaa"):
        actions.make_run(panel=panel, pay_date=PAY_DAY, actor=coordinator)


@pytest.mark.parametrize("day", [date(2026, 11, 7), date(2026, 12, 6), date(2026, 11, 1)])
def test_a_run_is_paid_on_a_bank_day_to_come(panel, members, coordinator, day):
    with pytest.raises(BadInput):
        actions.make_run(panel=panel, pay_date=day, actor=coordinator)


def test_an_entitlement_is_in_one_run_only(panel, run, coordinator):
    assert run.entitlements.count() == 9
    with pytest.raises(NotAllowed):
        actions.make_run(panel=panel, pay_date=PAY_DAY, actor=coordinator)


def test_one_person_is_not_enough(run, coordinator, payroll):
    actions.approve_run(run=run, actor=coordinator)
    with pytest.raises(NotAllowed, match="eri ihminen"):
        actions.approve_run(run=run, actor=coordinator)
    with pytest.raises(NotAllowed, match="kaksi eri ihmistä"):
        actions.payment_file(run=run, actor=payroll)
    assert actions.approve_run(run=run, actor=payroll).state == "approved"


def test_a_changed_account_voids_the_first_approval(run, members, coordinator, payroll):
    actions.approve_run(run=run, actor=coordinator)
    pay_facts(members[0], account=iban.finnish_iban("1410093000123"))
    after = actions.approve_run(run=run, actor=payroll)
    assert (after.state, after.approvals.count()) == ("draft", 1)
    assert actions.approve_run(run=after, actor=coordinator).state == "approved"


def test_an_account_changed_after_approval_stops_the_file(run, members, coordinator, payroll):
    for person in (coordinator, payroll):
        actions.approve_run(run=run, actor=person)
    pay_facts(members[0], account=iban.finnish_iban("1410093000123"))
    with pytest.raises(Conflict):
        actions.payment_file(run=run, actor=payroll)


@pytest.mark.parametrize("version", ["pain.001.001.03", "pain.001.001.09"])
def test_the_bank_file_is_valid_and_the_same_each_time(panel, run, coordinator, payroll, version):
    actions.set_fee_settings(panel=panel, actor=coordinator, version=version)
    for person in (coordinator, payroll):
        actions.approve_run(run=run, actor=person)
    content = actions.payment_file(run=run, actor=payroll)
    assert validate_credit_transfer(content) == []
    assert content == actions.payment_file(run=run, actor=payroll)
    assert content.count(b"<CdtTrfTxInf>") == 3
    assert b"<CtrlSum>607.50</CtrlSum>" in content
    assert "Äijö Öhman".encode() in content


def test_reading_the_file_is_logged(run, coordinator, payroll):
    for person in (coordinator, payroll):
        actions.approve_run(run=run, actor=person)
    actions.payroll_file(run=run, actor=payroll)
    entry = LogEntry.objects.filter(kind="identity.read").first()
    assert (entry.actor, entry.data["what"]) == (payroll, "payroll file")


def test_a_sent_run_is_paid_and_cannot_be_cancelled(run, coordinator, payroll):
    for person in (coordinator, payroll):
        actions.approve_run(run=run, actor=person)
    with pytest.raises(NotAllowed):
        actions.mark_paid(run=run, actor=payroll)
    actions.payment_file(run=run, actor=payroll)
    with pytest.raises(NotAllowed):
        actions.cancel_run(run=run, reason="virhe", actor=payroll)
    assert actions.mark_paid(run=run, actor=payroll).state == "paid"


def test_a_cancelled_run_gives_its_entitlements_back(panel, run, coordinator):
    with pytest.raises(BadInput):
        actions.cancel_run(run=run, reason=" ", actor=coordinator)
    actions.cancel_run(run=run, reason="väärä päivä", actor=coordinator)
    assert queries.payable(panel).count() == 9


def test_a_correction_needs_a_reason_and_an_unpaid_entitlement(panel, members, coordinator):
    actions.refresh_entitlements(panel=panel, actor=coordinator)
    one = queries.entitlements_of(panel).first()
    with pytest.raises(BadInput):
        actions.correct_entitlement(
            entitlement=one, travel_cents=0, correction_cents=-500, reason="", actor=coordinator
        )
    changed = actions.correct_entitlement(
        entitlement=one, travel_cents=1250, correction_cents=-500, reason="myöhässä", actor=coordinator
    )
    assert changed.total_cents == 9750


def test_the_whole_way_through_the_pages(panel, members, coordinator, payroll, signed_in):
    client = Client()
    address = reverse("me-payee", args=[members[0].volunteer.token])
    bad = client.post(address, {"account_holder": "Äijö Öhman", "account": "FI00", "identity_code": CODE})
    assert "Äijö Öhman" in bad.content.decode()
    assert "Tilinumerossa on virhe" in bad.content.decode()
    good = {
        "account_holder": "Äijö Öhman",
        "account": ACCOUNT,
        "identity_code": CODE,
        "card_percent": "25,0 %",
    }
    assert client.post(address, good).status_code == 302
    desk = signed_in(coordinator)
    page = desk.get(reverse("desk-fees", args=[panel.slug]))
    assert page.status_code == 200
    assert f'href="{panel.desk_url}"' in page.content.decode().split("<main")[1], "the way back to the panel"
    made = desk.post(reverse("desk-run-new", args=[panel.slug]), {"pay_date": PAY_DAY.isoformat()})
    assert made.status_code == 302
    desk.post(reverse("desk-run-approve", args=[panel.slug, 1]))
    money = signed_in(payroll)
    money.post(reverse("desk-run-approve", args=[panel.slug, 1]))
    file = money.post(reverse("desk-run-file", args=[panel.slug, 1, "bank"]))
    assert validate_credit_transfer(file.content) == []
    assert "ei voi perua" in money.post(reverse("desk-run-paid", args=[panel.slug, 1])).content.decode()
    money.post(reverse("desk-run-paid", args=[panel.slug, 1]), {"confirmed": "yes"})
    assert "maksettu" in client.get(reverse("me", args=[members[0].volunteer.token])).content.decode()


def test_who_has_not_said_where_to_pay_is_asked_once_a_day(panel, members, coordinator, signed_in):
    pay_facts(members[0])
    client = signed_in(coordinator)
    client.get(reverse("desk-fees", args=[panel.slug]))
    for _ in range(2):
        client.post(reverse("desk-fees-ask", args=[panel.slug]))
    asked = OutgoingMail.objects.filter(key__startswith="fees.ask/")
    assert {one.to for one in asked} == {one.volunteer.email for one in members[1:3]}
    assert all(
        f"/me/{members[1].volunteer.token}/fee/" in one.body
        for one in asked.filter(to=members[1].volunteer.email)
    )


def test_only_the_keepers_come_in(panel, outsider, person, signed_in):
    address = reverse("desk-fees", args=[panel.slug])
    assert Client().get(address).status_code == 302
    for stranger in (outsider, person(Role.FACILITATOR)):
        assert signed_in(stranger).get(address).status_code == 404


def test_a_reserve_and_a_stranger_have_no_fee_page(members):
    members[3].kind = "reserve"
    members[3].save()
    assert Client().get(reverse("me-payee", args=[members[3].volunteer.token])).status_code == 404
    assert Client().get(reverse("me-payee", args=["nobody"])).status_code == 404


def test_the_card_limit_counts_earlier_payments(panel, members, coordinator, payroll):
    pay_facts(
        members[0], card_percent=Decimal(10), card_limit_cents=10000, card_additional_percent=Decimal(50)
    )
    _first, *rest = panel.meetings.order_by("number")
    for meeting in rest:
        attend(meeting, members[0], 0)
    actions.refresh_entitlements(panel=panel, actor=coordinator)
    run = actions.make_run(panel=panel, pay_date=PAY_DAY, actor=coordinator)
    assert queries.lines_of(run)[0].withheld_cents == 900
    for person in (coordinator, payroll):
        actions.approve_run(run=run, actor=person)
    attend(rest[0], members[0], rest[0].minutes)
    actions.refresh_entitlements(panel=panel, actor=coordinator)
    second = actions.make_run(panel=panel, pay_date=PAY_DAY + timedelta(days=3), actor=coordinator)
    assert queries.lines_of(second)[0].withheld_cents == 100 + 4000
