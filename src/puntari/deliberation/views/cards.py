"""Cards at the desk: the table's quick entry, all cards, one card's way, the coverage check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from puntari.core.actor import actor_of
from puntari.core.forms import carried_out
from puntari.core.paging import paginate
from puntari.core.spreadsheets import csv_response
from puntari.deliberation import actions, people, phrases, queries
from puntari.deliberation.desks import WRITERS
from puntari.deliberation.forms.cards import CardForm, ReasonForm
from puntari.deliberation.queries.cards import table_cards
from puntari.deliberation.views.answers import carry_out
from puntari.meetings.queries import meeting_of_the_day
from puntari.panels.access import desk
from puntari.panels.queries import get_meeting, meetings_of

if TYPE_CHECKING:
    from puntari.panels.models import Meeting, Panel

DEFAULT_TABLES = 8


@desk(*WRITERS)
def cards(request: HttpRequest, panel: Panel) -> HttpResponse:
    """To the facilitator's own table in the meeting of the day."""
    meeting = meeting_of_the_day(panel)
    if meeting is None:
        return redirect("desk-cards-all", panel.slug)
    table = people.table_for(meeting, actor_of(request)) or 1
    return redirect("desk-table-cards", panel.slug, meeting.number, table)


@desk(*WRITERS)
def write_cards(request: HttpRequest, panel: Panel, number: int, table: int) -> HttpResponse:
    """Write one table's cards as fast as they are said."""
    meeting = get_meeting(panel, number)
    form = CardForm(request.POST or None)
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.add_card(meeting=meeting, table=table, actor=actor_of(request), **form.cleaned_data),
    ):
        if request.headers.get("X-Card"):
            return HttpResponse(status=204)
        return redirect(request.path)
    context = {
        "form": form,
        "meeting": meeting,
        "table": table,
        "tables": _tables(meeting, table),
        "meetings": meetings_of(panel),
        "page": paginate(request, table_cards(meeting, table)),
    }
    failed = bool(request.method == "POST" and request.headers.get("X-Card"))
    return render(request, "deliberation/desk_table.html", context, status=422 if failed else 200)


def _tables(meeting: Meeting, table: int) -> list[int]:
    return sorted({*(people.tables_of(meeting) or range(1, DEFAULT_TABLES + 1)), table})


@desk(*WRITERS)
def table_list(request: HttpRequest, panel: Panel, number: int, table: int) -> HttpResponse:
    """The table's newest cards alone, for the page to show after a card has been sent."""
    meeting = get_meeting(panel, number)
    context = {"page": paginate(request, table_cards(meeting, table)), "meeting": meeting, "table": table}
    return render(request, "deliberation/part_table_cards.html", context)


@desk(*WRITERS)
def similar(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Cards that may mean the same as what is being typed."""
    text = request.GET.get("text", "")[:1000].strip()
    found = queries.similar_cards(panel, text) if len(text) >= 12 else []
    return render(request, "deliberation/part_similar.html", {"cards": found})


@desk(*WRITERS)
def all_cards(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Every card and where it is; chosen ones become a proposal."""
    found, fate = _found_trails(request, panel)
    context = {
        "page": paginate(request, found, size=50),
        "fates": phrases.TRAILS,
        "fate": fate,
        "words": request.GET.get("q", ""),
    }
    return render(request, "deliberation/desk_cards.html", context)


def _found_trails(request: HttpRequest, panel: Panel) -> tuple[list[queries.Trail], str]:
    fate, words = request.GET.get("fate", ""), request.GET.get("q", "").casefold().split()
    trails = queries.Provenance(panel).trails()
    found = [trail for trail in trails if all(word in trail.card.text.casefold() for word in words)]
    if fate:
        found = [trail for trail in found if trail.key == fate]
    return found, fate


@desk(*WRITERS)
def cards_csv(request: HttpRequest, panel: Panel) -> HttpResponse:
    """All cards and what became of them, as CSV for a spreadsheet."""
    rows: list[list[object]] = [
        [_("Kortti"), _("Kokous"), _("Pöytä"), _("Teksti"), _("Tila"), _("Missä se on")]
    ]
    for trail in queries.Provenance(panel).trails():
        card = trail.card
        text = "" if card.deleted else card.text
        told = " / ".join(phrases.trail_words(trail))
        rows.append(
            [card.number, card.meeting.number, card.table or "", text, phrases.TRAILS[trail.key][1], told]
        )
    return csv_response(f"kortit-{panel.slug}", rows)


@desk(*WRITERS)
def card(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """Where did this card go?"""
    one = queries.get_card(panel, number)
    trail = queries.Provenance(panel).trail(one)
    context = {
        "trail": trail,
        "told": phrases.trail_words(trail),
        "fate": phrases.TRAILS[trail.key],
        "similar": queries.similar_cards(panel, one.text, besides=one.pk),
        "form": ReasonForm(),
    }
    return render(request, "deliberation/desk_card.html", context)


@require_POST
@desk(*WRITERS)
def card_action(request: HttpRequest, panel: Panel, number: int, what: str) -> HttpResponse:
    """Delete, restore, leave out or take in a card."""
    one, actor = queries.get_card(panel, number), actor_of(request)
    reason = request.POST.get("reason", "")[:300]
    doings = {
        "delete": (
            lambda: actions.delete_card(card=one, reason=reason, actor=actor),
            _("Kortti poistettiin. Sen voi palauttaa."),
        ),
        "restore": (lambda: actions.restore_card(card=one, actor=actor), _("Kortti palautettiin.")),
        "leave-out": (
            lambda: actions.leave_out_card(card=one, reason=reason, actor=actor),
            _("Kirjattu: kortti ei ole ehdotuksessa."),
        ),
        "take-in": (lambda: actions.take_card_in(card=one, actor=actor), _("Kortti odottaa taas paikkaa.")),
    }
    do, said = doings[what]
    back = "desk-coverage" if request.POST.get("from") == "coverage" else "desk-card"
    where = (back, panel.slug) if back == "desk-coverage" else (back, panel.slug, number)
    return carry_out(request, do, said, *where)


@desk(*WRITERS)
def coverage(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Before freezing: every card is in a proposal, or somebody says why not."""
    waiting = queries.uncovered_cards(panel)
    open_ones = list(queries.open_proposals(panel))
    context = {
        "page": paginate(request, waiting, size=50),
        "waiting": len(waiting),
        "total": queries.cards_of(panel).count(),
        "unfrozen": paginate(request, [one for one in open_ones if not one.is_frozen], name="unfrozen"),
        "frozen": paginate(request, [one for one in open_ones if one.is_frozen], name="frozen"),
    }
    return render(request, "deliberation/desk_coverage.html", context)


@require_POST
@desk(*WRITERS)
def freeze_all(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Freeze every open proposal's newest wording."""
    waiting = [one for one in queries.open_proposals(panel) if not one.is_frozen]
    if not waiting:
        messages.info(request, _("Kaikki sanamuodot on jo lukittu."))
        return redirect("desk-coverage", panel.slug)

    def freeze_each() -> None:
        for proposal in waiting:
            actions.freeze(proposal=proposal, actor=actor_of(request))

    said = ngettext("Lukittiin %(count)s sanamuoto.", "Lukittiin %(count)s sanamuotoa.", len(waiting))
    return carry_out(
        request, freeze_each, said % {"count": len(waiting)}, reverse("desk-coverage", args=[panel.slug])
    )
