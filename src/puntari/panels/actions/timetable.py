"""The timetable and checklist: planned back from the meetings, ticked off, extended by hand."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from puntari.core import clock, log
from puntari.core.errors import BadInput
from puntari.core.models import User
from puntari.panels import dates, plan
from puntari.panels.models import Panel, Step


@transaction.atomic
def plan_timetable(*, panel: Panel, actor: User, restore: bool = False) -> list[Step]:
    """Count every open step's day from the first or the last meeting; what is done stays as it was.

    A panel without steps gets the whole plan. `restore` brings back planned steps that were removed.
    """
    anchors = _anchors(panel)
    if anchors is None:
        return []
    if restore or not panel.steps.exists():
        _add_missing(panel)
    moved = [step for step in panel.steps.filter(done_on=None) if _move(step, anchors)]
    Step.objects.bulk_update(moved, ["due"])
    if moved:
        log.record("panels.timetable_planned", actor=actor, panel_slug=panel.slug, data={"moved": len(moved)})
    return list(panel.steps.all())


def _anchors(panel: Panel) -> dict[str, date] | None:
    meetings = list(panel.meetings.order_by("starts_at"))
    if not meetings:
        return None
    first, last = (dates.local_date(one.starts_at) for one in (meetings[0], meetings[-1]))
    return {plan.FIRST: first, plan.LAST: last}


def _add_missing(panel: Panel) -> None:
    known = set(panel.steps.values_list("key", flat=True))
    Step.objects.bulk_create(
        Step(
            panel=panel, key=one.key, title=one.title, lane=one.lane, anchor=one.anchor, offset_days=one.days
        )
        for one in plan.steps_for(panel.kind)
        if one.key not in known
    )


def _move(step: Step, anchors: dict[str, date]) -> bool:
    before, step.due = step.due, dates.due_date(anchors[step.anchor], step.offset_days)
    return before != step.due


@transaction.atomic
def save_step(
    *,
    panel: Panel,
    title: str,
    due: date,
    actor: User,
    lane: str = "",
    owner: User | None = None,
    step: Step | None = None,
) -> Step:
    """Add a step of one's own or change one; its day then keeps its distance from the meetings."""
    if step is not None and step.panel_id != panel.pk:
        raise BadInput("panels.step_elsewhere")
    saved = step or Step(panel=panel)
    saved.title, saved.lane, saved.owner, saved.due = title, lane, owner, due
    _remember_distance(saved)
    saved.save()
    log.record("panels.step_saved", actor=actor, panel_slug=panel.slug, subject=str(saved.pk))
    return saved


def _remember_distance(step: Step) -> None:
    anchors = _anchors(step.panel)
    if anchors is None or step.due is None:
        return
    step.anchor = plan.LAST if step.due > anchors[plan.FIRST] else plan.FIRST
    step.offset_days = (step.due - anchors[step.anchor]).days


@transaction.atomic
def remove_step(*, step: Step, actor: User) -> None:
    """Take a step off the list; a planned one can be brought back with `plan_timetable(restore=True)`."""
    log.record(
        "panels.step_removed",
        actor=actor,
        panel_slug=step.panel.slug,
        data={"key": step.key, "title": step.title},
    )
    step.delete()


@transaction.atomic
def tick_step(*, step: Step, actor: User, done_on: date | None = None) -> Step:
    """Mark a step done, today unless another day is given."""
    day = done_on or clock.today()
    if day > clock.today():
        raise BadInput("panels.done_in_future")
    return _set_done(step, day, actor, "panels.step_done")


@transaction.atomic
def untick_step(*, step: Step, actor: User) -> Step:
    """Mark a step not done after all; its day is counted from the meetings again."""
    _set_done(step, None, actor, "panels.step_undone")
    plan_timetable(panel=step.panel, actor=actor)
    step.refresh_from_db()
    return step


def _set_done(step: Step, day: date | None, actor: User, kind: str) -> Step:
    step.done_on = day
    step.save(update_fields=["done_on"])
    log.record(kind, actor=actor, panel_slug=step.panel.slug, subject=step.key or str(step.pk))
    return step
