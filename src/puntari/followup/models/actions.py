"""What is being done about the recommendations.

A row of the public action table (*toimenpidetaulukko*) is one `Action`. A recommendation, or a part of one,
that nobody has an action for yet stands in the table as a row of its own with empty cells.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from puntari.core import clock
from puntari.followup.models.recommendations import Recommendation, SubRecommendation
from puntari.followup.schedule import parse_schedule
from puntari.followup.statuses import said


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
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="deputised_actions",
        verbose_name=_("sijainen"),
    )
    more_info = models.TextField(_("lisätieto"), blank=True)
    effect = models.TextField(_("mihin toimenpide johti"), blank=True)
    percent = models.PositiveSmallIntegerField(_("valmiusaste, %"), null=True, blank=True)
    next_update_due = models.DateField(
        _("seuraava päivitys viimeistään"), null=True, blank=True, db_index=True
    )
    updated_on = models.DateField(_("päivitetty"))

    class Meta:
        ordering = ["recommendation", "sub__order", "order", "pk"]

    def __str__(self) -> str:
        return self.text or self.recommendation.cell

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Work out the days of the typed schedule."""
        when = parse_schedule(self.schedule)
        self.starts, self.ends, self.continuous, self.schedule_key = (
            when.starts,
            when.ends,
            when.continuous,
            when.key,
        )

    @property
    def status_text(self) -> str:
        """The status cell, character by character as it came in."""
        return f"{self.status_prefix}{self.status_words}"

    @property
    def status_said(self) -> str:
        """The status cell in the reader's language."""
        return said(self.status_text, [self.status] if self.status else [])

    @property
    def found_in(self) -> str:
        """The text whose words a search finds it by."""
        cells = (self.text, self.status_text, self.unit, self.more_info, self.schedule)
        return " ".join((*cells, self.owner_post, self.effect))

    @property
    def open(self) -> bool:
        return self.status is None or not self.status.closed

    @property
    def late(self) -> bool:
        """Said to be late, past its end and not closed, or past the day of its promised update."""
        return self.behind or self.update_late

    @property
    def behind(self) -> bool:
        """The work itself is late: said to be, or not closed by the end of its schedule."""
        said = self.status is not None and self.status.kind == StatusTerm.Kind.LATE
        return self.open and (said or self._past(self.ends))

    @property
    def update_late(self) -> bool:
        """News of the work was promised by a day that has passed."""
        return self.open and self._past(self.next_update_due)

    @staticmethod
    def _past(day: date | None) -> bool:
        return day is not None and day < clock.today()
