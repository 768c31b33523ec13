"""What the panel recommended and what was answered."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.db import models
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from puntari.core import clock
from puntari.core.errors import NotAllowed

LONGEST_PLACES = 400
LONGEST_THEME = 200
# People part names with commas, semicolons, line breaks and the word "and".
_BETWEEN_PLACES = re.compile(r"[,;/\n]|\s(?:ja|sekä|och|samt|and|&)\s")


def named_places(text: str) -> list[str]:
    """The names in a list that a person wrote, each once."""
    parts = _BETWEEN_PLACES.split(text)
    return list(dict.fromkeys(name for part in parts if (name := " ".join(part.split()))))


class Recommendation(models.Model):
    """One recommendation of a panel. Its number and address are for good; it is never deleted."""

    panel = models.ForeignKey("panels.Panel", on_delete=models.PROTECT, related_name="recommendations")
    number = models.PositiveSmallIntegerField(_("numero"))
    lead = models.CharField(max_length=60, blank=True)
    title = models.TextField(_("suositus"))
    text = models.TextField(_("koko teksti"), blank=True)
    theme = models.CharField(_("teema"), max_length=LONGEST_THEME, blank=True)
    # Names with commas between them; none means the whole area.
    municipalities = models.CharField(_("kunnat"), max_length=LONGEST_PLACES, blank=True)
    votes_for = models.PositiveIntegerField(_("puolesta"), null=True, blank=True)
    votes_against = models.PositiveIntegerField(_("vastaan"), null=True, blank=True)
    votes_blank = models.PositiveIntegerField(_("tyhjiä"), null=True, blank=True)
    minority_reasons = models.JSONField(default=list, blank=True)
    handed_over_on = models.DateField(_("luovutettu"), null=True, blank=True)
    answer_due = models.DateField(_("vastauksen määräaika"), null=True, blank=True, db_index=True)
    # The first day that was promised; `answer_due` may move later, this never does.
    promised_by = models.DateField(_("alkuperäinen määräaika"), null=True, blank=True, editable=False)
    due_reason = models.TextField(_("miksi määräaikaa siirrettiin"), blank=True, editable=False)
    # It came in a table that tells what is done about it, so no answer of its own is awaited.
    told_by_actions = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["panel", "number"]
        constraints = [models.UniqueConstraint(fields=["panel", "number"], name="recommendation_number_once")]

    def __str__(self) -> str:
        return self.cell

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The first due day is kept, and what the panel adopted is what it adopted."""
        if self.promised_by is None and self.answer_due is not None:
            self.promised_by = self.answer_due
            if (fields := kwargs.get("update_fields")) is not None:
                kwargs["update_fields"] = {*fields, "promised_by"}
        if self.adopted:
            _keep_adopted(self, self.number, ("title", "text"), handed_over_on__isnull=False)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("panel-recommendation", args=[self.panel.slug, self.number])

    @property
    def cell(self) -> str:
        """The cell of the table, character by character as it came in."""
        return f"{self.lead}{self.title}"

    @property
    def adopted(self) -> bool:
        """It came from a statement that was handed over: its title and its text stay as they were."""
        return self.handed_over_on is not None

    @property
    def found_in(self) -> str:
        """The text whose words a search finds it by."""
        return " ".join((self.cell, self.text, self.theme, self.municipalities))

    @property
    def subject(self) -> str:
        """What the log entries of the recommendation and all that hangs on it are about."""
        return f"recommendation/{self.pk}"

    @property
    def answer(self) -> Response | None:
        return getattr(self, "response", None)

    @property
    def owes_answer(self) -> bool:
        """Nobody has answered, or the answer was to study and the study's day has come."""
        answer = self.answer
        if answer is None:
            return not self.told_by_actions
        return bool(answer.study_until and answer.study_until < clock.today())

    @property
    def due(self) -> date | None:
        """By when the next answer must come, if one must."""
        answer = self.answer
        return self.answer_due if answer is None else answer.study_until

    @property
    def answer_late(self) -> bool:
        return bool(self.owes_answer and self.due and self.due < clock.today())

    @property
    def due_moved(self) -> bool:
        """The answer's day is no longer the one that was first promised."""
        return self.promised_by is not None and self.answer_due != self.promised_by

    @property
    def promise_broken(self) -> bool:
        """The first answer did not come by the first promised day, or a promised study by its own."""
        answer = self.answer
        if self.study_late or (answer is not None and answer.study_broken):
            return True
        first = clock.today() if answer is None else answer.first_on or answer.decided_on
        return self.promised_by is not None and self.owed and first > self.promised_by

    @property
    def owed(self) -> bool:
        """An answer of its own is awaited or has come."""
        return not self.told_by_actions or self.answer is not None

    @property
    def study_late(self) -> bool:
        """It was answered with a study, and the study's day has passed."""
        return self.answer is not None and self.answer_late


