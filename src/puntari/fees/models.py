"""From attendance to money. Who is paid, what for, who approved, in which file."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from puntari.core.crypto import EncryptedField


class FeeSettings(models.Model):
    """The organiser's decision on a panel's fees."""

    class ReportedBy(models.TextChoices):
        PAYROLL = "payroll", _("palkanlaskenta maksaa ja ilmoittaa")
        BANK_FILE = "bank_file", _("Puntari tekee pankin maksuaineiston")

    class Version(models.TextChoices):
        V03 = "pain.001.001.03", "pain.001.001.03"
        V09 = "pain.001.001.09", "pain.001.001.09"

    panel = models.OneToOneField("panels.Panel", on_delete=models.CASCADE, related_name="fee_settings")
    per_meeting_cents = models.PositiveIntegerField(_("palkkio kokoukselta, senttiä"), default=0)
    minimum_share_percent = models.PositiveSmallIntegerField(
        _("kuinka suuri osa kokouksesta on oltava paikalla, prosenttia"), default=50
    )
    proportional_below_minimum = models.BooleanField(
        _("lyhyemmästä läsnäolosta maksetaan ajan mukaan"), default=True
    )
    income_type = models.PositiveSmallIntegerField(_("tulolaji"), default=210)
    reported_by = models.CharField(
        _("kuka maksaa ja ilmoittaa"), max_length=10, choices=ReportedBy, default=ReportedBy.BANK_FILE
    )
    version = models.CharField(
        _("pankin aineiston versio"), max_length=20, choices=Version, default=Version.V03
    )
    decision = models.TextField(_("päätös, johon palkkio perustuu"), blank=True)
    insurance_exceptions = models.JSONField(default=list, blank=True)
    all_insured = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.panel}: {self.per_meeting_cents}"


class Payee(models.Model):
    """What paying a member takes: asked only of panelists, kept encrypted, read only to pay."""

    member = models.OneToOneField("lottery.Member", on_delete=models.CASCADE, related_name="payee")
    account_holder = models.CharField(_("tilinomistajan nimi"), max_length=70)
    iban = EncryptedField()
    iban_hint = models.CharField(max_length=20)
    identity_code = EncryptedField()
    identity_hash = models.CharField(max_length=64, db_index=True)
    card_percent = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    card_limit_cents = models.PositiveIntegerField(null=True)
    card_additional_percent = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    declines_fee = models.BooleanField(default=False)
    given = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.member}: {self.iban_hint}"


class PaymentRun(models.Model):
    """One batch of payments, approved by two people, paid on one day."""

    class State(models.TextChoices):
        DRAFT = "draft", _("luonnos")
        APPROVED = "approved", _("hyväksytty")
        SENT = "sent", _("viety pankkiin tai palkanlaskentaan")
        PAID = "paid", _("maksettu")
        CANCELLED = "cancelled", _("peruttu")

    panel = models.ForeignKey("panels.Panel", on_delete=models.PROTECT, related_name="payment_runs")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    pay_date = models.DateField(_("maksupäivä"))
    created = models.DateTimeField()
    created_by = models.ForeignKey("core.User", null=True, on_delete=models.SET_NULL, related_name="+")
    approved_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    paid_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=300, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    delivery_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["panel", "number"], name="run_number_once")]

    def __str__(self) -> str:
        return str(_("Maksuerä %(number)s") % {"number": self.number})


class Approval(models.Model):
    """One person's approval of a run; a run takes two different people."""

    run = models.ForeignKey(PaymentRun, on_delete=models.CASCADE, related_name="approvals")
    by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    content_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["run", "by"], name="approves_once")]

    def __str__(self) -> str:
        return f"{self.run}: {self.by}"


class PaymentLine(models.Model):
    """One payee of an approved run as approved: later changes of account or tax card do not reach it."""

    run = models.ForeignKey(PaymentRun, on_delete=models.CASCADE, related_name="lines")
    member = models.ForeignKey("lottery.Member", on_delete=models.PROTECT, related_name="payment_lines")
    account_holder = models.CharField(max_length=70)
    iban = EncryptedField()
    iban_hint = models.CharField(max_length=20)
    identity_code = EncryptedField()
    gross_cents = models.PositiveIntegerField()
    travel_cents = models.PositiveIntegerField()
    withheld_cents = models.PositiveIntegerField()

    class Meta:
        ordering = ["member__number"]
        constraints = [models.UniqueConstraint(fields=["run", "member"], name="paid_once_in_a_run")]

    def __str__(self) -> str:
        return f"{self.run}: {self.member}"


class Entitlement(models.Model):
    """What a member is owed for one meeting. In a run it stands still; before that it follows attendance."""

    member = models.ForeignKey("lottery.Member", on_delete=models.CASCADE, related_name="entitlements")
    meeting = models.ForeignKey("panels.Meeting", on_delete=models.PROTECT, related_name="entitlements")
    run = models.ForeignKey(
        PaymentRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="entitlements"
    )
    minutes = models.PositiveSmallIntegerField()
    fee_cents = models.PositiveIntegerField()
    travel_cents = models.PositiveIntegerField(default=0)
    correction_cents = models.IntegerField(default=0)
    correction_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["member__number", "meeting__number"]
        constraints = [models.UniqueConstraint(fields=["member", "meeting"], name="entitled_once")]

    def __str__(self) -> str:
        return f"{self.member} / {self.meeting}: {self.total_cents}"

    @property
    def total_cents(self) -> int:
        return max(0, self.fee_cents + self.travel_cents + self.correction_cents)
