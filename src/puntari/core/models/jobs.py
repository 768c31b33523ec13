"""Long work with a progress row that a person can watch and cancel."""

import uuid

from django.db import models
from django.urls import reverse


class Job(models.Model):
    """One piece of long work. The row is its progress bar, its result and its memory over a restart."""

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    label = models.CharField(max_length=200)
    panel_slug = models.CharField(max_length=80, blank=True, db_index=True)
    actor = models.ForeignKey("core.User", null=True, on_delete=models.SET_NULL, related_name="+")
    params = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED, db_index=True)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    message = models.CharField(max_length=500, blank=True)
    result = models.JSONField(default=dict)
    result_url = models.CharField(max_length=300, blank=True)
    cancel_requested = models.BooleanField(default=False)
    attempt = models.IntegerField(default=0)
    created = models.DateTimeField()
    heartbeat = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created"]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def live(self) -> bool:
        return self.state in {self.State.QUEUED, self.State.RUNNING}

    @property
    def status_url(self) -> str:
        return reverse("job-status", args=[self.key])

    @property
    def cancel_url(self) -> str:
        return reverse("job-cancel", args=[self.key])