class SubRecommendation(models.Model):
    """A part of a recommendation that has its own actions."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="subs")
    order = models.PositiveIntegerField()
    number = models.CharField(_("numero"), max_length=20, blank=True)
    lead = models.CharField(max_length=60, blank=True)
    text = models.TextField(_("alasuositus"))
    detail = models.TextField(_("koko teksti"), blank=True)
    # It came with the statement that was handed over.
    adopted = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["recommendation", "order", "pk"]

    def __str__(self) -> str:
        return self.cell

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What the panel adopted is what it adopted."""
        if self.adopted:
            _keep_adopted(self, self.recommendation.number, ("text", "detail"), adopted=True)
        super().save(*args, **kwargs)

    @property
    def cell(self) -> str:
        return f"{self.lead}{self.text}"

    @property
    def found_in(self) -> str:
        """The text whose words a search finds it by."""
        return f"{self.cell} {self.detail}"


class Response(models.Model):
    """The answer to one recommendation. A changed answer replaces it; the log keeps every earlier one."""

    class Decision(models.TextChoices):
        ACCEPT = "accept", _("Hyväksytään")
        IN_PART = "in_part", _("Hyväksytään osittain")
        ALREADY_DONE = "already_done", _("Tehdään jo")
        STUDY = "study", _("Selvitetään määräpäivään mennessä")
        NOT_OURS = "not_ours", _("Ei kuulu meille, lähetetty eteenpäin")
        REJECT = "reject", _("Ei hyväksytä")

    recommendation = models.OneToOneField(Recommendation, on_delete=models.CASCADE, related_name="response")
    decision = models.CharField(_("päätös"), max_length=12, choices=Decision)
    reason = models.TextField(_("perustelu"))
    differs = models.TextField(_("mikä poikkeaa suosituksesta"), blank=True)
    evidence = models.TextField(_("näyttö siitä, että näin jo tehdään"), blank=True)
    study_until = models.DateField(_("selvitetään viimeistään"), null=True, blank=True)
    passed_to = models.CharField(_("kenelle lähetetty"), max_length=200, blank=True)
    body = models.CharField(_("päättävä toimielin"), max_length=200)
    decided_on = models.DateField(_("päätöksen päivä"))
    case_number = models.CharField(_("asianumero"), max_length=60, blank=True)
    # The day it was written down here, not the day of the decision; unknown for what no log tells of.
    updated_on = models.DateField(_("päivitetty"), null=True, blank=True, editable=False)

    # The decision day of the first answer of all, whatever has been answered since.
    first_on = models.DateField(null=True, blank=True, editable=False)
    # The first day a study was promised by; an extension does not move it.
    study_by = models.DateField(null=True, blank=True, editable=False)
    # A study was promised and the next decision came after its day.
    study_broken = models.BooleanField(default=False, editable=False)

    def __str__(self) -> str:
        return str(self.get_decision_display())

    @property
    def identity(self) -> str:
        """Tells one decision of a recommendation from another; rewording its reason is not another."""
        return f"{self.decision}/{self.decided_on}"

    @property
    def tone(self) -> str:
        return {"accept": "ok", "in_part": "ok", "already_done": "ok", "study": "info"}.get(
            self.decision, "muted"
        )


def _keep_adopted(item: models.Model, number: int, fields: tuple[str, ...], **adopted: bool) -> None:
    """NotAllowed when words that came with the statement would become others, by whatever way."""
    kept = type(item)._default_manager.filter(pk=item.pk, **adopted) if item.pk else None
    before = kept.values(*fields).first() if kept is not None else None
    if before and any(getattr(item, name) != value for name, value in before.items()):
        raise NotAllowed("followup.adopted_stays", number=number)


@receiver(pre_delete, sender=Recommendation)
def _keep_answered(instance: Recommendation, **_more: object) -> None:
    """What was rejected stays for everybody to see, whoever deletes and whatever is deleted with it."""
    if Response.objects.filter(recommendation=instance).exists():
        raise NotAllowed("followup.answered_stays", number=instance.number)
