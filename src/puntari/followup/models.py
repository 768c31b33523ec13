"""What the panel recommended, what was answered, and what is being done about it.

A row of the public action table (*toimenpidetaulukko*) is one `Action`. A recommendation, or a part of one,
that nobody has an action for yet stands in the table as a row of its own with empty cells.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from puntari.core import clock
from puntari.followup.schedule import parse_schedule
from puntari.followup.search import searchable


class Recommendation(models.Model):
    """One recommendation of a panel. Its number and address are for good; it is never deleted."""

    panel = models.ForeignKey("panels.Panel", on_delete=models.PROTECT, related_name="recommendations")
    number = models.PositiveSmallIntegerField(_("numero"))
    lead = models.CharField(max_length=60, blank=True)
    title = models.TextField(_("suositus"))
    text = models.TextField(_("koko teksti"), blank=True)
    theme = models.CharField(_("teema"), max_length=200, blank=True)
    votes_for = models.PositiveIntegerField(_("puolesta"), null=True, blank=True)
    votes_against = models.PositiveIntegerField(_("vastaan"), null=True, blank=True)
    votes_blank = models.PositiveIntegerField(_("tyhjiä"), null=True, blank=True)
    minority_reasons = models.JSONField(default=list, blank=True)
    handed_over_on = models.DateField(_("luovutettu"), null=True, blank=True)
    answer_due = models.DateField(_("vastauksen määräaika"), null=True, blank=True, db_index=True)
    search = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ["panel", "number"]
        constraints = [models.UniqueConstraint(fields=["panel", "number"], name="recommendation_number_once")]

    def __str__(self) -> str:
        return self.cell

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search = searchable(self.cell, self.text, self.theme)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("panel-recommendation", args=[self.panel.slug, self.number])

    @property
    def cell(self) -> str:
        """The cell of the table, character by character as it came in."""
        return f"{self.lead}{self.title}"

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
            return True
        return bool(answer.study_until and answer.study_until < clock.today())

    @property
    def due(self) -> date | None:
        """By when the next answer must come, if one must."""
        answer = self.answer
        return self.answer_due if answer is None else answer.study_until

    @property
    def answer_late(self) -> bool:
        return bool(self.owes_answer and self.due and self.due < clock.today())


class SubRecommendation(models.Model):
    """A part of a recommendation that has its own actions."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="subs")
    order = models.PositiveIntegerField()
    number = models.CharField(_("numero"), max_length=20, blank=True)
    lead = models.CharField(max_length=60, blank=True)
    text = models.TextField(_("alasuositus"))
    detail = models.TextField(_("koko teksti"), blank=True)
    search = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ["recommendation", "order", "pk"]

    def __str__(self) -> str:
        return self.cell

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search = searchable(self.cell, self.detail)
        super().save(*args, **kwargs)

    @property
    def cell(self) -> str:
        return f"{self.lead}{self.text}"


class StatusTerm(models.Model):
    """One word of an organisation's own vocabulary for how an action stands."""

    class Kind(models.TextChoices):
        NOT_STARTED = "not_started", _("ei aloitettu")
        IN_PROGRESS = "in_progress", _("kesken")
        LATE = "late", _("myöhässä")
        HANDLED = "handled", _("käsitelty")
        DONE = "done", _("valmis")
        STOPPED = "stopped", _("keskeytetty")

    organisation = models.ForeignKey(
        "core.Organisation", on_delete=models.CASCADE, related_name="status_terms"
    )
    label = models.CharField(_("sana"), max_length=60)
    label_sv = models.CharField(_("sana ruotsiksi"), max_length=60, blank=True)
    label_en = models.CharField(_("sana englanniksi"), max_length=60, blank=True)
    kind = models.CharField(_("merkitys"), max_length=12, choices=Kind)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["organisation", "label"], name="status_label_once")]

    def __str__(self) -> str:
        return self.label

    @property
    def closed(self) -> bool:
        """Nothing more is awaited."""
        return self.kind in CLOSED_KINDS

    @property
    def tone(self) -> str:
        """The colour of the badge that says it."""
        return TONES[self.kind]


