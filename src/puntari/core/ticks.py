"""Daily duties of the calendar: reminders, overdue marks, retention.

    @ticks.daily("followup.reminders")
    def remind(today: date) -> None: ...

A duty runs in one transaction together with the row that says it has run, so a kill in the middle
leaves neither, and the next tick does it whole. Mail it queues goes out from the outbox.
"""

import logging
from collections.abc import Callable
from datetime import date

from django.db import transaction

from puntari.core import clock
from puntari.core.models.ticks import TickRun

Duty = Callable[[date], None]
_duties: dict[str, Duty] = {}
logger = logging.getLogger(__name__)


def daily(name: str) -> Callable[[Duty], Duty]:
    """Register a duty that is done once a day."""

    def add(duty: Duty) -> Duty:
        _duties[name] = duty
        return duty

    return add


def run_due() -> list[str]:
    """Do today's duties that have not been done; the names of those done now."""
    return [name for name in sorted(_duties) if _run(name, clock.today())]


def _run(name: str, today: date) -> bool:
    try:
        with transaction.atomic():
            _, fresh = TickRun.objects.get_or_create(name=name, day=today, defaults={"finished": clock.now()})
            if fresh:
                _duties[name](today)
            return fresh
    except Exception:
        logger.exception("daily duty %s failed; it is tried again at the next tick", name)
        return False
