"""The outbox of e-mails: written in the action's transaction, sent by the worker, each once."""

from django.db import models


class OutgoingMail(models.Model):
    """One message. `key` is unique, so the same message is never queued twice."""

    key = models.CharField(max_length=200, unique=True)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    # Where one click stops messages of this sort; mail programs show it as a button (RFC 8058).
    leave_url = models.URLField(max_length=500, blank=True)
    panel_slug = models.CharField(max_length=80, blank=True, db_index=True)
    created = models.DateTimeField()
    tried = models.DateTimeField(null=True)
    sent = models.DateTimeField(null=True, db_index=True)
    tries = models.IntegerField(default=0)
    # Why the last try failed; empty while a try goes on, so that one a crash cut short is known by it.
    trouble = models.CharField(max_length=300, blank=True)
    # When it became unclear whether an earlier try had reached the mail server: it may arrive twice.
    doubted = models.DateTimeField(null=True, db_index=True)

    class Meta:
        ordering = ["-created"]
        verbose_name_plural = "outgoing mail"

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"
