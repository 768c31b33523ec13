"""The promise to respond, the steering group and its decisions."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from puntari.core import clock, log
from puntari.core.errors import BadInput
from puntari.core.models import User
from puntari.panels import plan
from puntari.panels.actions.timetable import plan_timetable
from puntari.panels.models import Decision, Panel, Promise, SteeringMember


@transaction.atomic
def record_promise(
    *,
    panel: Panel,
    text: str,
    given_by: str,
    body: str,
    given_on: date,
    actor: User,
    days_to_answer: int = 90,
    case_number: str = "",
    text_sv: str = "",
    text_en: str = "",
) -> Promise:
    """Put on record who answers the panel and by when; every earlier wording stays in the log."""
    if given_on > clock.today():
        raise BadInput("panels.promise_in_future", date=given_on)
    if not 1 <= days_to_answer <= 730:
        raise BadInput("panels.promise_days", days=days_to_answer)
    facts = {
        "text": text,
        "text_sv": text_sv,
        "text_en": text_en,
        "given_by": given_by,
        "body": body,
        "given_on": given_on,
        "days_to_answer": days_to_answer,
        "case_number": case_number,
    }
    promise, _ = Promise.objects.update_or_create(panel=panel, defaults=facts)
    log.record("panels.promise_recorded", actor=actor, panel_slug=panel.slug, data=facts)
    _move_answers(panel, days_to_answer, actor)
    return promise


def _move_answers(panel: Panel, days: int, actor: User) -> None:
    """The timetable's day for the answers follows the promise."""
    answers = panel.steps.filter(key="answers", done_on=None)
    answers.update(anchor=plan.LAST, offset_days=plan.HANDOVER_DAYS + days)
    plan_timetable(panel=panel, actor=actor)


@transaction.atomic
def add_steering_member(
    *, panel: Panel, name: str, actor: User, title: str = "", chair: bool = False
) -> SteeringMember:
    """Add a member; a new chair takes the place of the old one."""
    if chair:
        panel.steering_members.update(chair=False)
    member = SteeringMember.objects.create(panel=panel, name=name, title=title, chair=chair)
    data = {"name": name, "title": title, "chair": chair}
    log.record("panels.steering_member_added", actor=actor, panel_slug=panel.slug, data=data)
    return member


@transaction.atomic
def remove_steering_member(*, member: SteeringMember, actor: User) -> None:
    """Take a member off the steering group."""
    data = {"name": member.name}
    log.record("panels.steering_member_removed", actor=actor, panel_slug=member.panel.slug, data=data)
    member.delete()


@transaction.atomic
def record_decision(*, panel: Panel, decided_on: date, text: str, actor: User, reason: str = "") -> Decision:
    """Put a decision of the steering group on record."""
    _refuse_future(decided_on)
    decision = Decision.objects.create(panel=panel, decided_on=decided_on, text=text, reason=reason)
    data = {"decision": decision.pk, "text": text}
    log.record("panels.decision_recorded", actor=actor, panel_slug=panel.slug, data=data)
    return decision


@transaction.atomic
def correct_decision(
    *, decision: Decision, decided_on: date, text: str, actor: User, reason: str = ""
) -> Decision:
    """Correct how a decision was written down; the log keeps the earlier wording."""
    _refuse_future(decided_on)
    before = {"decided_on": decision.decided_on, "text": decision.text, "reason": decision.reason}
    decision.decided_on, decision.text, decision.reason = decided_on, text, reason
    decision.save()
    data = {"decision": decision.pk, "before": before}
    log.record("panels.decision_corrected", actor=actor, panel_slug=decision.panel.slug, data=data)
    return decision


def _refuse_future(decided_on: date) -> None:
    if decided_on > clock.today():
        raise BadInput("panels.decision_in_future", date=decided_on)
