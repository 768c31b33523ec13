"""Reading fees: what is owed, what can be paid, what a run holds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Coalesce, Greatest

from puntari.fees.models import Entitlement, FeeSettings, Payee, PaymentLine, PaymentRun
from puntari.lottery.queries import members_of
from puntari.methods.payments import TaxCard, withhold

if TYPE_CHECKING:
    from puntari.lottery.models import Member
    from puntari.panels.models import Panel

LEFT = (PaymentRun.State.APPROVED, PaymentRun.State.SENT, PaymentRun.State.PAID)


@dataclass
class Line:
    """One payee in a run: whom (`facts`), what for, gross, tax withheld and what goes to the account."""

    member: Member
    facts: Payee | PaymentLine
    entitlements: list[Entitlement]
    gross_cents: int
    travel_cents: int
    withheld_cents: int = 0

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


def _total() -> Greatest:
    return Greatest(F("fee_cents") + F("travel_cents") + F("correction_cents"), 0)


def _unpaid(panel: Panel) -> QuerySet[Entitlement]:
    return entitlements_of(panel).annotate(total=_total()).filter(run=None, total__gt=0)


def payable(panel: Panel) -> QuerySet[Entitlement]:
    """Entitlements that can be paid now: an amount, a payee who wants it, in no run."""
    return _unpaid(panel).filter(member__payee__declines_fee=False)


def may_be_paid(member: Member) -> bool:
    """Whether the member's account is of use: the panel pays a fee, or something is owed or known already."""
    if settings_of(member.panel).per_meeting_cents or hasattr(member, "payee"):
        return True
    return entitlements_of(member.panel).annotate(total=_total()).filter(member=member, total__gt=0).exists()


def payable_cents(panel: Panel) -> int:
    """What a run made now would come to, before tax."""
    return int(payable(panel).aggregate(sum=Coalesce(Sum("total"), 0))["sum"])


def is_settled(panel: Panel) -> bool:
    """Whether everybody who wants a fee has been paid all of it."""
    owed = entitlements_of(panel).annotate(total=_total()).filter(total__gt=0)
    return (
        not owed.exclude(run__state=PaymentRun.State.PAID).exclude(member__payee__declines_fee=True).exists()
    )


def without_payee(panel: Panel) -> QuerySet[Member]:
    """Members who are owed a fee and have not said where to pay it."""
    owed = _unpaid(panel).filter(member__payee=None)
    return members_of(panel).filter(pk__in=owed.values("member")).order_by("number")


def runs_of(panel: Panel) -> QuerySet[PaymentRun]:
    """The panel's payment runs with their sums, newest first."""
    entitled = Greatest(
        F("entitlements__fee_cents") + F("entitlements__travel_cents") + F("entitlements__correction_cents"),
        0,
    )
    return (
        PaymentRun.objects.filter(panel=panel)
        .select_related("panel__organisation", "created_by")
        .prefetch_related("approvals__by")
        .annotate(total=Coalesce(Sum(entitled), 0))
        .order_by("-number")
    )


def lines_of(run: PaymentRun) -> list[Line]:
    """The run's lines, one a payee, by member number: as approved, or as they stand while it is a draft."""
    kept = list(run.lines.select_related("member__volunteer").order_by("member__number"))
    if not kept:
        return current_lines(run)
    entitlements = _by_member(run)
    return [
        Line(
            member=one.member,
            facts=one,
            entitlements=entitlements[one.member_id],
            gross_cents=one.gross_cents,
            travel_cents=one.travel_cents,
            withheld_cents=one.withheld_cents,
        )
        for one in kept
    ]


def current_lines(run: PaymentRun) -> list[Line]:
    """The lines from what is known now; tax counts what the same payer has paid on the card this year."""
    lines = [_line(entitlements) for entitlements in _by_member(run).values()]
    earlier = _paid_before(run, [_payee(line).identity_hash for line in lines])
    for line in lines:
        payee = _payee(line)
        before = earlier.get(payee.identity_hash, 0)
        line.withheld_cents = withhold(line.gross_cents, _card(payee), before).withheld_cents
    return lines


def _by_member(run: PaymentRun) -> dict[int, list[Entitlement]]:
    found: dict[int, list[Entitlement]] = defaultdict(list)
    rows = run.entitlements.select_related("member__payee", "member__volunteer", "meeting")
    for one in rows.order_by("member__number", "meeting__number"):
        found[one.member_id].append(one)
    return found


def _line(entitlements: list[Entitlement]) -> Line:
    member = entitlements[0].member
    return Line(
        member=member,
        facts=member.payee,
        entitlements=entitlements,
        gross_cents=sum(one.total_cents for one in entitlements),
        travel_cents=sum(one.travel_cents for one in entitlements),
    )


def _payee(line: Line) -> Payee:
    payee: Payee = line.member.payee
    return payee


def _paid_before(run: PaymentRun, people: list[str]) -> dict[str, int]:
    """Cents by identity hash: a tax card's limit is a year's, and the payer's other panels count too."""
    earlier = Entitlement.objects.filter(
        member__payee__identity_hash__in=[person for person in people if person],
        run__panel__organisation=run.panel.organisation_id,
        run__pay_date__year=run.pay_date.year,
        run__pk__lt=run.pk,
        run__state__in=LEFT,
    )
    return dict(earlier.values_list("member__payee__identity_hash").annotate(total=Sum(_total())))


def _card(payee: Payee) -> TaxCard | None:
    if payee.card_percent is None:
        return None
    return TaxCard(payee.card_percent, payee.card_limit_cents, payee.card_additional_percent)


def payments_to(member: Member) -> QuerySet[Entitlement]:
    """A member's own entitlements, for their own page."""
    return Entitlement.objects.filter(member=member).select_related("meeting", "run")
