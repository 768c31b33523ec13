"""The roll and the paper ballots: who has one, printing them, entering them, spoiling one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntari.core.actor import actor_of
from puntari.core.files import download
from puntari.core.forms import carried_out
from puntari.core.paging import paginate
from puntari.deliberation import actions, documents, queries
from puntari.deliberation.desks import KEEPERS, WRITERS
from puntari.deliberation.forms.votes import PaperForm, SheetsForm, VoidForm
from puntari.deliberation.models import RollEntry
from puntari.deliberation.views.answers import carry_out
from puntari.panels.access import desk

if TYPE_CHECKING:
    from puntari.panels.models import Panel


@desk(*WRITERS)
def roll(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """Who may vote and who has a ballot; sheets are ticked here as they are handed out."""
    one = queries.get_vote(panel, number)
    context = {"vote": one, "page": paginate(request, queries.roll_of(one), size=100)}
    return render(request, "deliberation/desk_roll.html", context)


@require_POST
@desk(*WRITERS)
def give_sheet(request: HttpRequest, panel: Panel, number: int, entry: int) -> HttpResponse:
    """Tick that a member has been given a sheet."""
    one = queries.get_vote(panel, number)
    row = RollEntry.objects.select_related("member").filter(vote=one, pk=entry).first()
    if row is None:
        messages.error(request, _("Jäsentä ei ole äänestäjäluettelossa."))
        return redirect("desk-vote-roll", panel.slug, number)
    return carry_out(
        request,
        lambda: actions.give_sheet(vote=one, member=row.member, actor=actor_of(request)),
        _("%(member)s on saanut lipun.") % {"member": row.member},
        "desk-vote-roll",
        panel.slug,
        number,
    )


@require_POST
@desk(*KEEPERS)
def make_sheets(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """Make printed ballots."""
    one = queries.get_vote(panel, number)
    form = SheetsForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Anna tulostettavien lippujen määrä, 1–500."))
        return redirect("desk-vote", panel.slug, number)
    return carry_out(
        request,
        lambda: actions.issue_ballots(vote=one, actor=actor_of(request), **form.cleaned_data),
        _("Liput ovat valmiit tulostettaviksi."),
        "desk-vote",
        panel.slug,
        number,
    )


@desk(*KEEPERS)
def sheets_pdf(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """The printed ballots as a tagged PDF."""
    one = queries.get_vote(panel, number)
    name = f"aanestysliput-{panel.slug}-{number}.pdf"
    return _unkept(download(documents.make_sheets(one), name=name, content_type="application/pdf"))


@desk(*KEEPERS)
def sheets_print(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """The printed ballots as a page for the browser's own print."""
    one = queries.get_vote(panel, number)
    return _unkept(render(request, "deliberation/print_sheets.html", documents.sheet_data(one)))


def _unkept(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    return answer


@desk(*WRITERS)
def paper(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """Enter paper ballots; another person enters the same pile."""
    one = queries.get_vote(panel, number)
    form = PaperForm(request.POST or None, vote=one)
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.enter_paper(
            ballot_code=form.cleaned_data["code"], choices=form.choices, actor=actor_of(request)
        ),
    ):
        messages.success(request, _("Lippu on syötetty. Ota seuraava."))
        return redirect("desk-vote-paper", panel.slug, number)
    return render(
        request,
        "deliberation/desk_paper.html",
        {"vote": one, "form": form, "count": queries.paper_count(one)},
    )


@require_POST
@desk(*KEEPERS)
def void(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """Take a spoiled sheet out of the vote."""
    one = queries.get_vote(panel, number)
    form = VoidForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Anna lipun koodi ja perustelu."))
        return redirect("desk-vote", panel.slug, number)
    return carry_out(
        request,
        lambda: actions.void_ballot(
            vote=one,
            ballot_code=form.cleaned_data["code"],
            reason=form.cleaned_data["reason"],
            actor=actor_of(request),
        ),
        _("Lippu on mitätöity. Anna tilalle uusi lippu pinosta."),
        "desk-vote",
        panel.slug,
        number,
    )
