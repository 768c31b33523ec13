"""Surveys to answer, figures to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntari.core import files, words
from puntari.core.errors import DomainError
from puntari.core.paging import paginate
from puntari.core.posted import posted
from puntari.core.private import private
from puntari.core.roles import Role
from puntari.evaluation import actions, queries
from puntari.evaluation.exports import answers_csv
from puntari.evaluation.forms import AnswerForm, DatesForm, QuestionForm
from puntari.evaluation.indicators import indicators_of
from puntari.evaluation.models import Survey
from puntari.lottery.queries import member_for_volunteer
from puntari.panels.access import desk, public
from puntari.recruitment.queries import volunteer_by_token

if TYPE_CHECKING:
    from puntari.panels.models import Panel

KEEPERS = (Role.COORDINATOR, Role.EVALUATOR)
AUDIENCE_OF_ROLE = {
    Role.FACILITATOR: Survey.Audience.FACILITATORS,
    Role.DECISION_MAKER: Survey.Audience.DECISION_MAKERS,
    Role.EXPERT: Survey.Audience.EXPERTS,
}


@desk(*KEEPERS)
def desk_evaluation(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The surveys, the indicators, and change from before to after."""
    page = paginate(request, queries.surveys_of(panel))
    return render(
        request,
        "evaluation/desk_evaluation.html",
        {"page": page, "indicators": indicators_of(panel), "changes": queries.changes(panel)},
    )


@desk(*KEEPERS)
@require_POST
def desk_evaluation_plan(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Lay out the standard surveys."""
    made = actions.plan_surveys(panel=panel, actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Kyselyitä tehtiin %(count)s.") % {"count": len(made)})
    return redirect("desk-evaluation", panel.slug)


def _survey(panel: Panel, pk: int) -> Survey:
    survey: Survey = get_object_or_404(queries.surveys_of(panel), pk=pk)
    return survey


@desk(*KEEPERS)
def desk_survey(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """One survey: its dates, its questions, its figures with the free words."""
    survey = _survey(panel, pk)
    dates = DatesForm(request.POST if "closes" in request.POST else None, instance=survey)
    question = QuestionForm(request.POST if "scale" in request.POST else None)
    if request.method == "POST":
        form = dates if dates.is_bound else question
        if form.is_valid() and _change_survey(request, survey, dates, question):
            return redirect("desk-survey", panel.slug, pk)
        survey = _survey(panel, pk)
    context = {"survey": survey, "dates": dates, "question_form": question}
    figures = queries.figures(survey, with_texts=True)
    context |= {"figures": figures, "texts": [_texts(request, one) for one in figures if one.texts]}
    return render(request, "evaluation/desk_survey.html", context)


def _texts(request: HttpRequest, figure: queries.Figure) -> tuple[queries.Figure, Page[Any], bool]:
    """A page of the free words given to a question, and whether the reader is leafing through them."""
    name = f"texts-{figure.question.key}"
    return figure, paginate(request, figure.texts, name=name), name in request.GET


def _change_survey(request: HttpRequest, survey: Survey, dates: DatesForm, question: QuestionForm) -> bool:
    actor = request.user
    try:
        if dates.is_bound:
            actions.change_dates(survey=survey, actor=actor, **dates.cleaned_data)  # type: ignore[arg-type]
        else:
            key = f"own_{slugify(question.cleaned_data['text'])[:30].replace('-', '_')}"
            actions.add_question(survey=survey, key=key, actor=actor, **question.cleaned_data)  # type: ignore[arg-type]
    except DomainError as error:
        (dates if dates.is_bound else question).add_error(None, words.say(error))
        return False
    messages.success(request, _("Muutokset tallennettiin."))
    return True


@desk(*KEEPERS)
@require_POST
def desk_survey_publish(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Publish the figures, or take them back."""
    survey = _survey(panel, pk)
    change = actions.unpublish_results if survey.published else actions.publish_results
    change(survey=survey, actor=request.user)  # type: ignore[arg-type]
    return redirect("desk-survey", panel.slug, pk)


@desk(*KEEPERS)
def desk_survey_csv(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """The numbers without persons."""
    survey = _survey(panel, pk)
    name = f"{panel.slug}-{survey.wave}-{survey.pk}.csv"
    return files.download(answers_csv(survey), name=name, content_type="text/csv; charset=utf-8")


@desk(*AUDIENCE_OF_ROLE)
def desk_answer(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """A survey for facilitators, experts or decision makers."""
    survey = _survey(panel, pk)
    roles = panel.roles.filter(user=request.user.pk).values_list("role", flat=True)
    if survey.audience not in {AUDIENCE_OF_ROLE.get(Role(role)) for role in roles}:
        raise Http404
    return _answer(request, survey, f"user/{request.user.pk}", f"{panel.desk_url}")


@private
def me_answer(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """A survey for a panelist, behind their personal link."""
    volunteer = volunteer_by_token(token)
    member = member_for_volunteer(volunteer) if volunteer else None
    if member is None:
        raise Http404
    request.panel = member.panel  # type: ignore[attr-defined]
    survey = get_object_or_404(Survey, pk=pk, panel=member.panel, audience=Survey.Audience.PANELISTS)
    return _answer(request, survey, f"member/{member.pk}", f"/me/{token}/")


def _answer(request: HttpRequest, survey: Survey, who: str, back: str) -> HttpResponse:
    form = AnswerForm(survey, posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_survey(survey=survey, who=who, answers=form.cleaned_data)
            messages.success(request, _("Kiitos vastauksista!"))
            return redirect(back)
        except DomainError as error:
            form.add_error(None, words.say(error))
    mine = queries.answered_by([survey], actions.pseudonym_of(survey.panel, who))
    return render(
        request,
        "evaluation/answer.html",
        {"form": form, "survey": survey, "back": back, "again": bool(mine)},
    )


@public
def panel_evaluation(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The indicators and the published figures."""
    page = paginate(request, queries.published_surveys(panel), size=10)
    figures = queries.figures_of(page.object_list, with_texts=False)
    shown = [(survey, figures[survey.pk]) for survey in page]
    context = {"page": page, "shown": shown, "indicators": indicators_of(panel)}
    if shown:
        context["changes"] = queries.changes(panel)
    return render(request, "evaluation/evaluation.html", context)
