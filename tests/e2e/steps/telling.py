"""The press release and the evaluation."""

from __future__ import annotations

from playwright.sync_api import expect

from puntari.evaluation.models import Survey
from puntari.newsroom.models import Release
from tests.e2e.steps.drawing import panel_of
from tests.e2e.steps.meeting import ANSWERING, phone_of
from tests.e2e.walk import Walk


def a_release_is_written_and_published(walk: Walk) -> None:
    walk.clock.set("2027-06-17", 12)
    page = walk.desk("viestinta", "desk-news")
    walk.follow(page, str(Release.Moment.HANDED_OVER.label))
    walk.picture(page, "release")
    walk.press(page, "Tallenna")
    walk.follow(page, "Julkaise")
    walk.press(page, "Julkaise")
    phone = walk.open(phone_of(walk), "panel-news", walk.slug)
    walk.follow(phone, Release.objects.get().title)
    walk.open(phone_of(walk), "news")


def the_results_are_published(walk: Walk) -> None:
    survey = Survey.objects.get(
        panel=panel_of(walk), wave=Survey.Wave.BEFORE, audience=Survey.Audience.PANELISTS
    )
    page = walk.desk("arvioija", "desk-survey", survey.pk)
    walk.press(page, "Julkaise tulokset")
    phone = walk.open(phone_of(walk), "panel-evaluation", walk.slug)
    expect(phone.get_by_text(str(ANSWERING)).first).to_be_visible()
    reader = walk.open(walk.staff("arvioija"), "panel-evaluation", walk.slug)
    walk.picture(reader, "evaluation")


def the_panel_is_closed(walk: Walk) -> None:
    walk.clock.set("2027-12-20")
    page = walk.desk("koordinaattori", "desk-setup")
    walk.press_and_confirm(page, "Päätä paneeli")
    assert panel_of(walk).closed_on is not None


STEPS = [a_release_is_written_and_published, the_results_are_published, the_panel_is_closed]
