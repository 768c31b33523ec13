"""Setting how many people of each kind the panel must have."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, TypedDict

from django.db import transaction

from puntari.core import clock, log
from puntari.core.errors import BadInput, NotAllowed
from puntari.core.models import User
from puntari.lottery import queries
from puntari.lottery.apportionment import seat_range
from puntari.lottery.models import Relaxation, Target
from puntari.panels import queries as panels

if TYPE_CHECKING:
    from puntari.panels.models import Feature, Panel

Range = tuple[int, int]
Flex = tuple[int, int | None]


class Change(TypedDict):
    """One bound that a relaxation moves; `feature` and `value` are keys."""

    feature: str
    value: str
    bound: str
    before: int
    after: int


@transaction.atomic
def set_targets(
    *, panel: Panel, targets: Mapping[int, Range], actor: User | None, flex: Mapping[int, Flex] | None = None
) -> list[Target]:
    """Set the least and the most seats of values (by the value row's key); the others stay as they are.

    `flex` bounds what a relaxation may propose. Each feature's ranges must leave room for the panel's size.
    """
    refuse_after_draw(panel)
    features = list(panels.features_of(panel))
    stored = {one.value_id: (one.min, one.max) for one in queries.targets_of(panel)}
    known = [value.pk for feature in features for value in feature.values.all()]
    whole = {pk: targets.get(pk) or stored.get(pk) or (0, panel.size) for pk in known}
    _refuse_unknown(targets, whole)
    for feature in features:
        _check_feature(feature, whole, panel.size)
    _save(whole, flex or {})
    shape = {
        feature.key: {value.key: list(whole[value.pk]) for value in feature.values.all()}
        for feature in features
    }
    log.record("lottery.targets_set", actor=actor, panel_slug=panel.slug, data={"targets": shape})
    return list(queries.targets_of(panel))


@transaction.atomic
def targets_from_population(*, panel: Panel, slack: int = 1, actor: User | None) -> list[Target]:
    """Start from the population: each value's share of the seats, `slack` seats to spare both ways."""
    return set_targets(panel=panel, targets=population_ranges(panel, slack), actor=actor)


def population_ranges(panel: Panel, slack: int) -> dict[int, Range]:
    """The ranges that the population's shares give, by key of the value's row."""
    if not 0 <= slack <= panel.size:
        raise BadInput("lottery.slack_out_of_range", slack=slack, size=panel.size)
    ranges = {}
    for feature in panels.features_of(panel):
        values = list(feature.values.all())
        total = sum(value.population for value in values)
        for value in values:
            ranges[value.pk] = seat_range(value.population, total, panel.size, slack)
    return ranges


@transaction.atomic
def relax_targets(
    *, panel: Panel, changes: Sequence[Change], cost: float, reason: str, actor: User
) -> Relaxation:
    """Loosen targets that no panel can keep: a person's choice, with a written reason, on record."""
    refuse_after_draw(panel)
    if len(reason.strip()) < 10:
        raise BadInput("lottery.relaxation_needs_reason")
    targets = {(one.value.feature.key, one.value.key): one for one in queries.targets_of(panel)}
    for change in changes:
        _loosen(targets.get((change["feature"], change["value"])), change)
    relaxation = Relaxation.objects.create(
        panel=panel, changes=list(changes), cost=cost, reason=reason.strip(), by=actor, at=clock.now()
    )
    data = {"changes": list(changes), "cost": cost, "reason": reason.strip()}
    log.record("lottery.targets_relaxed", actor=actor, panel_slug=panel.slug, data=data)
    return relaxation


def refuse_after_draw(panel: Panel) -> None:
    """Targets stand once the panel has been drawn, or the pool of a public draw closed under them."""
    if queries.real_draw(panel) is not None:
        raise NotAllowed("lottery.targets_stand")
    if queries.live_public_draw(panel) is not None:
        raise NotAllowed("lottery.targets_published")


def _loosen(target: Target | None, change: Change) -> None:
    bound = change["bound"]
    if target is None or bound not in {"min", "max"} or getattr(target, bound) != change["before"]:
        raise BadInput("lottery.relaxation_is_old")
    outwards = change["after"] < change["before"] if bound == "min" else change["after"] > change["before"]
    if not outwards or change["after"] < 0:
        raise BadInput("lottery.relaxation_is_old")
    setattr(target, bound, change["after"])
    target.save(update_fields=[bound])


def _refuse_unknown(targets: Mapping[int, Range], known: Collection[int]) -> None:
    for pk in targets:
        if pk not in known:
            raise BadInput("lottery.no_such_value", value=pk)


def _check_feature(feature: Feature, ranges: Mapping[int, Range], size: int) -> None:
    values = list(feature.values.all())
    for value in values:
        low, high = ranges[value.pk]
        if not 0 <= low <= high <= 10_000:
            raise BadInput(
                "lottery.min_above_max", feature=feature.label, value=value.label, min=low, max=high
            )
    least = sum(ranges[value.pk][0] for value in values)
    most = sum(ranges[value.pk][1] for value in values)
    if values and least > size:
        raise BadInput("lottery.too_many_needed", feature=feature.label, sum=least, size=size)
    if values and most < size:
        raise BadInput("lottery.too_few_allowed", feature=feature.label, sum=most, size=size)


def _save(ranges: Mapping[int, Range], flex: Mapping[int, Flex]) -> None:
    rows = []
    for pk, (low, high) in ranges.items():
        min_flex, max_flex = flex.get(pk, (0, None))
        ceiling = None if max_flex is None else max(high, max_flex)
        rows.append(Target(value_id=pk, min=low, max=high, min_flex=min(low, min_flex), max_flex=ceiling))
    fields = ["min", "max", "min_flex", "max_flex"]
    Target.objects.bulk_create(rows, update_conflicts=True, unique_fields=["value"], update_fields=fields)
