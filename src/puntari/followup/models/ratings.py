"""What the panel itself thinks of the answers it got."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_WORDS = 500


class Rating(models.Model):
    """One panelist's rating of one answer in one round; nothing tells whose it is, or of what moment."""

    class Round(models.IntegerChoices):
        HALF_YEAR = 6, _("6 kuukautta luovutuksesta")
        YEAR = 12, _("12 kuukautta luovutuksesta")

    recommendation = models.ForeignKey(
        "followup.Recommendation", on_delete=models.CASCADE, related_name="ratings"
    )
    round = models.PositiveSmallIntegerField(_("kierros"), choices=Round)
    # A keyed hash of the panelist: lets them change their rating, and lets nobody read who they are.
    who = models.CharField(max_length=64)
    score = models.PositiveSmallIntegerField(_("arvosana"), validators=[MaxValueValidator(10)])
    words = models.TextField(_("omin sanoin"), blank=True, max_length=MOST_WORDS)
    hidden = models.BooleanField(_("sanat piilotettu"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "round", "who"], name="rated_once_a_round")
        ]

    def __str__(self) -> str:
        return str(self.score)
