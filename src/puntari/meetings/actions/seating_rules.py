"""Wishes that every seating of the panel respects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from puntari.core import log
from puntari.core.errors import BadInput
from puntari.core.models import User
from puntari.meetings.models import SeatingRule

if TYPE_CHECKING:
    from puntari.lottery.models import Member
    from puntari.panels.models import Panel


@transaction.atomic
def add_seating_rule(
    *,
    panel: Panel,
    kind: str,
    member: Member,
    actor: User,
    other: Member | None = None,
    table: int | None = None,
) -> SeatingRule:
    """Seat two members together or apart, or one always at a table; the same rule again is one rule."""
    pair = kind in {SeatingRule.Kind.TOGETHER, SeatingRule.Kind.APART}
    if pair and (other is None or other.pk == member.pk):
        raise BadInput("meetings.rule_needs_two")
    if not pair and (kind != SeatingRule.Kind.PLACE or not table):
        raise BadInput("meetings.rule_needs_table")
    if any(one.panel_id != panel.pk for one in (member, other) if one is not None):
        raise BadInput("meetings.not_a_panelist")
    rule, made = SeatingRule.objects.get_or_create(
        panel=panel,
        kind=kind,
        member=member,
        other=other if pair else None,
        table=None if pair else table,
    )
    if made:
        _record(rule, actor, "meetings.seating_rule_added")
    return rule


@transaction.atomic
def remove_seating_rule(*, rule: SeatingRule, actor: User) -> None:
    """Take a rule off; seats already planned stay."""
    _record(rule, actor, "meetings.seating_rule_removed")
    rule.delete()


def _record(rule: SeatingRule, actor: User, kind: str) -> None:
    who = {"member": rule.member_id, "other": rule.other_id}
    log.record(kind, actor=actor, panel_slug=rule.panel.slug, data={"kind": rule.kind}, personal=who)
