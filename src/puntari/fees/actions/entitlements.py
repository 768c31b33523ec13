"""Attendance becomes entitlements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from puntari.core import log
from puntari.core.errors import BadInput, NotAllowed
from puntari.fees.models import Entitlement, FeeSettings
from puntari.fees.queries import settings_of
from puntari.meetings.queries import minutes_by_member
from puntari.methods.payments import FeeRule, InsuranceDecision, compute_fee, euros_finnish
from puntari.panels.queries import meetings_of

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.panels.models import Panel


@transaction.atomic
def set_fee_settings(*, panel: Panel, actor: User | None, **values: Any) -> FeeSettings:
    """Set the panel's fee rule; what is already in a payment run keeps its amount."""
    settings, _ = FeeSettings.objects.get_or_create(
        panel=panel, defaults={"per_meeting_cents": panel.fee_cents}
    )
    for field, value in values.items():
        setattr(settings, field, value)
    rule_of(settings)
    if settings.insurance_exceptions or settings.all_insured:
        insurance_of(settings).codes()
    settings.save()
    log.record("fees.rule_set", actor=actor, panel_slug=panel.slug, data={"values": values})
    return settings


def rule_of(settings: FeeSettings) -> FeeRule:
    """The settings as a fee rule; refuses what makes no sense (FeeError)."""
    return FeeRule(
        per_meeting_cents=settings.per_meeting_cents,
        minimum_share_percent=settings.minimum_share_percent,
        proportional_below_minimum=settings.proportional_below_minimum,
    )


def insurance_of(settings: FeeSettings) -> InsuranceDecision:
    """Payroll's decision on which social insurances do not cover the fee; its `codes` refuse nonsense."""
    return InsuranceDecision(tuple(settings.insurance_exceptions), settings.all_insured)


@transaction.atomic
def refresh_entitlements(*, panel: Panel, actor: User | None) -> int:
    """Bring the entitlements in line with attendance; those in a payment run are left as they are.

    Returns how many were written. Running it again changes nothing.
    """
    settings = settings_of(panel)
    known = {
        (one.member_id, one.meeting_id): one
        for one in Entitlement.objects.filter(meeting__panel=panel).select_for_update()
    }
    rows = _due(panel, settings, known)
    Entitlement.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["member", "meeting"],
        update_fields=["minutes", "fee_cents"],
    )
    if rows:
        log.record("fees.refreshed", actor=actor, panel_slug=panel.slug, data={"rows": len(rows)})
    return len(rows)


def _due(panel: Panel, settings: FeeSettings, known: dict[tuple[int, int], Entitlement]) -> list[Entitlement]:
    rule, rows = rule_of(settings), []
    lengths = {meeting.pk: meeting.minutes for meeting in meetings_of(panel)}
    for member, by_meeting in minutes_by_member(panel).items():
        for meeting, minutes in by_meeting.items():
            fee = compute_fee(rule, attended_minutes=minutes, meeting_minutes=lengths[meeting])
            old = known.get((member, meeting))
            settled = old is not None and (
                old.run_id is not None or (old.minutes, old.fee_cents) == (minutes, fee.fee_cents)
            )
            if not settled and (minutes or old):
                rows.append(
                    Entitlement(
                        member_id=member, meeting_id=meeting, minutes=minutes, fee_cents=fee.fee_cents
                    )
                )
    return rows


@transaction.atomic
def correct_entitlement(
    *, entitlement: Entitlement, travel_cents: int, correction_cents: int, reason: str, actor: User
) -> Entitlement:
    """Add travel or correct by hand, with a reason; not once it is in a payment run."""
    entitlement = Entitlement.objects.select_for_update().get(pk=entitlement.pk)
    if entitlement.run_id is not None:
        raise NotAllowed("fees.already_in_run")
    if correction_cents and not reason.strip():
        raise BadInput("fees.correction_needs_reason")
    if entitlement.fee_cents + travel_cents + correction_cents < 0:
        raise BadInput("fees.correction_below_zero", most=euros_finnish(entitlement.fee_cents + travel_cents))
    entitlement.travel_cents, entitlement.correction_cents = travel_cents, correction_cents
    entitlement.correction_reason = reason.strip()
    entitlement.save()
    log.record(
        "fees.corrected",
        actor=actor,
        panel_slug=entitlement.meeting.panel.slug,
        data={
            "entitlement": entitlement.pk,
            "travel_cents": travel_cents,
            "correction_cents": correction_cents,
        },
        personal={"reason": reason.strip()},
    )
    return entitlement
