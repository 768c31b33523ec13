"""Fees: facts, a run, two approvals, the file, paid."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from puntari.fees import actions as fees
from puntari.lottery.queries import active_panelists
from puntari.methods.payments import bankdays, iban, identity
from puntari.panels.models import Meeting, Panel
from puntari.site.demo.scene import Scene, on_day

UNKNOWN_BANK = "9990000"


def pay(scene: Scene, panel: Panel, days: list[Meeting]) -> None:
    """Pay all but two: one declines the fee, one has not yet said where to pay it."""
    boss = scene["koordinaattori"]
    first_day = timezone.localtime(days[0].starts_at).date()
    with on_day(first_day - timedelta(days=5)):
        fees.set_fee_settings(
            panel=panel, actor=boss, per_meeting_cents=9000, decision="Ohjausryhmän päätös kokouspalkkiosta"
        )
        _give_facts(scene, panel)
    settled = timezone.localtime(days[-1].ends_at).date() + timedelta(days=9)
    with on_day(settled, 9):
        fees.refresh_entitlements(panel=panel, actor=boss)
        run = fees.make_run(panel=panel, pay_date=bankdays.add_bank_days(settled, 4), actor=boss)
        for key in ("palkat", "palkat2"):
            run = fees.approve_run(run=run, actor=scene[key])
        fees.payment_file(run=run, actor=scene["palkat"])
    with on_day(bankdays.add_bank_days(settled, 5), 9):
        run.refresh_from_db()
        fees.mark_paid(run=run, actor=scene["palkat"])


def _give_facts(scene: Scene, panel: Panel) -> None:
    for place, member in enumerate(active_panelists(panel).select_related("volunteer")):
        if place == 1:
            continue
        if place == 2:
            fees.set_payee(member=member, declines_fee=True)
            continue
        volunteer = member.volunteer
        born = date(volunteer.birth_year, scene.rng.randint(1, 12), scene.rng.randint(1, 28))
        fees.set_payee(
            member=member,
            account_holder=f"{volunteer.first_name} {volunteer.last_name}",
            account=iban.finnish_iban(f"{UNKNOWN_BANK}{member.number:06d}"),
            identity_code=identity.compose(born, 900 + member.number % 100),
            card_percent=Decimal(scene.rng.randint(8, 40)),
        )
