"""The target editor's view of a panel: population, pool, and the range being typed, feature by feature."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.forms import BoundField

from puntari.core.errors import BadInput
from puntari.lottery import queries
from puntari.lottery.actions.targets import population_ranges
from puntari.lottery.apportionment import exact_seats, largest_remainder
from puntari.methods import sortition
from puntari.panels import queries as panels
from puntari.recruitment import queries as recruitment

if TYPE_CHECKING:
    from puntari.lottery.actions.targets import Flex, Range
    from puntari.lottery.forms import TargetsForm
    from puntari.panels.models import Feature, FeatureValue, Panel

MOST_SLACK = 10
HEADER = ("feature", "value", "min", "max", "min_flex", "max_flex")


@dataclass(frozen=True)
class Row:
    """One value: what the population and the pool say, and the two numbers to type."""

    value: FeatureValue
    share: float
    exact: float
    seats: int
    pool: int
    low: BoundField
    high: BoundField


@dataclass(frozen=True)
class Group:
    """One feature with its sums; `verdict` is ok, low (too few allowed) or high (too many needed)."""

    feature: Feature
    rows: list[Row]
    pool: int
    least: int
    most: int
    verdict: str


def groups(panel: Panel, form: TargetsForm) -> list[Group]:
    """The editor's tables."""
    counts = recruitment.pool_counts(panel)
    return [_group(one, panel.size, counts.get(one.key, {}), form) for one in panels.features_of(panel)]


def _group(feature: Feature, size: int, pool: Mapping[str, int], form: TargetsForm) -> Group:
    values = list(feature.values.all())
    total = sum(value.population for value in values)
    seats = largest_remainder([value.population for value in values], size)
    rows = [
        Row(
            value,
            100 * value.population / total if total else 0,
            exact_seats(value.population, total, size),
            place,
            pool.get(value.key, 0),
            form[f"min_{value.pk}"],
            form[f"max_{value.pk}"],
        )
        for value, place in zip(values, seats, strict=True)
    ]
    least, most = (
        sum(_typed(field) for field in fields) for fields in ([r.low for r in rows], [r.high for r in rows])
    )
    verdict = "high" if least > size else "low" if most < size else "ok"
    return Group(feature, rows, sum(row.pool for row in rows), least, most, verdict)


def _typed(field: BoundField) -> int:
    text = str(field.value() if field.value() is not None else "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def slack_of(panel: Panel) -> int:
    """The slack that the targets were worked out with; one when they were made in another way."""
    stored = {one.value_id: (one.min, one.max) for one in queries.targets_of(panel)}
    tried = range(min(panel.size, MOST_SLACK) + 1)
    return next((slack for slack in tried if stored and population_ranges(panel, slack) == stored), 1)


# -- the field's file --------------------------------------------------------------------------------


def as_csv(panel: Panel) -> bytes:
    """The targets in the field's shape, keys as names, ready for other tools."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADER)
    for target in queries.targets_of(panel):
        flex = (target.min_flex, "" if target.max_flex is None else target.max_flex)
        writer.writerow([target.value.feature.key, target.value.key, target.min, target.max, *flex])
    return out.getvalue().encode()


def from_file(panel: Panel, content: bytes) -> tuple[dict[int, Range], dict[int, Flex]]:
    """Targets out of a file in the field's shape; features and values go by key or by name in any
    language.
    """
    known = {
        name: (feature, _names(feature.values.all()))
        for feature in panels.features_of(panel)
        for name in _names_of(feature)
    }
    ranges: dict[int, Range] = {}
    flex: dict[int, Flex] = {}
    for given in sortition.read_targets(content):
        if _plain(given.name) not in known:
            raise BadInput("lottery.other_columns", name=given.name)
        values = known[_plain(given.name)][1]
        for quota in given.quotas:
            pk = values.get(_plain(quota.value))
            if pk is None:
                raise BadInput("lottery.other_columns", name=f"{given.name}, {quota.value}")
            ranges[pk], flex[pk] = (quota.min, quota.max), (quota.min_flex, quota.max_flex)
    _refuse_gaps((feature for feature, _ in known.values()), ranges)
    return ranges, flex


def _refuse_gaps(features: Iterable[Feature], ranges: Mapping[int, Any]) -> None:
    for feature in features:
        for value in feature.values.all():
            if value.pk not in ranges:
                raise BadInput("lottery.missing_rows", feature=feature.label, value=value.label)


def _plain(name: str) -> str:
    """The form in which names are compared."""
    return unicodedata.normalize("NFC", name).strip().casefold()


def _names(values: Iterable[FeatureValue]) -> dict[str, int]:
    return {name: value.pk for value in values for name in _names_of(value)}


def _names_of(thing: Feature | FeatureValue) -> list[str]:
    names = (thing.key, thing.label, thing.label_sv, thing.label_en)
    return [_plain(name) for name in names if name]
