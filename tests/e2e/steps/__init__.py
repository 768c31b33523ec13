"""One panel from set-up to evaluation through its pages, stage by stage."""

from tests.e2e.steps import answering, deciding, drawing, meeting, paying, preparing, recruiting, telling

CHAIN = [
    *preparing.STEPS,
    *recruiting.STEPS,
    *drawing.STEPS,
    *meeting.STEPS,
    meeting.the_expert_answers,
    *deciding.STEPS,
    *paying.STEPS,
    *telling.STEPS[:2],
    *answering.STEPS,
    telling.the_panel_is_closed,
]
