"""Targets, draws, and the people drawn."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


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
