"""The demo: one panel through the whole chain by the rooms' own actions, on SQLite and on PostgreSQL."""

import pytest
from django.test import Client

from puntari.core import log
from puntari.core.models import Job, OutgoingMail
from puntari.deliberation.queries import published_statement
from puntari.evaluation.queries import changes
from puntari.fees.models import PaymentRun
from puntari.followup.queries import response_summary
from puntari.lottery.queries import active_panelists, real_draw
from puntari.panels.models import Panel
from puntari.recruitment.queries import volunteers_of
from puntari.site.demo.build import build

PUBLIC = ("", "draw/", "statement/", "actions/", "news/", "evaluation/", "recommendations/1/", "meetings/1/")


def build_and_look() -> None:
    assert build(lambda _line: None) is True
    assert build(lambda _line: None) is False
    finished, midway = (
        Panel.objects.get(slug="nuorten-hyvinvointi"),
        Panel.objects.get(slug="talous-tasapainoon"),
    )
    for panel in (finished, midway):
        assert (panel.addressees.count(), volunteers_of(panel).count()) == (5000, 250)
        assert active_panelists(panel).count() == 42
        draw = real_draw(panel)
        assert draw is not None
        assert draw.certificate["exact"] is True
    assert published_statement(finished) is not None
    assert response_summary(finished).answered == response_summary(finished).total == 6
    assert PaymentRun.objects.get(panel=finished).state == "paid"
    assert {one.question.key for one in changes(finished)} >= {"informed", "can_influence"}
    assert Job.objects.get(kind="demo.midway").state == "done"
    assert not OutgoingMail.objects.filter(sent=None).exists()
    assert log.first_broken_entry() is None
    for page in PUBLIC:
        assert Client().get(f"/panels/nuorten-hyvinvointi/{page}").status_code == 200, page


@pytest.mark.django_db
def test_the_demo_goes_the_whole_way() -> None:
    build_and_look()


@pytest.mark.postgres
@pytest.mark.django_db
def test_the_demo_goes_the_whole_way_on_postgresql() -> None:
    build_and_look()
