"""The ballot on a phone: by code, without a name."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from puntari.core import words
from puntari.core.errors import BadInput
from puntari.core.forms import carried_out
from puntari.deliberation import actions, phrases, queries
from puntari.deliberation.forms.votes import BallotForm, CodeForm, MinorityForm
from puntari.deliberation.models.votes import SCALES
from puntari.deliberation.queries.votes import own_choices, read_code

if TYPE_CHECKING:
    from puntari.deliberation.models import Ballot, Choice

View = Callable[..., HttpResponse]


def secret(view: View) -> View:
    """Nothing of the page is kept by the browser, and its address goes nowhere."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        answer["Cache-Control"] = "no-store"
        answer.headers.setdefault("Referrer-Policy", "same-origin")
        answer["X-Robots-Tag"] = "noindex"
        return answer

    return guarded


@secret
def start(request: HttpRequest) -> HttpResponse:
    """Type the code of one's ballot."""
    form = CodeForm(request.POST or None)
    found: list[str] = []
    if request.method == "POST" and carried_out(
        form, lambda: found.append(_known(form.cleaned_data["code"]))
    ):
        return redirect("vote", found[0])
    return render(request, "deliberation/vote_start.html", {"form": form})


def _known(typed: str) -> str:
    """The code in its written form, if there is a ballot for it."""
    code = read_code(typed)
    if queries.ballot_by_code(code) is None:
        raise BadInput("deliberation.code_unknown")
    return code


@secret
def vote(request: HttpRequest, code: str) -> HttpResponse:
    """Vote, see one's receipts, change one's mind until closing; afterwards find one's own vote."""
    ballot = queries.ballot_by_code(code)
    if ballot is None or ballot.voided:
        form = CodeForm({"code": code})
        form.is_valid()
        why = "deliberation.ballot_void" if ballot else "deliberation.code_unknown"
        form.add_error("code", words.say(BadInput(why)))
        return render(request, "deliberation/vote_start.html", {"form": form}, status=404)
    request.panel = ballot.vote.panel  # type: ignore[attr-defined]
    if not ballot.vote.is_open:
        return _after(request, ballot, code)
    return _during(request, ballot, code)


def _during(request: HttpRequest, ballot: Ballot, code: str) -> HttpResponse:
    mine = list(own_choices(ballot))
    initial = {f"item_{choice.item.order}": choice.option for choice in mine if ballot.cast}
    form = BallotForm(request.POST or None, vote=ballot.vote, initial=initial)
    if request.method == "POST" and carried_out(
        form, lambda: actions.cast(ballot_code=code, choices=form.choices)
    ):
        messages.success(request, _("Äänesi on tallennettu. Voit muuttaa sitä, kunnes äänestys suljetaan."))
        return redirect("vote", code)
    changing = not ballot.cast or request.GET.get("change") == "yes" or request.method == "POST"
    context = {
        "vote": ballot.vote,
        "ballot": ballot,
        "form": form,
        "code": code,
        "changing": changing,
        "mine": _said(mine),
        "rule": phrases.rule_words(ballot.vote),
    }
    return render(request, "deliberation/vote.html", context)


def _said(mine: list[Choice]) -> list[tuple[Choice, str]]:
    return [(choice, phrases.option_words(choice.item.vote, choice.option)) for choice in mine]


def _after(request: HttpRequest, ballot: Ballot, code: str) -> HttpResponse:
    mine = list(own_choices(ballot))
    support = SCALES[ballot.vote.scale].support
    against = [choice.item for choice in mine if ballot.cast and choice.option not in support]
    context = {
        "vote": ballot.vote,
        "ballot": ballot,
        "code": code,
        "mine": _said(mine),
        "against": against if ballot.vote.is_closed and ballot.vote.takes_reasons else [],
    }
    return render(request, "deliberation/vote_after.html", context)


@secret
def reason(request: HttpRequest, code: str, order: int) -> HttpResponse:
    """Say why one did not support a proposal."""
    ballot = queries.ballot_by_code(code)
    if ballot is None:
        return redirect("vote", code)
    item = get_object_or_404(ballot.vote.items.select_related("proposal", "version"), order=order)
    request.panel = ballot.vote.panel  # type: ignore[attr-defined]
    form = MinorityForm(request.POST or None)
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.add_minority_reason(ballot_code=code, proposal=item.proposal, **form.cleaned_data),
    ):
        messages.success(request, _("Perustelusi on tallennettu. Kiitos!"))
        return redirect("vote", code)
    context = {"form": form, "item": item, "code": code, "vote": ballot.vote}
    return render(request, "deliberation/vote_reason.html", context)
