"""Every change of state in recruitment."""

from puntari.recruitment.actions.letters import (
    discard_letters,
    preview_letter,
    preview_mail,
    preview_pages,
    save_letter_text,
    start_letters,
)
from puntari.recruitment.actions.opening import open_letter
from puntari.recruitment.actions.register import Answers, decline, mark_addressee, register, register_many
from puntari.recruitment.actions.sample import (
    discard_sample,
    import_sample,
    leave_bad_rows_out,
    map_sample,
    receive_sample,
    undo_import,
)
from puntari.recruitment.actions.volunteers import (
    change_contact,
    give_future_consent,
    take_back_consent,
    withdraw,
)

__all__ = [
    "Answers",
    "change_contact",
    "decline",
    "discard_letters",
    "discard_sample",
    "give_future_consent",
    "import_sample",
    "leave_bad_rows_out",
    "map_sample",
    "mark_addressee",
    "open_letter",
    "preview_letter",
    "preview_mail",
    "preview_pages",
    "receive_sample",
    "register",
    "register_many",
    "save_letter_text",
    "start_letters",
    "take_back_consent",
    "undo_import",
    "withdraw",
]
