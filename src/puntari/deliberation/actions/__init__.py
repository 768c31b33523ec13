"""What can be done from a card to the handing over of the statement."""

from puntari.deliberation.actions.ballots import (
    cast,
    enter_paper,
    give_sheet,
    hand_ballot,
    issue_ballots,
    void_ballot,
)
from puntari.deliberation.actions.cards import (
    add_card,
    delete_card,
    leave_out_card,
    restore_card,
    take_card_in,
)
from puntari.deliberation.actions.proposals import (
    bring_back_proposal,
    comment,
    freeze,
    make_proposal,
    revise_proposal,
    set_cards,
    withdraw_proposal,
)
from puntari.deliberation.actions.publishing import hand_over, publish_statement, withdraw_publication
from puntari.deliberation.actions.reasons import add_minority_reason, hide_minority_reason
from puntari.deliberation.actions.reworks import Part, merge_proposals, split_proposal, undo_rework
from puntari.deliberation.actions.statement import (
    check_statement,
    draft_statement,
    handle_check,
    open_check,
    save_text,
    save_titles,
)
from puntari.deliberation.actions.votes import (
    cancel_vote,
    change_vote,
    close_vote,
    open_prepared,
    open_vote,
    prepare_vote,
    resume_voting,
    stop_voting,
)
from puntari.deliberation.events import HandedRecommendation, StatementHandedOver

__all__ = [
    "HandedRecommendation",
    "Part",
    "StatementHandedOver",
    "add_card",
    "add_minority_reason",
    "bring_back_proposal",
    "cancel_vote",
    "cast",
    "change_vote",
    "check_statement",
    "close_vote",
    "comment",
    "delete_card",
    "draft_statement",
    "enter_paper",
    "freeze",
    "give_sheet",
    "hand_ballot",
    "hand_over",
    "handle_check",
    "hide_minority_reason",
    "issue_ballots",
    "leave_out_card",
    "make_proposal",
    "merge_proposals",
    "open_check",
    "open_prepared",
    "open_vote",
    "prepare_vote",
    "publish_statement",
    "restore_card",
    "resume_voting",
    "revise_proposal",
    "save_text",
    "save_titles",
    "set_cards",
    "split_proposal",
    "stop_voting",
    "take_card_in",
    "undo_rework",
    "void_ballot",
    "withdraw_proposal",
    "withdraw_publication",
]
