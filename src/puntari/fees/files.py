"""The files that carry a run out of the house."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings as django_settings
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from puntari.fees.models import FeeSettings
from puntari.fees.queries import Line, settings_of
from puntari.methods.payments import (
    Batch,
    Contact,
    Debtor,
    Income,
    IncomeType,
    InsuranceDecision,
    PainVersion,
    Payment,
    PayrollRow,
    WageDelivery,
    WageReport,
    credit_transfer,
    payroll_csv,
    wage_reports,
)

if TYPE_CHECKING:
    from puntari.fees.models import PaymentRun


def reference(run: PaymentRun, line: Line) -> str:
    """A payee's end-to-end reference: the same in every file of the run."""
    return f"P{run.panel_id}-{run.number}-{line.member.number}"


def bank_file(run: PaymentRun, lines: list[Line]) -> bytes:
    """The run as a credit transfer file; who gets nothing after tax is left out."""
    organisation = run.panel.organisation
    debtor = Debtor(
        organisation.name,
        organisation.iban,
        organisation.bic or None,
        organisation.bank_agreement_id or None,
    )
    batch = Batch(
        reference=f"PUNTARI-{run.panel_id}-{run.number}",
        debtor=debtor,
        payments=tuple(_payment(run, line) for line in lines if line.net_cents > 0),
        created_at=run.created,
        version=PainVersion(settings_of(run.panel).version),
    )
    return credit_transfer(batch)


def _payment(run: PaymentRun, line: Line) -> Payment:
    with override("fi"):
        message = _("Asukaspaneelin kokouspalkkio, %(title)s") % {"title": run.panel.title}
    return Payment(
        reference=reference(run, line),
        account_holder=line.facts.account_holder,
        iban=line.facts.iban,
        amount_cents=line.net_cents,
        message=message,
        execution_date=run.pay_date,
    )


def wage_report_file(run: PaymentRun, lines: list[Line], contact: Contact) -> bytes:
    """The run as earnings payment reports for the Incomes Register, one a payee, with what was withheld."""
    settings = settings_of(run.panel)
    days = [localtime(one.meeting.starts_at).date() for line in lines for one in line.entitlements]
    delivery = WageDelivery(
        delivery_id=run.delivery_id or UUID(int=0),
        created_at=run.sent_at or run.created,
        business_id=run.panel.organisation.business_id,
        contact=contact,
        payment_date=run.pay_date,
        earned_from=min(days),
        earned_until=max(days),
        insurance=InsuranceDecision(tuple(settings.insurance_exceptions), settings.all_insured),
        reports=tuple(_report(run, line, IncomeType(settings.income_type)) for line in lines),
        production=django_settings.MODE == "production",
    )
    return wage_reports(delivery)


def _report(run: PaymentRun, line: Line, income_type: IncomeType) -> WageReport:
    volunteer = line.member.volunteer
    return WageReport(
        report_id=reference(run, line),
        identity_code=line.facts.identity_code,
        last_name=volunteer.last_name,
        first_name=volunteer.first_name,
        incomes=(Income(income_type, line.gross_cents),),
        withheld_cents=line.withheld_cents,
    )


def payroll_rows(run: PaymentRun, lines: list[Line]) -> bytes:
    """The run as payroll rows: what to pay, or what was paid and withheld here and is left to report."""
    settings = settings_of(run.panel)
    return payroll_csv(_row(run, line, settings) for line in lines)


def _row(run: PaymentRun, line: Line, settings: FeeSettings) -> PayrollRow:
    volunteer = line.member.volunteer
    days = ", ".join(localtime(one.meeting.starts_at).date().isoformat() for one in line.entitlements)
    withheld_here = settings.reported_by == FeeSettings.ReportedBy.BANK_FILE
    return PayrollRow(
        reference=reference(run, line),
        last_name=volunteer.last_name,
        first_names=volunteer.first_name,
        identity_code=line.facts.identity_code,
        account_holder=line.facts.account_holder,
        iban=line.facts.iban,
        income_type=settings.income_type,
        basis=days,
        fee_cents=line.gross_cents - line.travel_cents,
        travel_cents=line.travel_cents,
        travel_is_taxable=True,
        withheld_cents=line.withheld_cents if withheld_here else None,
        payment_date=run.pay_date,
    )
