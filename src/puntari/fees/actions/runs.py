"""Payment runs: gathered, approved by two people, written to a file once and for all, paid."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction
from django.db.models import Max

from puntari.core import clock, log
from puntari.core.errors import BadInput, Conflict, NotAllowed
from puntari.fees import files, queries
from puntari.fees.actions.entitlements import refresh_entitlements
from puntari.fees.models import Approval, Entitlement, FeeSettings, PaymentLine, PaymentRun
from puntari.methods.payments import AccountError, Contact, bankdays, iban

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.panels.models import Panel

APPROVERS = 2
State = PaymentRun.State
PaidBy = FeeSettings.ReportedBy


@transaction.atomic
def make_run(*, panel: Panel, pay_date: date, actor: User) -> PaymentRun:
    """Gather everything that can be paid now into a new run; each entitlement is in one run at most."""
    if pay_date < clock.today() or not bankdays.is_bank_day(pay_date):
        following = bankdays.next_bank_day(max(pay_date, clock.today()))
        raise BadInput("fees.not_a_bank_day", day=pay_date, next=following)
    refresh_entitlements(panel=panel, actor=actor)
    payable = [one.pk for one in queries.payable(panel)]
    last = PaymentRun.objects.filter(panel=panel).aggregate(last=Max("number"))["last"] or 0
    run = PaymentRun.objects.create(
        panel=panel, number=last + 1, pay_date=pay_date, created=clock.now(), created_by=actor
    )
    taken = Entitlement.objects.filter(pk__in=payable, run=None).update(run=run)
    if not taken:
        raise NotAllowed("fees.nothing_to_pay")
    run.content_hash = content_hash(queries.current_lines(run), run)
    run.save(update_fields=["content_hash"])
    _record("fees.run_made", run, actor, entitlements=taken)
    return run


def _record(kind: str, run: PaymentRun, actor: User, **data: object) -> None:
    log.record(kind, actor=actor, panel_slug=run.panel.slug, subject=f"run/{run.pk}", data=data)


def content_hash(lines: list[queries.Line], run: PaymentRun) -> str:
    """What is approved: who gets how much, on which account, when. Changes when any of it changes."""
    rows = [
        f"{one.facts.pk};{one.facts.iban};{one.facts.account_holder};{one.gross_cents};{one.net_cents}"
        for one in lines
    ]
    return hashlib.sha256("\n".join([run.pay_date.isoformat(), *rows]).encode()).hexdigest()


@transaction.atomic
def approve_run(*, run: PaymentRun, actor: User) -> PaymentRun:
    """Approve a run; the second, different person's approval fixes its lines and makes it ready to send.

    Approvals stand for exactly what was seen: if an account or an amount has changed since the first
    approval, that approval is void and both are asked again.
    """
    run = PaymentRun.objects.select_for_update().get(pk=run.pk)
    if run.state != State.DRAFT:
        raise NotAllowed("fees.not_a_draft")
    if run.approvals.filter(by=actor, content_hash=run.content_hash).exists():
        raise NotAllowed("fees.second_person_needed")
    lines = queries.current_lines(run)
    _can_be_paid(run, lines)
    run.content_hash = content_hash(lines, run)
    run.approvals.exclude(content_hash=run.content_hash).delete()
    Approval.objects.create(run=run, by=actor, at=clock.now(), content_hash=run.content_hash)
    if run.approvals.count() >= APPROVERS:
        run.state, run.approved_at = State.APPROVED, clock.now()
        _keep(run, lines)
    run.save()
    _record("fees.run_approved", run, actor, hash=run.content_hash, approvals=run.approvals.count())
    return run


def _can_be_paid(run: PaymentRun, lines: list[queries.Line]) -> None:
    _day_to_come(run)
    without = [str(line.member) for line in lines if not line.facts.iban]
    if without:
        raise NotAllowed("fees.line_without_account", members=", ".join(without))


def _day_to_come(run: PaymentRun) -> None:
    if run.pay_date < clock.today():
        raise NotAllowed("fees.pay_date_passed", day=run.pay_date)


def _keep(run: PaymentRun, lines: list[queries.Line]) -> None:
    names = ("account_holder", "iban", "iban_hint", "identity_code")
    PaymentLine.objects.bulk_create(
        PaymentLine(
            run=run,
            member=line.member,
            gross_cents=line.gross_cents,
            travel_cents=line.travel_cents,
            withheld_cents=line.withheld_cents,
            **{name: getattr(line.facts, name) for name in names},
        )
        for line in lines
    )


def _for_file(run: PaymentRun) -> PaymentRun:
    run = PaymentRun.objects.select_for_update().get(pk=run.pk)
    if run.state not in queries.LEFT:
        raise NotAllowed("fees.needs_two_approvals")
    if run.state == State.APPROVED:
        _day_to_come(run)
    not_gone_yet = run.state == State.APPROVED or not run.lines.exists()
    if not_gone_yet and run.content_hash != content_hash(queries.current_lines(run), run):
        raise Conflict("fees.changed_after_approval")
    return run


def _handed_out(run: PaymentRun, actor: User, *, kind: str, rows: int, by: PaidBy) -> None:
    """Only the file that moves the money sends the run; the other is for the books."""
    if run.state == State.APPROVED and queries.settings_of(run.panel).reported_by == by:
        run.state, run.sent_at = State.SENT, clock.now()
        run.save(update_fields=["state", "sent_at"])
    _record("identity.read", run, actor, what=kind, rows=rows)


@transaction.atomic
def payment_file(*, run: PaymentRun, actor: User) -> bytes:
    """The bank's file of an approved run; the same bytes each time, so a second upload pays nothing twice."""
    run = _for_file(run)
    if queries.settings_of(run.panel).reported_by != PaidBy.BANK_FILE:
        raise NotAllowed("fees.payroll_pays")
    _check_payer(run)
    lines = queries.lines_of(run)
    content = files.bank_file(run, lines)
    _handed_out(run, actor, kind="payment file", rows=len(lines), by=PaidBy.BANK_FILE)
    return content


