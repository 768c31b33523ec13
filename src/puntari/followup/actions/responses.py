"""Answering a recommendation: always a decision, always a reason, and the proof the decision needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from puntari.core import clock
from puntari.core.errors import BadInput, NotAllowed
from puntari.core.ui.formats import format_date
from puntari.followup.actions import changes
from puntari.followup.actions.guards import ACCEPTED, check_proof, check_time_left, scheduled
from puntari.followup.actions.items import add_action
from puntari.followup.models import Recommendation, Response

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from puntari.core.models import User

RESPONSE_FIELDS = (
    "decision", "reason", "differs", "evidence", "study_until", "passed_to", "body", "decided_on",
    "case_number",
)  # fmt: skip


@dataclass(frozen=True)
class NewAction:
    """The first action, promised in the same breath as the acceptance."""

    text: str
    schedule: str
    unit: str = ""


@transaction.atomic
def answer_recommendation(
    *,
    recommendation: Recommendation,
    decision: str,
    reason: str,
    body: str,
    decided_on: date,
    actor: User | None,
    differs: str = "",
    evidence: str = "",
    study_until: date | None = None,
    passed_to: str = "",
    case_number: str = "",
    new_action: NewAction | None = None,
    seen: Mapping[str, str] | None = None,
) -> Response:
    """Put the answer on record, the first or a changed one.

    Raises BadInput when the reason, or what the decision needs beside it, is missing, when the decision has
    the day or the reason of the one it changes, or when an acceptance promises only what is over already;
    NotAllowed when it has no action whose schedule tells a time; Conflict when the answer is not the `seen`
    one.
    """
    Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    changes.check_seen(Response.objects.filter(recommendation=recommendation).first(), seen)
    if new_action is not None:
        add_action(
            recommendation=recommendation,
            text=new_action.text,
            schedule=new_action.schedule,
            unit=new_action.unit,
            actor=actor,
        )
    answer = Response(
        recommendation=recommendation,
        decision=decision,
        reason=reason.strip(),
        differs=differs.strip() if decision == Response.Decision.IN_PART else "",
        evidence=evidence.strip() if decision == Response.Decision.ALREADY_DONE else "",
        study_until=study_until if decision == Response.Decision.STUDY else None,
        passed_to=passed_to.strip() if decision == Response.Decision.NOT_OURS else "",
        body=body.strip(),
        decided_on=decided_on,
        case_number=case_number.strip(),
    )
    earlier = Response.objects.select_for_update().filter(recommendation=recommendation).first()
    if earlier is not None and _same(earlier, answer):
        return earlier
    _check(answer)
    _check_day(answer, earlier)
    if answer.decision in ACCEPTED and (earlier is None or earlier.decision not in ACCEPTED):
        check_time_left(recommendation, answer.decided_on)
    return _keep(answer, earlier, actor)


def _same(earlier: Response, answer: Response) -> bool:
    return changes.state_of(earlier, RESPONSE_FIELDS) == changes.state_of(answer, RESPONSE_FIELDS)


def _keep(answer: Response, earlier: Response | None, actor: User | None) -> Response:
    recommendation = answer.recommendation
    answer.pk = earlier.pk if earlier is not None else None
    count_promises(answer, earlier)
    answer.updated_on = clock.today()
    answer.save(force_update=earlier is not None)
    said = {field: str(getattr(answer, field) or "") for field in RESPONSE_FIELDS}
    changes.record(recommendation, "answered" if earlier is None else "answer_changed", actor, **said)
    return answer


def count_promises(answer: Response, earlier: Response | None) -> None:
    """Carry over when the first answer came, and whether a promised study came by its first day."""
    studying = answer.decision == Response.Decision.STUDY
    if earlier is None:
        answer.first_on, answer.study_by = answer.decided_on, answer.study_until
        return
    answer.first_on = earlier.first_on or earlier.decided_on
    answer.study_by = earlier.study_by if studying and earlier.study_by else answer.study_until
    broken = earlier.study_by is not None and answer.decided_on > earlier.study_by
    answer.study_broken = earlier.study_broken or broken


def _check_day(answer: Response, earlier: Response | None) -> None:
    """A decision is made after the hand-over and after the decision it changes, on a day of its own."""
    recommendation = answer.recommendation
    handed = recommendation.handed_over_on
    if handed is None and recommendation.promised_by is not None:
        handed = recommendation.panel.handed_over_on
    if handed is not None and answer.decided_on < handed:
        raise BadInput("followup.decided_before_handover", day=format_date(handed))
    if earlier is None:
        return
    if answer.decided_on < earlier.decided_on:
        raise BadInput("followup.decided_before_earlier", day=format_date(earlier.decided_on))
    if answer.decision == earlier.decision:
        return
    if answer.decided_on == earlier.decided_on < clock.today():
        raise BadInput("followup.day_of_earlier", day=format_date(earlier.decided_on))
    if answer.reason == earlier.reason:
        raise BadInput("followup.reason_of_earlier")


def _check(answer: Response) -> None:
    if answer.decision not in Response.Decision.values:
        raise BadInput("followup.decision_unknown", decision=answer.decision)
    if not answer.reason:
        raise BadInput("followup.reason_missing")
    if not answer.body:
        raise BadInput("followup.body_missing")
    if answer.decided_on > clock.today():
        raise BadInput("followup.decided_in_future")
    if check := _CHECKS.get(answer.decision):
        check(answer)


def _check_accepted(answer: Response) -> None:
    if not scheduled(answer.recommendation):
        raise NotAllowed("followup.no_scheduled_action")


def _check_in_part(answer: Response) -> None:
    if not answer.differs:
        raise BadInput("followup.differs_missing")
    _check_accepted(answer)


def _check_evidence(answer: Response) -> None:
    check_proof(answer.recommendation, answer.evidence)


def _check_study(answer: Response) -> None:
    if answer.study_until is None or answer.study_until <= clock.today():
        raise BadInput("followup.study_day_missing")


def _check_passed(answer: Response) -> None:
    if not answer.passed_to:
        raise BadInput("followup.passed_to_missing")


_CHECKS: dict[str, Callable[[Response], None]] = {
    "accept": _check_accepted,
    "in_part": _check_in_part,
    "already_done": _check_evidence,
    "study": _check_study,
    "not_ours": _check_passed,
}
