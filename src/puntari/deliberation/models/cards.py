"""What was said at a table, word for word."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

TEXT_LIMIT = 1000


class Card(models.Model):
    """One idea of one table in one meeting. Its text is never changed; a deleted card leaves its trace.

    `client_key` is made where the card is typed, so that the same card sent twice is one card.
    `left_out_reason` tells why no proposal carries it.
    """

    panel = models.ForeignKey("panels.Panel", on_delete=models.CASCADE, related_name="cards")
    meeting = models.ForeignKey("panels.Meeting", on_delete=models.RESTRICT, related_name="cards")
    table = models.PositiveSmallIntegerField(null=True, blank=True)
    number = models.PositiveIntegerField()
    text = models.TextField(max_length=TEXT_LIMIT)
    client_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    written = models.DateTimeField()
    by = models.ForeignKey("core.User", null=True, on_delete=models.SET_NULL, related_name="+")
    deleted = models.DateTimeField(null=True, db_index=True)
    deleted_by = models.ForeignKey("core.User", null=True, on_delete=models.SET_NULL, related_name="+")
    deleted_reason = models.CharField(max_length=300, blank=True)
    left_out_reason = models.CharField(max_length=300, blank=True)
    left_out_by = models.ForeignKey("core.User", null=True, on_delete=models.SET_NULL, related_name="+")
    left_out = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["panel", "number"], name="card_number_once")]
        indexes = [models.Index(fields=["meeting", "table"], name="card_by_table")]

    def __str__(self) -> str:
        return str(_("Kortti %(number)s") % {"number": self.number})
