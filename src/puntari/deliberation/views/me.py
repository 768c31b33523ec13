"""A member's own page: one ballot, and the draft to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntari.core import words
from puntari.core.errors import DomainError
from puntari.core.forms import carried_out
from puntari.deliberation import actions, documents, people, queries
from puntari.deliberation.forms.statement import CheckForm
from puntari.deliberation.models import StatementCheck
from puntari.deliberation.views.ballot import secret
from puntari.recruitment.queries import volunteer_by_token

if TYPE_CHECKING:
    from puntari.lottery.models import Member


def _member(request: HttpRequest, token: str) -> Member:
    volunteer = volunteer_by_token(token)
    member = people.member_of(volunteer) if volunteer else None
    if volunteer is None or member is None:
        raise Http404
    request.panel = volunteer.panel  # type: ignore[attr-defined]
    return member


@require_POST
@secret
def ballot(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """Give the member one ballot; from here on nobody knows whose it is."""
    member = _member(request, token)
    vote = queries.get_vote(member.panel, number)
    try:
        code = actions.hand_ballot(vote=vote, member=member)
    except DomainError as refusal:
        messages.error(request, words.say(refusal))
        return redirect("me", token)
    answer = redirect("vote", code)
    # The ballot's page must not learn whose page it was opened from.
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@secret
def statement(request: HttpRequest, token: str) -> HttpResponse:
    """Read the draft and say whether it is what the panel means."""
    member = _member(request, token)
    draft = queries.statement_of(member.panel)
    if draft is None or draft.check_opened is None:
        raise Http404
    said = StatementCheck.objects.filter(statement=draft, member_id=member.pk).first()
    initial = {"agrees": "yes" if said.agrees else "no", "comment": said.comment} if said else {}
    form = CheckForm(request.POST or None, initial=initial)
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.check_statement(
            statement=draft,
            member=member,
            agrees=form.cleaned_data["agrees"] == "yes",
            comment=form.cleaned_data["comment"],
        ),
    ):
        messages.success(request, _("Kiitos! Vastauksesi on tallennettu."))
        return redirect("me", token)
    context = {"form": form, "content": documents.content_of(draft), "statement": draft, "token": token}
    return render(request, "deliberation/me_statement.html", context)
