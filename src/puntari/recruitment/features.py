"""A panel's features as recruitment sees them: what the sample tells, what the form asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from puntari.core import clock
from puntari.panels import queries as panels
from puntari.recruitment.sample.checking import GENDERS, Rules, Value, identity_of
from puntari.recruitment.sample.mapping import MUNICIPALITY_CODES, STAFF, TARGETS, plain

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from puntari.panels.models import Feature, Panel
    from puntari.recruitment.models import Addressee

ROLES = {
    "municipality": frozenset({"municipality", "kunta", "kotikunta", "kommun"}),
    "gender": frozenset({"gender", "sukupuoli", "sex", "kon"}),
    "language": frozenset({"language", "kieli", "aidinkieli", "sprak"}),
}


def role_of(feature: Feature) -> str:
    """The sample's own column that tells this feature, or "" if it needs a column of its own."""
    return next((role for role, keys in ROLES.items() if feature.key.replace("-", "_") in keys), "")


def target_of(feature: Feature) -> str:
    """The mapping target of a register feature."""
    return role_of(feature) or f"feature:{feature.key}"


def values_of(feature: Feature) -> list[Value]:
    return [Value(one.key, one.label, one.min_age, one.max_age) for one in feature.values.all()]


def extra_targets(panel: Panel) -> dict[str, str]:
    """Targets of the panel's own register features: "feature:KEY" -> label."""
    return {
        target_of(feature): feature.label
        for feature in panels.features_of(panel)
        if feature.source == "register" and not role_of(feature)
    }


def targets_for(panel: Panel) -> dict[str, str | _StrPromise]:
    """What the columns of this panel's file may mean: a list of staff tells no municipality or birth."""
    if panel.is_staff_panel:
        told = {target_of(one) for one in panels.features_of(panel) if one.source == "register"}
        ages = {"birth", "age"} if panels.asks_age(panel) else set()
        names = [name for name in TARGETS if name in {*STAFF, *told, *ages}]
    else:
        names = [name for name in TARGETS if name != "email"]
    return {**{name: TARGETS[name] for name in names}, **extra_targets(panel)}


def without_values(panel: Panel) -> list[Feature]:
    """Register features nobody has listed the values of: no row of a sample can pass them."""
    return [one for one in panels.features_of(panel) if one.source == "register" and not one.values.all()]


def rules_for(panel: Panel, columns: Mapping[str, int], code_names: Mapping[str, str]) -> Rules:
    """What a sample of this panel is checked against."""
    features = list(panels.features_of(panel))
    addressees = panel.addressees.values_list(
        "last_name", "first_names", "street", "postcode", "birth_year", "email"
    )
    return Rules(
        today=clock.today(),
        min_age=panel.min_age,
        max_age=panel.max_age,
        columns=columns,
        code_names=code_names or MUNICIPALITY_CODES,
        register={target_of(one): (one.key, values_of(one)) for one in features if one.source == "register"},
        age_features={one.key: values_of(one) for one in features if one.source == "age"},
        known=frozenset(identity_of(*row) for row in addressees),
        by_email=panel.is_staff_panel,
    )


@dataclass(frozen=True)
class Shape:
    """A feature read once, to be matched with thousands of addressees."""

    key: str
    is_age: bool
    role: str
    values: list[Value]


def shapes_of(panel: Panel) -> list[Shape]:
    return [
        Shape(one.key, one.source == "age", role_of(one), values_of(one)) for one in panels.features_of(panel)
    ]


def known_features(addressee: Addressee, shapes: Iterable[Shape]) -> dict[str, str]:
    """Feature -> value key, as far as the sample tells."""
    found = {shape.key: _known_value(addressee, shape) for shape in shapes}
    return {key: value for key, value in found.items() if value}


def _known_value(addressee: Addressee, shape: Shape) -> str:
    told = addressee.features.get(shape.key, "")
    if any(value.key == told for value in shape.values):
        return str(told)
    if shape.is_age:
        return "" if addressee.birth_year is None else age_band(addressee.birth_year, shape.values)
    return _matching(getattr(addressee, shape.role), shape.values) if shape.role else ""


def _matching(text: str, values: Sequence[Value]) -> str:
    wanted = next((known for known in GENDERS.values() if plain(text) in known), frozenset({plain(text)}))
    return next(
        (value.key for value in values if text and wanted & {plain(value.key), plain(value.label)}), ""
    )


def age_band(birth_year: int, values: Sequence[Value]) -> str:
    """The band of the age reached this year, or where no band holds it, of the age before the birthday."""
    age = clock.today().year - birth_year
    exact = next((value.key for value in values if value.holds_age(age)), "")
    return exact or next((value.key for value in values if value.holds_age(age - 1)), "")
