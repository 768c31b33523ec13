"""Experts' talks, their materials, and the questions put to them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from puntari.core import clock


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
    """A question from the floor to the experts, and its answer. Who asked is never shown in public."""

    meeting = models.ForeignKey("panels.Meeting", on_delete=models.CASCADE, related_name="questions")
    talk = models.ForeignKey(Talk, null=True, blank=True, on_delete=models.SET_NULL, related_name="questions")
    table = models.PositiveSmallIntegerField(null=True, blank=True)
    member = models.ForeignKey(
        "lottery.Member", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(_("kysymys"))
    asked = models.DateTimeField()
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged"
    )
    answer = models.TextField(_("vastaus"), blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered = models.DateTimeField(null=True)
    published = models.BooleanField(default=False)
    due = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["asked", "pk"]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def is_overdue(self) -> bool:
        return self.answered is None and self.due is not None and self.due < clock.today()
