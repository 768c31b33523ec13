"""Features as plain values: what a panel mirrors of the population, and the defaults it starts from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as noop

from puntari.core.errors import BadInput

if TYPE_CHECKING:
    from puntari.panels.models import Feature, FeatureValue, Panel

MUNICIPALITY, AGE, GENDER = "municipality", "age_band", "gender"
AGE_EDGES = (30, 45, 65)


@dataclass(frozen=True)
class ValueSpec:
    """One value; age bands carry their limits, both included."""

    key: str
    label: str
    population: int = 0
    label_sv: str = ""
    label_en: str = ""
    min_age: int | None = None
    max_age: int | None = None


@dataclass(frozen=True)
class FeatureSpec:
    """One feature; `source` is a `Feature.Source`."""

    key: str
    label: str
    source: str = "answer"
    values: tuple[ValueSpec, ...] = ()
    label_sv: str = ""
    label_en: str = ""
    help_text: str = ""
    help_text_sv: str = ""
    help_text_en: str = ""


def band(low: int, high: int, population: int = 0) -> ValueSpec:
    """The age band from `low` to `high` years."""
    return ValueSpec(f"{low}-{high}", f"{low}–{high}", population, min_age=low, max_age=high)


def default_bands(youngest: int, oldest: int) -> tuple[ValueSpec, ...]:
    """Age bands between the panel's limits, cut at the usual ages."""
    edges = [youngest, *(edge for edge in AGE_EDGES if youngest < edge <= oldest), oldest + 1]
    return tuple(band(low, after - 1) for low, after in pairwise(edges))


GENDERS = (
    ValueSpec("woman", noop("Nainen"), label_sv="Kvinna", label_en="Woman"),
    ValueSpec("man", noop("Mies"), label_sv="Man", label_en="Man"),
    ValueSpec(
        "other",
        noop("Muu tai en halua kertoa"),
        label_sv="Annat eller vill inte berätta",
        label_en="Other or prefer not to say",
    ),
)
EDUCATION = (
    ValueSpec(
        "basic", "Peruskoulu tai kansakoulu", label_sv="Grundskola eller folkskola", label_en="Basic school"
    ),
    ValueSpec(
        "secondary",
        "Lukio tai ammattikoulu",
        label_sv="Gymnasium eller yrkesskola",
        label_en="Upper secondary or vocational school",
    ),
    ValueSpec(
        "higher",
        "Ammattikorkeakoulu tai yliopisto",
        label_sv="Yrkeshögskola eller universitet",
        label_en="University or university of applied sciences",
    ),
)
SHIFTS = (
    ValueSpec("day", "Päivätyö", label_sv="Dagarbete", label_en="Day work"),
    ValueSpec("shift", "Vuorotyö", label_sv="Skiftarbete", label_en="Shift work"),
)


def defaults(panel: Panel) -> list[FeatureSpec]:
    """The features a new panel starts with."""
    return _staff() if panel.is_staff_panel else _residents(panel)


def _residents(panel: Panel) -> list[FeatureSpec]:
    return [
        FeatureSpec(MUNICIPALITY, "Kunta", "register", (), "Kommun", "Municipality"),
        FeatureSpec(AGE, "Ikä", "age", default_bands(panel.min_age, panel.max_age), "Ålder", "Age"),
        FeatureSpec(GENDER, "Sukupuoli", "answer", GENDERS, "Kön", "Gender"),
        FeatureSpec("education", "Koulutus", "answer", EDUCATION, "Utbildning", "Education"),
    ]


def _staff() -> list[FeatureSpec]:
    return [
        FeatureSpec("unit", "Yksikkö", "register", (), "Enhet", "Unit"),
        FeatureSpec("profession", "Ammattiryhmä", "register", (), "Yrkesgrupp", "Profession"),
        FeatureSpec("shift", "Työaika", "answer", SHIFTS, "Arbetstid", "Working hours"),
    ]


def spec_of(feature: Feature) -> FeatureSpec:
    """A stored feature (its values prefetched) as plain values."""
    names = FeatureSpec.__dataclass_fields__.keys() - {"values"}
    values = tuple(_value_spec(value) for value in feature.values.all())
    return FeatureSpec(values=values, **{name: getattr(feature, name) for name in names})


def _value_spec(value: FeatureValue) -> ValueSpec:
    return ValueSpec(**{name: getattr(value, name) for name in ValueSpec.__dataclass_fields__})


def check(features: Sequence[FeatureSpec], youngest: int, oldest: int) -> None:
    """Refuse features that a lottery could not use."""
    _refuse_repeats([one.key for one in features], "panels.feature_twice")
    for feature in features:
        _refuse_repeats([value.key for value in feature.values], "panels.value_twice")
        if feature.source == "age" and feature.values:
            _check_bands(feature.values, youngest, oldest)


def _refuse_repeats(keys: list[str], code: str) -> None:
    for key in keys:
        if keys.count(key) > 1:
            raise BadInput(code, key=key)


def _check_bands(values: Sequence[ValueSpec], youngest: int, oldest: int) -> None:
    """Every age of the panel falls in exactly one band."""
    expected = youngest
    for value in sorted(values, key=lambda one: one.min_age or 0):
        if value.min_age is None or value.max_age is None or value.max_age < value.min_age:
            raise BadInput("panels.band_without_ages", label=value.label)
        if value.min_age != expected:
            raise BadInput("panels.bands_do_not_meet", label=value.label, expected=expected)
        expected = value.max_age + 1
    if expected != oldest + 1:
        raise BadInput("panels.bands_end_wrong", last=expected - 1, oldest=oldest)
