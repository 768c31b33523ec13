"""Features, their values, the population, and the lock when registration opens."""

from dataclasses import replace
from datetime import datetime

import pytest

from puntari.core import clock
from puntari.core.errors import BadInput, NotAllowed
from puntari.panels import actions, queries
from puntari.panels.features import FeatureSpec, ValueSpec, band, spec_of
from puntari.panels.tests.test_population import TABLE
from puntari.testing import HELSINKI

pytestmark = pytest.mark.django_db


def _specs(panel):
    return [spec_of(one) for one in queries.features_of(panel)]


def test_features_go_in_and_come_out_the_same(fresh, admin):
    language = FeatureSpec(
        "language",
        "Kieli",
        values=(ValueSpec("fi", "suomi", 90), ValueSpec("sv", "ruotsi", 10, label_sv="svenska")),
    )
    specs = [language, *_specs(fresh)]
    actions.set_features(panel=fresh, features=specs, actor=admin)
    assert _specs(fresh) == specs


def test_a_value_keeps_its_row_when_its_words_change(fresh, admin):
    gender = queries.get_feature(fresh, "gender")
    before = gender.values.get(key="woman").pk
    specs = [
        replace(one, values=tuple(replace(v, label="X", population=5) for v in one.values))
        if one.key == "gender"
        else one
        for one in _specs(fresh)
    ]
    actions.set_features(panel=fresh, features=specs, actor=admin)
    after = queries.get_feature(fresh, "gender").values.get(key="woman")
    assert (after.pk, after.label, after.population) == (before, "X", 5)


@pytest.mark.parametrize(
    ("bands", "code"),
    [
        ((band(15, 40), band(42, 80)), "panels.bands_do_not_meet"),
        ((band(15, 40), band(40, 80)), "panels.bands_do_not_meet"),
        ((band(16, 80),), "panels.bands_do_not_meet"),
        ((band(15, 79),), "panels.bands_end_wrong"),
        ((ValueSpec("x", "x"),), "panels.band_without_ages"),
        ((band(15, 80), band(15, 80)), "panels.value_twice"),
    ],
)
def test_every_age_must_fall_in_exactly_one_band(fresh, admin, bands, code):
    with pytest.raises(BadInput) as refused:
        actions.set_features(
            panel=fresh, features=[FeatureSpec("age_band", "Ikä", "age", bands)], actor=admin
        )
    assert refused.value.code == code


def test_one_feature_cannot_stand_twice(fresh, admin):
    twice = [FeatureSpec("a", "A"), FeatureSpec("a", "B")]
    with pytest.raises(BadInput) as refused:
        actions.set_features(panel=fresh, features=twice, actor=admin)
    assert refused.value.code == "panels.feature_twice"


def test_the_table_fills_area_age_and_gender_and_leaves_the_rest(fresh, admin):
    actions.import_population(panel=fresh, content=TABLE.encode(), name="t.csv", actor=admin)
    counts = {one.key: {v.key: v.population for v in one.values} for one in _specs(fresh)}
    assert counts["municipality"] == {"Koivula": 60, "Lepikkö": 10}
    assert counts["age_band"] == {"15-29": 32, "30-80": 38}
    assert counts["gender"] == {"woman": 35, "man": 35, "other": 0}
    assert counts["education"] == {"basic": 0, "secondary": 0, "higher": 0}


def test_a_wrong_table_changes_nothing(fresh, admin):
    before = _specs(fresh)
    with pytest.raises(BadInput):
        actions.import_population(panel=fresh, content=b"area,total\nA,x\n", name="t.csv", actor=admin)
    assert _specs(fresh) == before


def test_when_registration_is_open_numbers_may_change_but_not_values(fresh, admin):
    specs = _specs(fresh)
    counted = [replace(one, values=tuple(replace(v, population=9) for v in one.values)) for one in specs]
    with clock.at(datetime(2026, 11, 25, 12, tzinfo=HELSINKI)):
        actions.set_features(panel=fresh, features=counted, actor=admin)
        with pytest.raises(NotAllowed) as refused:
            actions.set_features(panel=fresh, features=specs[1:], actor=admin)
    assert refused.value.code == "panels.features_locked"
    assert _specs(fresh) == counted
