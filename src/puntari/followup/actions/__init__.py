"""State changes of this room, one function each."""

from puntari.followup.actions.archives import create_archive_panel
from puntari.followup.actions.asking_ratings import ask_for_ratings
from puntari.followup.actions.deadlines import promise_answers
from puntari.followup.actions.embedding import allow_embedding
from puntari.followup.actions.evidence import add_file, add_link, remove_evidence
from puntari.followup.actions.following import (
    change_following,
    confirm_following,
    follow,
    follow_as_panelists,
    forget_unconfirmed,
    leave,
)
from puntari.followup.actions.items import (
    add_action,
    add_recommendation,
    add_sub,
    change_action,
    change_recommendation,
    change_sub,
)
from puntari.followup.actions.owners import confirm_unchanged, give_owner
from puntari.followup.actions.posts import hand_over_post
from puntari.followup.actions.ratings import hide_rating_words, rate_answers
from puntari.followup.actions.receiving import receive_statement
from puntari.followup.actions.reminders import (
    ask_now,
    choose_mail_language,
    chosen_language,
    language_of,
    send_new_link,
    send_new_links,
    send_reminders,
)
from puntari.followup.actions.responses import NewAction, answer_recommendation
from puntari.followup.actions.tables import apply_draft, discard_draft, import_table, map_draft, start_draft
from puntari.followup.actions.telling import tell_daily, tell_followers, told_now
from puntari.followup.actions.terms import add_term, change_term, ensure_terms

__all__ = [
    "NewAction",
    "add_action",
    "add_file",
    "add_link",
    "add_recommendation",
    "add_sub",
    "add_term",
    "allow_embedding",
    "answer_recommendation",
    "apply_draft",
    "ask_for_ratings",
    "ask_now",
    "change_action",
    "change_following",
    "change_recommendation",
    "change_sub",
    "change_term",
    "choose_mail_language",
    "chosen_language",
    "confirm_following",
    "confirm_unchanged",
    "create_archive_panel",
    "discard_draft",
    "ensure_terms",
    "follow",
    "follow_as_panelists",
    "forget_unconfirmed",
    "give_owner",
    "hand_over_post",
    "hide_rating_words",
    "import_table",
    "language_of",
    "leave",
    "map_draft",
    "promise_answers",
    "rate_answers",
    "receive_statement",
    "remove_evidence",
    "send_new_link",
    "send_new_links",
    "send_reminders",
    "start_draft",
    "tell_daily",
    "tell_followers",
    "told_now",
]
