"""Talks and questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, QuerySet
from django.http import Http404

from puntari.meetings.models import ExpertQuestion, Material, Talk

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.panels.models import Meeting, Panel


def talks_of(panel: Panel) -> QuerySet[Talk]:
    """The panel's talks in the order they are held, with their materials."""
    talks = Talk.objects.filter(meeting__panel=panel).select_related("meeting", "user")
    return talks.prefetch_related("materials__file").order_by("meeting__starts_at", "order", "pk")


def get_talk(panel: Panel, pk: int) -> Talk:
    """One talk of the panel; else not found."""
    talk = talks_of(panel).filter(pk=pk).first()
    if talk is None:
        raise Http404
    return talk


def get_material(panel: Panel, pk: int) -> Material:
    """One material of the panel; else not found."""
    found = Material.objects.filter(talk__meeting__panel=panel, pk=pk)
    material = found.select_related("file", "talk__meeting__panel").first()
    if material is None:
        raise Http404
    return material


def questions_of(panel: Panel) -> QuerySet[ExpertQuestion]:
    """All questions of the panel, with meeting, talk and those merged into them."""
    questions = ExpertQuestion.objects.filter(meeting__panel=panel)
    return questions.select_related("meeting__panel", "talk", "member").prefetch_related("merged")


def questions_for(panel: Panel, user: User) -> QuerySet[ExpertQuestion]:
    """The questions put to an expert's own talks."""
    return questions_of(panel).filter(talk__user=user, merged_into=None)


def open_questions(panel: Panel) -> QuerySet[ExpertQuestion]:
    """Questions that stand on their own and wait for an answer, the ones due first in front."""
    waiting = questions_of(panel).filter(merged_into=None, answered=None)
    return waiting.order_by(F("due").asc(nulls_last=True), "asked", "pk")


def answered_questions(meeting: Meeting) -> QuerySet[ExpertQuestion]:
    """What the public may read: published answers of a meeting."""
    told = ExpertQuestion.objects.filter(meeting=meeting, published=True, merged_into=None)
    return told.exclude(answered=None).select_related("talk").prefetch_related("merged").order_by("answered")


def get_question(panel: Panel, pk: int) -> ExpertQuestion:
    """One question of the panel; else not found."""
    question = questions_of(panel).filter(pk=pk).first()
    if question is None:
        raise Http404
    return question