def _check_payer(run: PaymentRun) -> None:
    try:
        iban.normalise(run.panel.organisation.iban)
    except AccountError:
        raise NotAllowed("fees.payer_account", organisation=run.panel.organisation.name) from None


@transaction.atomic
def payroll_file(*, run: PaymentRun, actor: User) -> bytes:
    """The payroll system's rows of an approved run."""
    run = _for_file(run)
    lines = queries.lines_of(run)
    content = files.payroll_rows(run, lines)
    _handed_out(run, actor, kind="payroll file", rows=len(lines), by=PaidBy.PAYROLL)
    return content


@transaction.atomic
def register_file(*, run: PaymentRun, actor: User) -> bytes:
    """The reports of a run paid from here, for the Incomes Register's upload service.

    The delivery gets its identifier once: the register refuses the same payments a second time. `actor` is
    whom the register may ask. What the register cannot take is refused (IncomesRegisterError).
    """
    run = _for_file(run)
    if queries.settings_of(run.panel).reported_by != PaidBy.BANK_FILE:
        raise NotAllowed("fees.payroll_pays")
    if run.state == State.APPROVED:
        raise NotAllowed("fees.not_sent")
    if not actor.phone.strip():
        raise NotAllowed("fees.phone_missing")
    if run.delivery_id is None:
        run.delivery_id = uuid4()
        run.save(update_fields=["delivery_id"])
    lines = queries.lines_of(run)
    content = files.wage_report_file(run, lines, Contact(actor.name, actor.phone, actor.email))
    _record("identity.read", run, actor, what="register file", rows=len(lines))
    return content


@transaction.atomic
def mark_paid(*, run: PaymentRun, actor: User) -> PaymentRun:
    """The bank or payroll has paid: panelists see it on their own pages."""
    run = PaymentRun.objects.select_for_update().get(pk=run.pk)
    if run.state != State.SENT:
        raise NotAllowed("fees.not_sent")
    run.state, run.paid_at = State.PAID, clock.now()
    run.save(update_fields=["state", "paid_at"])
    _record("fees.run_paid", run, actor)
    return run


@transaction.atomic
def cancel_run(*, run: PaymentRun, reason: str, actor: User, refused: bool = False) -> PaymentRun:
    """Take a run apart; what was in it can be paid in another.

    A run that has gone out is cancelled only when the bank or payroll has `refused` it: nobody was paid.
    """
    run = PaymentRun.objects.select_for_update().get(pk=run.pk)
    if run.state not in ({State.SENT} if refused else {State.DRAFT, State.APPROVED}):
        raise NotAllowed("fees.not_sent" if refused else "fees.already_sent")
    if not reason.strip():
        raise BadInput("fees.cancel_needs_reason")
    run.entitlements.update(run=None)
    run.state, run.cancelled_at, run.cancel_reason = State.CANCELLED, clock.now(), reason.strip()
    run.save(update_fields=["state", "cancelled_at", "cancel_reason"])
    kind = "fees.run_refused" if refused else "fees.run_cancelled"
    _record(kind, run, actor, reason=reason.strip())
    return run
