"""The one domain log: append-only, each entry chained to the one before by hash."""

from django.db import models


class LogHead(models.Model):
    """The end of the chain. Appending locks this row, so that entries stand in one order."""

    number = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return str(self.number)


class LogEntry(models.Model):
    """One thing that happened. `personal` can be shredded: the chain covers only its salted hash."""

    number = models.BigIntegerField(unique=True)
    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=100, db_index=True)
    actor = models.ForeignKey("core.User", null=True, on_delete=models.SET_NULL, related_name="+")
    actor_name = models.CharField(max_length=200, blank=True)
    panel_slug = models.CharField(max_length=80, blank=True, db_index=True)
    subject = models.CharField(max_length=100, blank=True, db_index=True)
    data = models.JSONField(default=dict)
    personal = models.JSONField(null=True)
    personal_salt = models.CharField(max_length=32, blank=True)
    personal_digest = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-number"]
        verbose_name_plural = "log entries"

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"