CLOSED_KINDS = frozenset({StatusTerm.Kind.HANDLED, StatusTerm.Kind.DONE, StatusTerm.Kind.STOPPED})
TONES = {
    "handled": "ok",
    "done": "ok",
    "in_progress": "info",
    "late": "late",
    "not_started": "muted",
    "stopped": "warn",
}


class Action(models.Model):
    """One action: what is done about a recommendation, when, by whom, and how it stands."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="actions")
    sub = models.ForeignKey(
        SubRecommendation, null=True, blank=True, on_delete=models.CASCADE, related_name="actions"
    )
    order = models.PositiveIntegerField()
    text = models.TextField(_("toimenpide"), blank=True)
    schedule = models.CharField(_("aikataulu"), max_length=300, blank=True)
    starts = models.DateField(null=True, blank=True, editable=False)
    ends = models.DateField(null=True, blank=True, editable=False, db_index=True)
    continuous = models.BooleanField(default=False, editable=False)
    schedule_key = models.CharField(max_length=7, blank=True, editable=False)
    status = models.ForeignKey(
        StatusTerm, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("status")
    )
    # The word as it was typed and what joins it to the rest, so that the cell comes out as it went in.
    status_prefix = models.CharField(max_length=80, blank=True, editable=False)
    status_words = models.TextField(_("tilanne omin sanoin"), blank=True)
    unit = models.TextField(_("vastuu"), blank=True)
    owner_post = models.CharField(_("vastuuhenkilön tehtävä"), max_length=200, blank=True)
    deputy_post = models.CharField(_("sijaisen tehtävä"), max_length=200, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="owned_actions",
        verbose_name=_("vastuuhenkilö"),
    )
    more_info = models.TextField(_("lisätieto"), blank=True)
    percent = models.PositiveSmallIntegerField(_("valmiusaste, %"), null=True, blank=True)
    next_update_due = models.DateField(
        _("seuraava päivitys viimeistään"), null=True, blank=True, db_index=True
    )
    updated_on = models.DateField(_("päivitetty"))
    search = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ["recommendation", "sub__order", "order", "pk"]

    def __str__(self) -> str:
        return self.text or self.recommendation.cell

    def save(self, *args: Any, **kwargs: Any) -> None:
        when = parse_schedule(self.schedule)
        self.starts, self.ends, self.continuous, self.schedule_key = (
            when.starts,
            when.ends,
            when.continuous,
            when.key,
        )
        self.search = searchable(
            self.text, self.status_text, self.unit, self.more_info, self.schedule, self.owner_post
        )
        super().save(*args, **kwargs)

    @property
    def status_text(self) -> str:
        """The status cell, character by character as it came in."""
        return f"{self.status_prefix}{self.status_words}"

    @property
    def open(self) -> bool:
        return self.status is None or not self.status.closed

    @property
    def late(self) -> bool:
        """Said to be late, past its end and not closed, or past the day of its promised update."""
        if not self.open:
            return False
        said = self.status is not None and self.status.kind == StatusTerm.Kind.LATE
        return said or self._past(self.ends) or self._past(self.next_update_due)

    @staticmethod
    def _past(day: date | None) -> bool:
        return day is not None and day < clock.today()


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

    def __str__(self) -> str:
        return str(self.get_decision_display())

    @property
    def tone(self) -> str:
        return {"accept": "ok", "in_part": "ok", "already_done": "ok", "study": "info"}.get(
            self.decision, "muted"
        )


class ImportDraft(models.Model):
    """A table that was brought in and waits for a look before it is applied."""

    panel = models.ForeignKey("panels.Panel", on_delete=models.CASCADE, related_name="import_drafts")
    name = models.CharField(max_length=200)
    lines = models.JSONField()
    mapping = models.JSONField(default=list)
    updated_on = models.DateField()
    created = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
