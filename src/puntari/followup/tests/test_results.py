from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from puntari.core import clock
from puntari.core.errors import BadInput
from puntari.core.models import Organisation
from puntari.followup import actions
from puntari.followup.models import Action, Recommendation
from puntari.followup.results import results_of
from puntari.followup.tests.tables import DIGITAL, SCHOOLS, as_csv
from puntari.panels.models import Panel

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Europe/Helsinki"))
TODAY = NOON.date()


def another(organisation: Organisation, number: int) -> Panel:
    panel = Panel.objects.create(
        organisation=organisation,
        slug=f"toinen-{number}",
        title=f"Toinen {number}",
        question="?",
        visibility=Panel.Visibility.PUBLIC,
    )
    actions.import_table(panel=panel, content=as_csv(SCHOOLS), name="t", actor=None)
    return panel


@pytest.fixture
def table(panel: Panel) -> Panel:
    actions.import_table(panel=panel, content=as_csv(DIGITAL), name="t", actor=None)
    return panel


def answer(number: int, decision: str, day: date) -> None:
    actions.answer_recommendation(
        recommendation=Recommendation.objects.get(number=number, panel__slug="testi"),
        decision=decision,
        reason="Siksi",
        body="Hallitus",
        decided_on=day,
        actor=None,
    )


def test_the_numbers_agree_with_the_table(table: Panel) -> None:
    Recommendation.objects.filter(number=1).update(answer_due=date(2025, 1, 1))
    late = Recommendation.objects.get(number=2)
    late.answer_due = date(2025, 1, 1)
    late.save()
    answer(1, "accept", date(2025, 2, 1))
    actions.change_action(action=Action.objects.latest("pk"), actor=None, status=None, schedule="1/2026")
    found = results_of((table.pk,), TODAY)
    assert (found.recommendations, found.answered, found.unanswered) == (2, 1, 1)
    assert (found.answers_late, found.answered_in_time) == (1, 0)
    assert (found.actions, found.actions_late, found.closed) == (3, 1, 2)
    assert found.decisions["accept"] == 1
    assert (found.statuses["handled"], found.statuses["none"], found.statuses["done"]) == (2, 0, 0)
    assert found.statuses["late"] == found.actions_late
    assert sum(bar["values"][0][1] for bar in found.decision_bars()) == 2
    assert sum(bar["values"][0][1] for bar in found.status_bars()) == 3


def test_the_page_tells_panels_and_effects(client: Client, table: Panel, organisation: Organisation) -> None:
    other = another(organisation, 1)
    hidden = another(organisation, 2)
    hidden.visibility = Panel.Visibility.DRAFT
    hidden.save()
    first = Action.objects.filter(recommendation__panel=table).first()
    actions.change_action(action=first, actor=None, effect="Jono lyheni kahteen viikkoon")
    with clock.at(NOON):
        html = client.get("/results/").content.decode()
    assert "Jono lyheni kahteen viikkoon" in html
    assert "Tilanne 22.11.2026" in html
    assert other.title in html
    assert hidden.title not in html
    assert html.count("<svg aria-hidden") >= 12


def test_queries_do_not_grow_with_panels(client: Client, table: Panel, organisation: Organisation) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get("/results/")
        return len(caught)

    few = cost()
    for number in range(5):
        another(organisation, number)
    assert cost() == few


def test_without_recommendations_the_page_says_so(client: Client, panel: Panel) -> None:
    assert "Suosituksia ei ole vielä" in client.get("/results/").content.decode()


def test_pictures_of_what_changed_are_shown_and_told(client: Client, table: Panel) -> None:
    action = Action.objects.order_by("pk")[0]
    actions.change_action(action=action, effect="Jono lyheni kahteen viikkoon.", actor=None)
    picture = {"action": action, "content": b"\x89PNG\r\n\x1a\n", "name": "kuva.png", "actor": None}
    with pytest.raises(BadInput) as refused:
        actions.add_file(**picture)
    assert refused.value.code == "followup.picture_untold"
    kept = actions.add_file(**picture, label="Uusi odotustila, jossa on ikkuna pihalle").file
    assert kept is not None
    address = f"/panels/testi/evidence/{kept.key}/"
    for path in ("/results/", action.recommendation.get_absolute_url()):
        html = client.get(path).content.decode()
        assert f'<img src="{address}" alt="Uusi odotustila, jossa on ikkuna pihalle"' in html
    answer = client.get(address)
    assert (answer["Content-Type"], answer["Content-Disposition"][:6]) == ("image/png", "inline")
