"""The question queue: write down, merge, assign, answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntari.core.actor import actor_of
from puntari.core.forms import carried_out
from puntari.core.paging import paginate
from puntari.core.roles import Role
from puntari.meetings import actions, queries
from puntari.meetings.forms import AnswerForm, AssignForm, TableQuestionForm
from puntari.meetings.models import ExpertQuestion
from puntari.meetings.queries.experts import get_question, questions_for
from puntari.meetings.views.experts import HELPERS
from puntari.meetings.views.ways import IN_THE_ROOM, tried
from puntari.methods.weighing.similar import GramRanker
from puntari.panels.access import desk
from puntari.panels.queries import roles_in

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from puntari.panels.models import Panel

ALIKE = 0.25
"""Below this nearness two questions have only words in common; chosen on everyday Finnish questions."""


@desk(*HELPERS)
def questions(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The queue; an expert without another role sees the questions put to them."""
    in_room = _in_room(request, panel)
    found = queries.questions_of(panel) if in_room else questions_for(panel, actor_of(request))
    state = request.GET.get("state", "open")
    page = paginate(request, _in_state(found, state))
    form = TableQuestionForm(request.POST or None, initial={"table": _own_table(request, panel)})
    if request.method == "POST" and in_room and carried_out(form, lambda: _ask(request, panel, form)):
        messages.success(request, _("Kysymys on jonossa."))
        return redirect("desk-questions", panel.slug)
    context = {"page": page, "state": state, "form": form, "in_room": in_room}
    return render(request, "meetings/questions.html", context)


def _in_room(request: HttpRequest, panel: Panel) -> bool:
    return bool({Role.COORDINATOR, Role.FACILITATOR} & roles_in(actor_of(request), panel))


def _in_state(found: QuerySet[ExpertQuestion], state: str) -> QuerySet[ExpertQuestion]:
    alone = found.filter(merged_into=None)
    if state == "answered":
        return alone.exclude(answered=None).order_by("-answered", "pk")
    return alone.filter(answered=None).order_by("due", "asked", "pk")


def _own_table(request: HttpRequest, panel: Panel) -> int | None:
    meeting = queries.meeting_of_the_day(panel)
    return queries.table_for_host(meeting, actor_of(request)) if meeting else None


def _ask(request: HttpRequest, panel: Panel, form: TableQuestionForm) -> ExpertQuestion:
    meeting = queries.meeting_of_the_day(panel)
    if meeting is None:
        raise Http404
    return actions.ask_question(meeting=meeting, actor=actor_of(request), **form.cleaned_data)


@desk(*HELPERS)
def question(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """One question: its answer, who gives it by when, and what resembles it."""
    found = _seen(request, panel, pk)
    in_room = _in_room(request, panel)
    answer = AnswerForm(request.POST or None, initial=_answer_of(request, found), prefix="answer")
    if request.method == "POST" and carried_out(
        answer,
        lambda: actions.answer_question(question=found, actor=actor_of(request), **answer.cleaned_data),
    ):
        messages.success(request, _("Vastaus tallennettiin."))
        return redirect("desk-questions", panel.slug)
    assign = AssignForm(queries.talks_of(panel), initial={"talk": found.talk_id, "due": found.due})
    alike = _alike(panel, found) if in_room else []
    context = {"question": found, "answer": answer, "assign": assign, "alike": alike, "in_room": in_room}
    return render(request, "meetings/question.html", context)


def _seen(request: HttpRequest, panel: Panel, pk: int) -> ExpertQuestion:
    found = get_question(panel, pk)
    if not _in_room(request, panel) and (found.talk is None or found.talk.user_id != actor_of(request).pk):
        raise Http404
    return found


def _answer_of(request: HttpRequest, found: ExpertQuestion) -> dict[str, object]:
    user = actor_of(request)
    default = (
        found.talk.expert_name if found.talk else ", ".join(part for part in (user.name, user.title) if part)
    )
    return {
        "answer": found.answer,
        "answered_by": found.answered_by or default,
        "publish": found.published if found.answered else True,
    }


def _alike(panel: Panel, found: ExpertQuestion) -> list[ExpertQuestion]:
    """Other questions on their own that resemble this one, nearest first; the rest after them."""
    others = {str(one.pk): one for one in queries.open_questions(panel).exclude(pk=found.pk)[:200]}
    texts = {key: one.text for key, one in others.items()}
    near = GramRanker().rank(found.text, texts, top=8) if texts else []
    return [others[one.key] for one in near if one.score >= ALIKE]


@require_POST
@desk(*IN_THE_ROOM)
def assign(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Who answers, by when."""
    found = get_question(panel, pk)
    form = AssignForm(queries.talks_of(panel), request.POST)
    if carried_out(
        form, lambda: actions.assign_question(question=found, actor=actor_of(request), **form.cleaned_data)
    ):
        messages.success(request, _("Vastaaja ja määräaika tallennettiin."))
    else:
        messages.error(request, _("Tarkista päivä."))
    return redirect("desk-question", panel.slug, pk)


@require_POST
@desk(*IN_THE_ROOM)
def merge(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Let the ticked questions follow this one."""
    keep = get_question(panel, pk)
    ticked = [int(key) for key in request.POST.getlist("other") if key.isdecimal()]
    others = list(queries.questions_of(panel).filter(pk__in=ticked))
    tried(
        request,
        lambda: actions.merge_questions(keep=keep, others=others, actor=actor_of(request)),
        _("Kysymykset yhdistettiin. Alkuperäiset sanat säilyvät."),
    )
    return redirect("desk-question", panel.slug, pk)


@require_POST
@desk(*IN_THE_ROOM)
def unmerge(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Let a merged question stand on its own again."""
    found = get_question(panel, pk)
    kept = found.merged_into_id
    actions.unmerge_question(question=found, actor=actor_of(request))
    messages.success(request, _("Kysymys on taas oma kysymyksensä."))
    return redirect("desk-question", panel.slug, kept or pk)
