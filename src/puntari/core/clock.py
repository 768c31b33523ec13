"""The house's only clock. It can be set, so that the demo and the tests walk a panel through its months."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_set_time: ContextVar[datetime | None] = ContextVar("puntari_clock", default=None)


def now() -> datetime:
    """The current moment, aware; the set one inside `at`."""
    return _set_time.get() or timezone.now()


def today() -> date:
    """The current day in the installation's time zone."""
    return timezone.localtime(now()).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Everything inside happens at `moment` (aware)."""
    if timezone.is_naive(moment):
        raise ValueError("the clock takes aware moments only")
    token = _set_time.set(moment)
    try:
        yield
    finally:
        _set_time.reset(token)
