"""The figures of a draw, kept as they were on the day: targets, pool, panel, and how the chances spread."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from puntari.lottery.apportionment import exact_seats
from puntari.panels import queries as panels

if TYPE_CHECKING:
    from puntari.lottery.models import Target
    from puntari.panels.models import Feature, FeatureValue, Panel

STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1)
MOST_BINS = 20
Counts = Mapping[str, Counter[str]]
Snapshot = list[dict[str, Any]]


def snapshot(panel: Panel, targets: Mapping[int, Target]) -> Snapshot:
    """Features, values and targets as plain data, in the panel's order; names in three languages."""
    return [
        _feature(feature, targets, panel.size)
        for feature in panels.features_of(panel)
        if feature.values.all()
    ]


def _feature(feature: Feature, targets: Mapping[int, Target], size: int) -> dict[str, Any]:
    values = list(feature.values.all())
    total = sum(value.population for value in values)
    rows = [_value(value, targets[value.pk], total, size) for value in values]
    return {"key": feature.key, **_labels(feature), "values": rows}


def _value(value: FeatureValue, target: Target, total: int, size: int) -> dict[str, Any]:
    return {
        "key": value.key,
        **_labels(value),
        "population": value.population,
        "expected": round(exact_seats(value.population, total, size), 2) if total else None,
        "min": target.min,
        "max": target.max,
    }


def _labels(thing: Feature | FeatureValue) -> dict[str, str]:
    return {"label": thing.label, "label_sv": thing.label_sv, "label_en": thing.label_en}


def figures(targets: Snapshot, pool: Counts, panel: Counts, chances: Sequence[float]) -> dict[str, Any]:
    """What the report shows: counts beside the targets, and the chances in sum."""
    return {
        "features": [_counted(feature, pool, panel) for feature in targets],
        "lowest": min(chances),
        "mean": math.fsum(chances) / len(chances),
        "highest": max(chances),
        "histogram": histogram(chances),
    }


def _counted(feature: dict[str, Any], pool: Counts, panel: Counts) -> dict[str, Any]:
    key = feature["key"]
    rows = [
        {
            **value,
            "pool": pool.get(key, {}).get(value["key"], 0),
            "panel": panel.get(key, {}).get(value["key"], 0),
        }
        for value in feature["values"]
    ]
    return {**feature, "values": rows}


def histogram(chances: Sequence[float]) -> list[dict[str, float]]:
    """People by chance in steps of a round size: at least `low`, below `high` (the last step includes it)."""
    step = next((s for s in STEPS if max(chances) / s <= MOST_BINS), STEPS[-1])
    bins = Counter(min(int(chance / step + 1e-9), math.ceil(1 / step) - 1) for chance in chances)
    first, last = min(bins), max(bins)
    return [
        {"low": round(n * step, 4), "high": round((n + 1) * step, 4), "people": bins[n]}
        for n in range(first, last + 1)
    ]


def quota_rows(targets: Snapshot, now: Counts, after: Counts | None = None) -> Snapshot:
    """The targets with how many there are now, and would be after a change; `state` is ok, low or high."""
    return [_quota_feature(feature, now, after) for feature in targets]


def _quota_feature(feature: dict[str, Any], now: Counts, after: Counts | None) -> dict[str, Any]:
    rows = []
    for value in feature["values"]:
        have = now.get(feature["key"], Counter())[value["key"]]
        row = {**value, "now": have, "state": state_of(have, value)}
        if after is not None:
            then = after.get(feature["key"], Counter())[value["key"]]
            row |= {"after": then, "after_state": state_of(then, value), "changed": then != have}
        rows.append(row)
    return {**feature, "values": rows}


def state_of(have: int, value: Mapping[str, Any]) -> str:
    if have < value["min"]:
        return "low"
    return "high" if have > value["max"] else "ok"


def persons_off(rows: Snapshot, key: str = "now") -> int:
    """How many persons the panel is off its targets, over all values."""
    values = (value for feature in rows for value in feature["values"])
    return sum(max(0, value["min"] - value[key]) + max(0, value[key] - value["max"]) for value in values)
