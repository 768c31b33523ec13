"""What a later room must tell an earlier one, and the other way round, without importing it.

Handlers run inside the sender's transaction, so that a fact and what follows from it in other rooms are kept
or lost together, whenever the machine dies. A handler therefore writes rows only; whatever leaves the house
(mail, files, long work) it queues, and the queue lies in the same database.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction

E = TypeVar("E")
_handlers: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def on(kind: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Register a handler for an event type (a frozen dataclass)."""

    def add(handler: Callable[[E], None]) -> Callable[[E], None]:
        if handler not in _handlers[kind]:
            _handlers[kind].append(handler)
        return handler

    return add


def emit(event: object) -> None:
    """Tell all handlers of the event, in this transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("events are sent from inside an action's transaction")
    for handler in _handlers[type(event)]:
        handler(event)
