"""Payment runs: gathered, approved by two people, written to a file once and for all, paid."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from puntari.core import clock, log
from puntari.core.errors import BadInput, Conflict, NotAllowed
from puntari.fees import files, queries
from puntari.fees.models import Approval, Entitlement, PaymentRun
from puntari.methods.payments import bankdays

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.panels.models import Panel

APPROVERS = 2
State = PaymentRun.State


@transaction.atomic
def make_run(*, panel: Panel, pay_date: date, actor: User) -> PaymentRun:
    """Gather everything that can be paid now into a new run; each entitlement is in one run at most."""
    if pay_date < clock.today() or not bankdays.is_bank_day(pay_date):
        raise BadInput("fees.not_a_bank_day", day=pay_date, next=bankdays.next_bank_day(pay_date))
    payable = [one.pk for one in queries.payable(panel)]
    if not payable:
        raise NotAllowed("fees.nothing_to_pay")
    last = PaymentRun.objects.filter(panel=panel).aggregate(last=Max("number"))["last"] or 0
    run = PaymentRun.objects.create(
        panel=panel, number=last + 1, pay_date=pay_date, created=clock.now(), created_by=actor
    )
    taken = Entitlement.objects.filter(pk__in=payable, run=None).update(run=run)
    run.content_hash = content_hash(run)
    run.save(update_fields=["content_hash"])
    log.record(
        "fees.run_made",
        actor=actor,
        panel_slug=panel.slug,
        subject=f"run/{run.pk}",
        data={"entitlements": taken},
    )
    return run


def content_hash(run: PaymentRun) -> str:
    """What is approved: who gets how much, on which account, when. Changes when any of it changes."""
    lines = [
        f"{line.payee.pk};{line.payee.iban};{line.payee.account_holder};{line.gross_cents};{line.net_cents}"
        for line in queries.lines_of(run)
    ]
    return hashlib.sha256("\n".join([run.pay_date.isoformat(), *lines]).encode()).hexdigest()


@transaction.atomic
def approve_run(*, run: PaymentRun, actor: User) -> PaymentRun:
    """Approve a run; the second, different person's approval makes it ready to send.

    Approvals stand for exactly what was seen: if an account or an amount has changed since the first
    approval, that approval is void and both are asked again.
    """
    run = PaymentRun.objects.select_for_update().get(pk=run.pk)
    if run.state != State.DRAFT:
        raise NotAllowed("fees.not_a_draft")
    if run.approvals.filter(by=actor, content_hash=run.content_hash).exists():
        raise NotAllowed("fees.second_person_needed")
    run.content_hash = content_hash(run)
    run.approvals.exclude(content_hash=run.content_hash).delete()
    Approval.objects.create(run=run, by=actor, at=clock.now(), content_hash=run.content_hash)
    if run.approvals.count() >= APPROVERS:
        run.state, run.approved_at = State.APPROVED, clock.now()
    run.save()
    log.record(
        "fees.run_approved",
        actor=actor,
        panel_slug=run.panel.slug,
        subject=f"run/{run.pk}",
        data={"hash": run.content_hash, "approvals": run.approvals.count()},
    )
    return run


def _for_file(run: PaymentRun) -> PaymentRun:
    run = PaymentRun.objects.select_for_update().get(pk=run.pk)
    if run.state not in {State.APPROVED, State.SENT, State.PAID}:
        raise NotAllowed("fees.needs_two_approvals")
    if run.content_hash != content_hash(run):
        raise Conflict("fees.changed_after_approval")
    return run


def _sent(run: PaymentRun, actor: User, kind: str) -> None:
    if run.state == State.APPROVED:
        run.state, run.sent_at = State.SENT, clock.now()
        run.save(update_fields=["state", "sent_at"])
    log.record(
        "identity.read",
        actor=actor,
        panel_slug=run.panel.slug,
        subject=f"run/{run.pk}",
        data={"what": kind, "rows": run.entitlements.count()},
    )


@transaction.atomic
def payment_file(*, run: PaymentRun, actor: User) -> bytes:
    """The bank's file of an approved run; the same bytes each time, so a second upload pays nothing twice."""
    run = _for_file(run)
    content = files.bank_file(run, queries.lines_of(run))
    _sent(run, actor, "payment file")
    return content


@transaction.atomic
def payroll_file(*, run: PaymentRun, actor: User) -> bytes:
    """The payroll system's rows of an approved run."""
    run = _for_file(run)
    content = files.payroll_rows(run, queries.lines_of(run))
    _sent(run, actor, "payroll file")
    return content


@transaction.atomic
def mark_paid(*, run: PaymentRun, actor: User) -> PaymentRun:
    """The bank or payroll has paid: panelists see it on their own pages."""
    run = PaymentRun.objects.select_for_update().get(pk=run.pk)
    if run.state != State.SENT:
        raise NotAllowed("fees.not_sent")
    run.state, run.paid_at = State.PAID, clock.now()
    run.save(update_fields=["state", "paid_at"])
    log.record("fees.run_paid", actor=actor, panel_slug=run.panel.slug, subject=f"run/{run.pk}")
    return run


@transaction.atomic
def cancel_run(*, run: PaymentRun, reason: str, actor: User) -> PaymentRun:
    """Take a run apart that has not gone out; what was in it can be paid in another."""
    run = PaymentRun.objects.select_for_update().get(pk=run.pk)
    if run.state not in {State.DRAFT, State.APPROVED}:
        raise NotAllowed("fees.already_sent")
    if not reason.strip():
        raise BadInput("fees.cancel_needs_reason")
    run.entitlements.update(run=None)
    run.state = State.CANCELLED
    run.save(update_fields=["state"])
    log.record(
        "fees.run_cancelled",
        actor=actor,
        panel_slug=run.panel.slug,
        subject=f"run/{run.pk}",
        data={"reason": reason.strip()},
    )
    return run
