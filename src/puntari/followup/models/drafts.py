"""A table on its way in."""

from __future__ import annotations

from django.db import models


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
