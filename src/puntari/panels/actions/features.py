"""The features the panel mirrors, and how many people of the population have each value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from django.db import transaction

from puntari.core import clock, log
from puntari.core.errors import NotAllowed
from puntari.core.models import User
from puntari.panels import features as plain
from puntari.panels import population, queries
from puntari.panels.features import FeatureSpec, ValueSpec
from puntari.panels.models import Feature, FeatureValue, Panel


@transaction.atomic
def set_features(*, panel: Panel, features: Sequence[FeatureSpec], actor: User) -> list[Feature]:
    """Let the panel have exactly these features and values, in this order.

    Once registration has begun the keys stay: people have answered by them. Words and numbers may change.
    """
    plain.check(features, panel.min_age, panel.max_age)
    _refuse_late_change(panel, features)
    panel.features.exclude(key__in=[spec.key for spec in features]).delete()
    for order, spec in enumerate(features):
        _save_feature(panel, spec, order)
    shape = {spec.key: [value.key for value in spec.values] for spec in features}
    log.record("panels.features_set", actor=actor, panel_slug=panel.slug, data=shape)
    return list(queries.features_of(panel))


def _refuse_late_change(panel: Panel, features: Sequence[FeatureSpec]) -> None:
    if panel.registration_opens is None or panel.registration_opens > clock.today():
        return
    before = {one.key: {value.key for value in one.values.all()} for one in queries.features_of(panel)}
    after = {spec.key: {value.key for value in spec.values} for spec in features}
    # Nobody has answered by a feature without values, so one may still be given them.
    filled = {key for key, values in before.items() if values}
    if before and (before.keys() != after.keys() or any(before[key] != after[key] for key in filled)):
        raise NotAllowed("panels.features_locked", date=panel.registration_opens)


def _save_feature(panel: Panel, spec: FeatureSpec, order: int) -> None:
    facts = {name: value for name, value in asdict(spec).items() if name not in {"key", "values"}}
    feature, _ = Feature.objects.update_or_create(
        panel=panel, key=spec.key, defaults={**facts, "order": order}
    )
    feature.values.exclude(key__in=[value.key for value in spec.values]).delete()
    FeatureValue.objects.bulk_create(
        [
            FeatureValue(feature=feature, order=place, **asdict(value))
            for place, value in enumerate(spec.values)
        ],
        update_conflicts=True,
        unique_fields=["feature", "key"],
        update_fields=["label", "label_sv", "label_en", "population", "min_age", "max_age", "order"],
    )


@transaction.atomic
def take_values(*, panel: Panel, counts: Mapping[str, Mapping[str, int]], actor: User) -> list[Feature]:
    """Give features that have no values those of a register: feature key -> word -> how many people."""
    specs = [plain.spec_of(one) for one in queries.features_of(panel)]
    filled = [
        spec if spec.values else replace(spec, values=_as_values(counts.get(spec.key, {}))) for spec in specs
    ]
    return set_features(panel=panel, features=filled, actor=actor)


def _as_values(people: Mapping[str, int]) -> tuple[ValueSpec, ...]:
    return tuple(ValueSpec(word[:60], word[:120], count) for word, count in sorted(people.items()))


@transaction.atomic
def import_population(*, panel: Panel, content: bytes, name: str, actor: User) -> list[Feature]:
    """Take the population of municipality, age band and gender from a table (CSV or XLSX)."""
    people = population.read(content, name)
    specs = [_with_population(plain.spec_of(one), people) for one in queries.features_of(panel)]
    saved = set_features(panel=panel, features=specs, actor=actor)
    data = {"file": name, "total": people.total}
    log.record("panels.population_imported", actor=actor, panel_slug=panel.slug, data=data)
    return saved


def _with_population(spec: FeatureSpec, people: population.Population) -> FeatureSpec:
    if spec.key == plain.MUNICIPALITY and people.areas:
        return replace(spec, values=_areas(spec, people))
    if spec.key == plain.AGE and people.bands:
        bands = tuple(plain.band(low, high, count) for (low, high), count in sorted(people.bands.items()))
        return replace(spec, values=bands)
    if spec.key == plain.GENDER and people.genders:
        counted = (replace(value, population=people.genders[value.key]) for value in spec.values)
        return replace(spec, values=tuple(counted))
    return spec


def _areas(spec: FeatureSpec, people: population.Population) -> tuple[ValueSpec, ...]:
    known = {value.key: value for value in spec.values}
    return tuple(
        replace(known.get(area, ValueSpec(area, area)), population=count)
        for area, count in people.areas.items()
    )
