"""Proposals at the desk: the list, one proposal, its history, merging and splitting."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntari.core.actor import actor_of
from puntari.core.forms import carried_out
from puntari.core.paging import paginate
from puntari.deliberation import actions, queries
from puntari.deliberation.desks import COMMENTERS, WRITERS
from puntari.deliberation.forms.cards import ReasonForm
from puntari.deliberation.forms.proposals import CommentForm, MergeForm, ProposalForm, SplitForm
from puntari.deliberation.models import Proposal, ProposalVersion
from puntari.deliberation.queries.proposals import found_proposals
from puntari.deliberation.views.answers import carry_out
from puntari.panels.access import desk
from puntari.panels.queries import roles_in

if TYPE_CHECKING:
    from puntari.panels.models import Panel

EVERYBODY = (*WRITERS, *COMMENTERS)
FIELDS = ("title", "text", "to_whom", "why", "measure")


@desk(*EVERYBODY)
def proposals(request: HttpRequest, panel: Panel) -> HttpResponse:
    """All proposals, filtered; officials and experts comment from here."""
    asked = {name: request.GET.get(name, "") for name in ("q", "theme", "state")}
    found = found_proposals(panel, words=asked["q"], theme=asked["theme"], state=asked["state"])
    context = {
        "page": paginate(request, found),
        "cards": queries.Provenance(panel).card_numbers(),
        "themes": queries.themes_of(panel),
        "states": Proposal.State.choices,
        "asked": asked,
        "writes": _writes(request, panel),
        "suggested": queries.suggested_merges(panel) if _writes(request, panel) else [],
    }
    return render(request, "deliberation/desk_proposals.html", context)


def _writes(request: HttpRequest, panel: Panel) -> bool:
    return bool(roles_in(actor_of(request), panel).intersection(WRITERS))


@desk(*WRITERS)
def proposal_new(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Write a proposal, of chosen cards if any."""
    chosen = [number for number in request.GET.getlist("card") if number.isdecimal()]
    form = ProposalForm(request.POST or None, panel=panel, initial={"cards": ", ".join(chosen)})
    made: list[Proposal] = []
    if request.method == "POST" and carried_out(
        form, lambda: made.append(actions.make_proposal(panel=panel, actor=actor_of(request), **_given(form)))
    ):
        messages.success(request, _("Ehdotus tallennettiin."))
        return redirect("desk-proposal", panel.slug, made[0].number)
    numbers = [int(number) for number in chosen if len(number) < 10]
    context = {"form": form, "cards": queries.cards_of(panel).filter(number__in=numbers)}
    return render(request, "deliberation/desk_proposal_form.html", context)


def _given(form: ProposalForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "base_version"}


