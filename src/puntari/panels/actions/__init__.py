"""What can be done to a panel before anybody is invited, and opening and closing it."""

from puntari.panels.actions.copying import copy_panel
from puntari.panels.actions.features import import_population, set_features, take_values
from puntari.panels.actions.lifecycle import (
    close_panel,
    publish_panel,
    record_handover,
    reopen_panel,
    unpublish_panel,
)
from puntari.panels.actions.meetings import remove_meeting, save_meeting, set_meetings
from puntari.panels.actions.panels import create_organisation, create_panel, update_panel
from puntari.panels.actions.people import give_role, invite_again, take_role
from puntari.panels.actions.steering import (
    add_steering_member,
    correct_decision,
    record_decision,
    record_promise,
    remove_steering_member,
)
from puntari.panels.actions.timetable import plan_timetable, remove_step, save_step, tick_step, untick_step

__all__ = [
    "add_steering_member",
    "close_panel",
    "copy_panel",
    "correct_decision",
    "create_organisation",
    "create_panel",
    "give_role",
    "import_population",
    "invite_again",
    "plan_timetable",
    "publish_panel",
    "record_decision",
    "record_handover",
    "record_promise",
    "remove_meeting",
    "remove_steering_member",
    "remove_step",
    "reopen_panel",
    "save_meeting",
    "save_step",
    "set_features",
    "set_meetings",
    "take_role",
    "take_values",
    "tick_step",
    "unpublish_panel",
    "untick_step",
    "update_panel",
]
