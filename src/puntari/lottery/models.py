"""Targets, draws, and the people drawn."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from puntari.core.crypto import EncryptedField


class Target(models.Model):
    """How many people with a feature value the panel must have, from `min` to `max`."""

    value = models.OneToOneField("panels.FeatureValue", on_delete=models.CASCADE, related_name="target")
    min = models.PositiveSmallIntegerField(_("vähintään"))
    max = models.PositiveSmallIntegerField(_("enintään"))
    min_flex = models.PositiveSmallIntegerField(default=0)
    max_flex = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["value__feature__order", "value__order"]

    def __str__(self) -> str:
        return f"{self.value}: {self.min}-{self.max}"


class Relaxation(models.Model):
    """Targets that a person loosened because no panel could keep them: what, why, who."""

    panel = models.ForeignKey("panels.Panel", on_delete=models.CASCADE, related_name="relaxations")
    changes = models.JSONField(default=list)
    cost = models.FloatField(default=0)
    reason = models.TextField(_("perustelu"))
    by = models.ForeignKey("core.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.reason[:60]


class Draw(models.Model):
    """One lottery: a test that anybody may repeat, or the real one, which stands."""

    class State(models.TextChoices):
        WAITING = "waiting", _("jonossa")
        DONE = "done", _("tehty")
        FAILED = "failed", _("ei onnistunut")

    panel = models.ForeignKey("panels.Panel", on_delete=models.CASCADE, related_name="draws")
    is_test = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    algorithm = models.CharField(max_length=20, default="leximin")
    one_per_household = models.BooleanField(default=True)
    size = models.PositiveSmallIntegerField()
    reserves = models.PositiveSmallIntegerField(default=0)
    seed = models.CharField(max_length=128, blank=True)
    seed_given = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=1)
    override_reason = models.TextField(blank=True)
    pool_size = models.PositiveIntegerField(default=0)
    targets = models.JSONField(default=list)
    certificate = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    panels_file = models.ForeignKey("core.StoredFile", null=True, on_delete=models.SET_NULL, related_name="+")
    trouble = models.CharField(max_length=500, blank=True)
    job = models.ForeignKey("core.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    created_by = models.ForeignKey("core.User", null=True, on_delete=models.SET_NULL, related_name="+")
    created = models.DateTimeField()
    drawn = models.DateTimeField(null=True)
    results_sent = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["panel"], condition=models.Q(is_test=False, state="done"), name="one_real_draw"
            )
        ]

    def __str__(self) -> str:
        return f"{self.panel} {self.created:%Y-%m-%d}"

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE


class Chance(models.Model):
    """A volunteer's selection probability in a draw."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="chances")
    volunteer = models.ForeignKey("recruitment.Volunteer", on_delete=models.CASCADE, related_name="chances")
    chance = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draw", "volunteer"], name="chance_once")]

    def __str__(self) -> str:
        return f"{self.chance:.4f}"


class Member(models.Model):
    """A drawn person: on the panel (panelist) or in reserve."""

    class Kind(models.TextChoices):
        PANELIST = "panelist", _("panelisti")
        RESERVE = "reserve", _("varahenkilö")

    class Status(models.TextChoices):
        SELECTED = "selected", _("valittu")
        CONFIRMED = "confirmed", _("vahvistanut")
        DECLINED = "declined", _("kieltäytynyt")
        WITHDRAWN = "withdrawn", _("jäänyt pois")

    panel = models.ForeignKey("panels.Panel", on_delete=models.CASCADE, related_name="members")
    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="members")
    volunteer = models.OneToOneField("recruitment.Volunteer", on_delete=models.CASCADE, related_name="member")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    call_order = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=10, choices=Status, default=Status.SELECTED)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaced_by"
    )

    class Meta:
        ordering = ["kind", "call_order", "number"]
        constraints = [models.UniqueConstraint(fields=["panel", "number"], name="member_number_once")]

    def __str__(self) -> str:
        return str(_("Panelisti %(number)s") % {"number": self.number})

    @property
    def is_active(self) -> bool:
        """Still in: on the panel, or waiting in reserve."""
        return self.status in ACTIVE

    @property
    def needs_replacement(self) -> bool:
        return self.kind == self.Kind.PANELIST and not self.is_active and not hasattr(self, "replaced_by")


ACTIVE = (Member.Status.SELECTED, Member.Status.CONFIRMED)