@desk(*EVERYBODY)
def proposal(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """One proposal: its words, where it came from, what is said of it."""
    one = queries.get_proposal(panel, number)
    form = CommentForm(request.POST or None)
    if request.method == "POST" and carried_out(
        form, lambda: actions.comment(proposal=one, actor=actor_of(request), **form.cleaned_data)
    ):
        messages.success(request, _("Kommentti tallennettiin."))
        return redirect("desk-proposal", panel.slug, number)
    graph = queries.Provenance(panel)
    context = {
        "proposal": one,
        "version": one.words,
        "form": form,
        "reason_form": ReasonForm(),
        "comments": paginate(
            request, one.comments.select_related("version").order_by("-made", "-pk"), name="comments"
        ),
        "lineage": queries.lineage_of(one),
        "cards": paginate(request, graph.cards_behind(graph.proposals[one.pk]), name="cards"),
        "item": graph.items.get(one.pk),
        "writes": _writes(request, panel),
    }
    return render(request, "deliberation/desk_proposal.html", context)


@desk(*WRITERS)
def proposal_edit(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """Write the next version."""
    one = queries.get_proposal(panel, number)
    form = ProposalForm(request.POST or None, panel=panel, initial=_initial(one))
    if request.method == "POST" and carried_out(form, lambda: _revise(request, one, form)):
        messages.success(request, _("Uusi versio tallennettiin."))
        return redirect("desk-proposal", panel.slug, number)
    return render(request, "deliberation/desk_proposal_form.html", {"form": form, "proposal": one})


def _initial(one: Proposal) -> dict[str, Any]:
    version = one.words
    return {
        **{name: getattr(version, name) for name in FIELDS},
        "parts": "\n".join(version.parts),
        "theme": one.theme,
        "cards": ", ".join(
            str(card) for card in one.cards.order_by("number").values_list("number", flat=True)
        ),
        "base_version": version.number,
    }


def _revise(request: HttpRequest, one: Proposal, form: ProposalForm) -> None:
    given = dict(form.cleaned_data)
    cards = given.pop("cards")
    actions.revise_proposal(proposal=one, actor=actor_of(request), **given)
    if {card.pk for card in cards} != set(one.cards.values_list("pk", flat=True)):
        actions.set_cards(proposal=one, cards=cards, actor=actor_of(request))


@desk(*EVERYBODY)
def history(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """All versions: who, when, and what changed from the one before."""
    one = queries.get_proposal(panel, number)
    versions = list(one.versions.select_related("by", "frozen_by"))
    page = paginate(request, list(zip(versions, [None, *versions[:-1]], strict=True))[::-1], size=10)
    rows = [(version, changes(before, version)) for version, before in page]
    return render(request, "deliberation/desk_history.html", {"proposal": one, "rows": rows, "page": page})


def changes(before: ProposalVersion | None, after: ProposalVersion) -> list[tuple[str, str]]:
    """(kind, words) with kind same, gone or new; for the first version nothing."""
    if before is None:
        return []
    old, new = _words(before), _words(after)
    out: list[tuple[str, str]] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            out.append(("same", "".join(old[a:b])))
            continue
        if a < b:
            out.append(("gone", "".join(old[a:b])))
        if c < d:
            out.append(("new", "".join(new[c:d])))
    return out


def _words(version: ProposalVersion) -> list[str]:
    texts = [getattr(version, name) for name in FIELDS] + list(version.parts)
    return re.findall(r"\S+\s*", "\n\n".join(text for text in texts if text))


@desk(*WRITERS)
def merge(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Write one proposal of several; they stay as its parents."""
    numbers = request.GET.getlist("proposal")
    chosen = [one for one in queries.open_proposals(panel) if str(one.number) in numbers]
    if request.method == "GET" and len(chosen) < 2:
        messages.info(request, _("Valitse listalta vähintään kaksi ehdotusta, jotka yhdistetään."))
        return redirect("desk-proposals", panel.slug)
    form = MergeForm(request.POST or None, panel=panel, initial=_together(chosen))
    made: list[Proposal] = []
    if request.method == "POST" and carried_out(
        form,
        lambda: made.append(
            actions.merge_proposals(panel=panel, actor=actor_of(request), **form.cleaned_data)
        ),
    ):
        messages.success(request, _("Ehdotukset yhdistettiin. Alkuperäiset jäävät talteen."))
        return redirect("desk-proposal", panel.slug, made[0].number)
    return render(request, "deliberation/desk_merge.html", {"form": form, "chosen": chosen})


def _together(chosen: list[Proposal]) -> dict[str, str]:
    if not chosen:
        return {}
    texts = {
        name: "\n\n".join(dict.fromkeys(filter(None, (getattr(one.words, name) for one in chosen))))
        for name in FIELDS
        if name != "title"
    }
    return {
        **texts,
        "title": chosen[0].words.title,
        "theme": chosen[0].theme,
        "parts": "\n".join(part for one in chosen for part in one.words.parts),
        "parents": ", ".join(str(one.number) for one in chosen),
    }


@desk(*WRITERS)
def split(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """Make two or more proposals of one."""
    one = queries.get_proposal(panel, number)
    form = SplitForm(request.POST or None)
    if request.method == "POST" and carried_out(
        form, lambda: actions.split_proposal(proposal=one, parts=form.parts, actor=actor_of(request))
    ):
        messages.success(request, _("Ehdotus jaettiin. Alkuperäinen jää talteen."))
        return redirect("desk-proposals", panel.slug)
    return render(request, "deliberation/desk_split.html", {"form": form, "proposal": one})


@require_POST
@desk(*WRITERS)
def proposal_action(request: HttpRequest, panel: Panel, number: int, what: str) -> HttpResponse:
    """Freeze, withdraw or bring back a proposal, or undo the merge or split that made it."""
    one, actor = queries.get_proposal(panel, number), actor_of(request)
    reason = request.POST.get("reason", "")[:300]
    doings = {
        "freeze": (lambda: actions.freeze(proposal=one, actor=actor), _("Sanamuoto lukittiin.")),
        "withdraw": (
            lambda: actions.withdraw_proposal(proposal=one, reason=reason, actor=actor),
            _("Ehdotus jätettiin pois. Sen voi palauttaa."),
        ),
        "bring-back": (
            lambda: actions.bring_back_proposal(proposal=one, actor=actor),
            _("Ehdotus on taas työn alla."),
        ),
        "undo": (lambda: _undo(one, request), _("Peruttiin. Alkuperäiset ehdotukset ovat taas työn alla.")),
    }
    do, said = doings[what]
    if what == "undo":
        return carry_out(request, do, said, "desk-proposals", panel.slug)
    return carry_out(request, do, said, "desk-proposal", panel.slug, number)


def _undo(one: Proposal, request: HttpRequest) -> None:
    rework = queries.lineage_of(one).made_by
    if rework is None:
        raise Http404
    actions.undo_rework(rework=rework, actor=actor_of(request))


@desk(*EVERYBODY)
def reading(request: HttpRequest, panel: Panel) -> HttpResponse:
    """All open proposals in big letters, to read aloud from the screen or to print for the tables."""
    rows = queries.open_proposals(panel).prefetch_related("comments")
    return render(request, "deliberation/desk_reading.html", {"rows": rows})
