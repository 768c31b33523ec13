"""What can be done in this room."""

from puntari.lottery.actions.announcing import (
    RECEIPTS_JOB,
    close_and_announce,
    send_receipts,
    start_receipts,
)
from puntari.lottery.actions.auditing import AUDIT_JOB, audit_public_draw, open_sealed, start_audit
from puntari.lottery.actions.commitment import cancel_public_draw, publish_commitment
from puntari.lottery.actions.draws import DRAW_JOB, carry_out, prepare_draw, run_draw, start_draw
from puntari.lottery.actions.mailing import LETTERS_JOB, plan_letters, start_letter_plan
from puntari.lottery.actions.members import (
    add_note,
    change_status,
    proposed_replacement,
    replace_member,
    volunteer_left,
)
from puntari.lottery.actions.pool_closing import (
    PANEL_LIST_JOB,
    close_public_pool,
    make_panel_list,
    start_panel_list,
)
from puntari.lottery.actions.public_drawing import draw_public, enter_values, read_values
from puntari.lottery.actions.results import Sent, send_results
from puntari.lottery.actions.targets import (
    Change,
    population_ranges,
    relax_targets,
    set_targets,
    targets_from_population,
)

__all__ = [
    "AUDIT_JOB",
    "DRAW_JOB",
    "LETTERS_JOB",
    "PANEL_LIST_JOB",
    "RECEIPTS_JOB",
    "Change",
    "Sent",
    "add_note",
    "audit_public_draw",
    "cancel_public_draw",
    "carry_out",
    "change_status",
    "close_and_announce",
    "close_public_pool",
    "draw_public",
    "enter_values",
    "make_panel_list",
    "open_sealed",
    "plan_letters",
    "population_ranges",
    "prepare_draw",
    "proposed_replacement",
    "publish_commitment",
    "read_values",
    "relax_targets",
    "replace_member",
    "run_draw",
    "send_receipts",
    "send_results",
    "set_targets",
    "start_audit",
    "start_draw",
    "start_letter_plan",
    "start_panel_list",
    "start_receipts",
    "targets_from_population",
    "volunteer_left",
]
