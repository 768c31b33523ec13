"""Questions to the experts: asked, merged, given a due date, answered, published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from puntari.core import clock, events, log
from puntari.core.errors import BadInput, NotAllowed
from puntari.core.models import User
from puntari.meetings.events import QuestionAnswered
from puntari.meetings.models import ExpertQuestion, Talk

if TYPE_CHECKING:
    from puntari.lottery.models import Member
    from puntari.panels.models import Meeting

LONGEST = 1000
MOST_OPEN = 20
SAME_TAP = timedelta(minutes=10)


@transaction.atomic
def ask_question(
    *,
    meeting: Meeting,
    text: str,
    actor: User | None = None,
    member: Member | None = None,
    table: int | None = None,
    talk: Talk | None = None,
) -> ExpertQuestion:
    """A table (by its facilitator) or a panelist asks the experts.

    The same words again soon after are the same question: a double tap asks once.
    """
    words = " ".join(text.split())
    if not words or len(words) > LONGEST:
        raise BadInput("meetings.question_length", limit=LONGEST)
    asked = meeting.questions.filter(member=member, table=table)
    same = asked.filter(text=words, asked__gte=clock.now() - SAME_TAP).first()
    if same is not None:
        return same
    if member is not None and asked.filter(answered=None).count() >= MOST_OPEN:
        raise NotAllowed("meetings.too_many_questions", limit=MOST_OPEN)
    question = ExpertQuestion.objects.create(
        meeting=meeting, text=words, member=member, table=table, talk=talk, asked=clock.now()
    )
    _record(question, actor, "meetings.question_asked")
    return question


@transaction.atomic
def merge_questions(*, keep: ExpertQuestion, others: Sequence[ExpertQuestion], actor: User) -> ExpertQuestion:
    """Let other questions follow one: its answer is theirs. Their words stay as they were asked."""
    if keep.merged_into_id is not None:
        raise NotAllowed("meetings.already_merged")
    followers = [other for other in others if other.pk != keep.pk]
    if not followers or any(other.meeting.panel_id != keep.meeting.panel_id for other in followers):
        raise BadInput("meetings.nothing_to_merge")
    keys = [other.pk for other in followers]
    ExpertQuestion.objects.filter(pk__in=keys).update(merged_into=keep)
    ExpertQuestion.objects.filter(merged_into__in=keys).update(merged_into=keep)
    _record(keep, actor, "meetings.questions_merged", merged=keys)
    return keep


@transaction.atomic
def unmerge_question(*, question: ExpertQuestion, actor: User) -> ExpertQuestion:
    """The question stands on its own again."""
    question.merged_into = None
    question.save(update_fields=["merged_into"])
    _record(question, actor, "meetings.question_unmerged")
    return question


@transaction.atomic
def assign_question(
    *, question: ExpertQuestion, actor: User, talk: Talk | None = None, due: date | None = None
) -> ExpertQuestion:
    """Put the question to an expert, to be answered by a day."""
    question.talk, question.due = talk, due
    question.save(update_fields=["talk", "due"])
    _record(question, actor, "meetings.question_assigned", due=due, talk=talk.pk if talk else None)
    return question


@transaction.atomic
def answer_question(
    *, question: ExpertQuestion, answer: str, answered_by: str, actor: User, publish: bool = True
) -> ExpertQuestion:
    """Answer (or better the answer); published ones stand on the meeting's public page."""
    if not answer.strip():
        raise BadInput("meetings.empty_answer")
    if question.merged_into_id is not None:
        raise NotAllowed("meetings.already_merged")
    question.answer, question.answered_by = answer.strip(), answered_by.strip()
    question.answered = question.answered or clock.now()
    question.published = publish
    question.save()
    _record(question, actor, "meetings.question_answered", published=publish)
    events.emit(QuestionAnswered(question.pk))
    return question


def _record(question: ExpertQuestion, actor: User | None, kind: str, **data: object) -> None:
    facts = {"meeting": question.meeting.number, "question": question.pk, **data}
    log.record(kind, actor=actor, panel_slug=question.meeting.panel.slug, data=facts)
