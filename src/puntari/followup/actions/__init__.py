"""State changes of this room, one function each."""

from puntari.followup.actions.archives import create_archive_panel
from puntari.followup.actions.items import (
    add_action,
    add_recommendation,
    add_sub,
    change_action,
    change_recommendation,
    change_sub,
)
from puntari.followup.actions.owners import confirm_unchanged, give_owner, hand_over_post
from puntari.followup.actions.receiving import receive_statement
from puntari.followup.actions.reminders import send_reminders
from puntari.followup.actions.responses import NewAction, answer_recommendation
from puntari.followup.actions.tables import apply_draft, discard_draft, import_table, map_draft, start_draft
from puntari.followup.actions.terms import add_term, change_term, ensure_terms

__all__ = [
    "NewAction",
    "add_action",
    "add_recommendation",
    "add_sub",
    "add_term",
    "answer_recommendation",
    "apply_draft",
    "change_action",
    "change_recommendation",
    "change_sub",
    "change_term",
    "confirm_unchanged",
    "create_archive_panel",
    "discard_draft",
    "ensure_terms",
    "give_owner",
    "hand_over_post",
    "import_table",
    "map_draft",
    "receive_statement",
    "send_reminders",
    "start_draft",
]
