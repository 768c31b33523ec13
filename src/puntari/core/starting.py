"""What a web process reads ahead when it starts, so that its first readers need not wait for it.

    @starting.reading
    def warm_up() -> None: ...

It happens beside the first requests, and a site whose database cannot be read yet starts all the same.
"""

import gc
import logging
from collections.abc import Callable
from threading import Thread

from django.db import DatabaseError, connection

Reading = Callable[[], None]
_readings: list[Reading] = []
logger = logging.getLogger(__name__)


def reading(read: Reading) -> Reading:
    """Register what is read at start."""
    _readings.append(read)
    return read


def begin() -> Thread:
    """Read everything in the background."""
    thread = Thread(target=_read_and_settle, name="reading ahead", daemon=True)
    thread.start()
    return thread


def _read_and_settle() -> None:
    read_all()
    settle()


def settle() -> None:
    """Set apart what stays until the end: looking through it for garbage would only make readers wait."""
    gc.collect()
    gc.freeze()


def read_all() -> None:
    """Read everything now; what cannot be read is left for the first who asks for it."""
    try:
        for read in _readings:
            _tried(read)
    finally:
        connection.close()


def _tried(read: Reading) -> None:
    try:
        read()
    except DatabaseError as error:
        logger.info("nothing is read ahead by %s: %s", read.__qualname__, error)
