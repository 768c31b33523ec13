"""Who was in the room."""

from __future__ import annotations

from django.db import models


class Attendance(models.Model):
    """A member at a meeting: when they came and left, minutes away in between, minutes that count."""

    meeting = models.ForeignKey("panels.Meeting", on_delete=models.CASCADE, related_name="attendances")
    member = models.ForeignKey("lottery.Member", on_delete=models.CASCADE, related_name="attendances")
    arrived = models.DateTimeField(null=True)
    left = models.DateTimeField(null=True)
    away = models.PositiveSmallIntegerField(default=0)
    minutes = models.PositiveSmallIntegerField(default=0)
    excused = models.BooleanField(default=False)

    class Meta:
        ordering = ["member__number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.member}"

    @property
    def is_present(self) -> bool:
        return self.arrived is not None and self.left is None

    @property
    def is_late(self) -> bool:
        """Came after the meeting had begun."""
        return self.arrived is not None and self.arrived > self.meeting.starts_at
