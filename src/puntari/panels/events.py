"""What this room tells other rooms."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MeetingsChanged:
    """A meeting was added, moved or taken off."""

    panel_id: int


@dataclass(frozen=True)
class PanelClosed:
    """The panel's work is over; the retention clock starts."""

    panel_id: int
