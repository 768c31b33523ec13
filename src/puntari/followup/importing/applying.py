"""Doing what a plan says, all of it or nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Max

from puntari.followup import indexing
from puntari.followup.actions import changes
from puntari.followup.actions.items import ACTION_FIELDS
from puntari.followup.importing.details import kept
from puntari.followup.importing.plan import Plan, PlannedAction, PlannedGroup, PlannedRecommendation
from puntari.followup.models import Action, Recommendation, StatusTerm, SubRecommendation
from puntari.followup.statuses import split_status

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.panels.models import Panel


def apply_plan(
    panel: Panel, plan: Plan, *, terms: list[StatusTerm], updated_on: date, actor: User | None
) -> None:
    """Write the plan; the caller holds the transaction."""
    with indexing.at_once():
        _write_all(panel, plan, _Writer(terms, updated_on, actor))


def _write_all(panel: Panel, plan: Plan, writer: _Writer) -> None:
    for planned in plan.recommendations:
        writer.write(panel, planned)


class _Writer:
    def __init__(self, terms: list[StatusTerm], updated_on: date, actor: User | None) -> None:
        self.terms, self.updated_on, self.actor = terms, updated_on, actor

    def write(self, panel: Panel, planned: PlannedRecommendation) -> None:
        recommendation = self._recommendation(panel, planned)
        order = 0
        for group in planned.groups:
            sub = self._sub(recommendation, group)
            for action in group.actions:
                order += 1
                self._action(recommendation, sub, action, order)
        _move_rest_after(planned, order)

    def _recommendation(self, panel: Panel, planned: PlannedRecommendation) -> Recommendation:
        numbered, changed = planned.numbered, planned.changes
        one = planned.existing or Recommendation(panel=panel, number=planned.number)
        new = one.pk is None
        if not new and not changed:
            return one
        one.lead, one.title = numbered.lead, numbered.text
        for name, value in planned.details.items():
            if new or name in changed:
                setattr(one, name, value)
        one.save()
        if new:
            changes.record(one, "recommendation_added", self.actor, number=one.number, cell=one.cell)
        else:
            changes.record(one, "recommendation_changed", self.actor, changes=changed)
        return one

    def _sub(self, recommendation: Recommendation, group: PlannedGroup) -> SubRecommendation | None:
        if group.numbered is None:
            return None
        sub = group.existing or SubRecommendation(
            recommendation=recommendation, order=_next_order(recommendation)
        )
        changed = group.changes
        sub.number, sub.lead, sub.text = group.numbered.number, group.numbered.lead, group.numbered.text
        if sub.pk is None:
            sub.save()
            changes.record(sub, "sub_added", self.actor, cell=sub.cell)
        elif changed:
            sub.save()
            changes.record(sub, "sub_changed", self.actor, changes=changed)
        return sub

    def _action(
        self,
        recommendation: Recommendation,
        sub: SubRecommendation | None,
        planned: PlannedAction,
        order: int,
    ) -> None:
        what, changed = planned.what, planned.changes
        if what == "same" and planned.existing and planned.existing.order == order:
            return
        action = planned.existing or Action(recommendation=recommendation, sub=sub)
        action.order = order
        for name, value in planned.values.items():
            if name != "status_text":
                setattr(action, name, kept(name, value))
        if "status_text" in planned.values:
            split = split_status(planned.values["status_text"], self.terms)
            action.status, action.status_prefix, action.status_words = split.term, split.prefix, split.words
        if what != "same":
            action.updated_on = self.updated_on
        action.save()
        if what == "new":
            changes.record(action, "action_added", self.actor, to=changes.snapshot(action, ACTION_FIELDS))
        elif what == "changed":
            changes.record(action, "action_changed", self.actor, changes=changed)


def _next_order(recommendation: Recommendation) -> int:
    newest = recommendation.subs.aggregate(newest=Max("order"))["newest"]
    return (newest or 0) + 1


def _move_rest_after(planned: PlannedRecommendation, last: int) -> None:
    """Actions the file does not have stay, after the ones it has."""
    if planned.existing is None:
        return
    used = {action.existing.pk for group in planned.groups for action in group.actions if action.existing}
    rest = [one for one in planned.existing.actions.all() if one.pk not in used and one.order <= last]
    indexing.touch(planned.existing)
    for offset, action in enumerate(rest, start=1):
        Action.objects.filter(pk=action.pk).update(order=last + offset)
