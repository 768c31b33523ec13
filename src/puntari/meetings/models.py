"""The days in the room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgendaItem(models.Model):
    """One item of a meeting's programme."""

    class Kind(models.TextChoices):
        PLENARY = "plenary", _("yhteinen osuus")
        TABLES = "tables", _("pöytätyöskentely")
        TALK = "talk", _("asiantuntijan puheenvuoro")
        QUESTIONS = "questions", _("kysymykset asiantuntijoille")
        BREAK = "break", _("tauko")
        VOTE = "vote", _("äänestys")

    meeting = models.ForeignKey("panels.Meeting", on_delete=models.CASCADE, related_name="agenda")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(_("otsikko"), max_length=200)
    minutes = models.PositiveSmallIntegerField(_("kesto, minuuttia"), default=15)
    kind = models.CharField(_("laji"), max_length=10, choices=Kind, default=Kind.PLENARY)
    script = models.TextField(_("fasilitaattorin ohje"), blank=True)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """A member at a meeting: when they came, when they left, minutes that count."""

    meeting = models.ForeignKey("panels.Meeting", on_delete=models.CASCADE, related_name="attendances")
    member = models.ForeignKey("lottery.Member", on_delete=models.CASCADE, related_name="attendances")
    arrived = models.DateTimeField(null=True)
    left = models.DateTimeField(null=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    excused = models.BooleanField(default=False)

    class Meta:
        ordering = ["member__number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.member}"


class Round(models.Model):
    """One seating round of a meeting."""

    meeting = models.ForeignKey("panels.Meeting", on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120, blank=True)
    report = models.JSONField(default=dict)

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


class TableHost(models.Model):
    """A facilitator's table in a meeting (the same table for all its rounds)."""

    meeting = models.ForeignKey("panels.Meeting", on_delete=models.CASCADE, related_name="hosts")
    user = models.ForeignKey("core.User", on_delete=models.CASCADE, related_name="+")
    table = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["table"]
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="host_once")]

    def __str__(self) -> str:
        return f"{self.user} / {self.table}"


class Talk(models.Model):
    """An expert's talk with its materials."""

    meeting = models.ForeignKey("panels.Meeting", on_delete=models.CASCADE, related_name="talks")
    expert_name = models.CharField(_("asiantuntija"), max_length=200)
    expert_title = models.CharField(_("tehtävä ja taustayhteisö"), max_length=200, blank=True)
    user = models.ForeignKey("core.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(_("puheenvuoron aihe"), max_length=200)
    summary = models.TextField(_("tiivistelmä selkeällä kielellä"), blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["meeting__number", "order", "pk"]

    def __str__(self) -> str:
        return self.title


class Material(models.Model):
    """A file or a link of a talk."""

    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(_("nimi"), max_length=200)
    file = models.ForeignKey("core.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    url = models.URLField(_("linkki"), blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class ExpertQuestion(models.Model):
    """A question from the floor to the experts, and its answer."""

    meeting = models.ForeignKey("panels.Meeting", on_delete=models.CASCADE, related_name="questions")
    talk = models.ForeignKey(Talk, null=True, blank=True, on_delete=models.SET_NULL, related_name="questions")
    table = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField(_("kysymys"))
    asked = models.DateTimeField()
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged"
    )
    answer = models.TextField(_("vastaus"), blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered = models.DateTimeField(null=True)
    due = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["asked", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
