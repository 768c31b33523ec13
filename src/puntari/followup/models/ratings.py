"""What the panel itself thinks of the answers it got."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from puntari.followup.models.recommendations import Response

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
    # Which answer was rated; of old ratings it may be unknown. What is changed later was not rated.
    decision = models.CharField(_("päätös"), max_length=12, choices=Response.Decision, blank=True)
    decided_on = models.DateField(_("päätöksen päivä"), null=True, blank=True)
    hidden = models.BooleanField(_("sanat piilotettu"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "round", "who"], name="rated_once_a_round")
        ]

    def __str__(self) -> str:
        return str(self.score)

    def rates(self, answer: Response | None) -> bool:
        """Whether it was this answer that was rated, as far as anybody knows."""
        return answer is None or not self.decision or self.answer_rated == answer.identity

    @property
    def answer_rated(self) -> str:
        return f"{self.decision}/{self.decided_on}" if self.decision else ""
