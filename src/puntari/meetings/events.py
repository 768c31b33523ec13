"""What this room tells other rooms."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AttendanceChanged:
    """A member came, left or was corrected at a meeting; the minutes that count may have changed."""

    meeting_id: int
    member_id: int


@dataclass(frozen=True)
class QuestionAnswered:
    """A question to the experts got its answer."""

    question_id: int
