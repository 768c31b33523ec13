"""From rows of the database to the shapes of the open data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.urls import reverse

from puntari.followup.models.recommendations import named_places
from puntari.followup.opendata.schemas import (
    ActionOut,
    AnswerOut,
    EvidenceOut,
    PanelOut,
    PartOut,
    RecommendationOut,
    StatusKind,
    Text,
)

if TYPE_CHECKING:
    from puntari.followup.models import Action, Evidence, Recommendation, Response
    from puntari.panels.models import Panel

API = "/api/v1"


def absolute(path: str) -> str:
    """An address of the site in full."""
    return f"{settings.PUBLIC_URL}{path}"


def in_languages(thing: Any, field: str) -> Text:
    """A field and its Swedish and English sisters."""
    return Text(
        fi=getattr(thing, field),
        sv=getattr(thing, f"{field}_sv") or None,
        en=getattr(thing, f"{field}_en") or None,
    )


def panel_out(panel: Panel) -> PanelOut:
    """A panel; its query counts `recommendation_count`."""
    here = f"{API}/panels/{panel.slug}"
    return PanelOut(
        slug=panel.slug,
        title=in_languages(panel, "title"),
        question=in_languages(panel, "question"),
        kind="staff" if panel.is_staff_panel else "residents",
        organisation=in_languages(panel.organisation, "name"),
        handed_over_on=panel.handed_over_on,
        closed_on=panel.closed_on,
        recommendations=getattr(panel, "recommendation_count", 0),
        url=absolute(panel.get_absolute_url()),
        actions_url=absolute(f"{here}/actions"),
        recommendations_url=absolute(f"{here}/recommendations"),
    )


def _evidence(panel_slug: str, one: Evidence) -> EvidenceOut:
    if one.file is None:
        return EvidenceOut(label=one.label, url=one.url)
    return EvidenceOut(
        label=one.label, url=absolute(reverse("panel-evidence", args=[panel_slug, one.file.key]))
    )


def action_out(action: Action, recommendation: Recommendation) -> ActionOut:
    """An action of a recommendation whose panel has been fetched."""
    term, slug = action.status, recommendation.panel.slug
    return ActionOut(
        id=action.pk,
        panel=slug,
        recommendation=recommendation.number,
        part=action.sub.cell if action.sub else "",
        status=term.label if term else "",
        status_kind=cast("StatusKind", term.kind) if term else None,
        evidence=[_evidence(slug, one) for one in action.evidence.all()],
        **{name: getattr(action, name) for name in _SAME_IN_ACTION},
    )


_SAME_IN_ACTION = (
    "text", "schedule", "starts", "ends", "continuous", "status_words", "late", "percent", "unit",
    "owner_post", "more_info", "effect", "updated_on", "next_update_due",
)  # fmt: skip


def _answer(answer: Response | None) -> AnswerOut | None:
    return AnswerOut.from_orm(answer) if answer is not None else None


def recommendation_out(one: Recommendation) -> RecommendationOut:
    """A recommendation with what hangs on it, all of it fetched."""
    return RecommendationOut(
        panel=one.panel.slug,
        title=one.cell,
        municipalities=named_places(one.municipalities),
        answer=_answer(one.answer),
        parts=[PartOut(number=sub.number, text=sub.cell, detail=sub.detail) for sub in one.subs.all()],
        actions=[action_out(action, one) for action in one.actions.all()],
        url=absolute(one.get_absolute_url()),
        **{name: getattr(one, name) for name in _SAME_IN_RECOMMENDATION},
    )


_SAME_IN_RECOMMENDATION = (
    "number", "text", "theme", "votes_for", "votes_against", "votes_blank", "minority_reasons",
    "handed_over_on", "answer_due", "answer_late",
)  # fmt: skip
