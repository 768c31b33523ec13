"""Surveys and their answers. An answer carries a pseudonym, never a person."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from puntari.core.translated import tr


class Survey(models.Model):
    """One wave of questions to one audience. Its questions are a copy: later edits change no old result."""

    class Wave(models.TextChoices):
        BEFORE = "before", _("Ennen paneelia")
        PULSE = "pulse", _("Kokouksen jälkeen")
        AFTER = "after", _("Paneelin jälkeen")
        LATER = "later", _("Vuoden päästä")

    class Audience(models.TextChoices):
        PANELISTS = "panelists", _("panelistit")
        FACILITATORS = "facilitators", _("fasilitaattorit")
        DECISION_MAKERS = "decision_makers", _("päättäjät")
        EXPERTS = "experts", _("asiantuntijat")

    panel = models.ForeignKey("panels.Panel", on_delete=models.CASCADE, related_name="surveys")
    meeting = models.ForeignKey(
        "panels.Meeting", null=True, blank=True, on_delete=models.CASCADE, related_name="surveys"
    )
    wave = models.CharField(max_length=10, choices=Wave)
    audience = models.CharField(max_length=20, choices=Audience)
    title = models.CharField(_("otsikko"), max_length=200)
    title_sv = models.CharField(_("otsikko ruotsiksi"), max_length=200, blank=True)
    title_en = models.CharField(_("otsikko englanniksi"), max_length=200, blank=True)
    questions = models.JSONField(default=list)
    opens = models.DateTimeField(_("avautuu"))
    closes = models.DateTimeField(_("sulkeutuu"))
    published = models.DateTimeField(null=True)

    class Meta:
        ordering = ["opens", "pk"]

    def __str__(self) -> str:
        return tr(self, "title")


class Response(models.Model):
    """One person's answers. The pseudonym is the same in all waves of a panel, so that change can be seen."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="responses")
    pseudonym = models.CharField(max_length=64)
    submitted = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "pseudonym"], name="answered_once")]

    def __str__(self) -> str:
        return f"{self.survey_id}/{self.pseudonym[:8]}"


class Answer(models.Model):
    """The answer to one question: a number on its scale, or words."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=40, db_index=True)
    number = models.SmallIntegerField(null=True)
    text = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "key"], name="answer_once")]

    def __str__(self) -> str:
        return f"{self.key}: {self.number if self.number is not None else self.text[:20]}"