class MemberNote(models.Model):
    """A call note or a change of status, with its comment."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="notes")
    status = models.CharField(max_length=10, blank=True)
    comment = models.TextField()
    by = models.ForeignKey("core.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.comment[:60]

    @property
    def word(self) -> str:
        """The status that the note put down, in words; empty for a mere call note."""
        return str(dict(Member.Status.choices).get(self.status, ""))


class PublicDraw(models.Model):
    """A draw that anybody can check (protocol puntari-lottery-1); one that is cancelled stays on show."""

    class State(models.TextChoices):
        CLOSED = "closed", _("joukko suljettu")
        LISTED = "listed", _("paneelit laskettu")
        COMMITTED = "committed", _("sitoumus julkaistu")
        DRAWN = "drawn", _("arvottu")
        CANCELLED = "cancelled", _("peruttu")

    panel = models.ForeignKey("panels.Panel", on_delete=models.CASCADE, related_name="public_draws")
    state = models.CharField(max_length=10, choices=State, default=State.CLOSED)
    size = models.PositiveSmallIntegerField()
    panels = models.PositiveIntegerField(default=1000)
    reserves = models.PositiveSmallIntegerField(default=0)
    one_per_household = models.BooleanField(default=True)
    objection_days = models.PositiveSmallIntegerField(default=3)
    override_reason = models.TextField(blank=True)
    targets = models.JSONField(default=list)
    counts = models.JSONField(default=list)
    # Who may stay away, learnt before the pool closed: nobody can change it once the panel is known.
    dropout = models.JSONField(default=dict)
    pool_root = models.CharField(max_length=64)
    pool_size = models.PositiveIntegerField()
    closed = models.DateTimeField()
    closed_by = models.ForeignKey("core.User", null=True, on_delete=models.SET_NULL, related_name="+")
    job = models.ForeignKey("core.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    receipts_sent = models.DateTimeField(null=True)
    certificate = models.JSONField(default=dict)
    # The panels with their salts: the notary's part, of which the draw opens one panel.
    sealed = EncryptedField(blank=True)
    panel_list = models.CharField(max_length=64, blank=True)
    # Kept as the very text that was hashed, so that no database can spell it in another way.
    commitment = models.TextField(blank=True)
    commitment_hash = models.CharField(max_length=64, blank=True)
    committed = models.DateTimeField(null=True)
    committed_by = models.ForeignKey("core.User", null=True, on_delete=models.SET_NULL, related_name="+")
    early_reason = models.TextField(blank=True)
    record = models.TextField(blank=True)
    draw = models.OneToOneField(Draw, null=True, on_delete=models.RESTRICT, related_name="public_draw")
    audit = models.JSONField(default=dict)
    audit_job = models.ForeignKey("core.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    cancelled = models.DateTimeField(null=True)
    cancelled_in = models.CharField(max_length=10, blank=True)
    cancel_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-closed", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["panel"], condition=~models.Q(state="cancelled"), name="one_live_public_draw"
            )
        ]

    def __str__(self) -> str:
        return f"{self.panel} {self.closed:%Y-%m-%d}"

    @property
    def objections_end(self) -> datetime:
        return self.closed + timedelta(days=self.objection_days)


class Ticket(models.Model):
    """A volunteer's place in a closed pool: what was hashed, and the way from it to the published root."""

    public_draw = models.ForeignKey(PublicDraw, on_delete=models.CASCADE, related_name="tickets")
    volunteer = models.ForeignKey("recruitment.Volunteer", on_delete=models.CASCADE, related_name="tickets")
    code = models.CharField(max_length=12)
    record = models.JSONField(default=dict)
    household = models.CharField(max_length=12)
    salt = EncryptedField(blank=True)
    leaf = models.CharField(max_length=64)
    path = models.JSONField(default=list)
    numbers = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["public_draw", "code"], name="ticket_code_once"),
            models.UniqueConstraint(fields=["public_draw", "volunteer"], name="ticket_once"),
        ]

    def __str__(self) -> str:
        return self.code


class SourceEntry(models.Model):
    """What one person read from a source; it counts when a second person has read the same."""

    public_draw = models.ForeignKey(PublicDraw, on_delete=models.CASCADE, related_name="entries")
    source = models.CharField(max_length=60)
    value = models.CharField(max_length=200)
    by = models.ForeignKey("core.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["public_draw", "source", "by"], name="source_entry_once")
        ]

    def __str__(self) -> str:
        return f"{self.source}={self.value}"
