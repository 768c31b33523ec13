"""Reading what happens in the room."""

from puntari.meetings.queries.attendance import (
    attendance_of,
    hours_held,
    matrix,
    minutes_by_member,
    present_members,
)
from puntari.meetings.queries.experts import answered_questions, open_questions, questions_of, talks_of
from puntari.meetings.queries.programme import (
    current_round,
    day_of,
    has_begun,
    meeting_of_the_day,
    rounds_planned,
)
from puntari.meetings.queries.seating import (
    seats_of,
    table_for_host,
    table_of,
    table_people,
    tables_of,
)

__all__ = [
    "answered_questions",
    "attendance_of",
    "current_round",
    "day_of",
    "has_begun",
    "hours_held",
    "matrix",
    "meeting_of_the_day",
    "minutes_by_member",
    "open_questions",
    "present_members",
    "questions_of",
    "rounds_planned",
    "seats_of",
    "table_for_host",
    "table_of",
    "table_people",
    "tables_of",
    "talks_of",
]
