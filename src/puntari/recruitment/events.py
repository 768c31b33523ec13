"""What recruitment tells the other rooms."""

from dataclasses import dataclass


@dataclass(frozen=True)
class VolunteerWithdrew:
    """A volunteer no longer takes part, at any stage."""

    volunteer_id: int
