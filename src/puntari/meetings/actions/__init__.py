"""What can be done before, in and after a meeting."""

from puntari.meetings.actions.checkin import (
    check_in,
    check_out,
    correct_attendance,
    excuse,
    recount_minutes,
    undo_check_in,
    undo_check_out,
)
from puntari.meetings.actions.experts import (
    add_material,
    add_talk,
    change_talk,
    remove_material,
    remove_talk,
)
from puntari.meetings.actions.hosts import set_hosts
from puntari.meetings.actions.programme import move_item, remove_item, save_item, use_standard_programme
from puntari.meetings.actions.questions import (
    answer_question,
    ask_question,
    assign_question,
    merge_questions,
    unmerge_question,
)
from puntari.meetings.actions.running import catch_up, start_item, undo_catch_up, undo_start
from puntari.meetings.actions.seating import move_seat, replan, seat_meeting, swap_seats, undo_seating
from puntari.meetings.actions.seating_rules import add_seating_rule, remove_seating_rule

__all__ = [
    "add_material",
    "add_seating_rule",
    "add_talk",
    "answer_question",
    "ask_question",
    "assign_question",
    "catch_up",
    "change_talk",
    "check_in",
    "check_out",
    "correct_attendance",
    "excuse",
    "merge_questions",
    "move_item",
    "move_seat",
    "recount_minutes",
    "remove_item",
    "remove_material",
    "remove_seating_rule",
    "remove_talk",
    "replan",
    "save_item",
    "seat_meeting",
    "set_hosts",
    "start_item",
    "swap_seats",
    "undo_catch_up",
    "undo_check_in",
    "undo_check_out",
    "undo_seating",
    "undo_start",
    "unmerge_question",
    "use_standard_programme",
]
