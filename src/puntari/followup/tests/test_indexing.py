"""What rows are found by: their own words and their answer's, in the form of today."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.db.models.signals import post_migrate

from puntari.followup import actions, tables
from puntari.followup.models import Recommendation, RowWords, SharedWords
from puntari.followup.search import FORM
from puntari.followup.tests.tables import DIGITAL, as_csv

if TYPE_CHECKING:
    from puntari.panels.models import Panel


@pytest.fixture
def table(panel: Panel) -> Panel:
    actions.import_table(panel=panel, content=as_csv(DIGITAL), name="t", actor=None)
    return panel


def found(panel: Panel, query: str) -> int:
    return len(tables.Keys([panel], tables.asked_from({"q": query})))


def test_rows_are_found_by_the_answer(table: Panel) -> None:
    assert found(table, "kaupungeille") == 0
    actions.answer_recommendation(
        recommendation=Recommendation.objects.get(number=1),
        decision="not_ours",
        reason="Asia ei ole meidän.",
        passed_to="Kaupunki",
        body="Hallitus",
        decided_on=date(2026, 1, 1),
        actor=None,
    )
    assert found(table, "kaupungeille") > 0


@pytest.mark.parametrize("kind", [RowWords, SharedWords])
def test_words_in_an_earlier_form_are_made_anew(
    table: Panel, kind: type[RowWords] | type[SharedWords]
) -> None:
    old = kind.objects.exclude(text="").first()
    kind.objects.filter(pk=old.pk).update(text=" digipalvelujen | tikipalvelu ")
    config = apps.get_app_config("followup")
    post_migrate.send(sender=config, app_config=config, using="default", verbosity=0)
    assert not kind.objects.exclude(text="").exclude(text__startswith=FORM).exists()
    assert found(table, "palvelu") == 2


def test_words_in_the_form_of_today_are_left_alone(table: Panel) -> None:
    before = set(RowWords.objects.values_list("pk", flat=True))
    config = apps.get_app_config("followup")
    post_migrate.send(sender=config, app_config=config, using="default", verbosity=0)
    assert set(RowWords.objects.values_list("pk", flat=True)) == before
