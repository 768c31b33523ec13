"""The shapes of the open data, version 1. A field may be added; none changes its meaning or goes away."""

from __future__ import annotations

from datetime import date
from typing import Generic, Literal, TypeVar

from ninja import Field, Schema

Item = TypeVar("Item")
StatusKind = Literal["not_started", "in_progress", "late", "handled", "done", "stopped"]
Decision = Literal["accept", "in_part", "already_done", "study", "not_ours", "reject"]


class Text(Schema):
    """A text in the languages it has been given in; Finnish is always there."""

    fi: str
    sv: str | None = None
    en: str | None = None


class Page(Schema, Generic[Item]):
    """One page of a list."""

    items: list[Item]
    count: int = Field(description="How many items the whole list has")
    page: int
    pages: int
    next: str | None = Field(None, description="Address of the next page")
    previous: str | None = Field(None, description="Address of the previous page")


class PanelOut(Schema):
    """A panel whose pages are public."""

    slug: str
    title: Text
    question: Text
    kind: Literal["residents", "staff"]
    organisation: Text
    handed_over_on: date | None = Field(description="When the panel handed its statement over")
    closed_on: date | None
    recommendations: int
    url: str
    actions_url: str
    recommendations_url: str


class EvidenceOut(Schema):
    """A link or a file that shows what an action has led to."""

    label: str
    url: str


class ActionOut(Schema):
    """A row of the action table. Texts are as the organisation wrote them."""

    id: int
    panel: str
    recommendation: int = Field(description="The recommendation's permanent number in its panel")
    part: str = Field(description="The sub-recommendation's text, empty when there is none")
    text: str
    schedule: str
    starts: date | None
    ends: date | None
    continuous: bool
    status: str = Field(description="The organisation's own word, empty when nothing is said")
    status_kind: StatusKind | None
    status_words: str
    late: bool = Field(description="Past its schedule or its promised update today, or said to be late")
    percent: int | None
    unit: str
    owner_post: str
    more_info: str
    effect: str = Field(description="What the action has led to")
    evidence: list[EvidenceOut]
    updated_on: date
    next_update_due: date | None


class AnswerOut(Schema):
    """The answer to a recommendation."""

    decision: Decision
    reason: str
    differs: str
    evidence: str
    study_until: date | None
    passed_to: str
    body: str
    decided_on: date
    case_number: str


class PartOut(Schema):
    """A sub-recommendation."""

    number: str
    text: str
    detail: str


class RecommendationOut(Schema):
    """A recommendation with its answer, parts and actions."""

    panel: str
    number: int
    title: str
    text: str
    theme: str
    municipalities: list[str] = Field(
        description="The municipalities it concerns; empty when it concerns the whole area"
    )
    votes_for: int | None
    votes_against: int | None
    votes_blank: int | None
    minority_reasons: list[str]
    handed_over_on: date | None
    answer_due: date | None
    answer_late: bool
    answer: AnswerOut | None
    parts: list[PartOut]
    actions: list[ActionOut]
    url: str


class Missing(Schema):
    """There is no such thing, or it is not public."""

    detail: str
