from puntari.core.models.accounts import Membership, Organisation, User
from puntari.core.models.files import StoredFile
from puntari.core.models.jobs import Job
from puntari.core.models.log import LogEntry, LogHead
from puntari.core.models.mail import OutgoingMail
from puntari.core.models.ticks import TickRun

__all__ = [
    "Job",
    "LogEntry",
    "LogHead",
    "Membership",
    "Organisation",
    "OutgoingMail",
    "StoredFile",
    "TickRun",
    "User",
]
