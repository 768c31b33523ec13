"""What payroll, coordinators and panelists see: lists paged, faults named, nothing done unasked."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from puntari.core.models import LogEntry
from puntari.core.roles import Role
from puntari.fees import actions
from puntari.fees.models import Entitlement, Payee, PaymentRun
from puntari.fees.tests.people import ACCOUNT, CODE, PAY_DAY, attend, make_members, pay_facts

pytestmark = pytest.mark.django_db


def _owed(panel, members):
    for member in members:
        attend(panel.meetings.first(), member, 60)


def _earned(panel, members, coordinator):
    _owed(panel, members)


def _missing(panel, members, coordinator):
    _owed(panel, members)
    Payee.objects.all().delete()


def _runs(panel, members, coordinator):
    for member in members:
        _owed(panel, [member])
        pay_facts(member)
        actions.make_run(panel=panel, pay_date=PAY_DAY, actor=coordinator)


def _lines(panel, members, coordinator):
    PaymentRun.objects.all().delete()
    _owed(panel, members)
    for member in members:
        pay_facts(member)
    actions.make_run(panel=panel, pay_date=PAY_DAY, actor=coordinator)


@pytest.mark.parametrize(
    ("name", "args", "fill"),
    [
        ("desk-fees", [], _earned),
        ("desk-fees", [], _missing),
        ("desk-fees", [], _runs),
        ("desk-run", [1], _lines),
        ("desk-run-print", [1], _lines),
    ],
    ids=["earned", "missing", "runs", "lines", "paper"],
)
def test_more_rows_ask_no_more_queries(
    panel, volunteers, coordinator, signed_in, queries_for, name, args, fill
):
    members = make_members(panel, volunteers[:24])
    client, url = signed_in(coordinator), reverse(name, args=[panel.slug, *args])
    fill(panel, members[:2], coordinator)
    few = queries_for(client, url)
    fill(panel, members[2:], coordinator)
    assert queries_for(client, url) <= few


def test_three_lists_of_a_page_are_paged_apart(panel, volunteers, coordinator, signed_in):
    members = make_members(panel, volunteers[:40])
    _runs(panel, members[:12], coordinator)
    _owed(panel, members)
    url = reverse("desk-fees", args=[panel.slug])
    page = signed_in(coordinator).get(url, {"runs": 2, "missing": 3, "page": 2}).context
    assert [run.number for run in page["runs"]] == [2, 1]
    assert [member.number for member in page["missing"]] == [33, 34, 35, 36, 37, 38, 39, 40]
    assert len(page["page"]) == 15
    assert page["payable_cents"] == 0


def test_a_long_run_is_paged_and_its_sums_are_of_all(panel, volunteers, coordinator, signed_in):
    members = make_members(panel, volunteers)
    _lines(panel, members, coordinator)
    client, url = signed_in(coordinator), reverse("desk-run", args=[panel.slug, 1])
    second = client.get(url, {"page": 2})
    assert [line.member.number for line in second.context["page"]] == list(range(51, 61))
    assert second.context["gross_cents"] == sum(line.gross_cents for line in second.context["lines"])
    read = LogEntry.objects.filter(kind="identity.read", data__what="payment run").last()
    assert read.data["rows"] == 10
    paper = client.get(reverse("desk-run-print", args=[panel.slug, 1])).content.decode()
    assert paper.count("FI** **** ") == 60


def test_everything_missing_is_named_at_once(members):
    address = reverse("me-payee", args=[members[0].volunteer.token])
    form = Client().post(address, {"card_limit_cents": "100", "card_percent": "abc"}).context["form"]
    assert set(form.errors) == {"account_holder", "account", "identity_code", "card_percent"}
    wrong = {"account_holder": "A", "account": "FI00", "identity_code": "1", "card_percent": "10"}
    form = Client().post(address, {**wrong, "card_additional_percent": "40"}).context["form"]
    assert set(form.errors) == {"account", "identity_code", "card_limit_cents"}
    assert not Payee.objects.exists()


def test_who_declines_is_asked_nothing_else(members):
    address = reverse("me-payee", args=[members[0].volunteer.token])
    assert Client().post(address, {"declines_fee": "on"}).status_code == 302
    assert Payee.objects.get().declines_fee


def test_a_page_with_an_account_is_kept_by_nobody(members):
    answer = Client().get(reverse("me-payee", args=[members[0].volunteer.token]))
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"


def test_cancelling_asks_for_the_reason_at_its_place_and_then_once_more(run, panel, coordinator, signed_in):
    client, url = signed_in(coordinator), reverse("desk-run-cancel", args=[panel.slug, 1])
    assert "reason" in client.post(url, {"reason": ""}).context["cancel_form"].errors
    asked = client.post(url, {"reason": "väärä päivä"}).content.decode()
    assert "Perutaanko maksuerä 1?" in asked
    assert PaymentRun.objects.get().state == "draft"
    client.post(url, {"reason": "väärä päivä", "confirmed": "yes"})
    cancelled = PaymentRun.objects.get()
    assert (cancelled.state, cancelled.cancel_reason) == ("cancelled", "väärä päivä")
    assert "väärä päivä" in client.get(reverse("desk-run", args=[panel.slug, 1])).content.decode()


def test_only_payroll_takes_back_a_run_that_has_gone_out(run, panel, coordinator, payroll, signed_in):
    for person in (coordinator, payroll):
        actions.approve_run(run=run, actor=person)
    actions.payment_file(run=run, actor=payroll)
    url, facts = reverse("desk-run-cancel", args=[panel.slug, 1]), {"reason": "pankki", "confirmed": "yes"}
    assert signed_in(coordinator).post(url, facts).status_code == 404
    signed_in(payroll).post(url, facts)
    assert PaymentRun.objects.get().state == "cancelled"
    assert LogEntry.objects.filter(kind="fees.run_refused").exists()


def test_the_day_of_a_refusal_is_said_as_people_write_it(panel, members, coordinator, signed_in):
    url = reverse("desk-run-new", args=[panel.slug])
    page = signed_in(coordinator).post(url, {"pay_date": "2026-12-06"}).content.decode()
    assert "6.12.2026" in page
    assert "7.12.2026" in page


def test_a_negative_correction_comes_back_as_it_was_written(panel, members, coordinator, signed_in):
    actions.refresh_entitlements(panel=panel, actor=coordinator)
    one = panel.meetings.first().entitlements.first()
    client, url = signed_in(coordinator), reverse("desk-fee-correct", args=[panel.slug, one.pk])
    facts = {"travel_cents": "0", "correction_cents": "-5,50", "reason": "myöhässä"}
    assert client.post(url, facts).status_code == 302
    assert 'value="-5,50"' in client.get(url).content.decode()
    below = client.post(url, {**facts, "correction_cents": "-90,01"}).content.decode()
    assert "enintään 90,00 euroa" in below


def test_payroll_pays_when_the_rule_says_so(run, panel, coordinator, payroll, signed_in):
    actions.set_fee_settings(panel=panel, actor=coordinator, reported_by="payroll")
    for person in (coordinator, payroll):
        actions.approve_run(run=run, actor=person)
    client = signed_in(payroll)
    page = client.get(reverse("desk-run", args=[panel.slug, 1])).content.decode()
    assert "Lataa pankin maksuaineisto" not in page
    client.post(reverse("desk-run-file", args=[panel.slug, 1, "bank"]))
    assert PaymentRun.objects.get().state == "approved"
    rows = client.post(reverse("desk-run-file", args=[panel.slug, 1, "payroll"])).content.decode("utf-8-sig")
    assert ";270,00;0,00;1;;;2026-11-06" in rows.splitlines()[1]
    assert PaymentRun.objects.get().state == "sent"


def test_the_form_of_the_rule_offers_the_income_types_of_a_fee(panel, coordinator, signed_in):
    client, url = signed_in(coordinator), reverse("desk-fee-settings", args=[panel.slug])
    facts = {"per_meeting_cents": "90", "minimum_share_percent": "120", "income_type": "308"}
    facts |= {"reported_by": "payroll", "version": "pain.001.001.03", "decision": ""}
    assert set(client.post(url, facts).context["form"].errors) == {"minimum_share_percent", "income_type"}
    assert client.post(url, {**facts, "minimum_share_percent": "60", "income_type": "101"}).status_code == 302
    assert panel.fee_settings.income_type == 101


def test_payrolls_decision_on_insurance_is_ticked_and_comes_back(panel, coordinator, signed_in):
    client, url = signed_in(coordinator), reverse("desk-fee-settings", args=[panel.slug])
    facts = {"per_meeting_cents": "90", "minimum_share_percent": "50", "income_type": "210"}
    facts |= {"reported_by": "bank_file", "version": "pain.001.001.03", "decision": ""}
    assert "ristiriidassa" in client.post(url, {**facts, "insurance": ["0", "2"]}).content.decode()
    assert client.post(url, {**facts, "insurance": ["2", "4"]}).status_code == 302
    assert (panel.fee_settings.insurance_exceptions, panel.fee_settings.all_insured) == ([2, 4], False)
    assert client.get(url).content.decode().count(" checked") == 2


def test_the_page_tells_when_to_report(run, panel, coordinator, signed_in):
    page = signed_in(coordinator).get(reverse("desk-run", args=[panel.slug, 1])).context
    assert page["report_by"] == date(2026, 11, 11)


def test_the_second_approver_sees_what_is_asked(run, panel, coordinator, person, signed_in):
    actions.approve_run(run=run, actor=coordinator)
    url = reverse("desk-run", args=[panel.slug, 1])
    mine, other = signed_in(coordinator).get(url), signed_in(person(Role.PAYROLL)).get(url)
    assert "Hyväksyn tämän" not in mine.content.decode()
    assert "Tarvitaan vielä yksi hyväksyjä" in other.content.decode()
    assert "Hyväksyn tämän" in other.content.decode()


def test_the_facts_of_a_payee_are_kept_from_the_form(members):
    address = reverse("me-payee", args=[members[0].volunteer.token])
    facts = {"account_holder": "Äijö Öhman", "account": ACCOUNT, "identity_code": CODE.lower()}
    assert Client().post(address, {**facts, "card_percent": "12,5 %"}).status_code == 302
    payee = Payee.objects.get()
    assert (payee.iban, payee.identity_code, payee.card_percent) == (ACCOUNT, CODE, 12.5)


def test_a_panel_without_a_fee_asks_nobody_for_an_account(members, panel, coordinator, signed_in):
    panel.fee_cents = 0
    panel.save()
    token = members[0].volunteer.token
    asked = Client().post(reverse("me-payee", args=[token]), {"declines_fee": "on"})
    assert (asked.status_code, asked.url, Payee.objects.count()) == (302, reverse("me", args=[token]), 0)
    page = Client().get(reverse("me", args=[token])).content.decode()
    assert reverse("me-payee", args=[token]) not in page
    desk = signed_in(coordinator).get(reverse("desk-fees", args=[panel.slug])).content.decode()
    assert "ei makseta palkkiota" in desk


def test_travel_alone_is_reason_enough_for_an_account(members, panel, coordinator):
    panel.fee_cents = 0
    panel.save()
    actions.refresh_entitlements(panel=panel, actor=coordinator)
    owed = Entitlement.objects.filter(member=members[0]).first()
    owed.travel_cents = 1250
    owed.save()
    address = reverse("me-payee", args=[members[0].volunteer.token])
    assert Client().get(address).status_code == 200
    assert address in Client().get(reverse("me", args=[members[0].volunteer.token])).content.decode()
