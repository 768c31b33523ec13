"""The statement at the desk: texts, members' check, publishing, handing over; and the stage's front page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntari.core import clock
from puntari.core.actor import actor_of
from puntari.core.files import download
from puntari.core.forms import carried_out
from puntari.core.paging import paginate
from puntari.core.roles import Role
from puntari.core.ui.confirm import ask_first, confirmed
from puntari.deliberation import actions, documents, queries
from puntari.deliberation.actions.publishing import DOCX, PDF
from puntari.deliberation.desks import COMMENTERS, READERS, WRITERS
from puntari.deliberation.forms.statement import HandOverForm, TextForm, TitlesForm
from puntari.deliberation.models import Statement, StatementCheck, StatementText
from puntari.deliberation.views.answers import carry_out
from puntari.deliberation.views.steps import next_steps
from puntari.panels.access import desk
from puntari.panels.queries import roles_in

if TYPE_CHECKING:
    from puntari.panels.models import Panel

KEEPERS = (Role.COORDINATOR,)


@desk(*READERS)
def overview(request: HttpRequest, panel: Panel) -> HttpResponse:
    """What has been done on the way to the statement, and what is next; others are led to their own part."""
    roles = roles_in(actor_of(request), panel)
    if not roles.intersection(WRITERS):
        return redirect("desk-proposals" if roles.intersection(COMMENTERS) else "desk-votes", panel.slug)
    return render(request, "deliberation/desk_overview.html", {"steps": next_steps(panel)})


def _statement(panel: Panel) -> Statement:
    statement = queries.statement_of(panel)
    if statement is None:
        raise Http404
    return statement


@desk(*WRITERS)
def text(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The whole statement as it stands."""
    statement = queries.statement_of(panel)
    if statement is None:
        return render(
            request, "deliberation/desk_no_statement.html", {"counted": queries.closed_votes(panel)}
        )
    newest = queries.texts_of(statement)
    checks = list(queries.checks_of(statement))
    context = {
        "statement": statement,
        "content": documents.content_of(statement),
        "texts": [(label, part, newest.get(part)) for part, label in StatementText.Part.choices],
        "checks": checks,
        "remarks": paginate(request, [one for one in checks if one.comment], name="remarks"),
        "agreed": sum(check.agrees for check in checks),
        "hand_over_form": HandOverForm(initial={"on": clock.today()}),
        "edition": statement.editions.last(),
    }
    return render(request, "deliberation/desk_statement.html", context)


@require_POST
@desk(*WRITERS)
def begin(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Begin the statement from the panel's data."""
    said = _("Luonnos on valmis muokattavaksi.")
    return carry_out(
        request,
        lambda: actions.draft_statement(panel=panel, actor=actor_of(request)),
        said,
        "desk-statement-text",
        panel.slug,
    )


@desk(*WRITERS)
def part(request: HttpRequest, panel: Panel, part: str) -> HttpResponse:
    """Write the next version of one text part."""
    statement = _statement(panel)
    versions = list(statement.texts.filter(part=part).select_related("by").order_by("-version"))
    if not versions:
        raise Http404
    initial = {"text": versions[0].text, "base_version": versions[0].version}
    form = TextForm(request.POST or None, initial=initial)
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.save_text(
            statement=statement, part=part, actor=actor_of(request), **form.cleaned_data
        ),
    ):
        messages.success(request, _("Teksti tallennettiin."))
        return redirect("desk-statement-text", panel.slug)
    page = paginate(request, versions, size=10)
    context = {"form": form, "versions": page, "label": versions[0].get_part_display()}
    return render(request, "deliberation/desk_part.html", context)


@desk(*WRITERS)
def titles(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Title and summary in three languages."""
    statement = _statement(panel)
    form = TitlesForm(request.POST or None, instance=statement)
    if request.method == "POST" and carried_out(
        form, lambda: actions.save_titles(statement=statement, actor=actor_of(request), **form.cleaned_data)
    ):
        messages.success(request, _("Otsikko ja tiivistelmät tallennettiin."))
        return redirect("desk-statement-text", panel.slug)
    return render(request, "deliberation/desk_titles.html", {"form": form})


@require_POST
@desk(*KEEPERS)
def statement_action(request: HttpRequest, panel: Panel, what: str) -> HttpResponse:
    """Open the members' check, publish, or take the publication back."""
    statement, actor = _statement(panel), actor_of(request)
    if what == "publish" and not confirmed(request):
        return ask_first(
            request,
            question=_("Julkaistaanko loppulausuma?"),
            label=_("Julkaise"),
            back=reverse("desk-statement-text", args=[panel.slug]),
            text=_("Loppulausuma näkyy kaikille verkossa sekä PDF- ja Word-tiedostoina."),
            kind="primary",
        )
    doings = {
        "check": (
            lambda: actions.open_check(statement=statement, actor=actor),
            _("Panelistit voivat nyt lukea luonnoksen omalta sivultaan."),
        ),
        "publish": (
            lambda: actions.publish_statement(statement=statement, actor=actor),
            _("Loppulausuma on julkaistu."),
        ),
        "unpublish": (
            lambda: actions.withdraw_publication(statement=statement, actor=actor),
            _("Julkaisu on peruttu. Loppulausuma on taas luonnos."),
        ),
    }
    do, said = doings[what]
    return carry_out(request, do, said, "desk-statement-text", panel.slug)


@desk(*KEEPERS)
def hand_over(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Hand the statement over: from that day the answers are due."""
    statement = _statement(panel)
    form = HandOverForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and carried_out(
        form, lambda: actions.hand_over(statement=statement, actor=actor_of(request), **form.cleaned_data)
    ):
        messages.success(request, _("Loppulausuma on luovutettu. Vastausten määräaika alkoi."))
        return redirect("desk-statement-text", panel.slug)
    return render(request, "deliberation/desk_hand_over.html", {"form": form, "statement": statement})


@require_POST
@desk(*WRITERS)
def handled(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Tick a member's remark as dealt with, or untick it."""
    check = (
        StatementCheck.objects.select_related("statement__panel")
        .filter(statement__panel=panel, pk=pk)
        .first()
    )
    if check is None:
        raise Http404
    done = not check.handled
    return carry_out(
        request,
        lambda: actions.handle_check(check=check, actor=actor_of(request), handled=done),
        _("Huomautus on merkitty käsitellyksi.") if done else _("Huomautus odottaa taas käsittelyä."),
        "desk-statement-text",
        panel.slug,
    )


@desk(*WRITERS)
def draft_pdf(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The statement as it stands, as PDF."""
    content = documents.make_pdf(_statement(panel))
    return download(content, name=f"luonnos-{panel.slug}.pdf", content_type=PDF)


@desk(*WRITERS)
def draft_docx(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The statement as it stands, as Word."""
    content = documents.make_docx(_statement(panel))
    return download(content, name=f"luonnos-{panel.slug}.docx", content_type=DOCX)
