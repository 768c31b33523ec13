"""The days in the room."""

from puntari.meetings.models.attendance import Attendance
from puntari.meetings.models.experts import ExpertQuestion, Material, Talk
from puntari.meetings.models.programme import AgendaItem, TableHost
from puntari.meetings.models.seating import Round, Seat, SeatingChange, SeatingRule, SeatingSetup

__all__ = [
    "AgendaItem",
    "Attendance",
    "ExpertQuestion",
    "Material",
    "Round",
    "Seat",
    "SeatingChange",
    "SeatingRule",
    "SeatingSetup",
    "TableHost",
    "Talk",
]
