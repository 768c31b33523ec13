"""What can be done in this room."""

from puntari.lottery.actions.draws import DRAW_JOB, carry_out, prepare_draw, run_draw, start_draw
from puntari.lottery.actions.members import (
    add_note,
    change_status,
    proposed_replacement,
    replace_member,
    volunteer_left,
)
from puntari.lottery.actions.results import Sent, send_results
from puntari.lottery.actions.targets import (
    Change,
    population_ranges,
    relax_targets,
    set_targets,
    targets_from_population,
)

__all__ = [
    "DRAW_JOB",
    "Change",
    "Sent",
    "add_note",
    "carry_out",
    "change_status",
    "population_ranges",
    "prepare_draw",
    "proposed_replacement",
    "relax_targets",
    "replace_member",
    "run_draw",
    "send_results",
    "set_targets",
    "start_draw",
    "targets_from_population",
    "volunteer_left",
]
