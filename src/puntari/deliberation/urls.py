"""Addresses of this room."""

from django.urls import path, re_path

from puntari.deliberation.views import ballot, cards, me, proposals, public, sheets, statement, votes

DESK = "desk/panels/<slug:slug>/statement/"
CARDS, PROPOSALS, VOTES, TEXT = f"{DESK}cards/", f"{DESK}proposals/", f"{DESK}votes/", f"{DESK}text/"
ONE, VOTE = f"{PROPOSALS}<int:number>/", f"{VOTES}<int:number>/"
PUBLIC = "panels/<slug:slug>/"
IN_DESK = r"^desk/panels/(?P<slug>[-a-zA-Z0-9_]+)/statement/"
NUMBER = r"(?P<number>[0-9]{1,9})/"

urlpatterns = [
    path(DESK, statement.overview, name="desk-statement"),
    path(CARDS, cards.cards, name="desk-cards"),
    path(f"{CARDS}similar/", cards.similar, name="desk-cards-similar"),
    path(f"{CARDS}all/", cards.all_cards, name="desk-cards-all"),
    path(f"{CARDS}all.csv", cards.cards_csv, name="desk-cards-csv"),
    path(f"{CARDS}meeting/<int:number>/table/<int:table>/", cards.write_cards, name="desk-table-cards"),
    path(f"{CARDS}meeting/<int:number>/table/<int:table>/list/", cards.table_list, name="desk-table-list"),
    path(f"{CARDS}<int:number>/", cards.card, name="desk-card"),
    re_path(
        rf"{IN_DESK}cards/{NUMBER}(?P<what>delete|restore|leave-out|take-in)/$",
        cards.card_action,
        name="desk-card-action",
    ),
    path(f"{DESK}coverage/", cards.coverage, name="desk-coverage"),
    path(f"{DESK}coverage/freeze/", cards.freeze_all, name="desk-freeze-all"),
    path(PROPOSALS, proposals.proposals, name="desk-proposals"),
    path(f"{PROPOSALS}new/", proposals.proposal_new, name="desk-proposal-new"),
    path(f"{PROPOSALS}merge/", proposals.merge, name="desk-proposals-merge"),
    path(f"{PROPOSALS}reading/", proposals.reading, name="desk-proposals-reading"),
    path(ONE, proposals.proposal, name="desk-proposal"),
    path(f"{ONE}edit/", proposals.proposal_edit, name="desk-proposal-edit"),
    path(f"{ONE}history/", proposals.history, name="desk-proposal-history"),
    path(f"{ONE}split/", proposals.split, name="desk-proposal-split"),
    re_path(
        rf"{IN_DESK}proposals/{NUMBER}(?P<what>freeze|withdraw|bring-back|undo)/$",
        proposals.proposal_action,
        name="desk-proposal-action",
    ),
    path(VOTES, votes.votes, name="desk-votes"),
    path(f"{VOTES}new/", votes.vote_new, name="desk-vote-new"),
    path(VOTE, votes.vote, name="desk-vote"),
    path(f"{VOTE}edit/", votes.vote_edit, name="desk-vote-edit"),
    path(f"{VOTE}progress/", votes.progress, name="desk-vote-progress"),
    path(f"{VOTE}roll/", sheets.roll, name="desk-vote-roll"),
    path(f"{VOTE}roll/<int:entry>/", sheets.give_sheet, name="desk-vote-give"),
    path(f"{VOTE}sheets/", sheets.make_sheets, name="desk-vote-sheets"),
    path(f"{VOTE}sheets.pdf", sheets.sheets_pdf, name="desk-vote-sheets-pdf"),
    path(f"{VOTE}sheets/print/", sheets.sheets_print, name="desk-vote-sheets-print"),
    path(f"{VOTE}paper/", sheets.paper, name="desk-vote-paper"),
    path(f"{VOTE}void/", sheets.void, name="desk-vote-void"),
    path(f"{VOTE}result.csv", votes.result_csv, name="desk-vote-csv"),
    path(f"{VOTE}reasons/<int:pk>/hide/", votes.hide_reason, name="desk-reason-hide"),
    re_path(
        rf"{IN_DESK}votes/{NUMBER}(?P<what>open|stop|resume|close|cancel)/$",
        votes.vote_action,
        name="desk-vote-action",
    ),
    path(TEXT, statement.text, name="desk-statement-text"),
    path(f"{TEXT}begin/", statement.begin, name="desk-statement-begin"),
    path(f"{TEXT}titles/", statement.titles, name="desk-statement-titles"),
    path(f"{TEXT}part/<slug:part>/", statement.part, name="desk-statement-part"),
    path(f"{TEXT}hand-over/", statement.hand_over, name="desk-hand-over"),
    path(f"{TEXT}checks/<int:pk>/handled/", statement.handled, name="desk-check-handled"),
    path(f"{TEXT}draft.pdf", statement.draft_pdf, name="desk-statement-pdf"),
    path(f"{TEXT}draft.docx", statement.draft_docx, name="desk-statement-docx"),
    re_path(
        rf"{IN_DESK}text/(?P<what>check|publish|unpublish)/$",
        statement.statement_action,
        name="desk-statement-action",
    ),
    path(f"{PUBLIC}statement/", public.statement, name="panel-statement"),
    path(f"{PUBLIC}statement.pdf", public.statement_pdf, name="panel-statement-pdf"),
    path(f"{PUBLIC}statement.docx", public.statement_docx, name="panel-statement-docx"),
    path(f"{PUBLIC}statement/cards/", public.cards, name="panel-cards"),
    path(f"{PUBLIC}statement/<int:number>/", public.trace, name="panel-trace"),
    path(f"{PUBLIC}votes/<int:number>/", public.vote, name="panel-vote"),
    path(f"{PUBLIC}votes/<int:number>/receipts.csv", public.receipts_csv, name="panel-vote-receipts"),
    path("me/<str:token>/ballot/<int:number>/", me.ballot, name="me-ballot"),
    path("me/<str:token>/statement/", me.statement, name="me-statement"),
    path("vote/", ballot.start, name="vote-start"),
    path("vote/<str:code>/", ballot.vote, name="vote"),
    path("vote/<str:code>/reason/<int:order>/", ballot.reason, name="vote-reason"),
]
