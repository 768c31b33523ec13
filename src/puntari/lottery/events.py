"""What this room tells other rooms."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PanelDrawn:
    """The real draw stands: the panel has its members and reserves."""

    panel_id: int
    draw_id: int


@dataclass(frozen=True)
class MemberStatusChanged:
    """A member confirmed, declined, withdrew, or came in from the reserve."""

    member_id: int
    status: str
