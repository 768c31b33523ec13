"""The final statement (*loppulausuma*)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Statement(models.Model):
    """The final statement: texts in versions, recommendations from the votes, figures from the data."""

    class State(models.TextChoices):
        DRAFT = "draft", _("luonnos")
        PUBLISHED = "published", _("julkaistu")
        HANDED_OVER = "handed_over", _("luovutettu")

    panel = models.OneToOneField("panels.Panel", on_delete=models.CASCADE, related_name="statement")
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    title = models.CharField(_("otsikko"), max_length=200)
    title_sv = models.CharField(_("otsikko ruotsiksi"), max_length=200, blank=True)
    title_en = models.CharField(_("otsikko englanniksi"), max_length=200, blank=True)
    summary = models.TextField(_("tiivistelmä selkeällä kielellä"), blank=True)
    summary_sv = models.TextField(_("tiivistelmä ruotsiksi"), blank=True)
    summary_en = models.TextField(_("tiivistelmä englanniksi"), blank=True)
    check_opened = models.DateTimeField(null=True)
    figures = models.JSONField(default=dict)
    published = models.DateTimeField(null=True)
    published_by = models.ForeignKey("core.User", null=True, on_delete=models.SET_NULL, related_name="+")
    handed_over_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        return self.published is not None


class StatementText(models.Model):
    """One version of one text part of the statement."""

    class Part(models.TextChoices):
        INTRODUCTION = "introduction", _("Johdanto")
        METHOD = "method", _("Miten työskentelimme")
        CLOSING = "closing", _("Lopuksi ja kiitokset")

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="texts")
    part = models.CharField(max_length=15, choices=Part)
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    by = models.ForeignKey("core.User", null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField()

    class Meta:
        ordering = ["part", "version"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "part", "version"], name="text_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.version}"


class Edition(models.Model):
    """The documents of one publication, kept as they were published."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField()
    pdf = models.ForeignKey("core.StoredFile", on_delete=models.RESTRICT, related_name="+")
    docx = models.ForeignKey("core.StoredFile", on_delete=models.RESTRICT, related_name="+")
    made = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["statement", "number"], name="edition_number_once")]

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.number}"


class StatementCheck(models.Model):
    """A member has read the draft: it says what we mean, or something must be put right."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="checks")
    member = models.ForeignKey("lottery.Member", on_delete=models.CASCADE, related_name="+")
    agrees = models.BooleanField()
    comment = models.TextField(blank=True, max_length=2000)
    made = models.DateTimeField()
    handled = models.BooleanField(default=False)

    class Meta:
        ordering = ["-made"]
        constraints = [models.UniqueConstraint(fields=["statement", "member"], name="check_once")]

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.member_id}"
