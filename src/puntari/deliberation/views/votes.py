"""Votes at the desk: the rule, the way from opening to closing, the count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntari.core.actor import actor_of
from puntari.core.forms import carried_out
from puntari.core.paging import paginate
from puntari.core.spreadsheets import csv_response
from puntari.core.ui.confirm import ask_first, confirmed
from puntari.deliberation import actions, phrases, queries
from puntari.deliberation.desks import KEEPERS, WATCHERS
from puntari.deliberation.forms.cards import ReasonForm
from puntari.deliberation.forms.votes import SheetsForm, VoidForm, VoteForm
from puntari.deliberation.models import MinorityReason, Vote
from puntari.deliberation.views.answers import carry_out
from puntari.meetings.queries import meeting_of_the_day
from puntari.panels.access import desk

if TYPE_CHECKING:
    from puntari.panels.models import Panel


@desk(*WATCHERS)
def votes(request: HttpRequest, panel: Panel) -> HttpResponse:
    """All votes of the panel."""
    page = paginate(request, queries.votes_of(panel).order_by("-number"))
    frozen = any(one.is_frozen for one in queries.open_proposals(panel))
    return render(request, "deliberation/desk_votes.html", {"page": page, "frozen": frozen})


@desk(*KEEPERS)
def vote_new(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Fix the rule and choose what is voted on."""
    form = VoteForm(request.POST or None, panel=panel, initial={"meeting": meeting_of_the_day(panel)})
    made: list[Vote] = []
    if request.method == "POST" and carried_out(
        form,
        lambda: made.append(actions.prepare_vote(panel=panel, actor=actor_of(request), **form.chosen())),
    ):
        return redirect("desk-vote", panel.slug, made[0].number)
    return render(request, "deliberation/desk_vote_form.html", {"form": form})


@desk(*KEEPERS)
def vote_edit(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """Change a vote that is not open yet."""
    vote = queries.get_vote(panel, number)
    form = VoteForm(request.POST or None, panel=panel, instance=vote)
    if request.method == "POST" and carried_out(
        form, lambda: actions.change_vote(vote=vote, actor=actor_of(request), **form.chosen())
    ):
        messages.success(request, _("Äänestys tallennettiin."))
        return redirect("desk-vote", panel.slug, number)
    return render(request, "deliberation/desk_vote_form.html", {"form": form, "vote": vote})


@desk(*WATCHERS)
def vote(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """One vote: before, during and after."""
    one = queries.get_vote(panel, number)
    reasons = MinorityReason.objects.filter(item__vote=one).select_related("item__version")
    context = {
        "vote": one,
        "items": one.items.all(),
        "rule": phrases.rule_words(one),
        "progress": queries.progress_of(one),
        "sheets_form": SheetsForm(),
        "void_form": VoidForm(),
        "reason_form": ReasonForm(),
        "reasons": paginate(request, reasons.order_by("item__order", "mark"), name="reasons"),
        "outcomes": phrases.OUTCOME_KINDS,
        "vote_address": request.build_absolute_uri(reverse("vote-start")),
    }
    return render(request, "deliberation/desk_vote.html", context)


@desk(*WATCHERS)
def progress(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """The live count alone: ballots, never choices."""
    one = queries.get_vote(panel, number)
    context = {"vote": one, "progress": queries.progress_of(one)}
    return render(request, "deliberation/part_progress.html", context)


def _question(vote: Vote, what: str) -> tuple[str, str, str]:
    questions = {
        "open": (
            _("Avataanko äänestys?"),
            _("Avaa äänestys"),
            _("Sääntö ja sanamuodot lukittuvat. Niitä ei voi muuttaa äänestyksen aikana."),
        ),
        "close": (
            _("Suljetaanko äänestys ja lasketaan äänet?"),
            _("Sulje ja laske"),
            _("Tämän jälkeen kukaan ei voi äänestää eikä muuttaa ääntään. Sulkemista ei voi perua."),
        ),
        "cancel": (
            _("Perutaanko äänestys?"),
            _("Peru äänestys"),
            _("Annetut äänet hävitetään. Perumista ei voi kumota."),
        ),
    }
    return questions[what]


@require_POST
@desk(*KEEPERS)
def vote_action(request: HttpRequest, panel: Panel, number: int, what: str) -> HttpResponse:
    """Open, stop, resume, close or cancel; what cannot be taken back is asked first."""
    one, actor = queries.get_vote(panel, number), actor_of(request)
    reason = request.POST.get("reason", "")[:300]
    if what in {"open", "close", "cancel"} and not confirmed(request):
        question, label, text = _question(one, what)
        back = reverse("desk-vote", args=[panel.slug, number])
        kind = "primary" if what == "open" else "danger"
        return ask_first(request, question=question, label=label, back=back, text=text, kind=kind)
    doings = {
        "open": (lambda: actions.open_prepared(vote=one, actor=actor), _("Äänestys on auki.")),
        "stop": (
            lambda: actions.stop_voting(vote=one, actor=actor),
            _("Puhelimilla ei voi enää äänestää. Syötä paperiliput ja sulje äänestys."),
        ),
        "resume": (lambda: actions.resume_voting(vote=one, actor=actor), _("Äänestys on taas auki.")),
        "close": (lambda: actions.close_vote(vote=one, actor=actor), _("Äänestys on suljettu ja laskettu.")),
        "cancel": (
            lambda: actions.cancel_vote(vote=one, reason=reason, actor=actor),
            _("Äänestys on peruttu."),
        ),
    }
    do, said = doings[what]
    return carry_out(request, do, said, "desk-vote", panel.slug, number)


@require_POST
@desk(*KEEPERS)
def hide_reason(request: HttpRequest, panel: Panel, number: int, pk: int) -> HttpResponse:
    """Keep a minority reason out of the statement, with a reason of one's own."""
    rows = MinorityReason.objects.filter(item__vote__panel=panel, item__vote__number=number)
    row = rows.select_related("item__vote__panel").filter(pk=pk).first()
    if row is None:
        return redirect("desk-vote", panel.slug, number)
    return carry_out(
        request,
        lambda: actions.hide_minority_reason(
            reason=row, why=request.POST.get("reason", "")[:300], actor=actor_of(request)
        ),
        _("Perustelu ei tule loppulausumaan."),
        "desk-vote",
        panel.slug,
        number,
    )


@desk(*WATCHERS)
def result_csv(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """The count as CSV: one row for each proposal."""
    one = queries.get_vote(panel, number)
    options = phrases.options_of(one)
    head = [_("Nro"), _("Ehdotus"), _("Versio"), "SHA-256", *[words for _code, words in options]]
    head += [_("Puolesta"), _("Vastaan"), _("Tyhjiä"), _("Laskettavia"), _("Tarvittiin"), _("Tulos")]
    rows: list[list[object]] = [[*head]]
    for item in one.items.all():
        counts = [item.counts.get(code, 0) for code, _words in options]
        facts = [
            item.supporting,
            item.opposing,
            item.blank,
            item.base,
            item.needed,
            item.get_outcome_display(),
        ]
        version = item.version
        rows.append([item.order, version.title, version.number, version.sha256, *counts, *facts])
    return csv_response(f"aanestys-{panel.slug}-{number}", rows)
