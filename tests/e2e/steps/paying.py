"""Fees: the account, the run, two approvals, the bank's file, paid."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import expect

from puntari.fees.models import PaymentRun
from puntari.lottery.models import Member
from puntari.lottery.queries import active_panelists
from puntari.methods.payments import iban, identity, validate_credit_transfer
from tests.e2e.steps.drawing import panel_of
from tests.e2e.steps.meeting import phone_of
from tests.e2e.walk import Walk, fill

PAID, PAY_DAY = 3, "2027-06-16"


def _paid_members(walk: Walk) -> list[Member]:
    return list(active_panelists(panel_of(walk)).select_related("volunteer")[:PAID])


def set_the_fee_rule(walk: Walk) -> None:
    walk.clock.set("2027-06-08")
    page = walk.desk("koordinaattori", "desk-fee-settings")
    fill(page, {"decision": "Ohjausryhmän päätös kokouspalkkiosta"})
    walk.press(page, "Tallenna")


def panelists_give_their_accounts(walk: Walk) -> None:
    for member in _paid_members(walk):
        phone = walk.open(phone_of(walk), "me", member.volunteer.token)
        walk.follow(phone, "Anna tilitiedot")
        born = date(member.volunteer.birth_year, 5, 14)
        fill(
            phone,
            {
                "account_holder": str(member.volunteer),
                "account": iban.finnish_iban(f"9990000{member.number:06d}"),
                "identity_code": identity.compose(born, 900 + member.number),
                "card_percent": "12,5",
            },
        )
        walk.press(phone, "Tallenna")


def payroll_makes_a_run(walk: Walk) -> None:
    page = walk.desk("palkat", "desk-fees")
    walk.picture(page, "fees")
    walk.follow(page, "Uusi maksuerä")
    fill(page, {"pay_date": PAY_DAY})
    walk.press(page, "Kokoa maksuerä")
    walk.press(page, "Hyväksyn tämän maksuerän")
    assert PaymentRun.objects.get().state == PaymentRun.State.DRAFT


def another_person_approves(walk: Walk) -> None:
    page = walk.desk("palkat2", "desk-run", 1)
    walk.press(page, "Hyväksyn tämän maksuerän")
    assert PaymentRun.objects.get().state == PaymentRun.State.APPROVED


def the_bank_file_is_valid(walk: Walk) -> None:
    page = walk.desk("palkat", "desk-run", 1)
    content = walk.download_by(page, "Lataa pankin maksuaineisto")
    validate_credit_transfer(content)
    assert content.count(b"<CdtTrfTxInf>") == PAID


def the_money_has_gone(walk: Walk) -> None:
    walk.clock.set("2027-06-17", 9)
    page = walk.desk("palkat", "desk-run", 1)
    walk.press_and_confirm(page, "Merkitse maksetuksi")
    walk.picture(page, "run")
    phone = walk.open(phone_of(walk), "me", _paid_members(walk)[0].volunteer.token)
    expect(phone.locator("section", has_text="Palkkio").get_by_text("maksettu").first).to_be_visible()
    walk.picture(phone, "me-paid-phone")


STEPS = [
    set_the_fee_rule,
    panelists_give_their_accounts,
    payroll_makes_a_run,
    another_person_approves,
    the_bank_file_is_valid,
    the_money_has_gone,
]
