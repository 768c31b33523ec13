"""What the calendar has already done on a day."""

from django.db import models


class TickRun(models.Model):
    """A daily duty that has run for a day; the row makes it run once."""

    name = models.CharField(max_length=100)
    day = models.DateField()
    finished = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "day"], name="tick_once_a_day")]

    def __str__(self) -> str:
        return f"{self.name} {self.day}"
