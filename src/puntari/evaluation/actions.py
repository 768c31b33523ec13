"""Planning surveys, taking answers, publishing results."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from puntari.core import clock, log
from puntari.core.crypto import lookup_hash
from puntari.core.errors import BadInput, NotAllowed
from puntari.core.models import User
from puntari.evaluation.models import Answer, Response, Survey
from puntari.evaluation.scales import SCALES
from puntari.evaluation.standard import Question, questions_of
from puntari.panels.queries import meetings_of

if TYPE_CHECKING:
    from puntari.panels.models import Meeting, Panel

OPEN_DAYS = 21
MAX_WORDS = 2000
Value = int | str | None


def pseudonym_of(panel: Panel, who: str) -> str:
    """A person's pseudonym in a panel's surveys; only the holder of the field key can make it again.

    `who` is "member/12" or "user/3". The pseudonym is stored with answers only, never with the person.
    """
    return lookup_hash(f"{panel.pk}/{who}", "survey")


@transaction.atomic
def plan_surveys(*, panel: Panel, actor: User) -> list[Survey]:
    """Lay out the standard waves around the meetings; those that stand already are left as they are."""
    meetings = list(meetings_of(panel))
    if not meetings:
        raise NotAllowed("evaluation.no_meetings")
    made = [survey for survey in _standard_waves(panel, meetings) if survey is not None]
    log.record("evaluation.surveys_planned", actor=actor, panel_slug=panel.slug, data={"made": len(made)})
    return made


def _standard_waves(panel: Panel, meetings: list[Meeting]) -> list[Survey | None]:
    first, last = meetings[0], meetings[-1]
    early = timezone.make_aware(datetime.combine(timezone.localdate(first.starts_at), time(0))) - timedelta(
        days=14
    )
    panelists, makers = Survey.Audience.PANELISTS, Survey.Audience.DECISION_MAKERS
    before, after = Survey.Wave.BEFORE, Survey.Wave.AFTER
    return [
        _plan(panel, before, panelists, opens=early, closes=first.ends_at),
        _plan(panel, before, makers, opens=early, closes=first.ends_at),
        *[_plan(panel, Survey.Wave.PULSE, panelists, meeting=one, opens=one.ends_at) for one in meetings],
        _plan(panel, after, panelists, opens=last.ends_at),
        _plan(panel, after, Survey.Audience.FACILITATORS, opens=last.ends_at),
        _plan(panel, after, makers, opens=last.ends_at + timedelta(days=60)),
    ]


def _plan(
    panel: Panel,
    wave: str,
    audience: str,
    *,
    opens: datetime,
    closes: datetime | None = None,
    meeting: Meeting | None = None,
) -> Survey | None:
    if Survey.objects.filter(panel=panel, wave=wave, audience=audience, meeting=meeting).exists():
        return None
    return Survey.objects.create(
        panel=panel,
        meeting=meeting,
        wave=wave,
        audience=audience,
        opens=opens,
        closes=closes or opens + timedelta(days=OPEN_DAYS),
        questions=[_as_json(row) for row in questions_of(f"{audience}_{wave}", staff=panel.is_staff_panel)],
        **_titles(wave, meeting),
    )


def _titles(wave: str, meeting: Meeting | None) -> dict[str, str]:
    titles = {}
    for language, field in (("fi", "title"), ("sv", "title_sv"), ("en", "title_en")):
        with override(language):
            name = str(Survey.Wave(wave).label)
            kind = _("Kysely")
            titles[field] = f"{kind}: {meeting or name}"
    return titles


def _as_json(row: Question) -> dict[str, str]:
    return dict(zip(("key", "scale", "text", "text_sv", "text_en"), row, strict=True))


@transaction.atomic
def add_question(*, survey: Survey, key: str, scale: str, text: str, actor: User) -> Survey:
    """Add a question of one's own; not any more when somebody has answered."""
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if survey.responses.exists():
        raise NotAllowed("evaluation.already_answered")
    if scale not in SCALES or not text.strip() or key in {one["key"] for one in survey.questions}:
        raise BadInput("evaluation.question_not_usable", key=key)
    survey.questions = [*survey.questions, {"key": key, "scale": scale, "text": text.strip()}]
    survey.save(update_fields=["questions"])
    log.record("evaluation.question_added", actor=actor, panel_slug=survey.panel.slug, data={"key": key})
    return survey


@transaction.atomic
def change_dates(*, survey: Survey, opens: datetime, closes: datetime, actor: User) -> Survey:
    """Move a survey in time."""
    if closes <= opens:
        raise BadInput("evaluation.closes_before_opens")
    survey.opens, survey.closes = opens, closes
    survey.save(update_fields=["opens", "closes"])
    log.record(
        "evaluation.survey_moved", actor=actor, panel_slug=survey.panel.slug, data={"survey": survey.pk}
    )
    return survey


@transaction.atomic
def answer_survey(*, survey: Survey, who: str, answers: Mapping[str, Value]) -> Response:
    """Take one person's answers; sent again while the survey is open, they replace the earlier ones.

    Every question may be left out. The log says only that an answer came.
    """
    if not survey.opens <= clock.now() <= survey.closes:
        raise NotAllowed("evaluation.not_open")
    rows = [row for row in (_row(question, answers) for question in survey.questions) if row is not None]
    response, fresh = Response.objects.update_or_create(
        survey=survey, pseudonym=pseudonym_of(survey.panel, who), defaults={"submitted": clock.now()}
    )
    response.answers.all().delete()
    for row in rows:
        row.response = response
    Answer.objects.bulk_create(rows)
    log.record("evaluation.answered", panel_slug=survey.panel.slug, data={"survey": survey.pk, "new": fresh})
    return response


def _row(question: Mapping[str, str], answers: Mapping[str, Value]) -> Answer | None:
    key, value = question["key"], answers.get(question["key"])
    if value is None or value == "":
        return None
    if question["scale"] == "text":
        return Answer(key=key, text=str(value)[:MAX_WORDS])
    number = int(value)
    if number not in SCALES[question["scale"]].numbers:
        raise BadInput("evaluation.answer_off_scale", question=question["text"])
    return Answer(key=key, number=number)


@transaction.atomic
def publish_results(*, survey: Survey, actor: User) -> Survey:
    """Let everybody read the survey's figures; groups under five stay hidden."""
    if clock.now() < survey.closes:
        raise NotAllowed("evaluation.still_open")
    survey.published = clock.now()
    survey.save(update_fields=["published"])
    log.record(
        "evaluation.results_published", actor=actor, panel_slug=survey.panel.slug, data={"survey": survey.pk}
    )
    return survey


@transaction.atomic
def unpublish_results(*, survey: Survey, actor: User) -> Survey:
    """Take published figures back."""
    survey.published = None
    survey.save(update_fields=["published"])
    log.record(
        "evaluation.results_hidden", actor=actor, panel_slug=survey.panel.slug, data={"survey": survey.pk}
    )
    return survey
