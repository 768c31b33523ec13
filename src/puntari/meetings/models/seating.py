"""Who sits where in which round, and the rules it was made by."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Round(models.Model):
    """One seating round of a meeting."""

    meeting = models.ForeignKey("panels.Meeting", on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["meeting__number", "number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="round_once")]

    def __str__(self) -> str:
        return f"{self.meeting} / {self.number}"


class Seat(models.Model):
    """Who sits at which table in a round."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="seats")
    member = models.ForeignKey("lottery.Member", on_delete=models.CASCADE, related_name="seats")
    table = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["table", "member__number"]
        constraints = [models.UniqueConstraint(fields=["round", "member"], name="seat_once")]

    def __str__(self) -> str:
        return f"{self.round}: {self.table}"


class SeatingSetup(models.Model):
    """How a meeting is seated: tables, rounds, features to mix, and a report of the seats as they are."""

    meeting = models.OneToOneField("panels.Meeting", on_delete=models.CASCADE, related_name="seating")
    tables = models.PositiveSmallIntegerField(_("pöytiä"))
    rounds = models.PositiveSmallIntegerField(_("kierroksia"))
    features = models.JSONField(default=list)
    seed = models.PositiveBigIntegerField(default=0)
    report = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.meeting}: {self.tables} x {self.rounds}"


class SeatingRule(models.Model):
    """A wish that every seating of the panel respects. Why is nobody's business here."""

    class Kind(models.TextChoices):
        TOGETHER = "together", _("samaan pöytään")
        APART = "apart", _("eri pöytiin")
        PLACE = "place", _("aina tähän pöytään")

    panel = models.ForeignKey("panels.Panel", on_delete=models.CASCADE, related_name="seating_rules")
    kind = models.CharField(max_length=10, choices=Kind)
    member = models.ForeignKey("lottery.Member", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("lottery.Member", null=True, on_delete=models.CASCADE, related_name="+")
    table = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["kind", "pk"]

    def __str__(self) -> str:
        return f"{self.member_id} {self.kind} {self.other_id or self.table}"


class SeatingChange(models.Model):
    """How the seats were before a change, so that it can be undone."""

    meeting = models.ForeignKey("panels.Meeting", on_delete=models.CASCADE, related_name="seating_changes")
    what = models.CharField(max_length=10)
    before = models.JSONField()
    made = models.DateTimeField()
    by = models.ForeignKey("core.User", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.what}"
