"""How a long computation reports, is stopped, and knows its time."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from puntari.methods.sortition.errors import CancelledError

Progress = Callable[[str, float], None]


class CancelToken:
    """Shared between the caller and the computation; safe to set from another thread."""

    def __init__(self) -> None:
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


@dataclass
class Control:
    """Progress callback, cancel token and deadline of one run.

    ``progress`` gets a phase name and a fraction between 0 and 1; ``deadline`` is in seconds from the start.
    """

    progress: Progress | None = None
    cancel: CancelToken | None = None
    deadline: float | None = None
    started: float = field(default_factory=time.perf_counter)

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self.started

    @property
    def remaining(self) -> float:
        return float("inf") if self.deadline is None else self.deadline - self.seconds

    @property
    def expired(self) -> bool:
        return self.remaining <= 0

    @property
    def stopped(self) -> bool:
        return self.cancel is not None and self.cancel.cancelled

    def step(self, phase: str, done: float) -> None:
        """Report progress; raise ``CancelledError('cancelled')`` when the caller asked to stop."""
        if self.stopped:
            raise CancelledError("cancelled", phase=phase)
        if self.progress is not None:
            self.progress(phase, min(1.0, max(0.0, done)))
