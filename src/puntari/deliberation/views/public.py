"""What anybody may read: the statement, where recommendations came from, votes and receipts."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from puntari.core import files
from puntari.core.files import download
from puntari.core.paging import paginate
from puntari.deliberation import documents, phrases, queries
from puntari.deliberation.models import Edition, Statement, Vote
from puntari.methods.weighing import find_choice
from puntari.panels.access import public

if TYPE_CHECKING:
    from puntari.panels.models import Panel

RECEIPTS = 50


def _published(panel: Panel) -> Statement:
    statement = queries.published_statement(panel)
    if statement is None:
        raise Http404
    return statement


@public
def statement(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The final statement as a web page."""
    one = _published(panel)
    context = {
        "statement": one,
        "content": documents.content_of(one),
        "edition": one.editions.select_related("pdf", "docx").last(),
        "votes": queries.closed_votes(panel),
    }
    return render(request, "deliberation/statement.html", context)


def _edition(panel: Panel) -> Edition:
    edition = _published(panel).editions.select_related("pdf", "docx").last()
    if edition is None:
        raise Http404
    return edition


@public
def statement_pdf(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The final statement as tagged PDF, as it was published."""
    return files.response(_edition(panel).pdf)


@public
def statement_docx(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The final statement as Word, as it was published."""
    return files.response(_edition(panel).docx)


@public
def trace(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """Where a recommendation came from: proposals, merges, cards, tables and meetings; no names."""
    rows = queries.recommendations_of(_published(panel))
    row = next((one for one in rows if one.number == number), None)
    if row is None:
        raise Http404
    graph = queries.Provenance(panel)
    proposal = graph.proposals[row.item.proposal_id]
    context = {
        "row": row,
        "result": phrases.result_words(row.item),
        "ancestors": graph.ancestors(proposal)[1:],
        "cards": paginate(request, graph.cards_behind(proposal), size=50),
        "versions": proposal.versions.order_by("number"),
    }
    return render(request, "deliberation/trace.html", context)


@public
def cards(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Where did my card go? Every card of the panel with its answer."""
    _published(panel)
    words = request.GET.get("q", "")
    trails = [trail for trail in queries.Provenance(panel).trails() if not trail.card.deleted]
    found = [trail for trail in trails if _matches(trail, words)]
    page = paginate(request, found)
    rows = [(trail, phrases.TRAILS[trail.key], phrases.trail_words(trail)) for trail in page]
    return render(request, "deliberation/cards.html", {"page": page, "rows": rows, "words": words})


def _matches(trail: queries.Trail, words: str) -> bool:
    asked = words.casefold().split()
    if len(asked) == 1 and asked[0].isdecimal():
        return str(trail.card.number) == asked[0]
    return all(word in trail.card.text.casefold() for word in asked)


def _counted(panel: Panel, number: int) -> Vote:
    vote = queries.get_vote(panel, number)
    if not vote.is_closed:
        raise Http404
    return vote


@public
def vote(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """A counted vote: rule, results, and every receipt with its choice."""
    one = _counted(panel, number)
    asked = request.GET.get("receipt", "").strip()[:60]
    results = [(item, phrases.result_words(item), _bars(one, item.bars)) for item in one.items.all()]
    receipts = [(item, _in_words(one, rows)) for item, rows in queries.receipts_of(one)]
    found = [(item, find_choice(rows, asked)) for item, rows in receipts] if asked else []
    context = {
        "vote": one,
        "rule": phrases.rule_words(one),
        "results": results,
        "receipts": [(item, *_page_of(request, f"receipts-{item.order}", rows)) for item, rows in receipts],
        "asked": asked,
        "found": [(item, choice) for item, choice in found if choice],
        "outcomes": phrases.OUTCOME_KINDS,
    }
    return render(request, "deliberation/vote_result.html", context)


def _page_of(request: HttpRequest, name: str, rows: list[tuple[str, str]]) -> tuple[Page[Any], bool]:
    """One page of a folded list, and whether the reader is leafing through it."""
    return paginate(request, rows, size=RECEIPTS, name=name), name in request.GET


def _bars(vote: Vote, bars: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return [(phrases.option_words(vote, option), count) for option, count in bars]


def _in_words(vote: Vote, rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(receipt, phrases.option_words(vote, option)) for receipt, option in rows]


@public
def receipts_csv(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """All receipts of a counted vote as CSV, so that anybody can count again."""
    one = _counted(panel, number)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["proposal", "sha256", "receipt", "choice"])
    for item, receipts in queries.receipts_of(one):
        for receipt, option in receipts:
            writer.writerow([item.order, item.version.sha256, receipt, option])
    name = f"kuitit-{panel.slug}-{number}.csv"
    return download(out.getvalue().encode(), name=name, content_type="text/csv; charset=utf-8")
