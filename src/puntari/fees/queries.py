"""Reading fees: what is owed, what can be paid, what a run holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Coalesce, Greatest

from puntari.fees.models import Entitlement, FeeSettings, Payee, PaymentRun
from puntari.methods.payments import TaxCard, withhold

if TYPE_CHECKING:
    from puntari.lottery.models import Member
    from puntari.panels.models import Panel


@dataclass
class Line:
    """One payee in a run: entitlements, gross, tax withheld and what goes to the account."""

    payee: Payee
    entitlements: list[Entitlement] = field(default_factory=list)
    withheld_cents: int = 0

    @property
    def gross_cents(self) -> int:
        return sum(one.total_cents for one in self.entitlements)

    @property
    def travel_cents(self) -> int:
        return sum(one.travel_cents for one in self.entitlements)

    @property
    def net_cents(self) -> int:
        return self.gross_cents - self.withheld_cents


def settings_of(panel: Panel) -> FeeSettings:
    """The panel's fee settings, the defaults where none were saved."""
    return FeeSettings.objects.filter(panel=panel).first() or FeeSettings(
        panel=panel, per_meeting_cents=panel.fee_cents
    )


def entitlements_of(panel: Panel) -> QuerySet[Entitlement]:
    """All entitlements of the panel with member, meeting and run."""
    return Entitlement.objects.filter(meeting__panel=panel).select_related(
        "member__volunteer", "member__payee", "meeting", "run"
    )


def payable(panel: Panel) -> QuerySet[Entitlement]:
    """Entitlements that can be paid now: an amount, a payee who wants it, in no run."""
    return entitlements_of(panel).filter(
        run=None, member__payee__declines_fee=False, pk__in=_with_amount(panel)
    )


def _total() -> Greatest:
    return Greatest(F("fee_cents") + F("travel_cents") + F("correction_cents"), 0)


def _with_amount(panel: Panel) -> QuerySet[Entitlement, int]:
    rows = Entitlement.objects.filter(meeting__panel=panel).annotate(total=_total())
    return rows.filter(total__gt=0).values_list("pk", flat=True)


def without_payee(panel: Panel) -> QuerySet[Entitlement]:
    """Owed, but the bank facts are missing."""
    return entitlements_of(panel).filter(run=None, member__payee=None, pk__in=_with_amount(panel))


def runs_of(panel: Panel) -> QuerySet[PaymentRun]:
    """The panel's payment runs with their sums, newest first."""
    total = Coalesce(
        Sum(
            F("entitlements__fee_cents")
            + F("entitlements__travel_cents")
            + F("entitlements__correction_cents")
        ),
        0,
    )
    return (
        PaymentRun.objects.filter(panel=panel)
        .select_related("panel__organisation", "created_by")
        .prefetch_related("approvals__by")
        .annotate(total=total)
    )


def lines_of(run: PaymentRun) -> list[Line]:
    """The run's lines, one a payee, by member number; tax counts earlier payments on the same card."""
    lines: dict[int, Line] = {}
    found = run.entitlements.select_related("member__payee", "member__volunteer", "meeting")
    for one in found.order_by("member__number", "meeting__number"):
        one.member.payee.member = one.member
        lines.setdefault(one.member_id, Line(one.member.payee)).entitlements.append(one)
    earlier = _paid_before(run, list(lines))
    for member, line in lines.items():
        line.withheld_cents = withhold(
            line.gross_cents, _card(line.payee), earlier.get(member, 0)
        ).withheld_cents
    return list(lines.values())


def _paid_before(run: PaymentRun, members: list[int]) -> dict[int, int]:
    earlier = Entitlement.objects.filter(
        member__in=members, run__number__lt=run.number, run__state__in=["sent", "paid", "approved"]
    )
    return dict(earlier.values_list("member").annotate(total=Sum(_total())))


def _card(payee: Payee) -> TaxCard | None:
    if payee.card_percent is None:
        return None
    return TaxCard(payee.card_percent, payee.card_limit_cents, payee.card_additional_percent)


def payments_to(member: Member) -> QuerySet[Entitlement]:
    """A member's own entitlements, for their own page."""
    return Entitlement.objects.filter(member=member).select_related("meeting", "run")
