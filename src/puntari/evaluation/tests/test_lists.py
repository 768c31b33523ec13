"""The lists of the room are paged, and reading them asks no more questions of the database for more rows."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from puntari.core import clock
from puntari.core.roles import Role
from puntari.evaluation import actions
from puntari.evaluation.models import Survey

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluator(person):
    return person(Role.EVALUATOR)


@pytest.fixture
def before(panel, evaluator):
    made = actions.plan_surveys(panel=panel, actor=evaluator)
    return next(one for one in made if (one.wave, one.audience) == ("before", "panelists"))


def fill(survey, first, last):
    with clock.at(survey.opens + timedelta(minutes=1)):
        for number in range(first, last):
            actions.answer_survey(survey=survey, who=f"member/{number}", answers={"informed": 6})


@pytest.fixture
def worded(before, evaluator):
    """A survey with a question that is answered in words."""
    actions.add_question(survey=before, key="own_words", text="Mitä vielä?", scale="text", actor=evaluator)
    before.refresh_from_db()
    return before


def say(survey, first, last):
    with clock.at(survey.opens + timedelta(minutes=1)):
        for number in range(first, last):
            words = {"own_words": f"Sana {number:02d}"}
            actions.answer_survey(survey=survey, who=f"member/{number}", answers=words)


def test_more_surveys_and_answers_ask_no_more_queries(panel, before, evaluator, signed_in, queries_for):
    desk, reader = signed_in(evaluator), Client()
    pages = [
        (desk, "desk-evaluation", []),
        (desk, "desk-survey", [before.pk]),
        (reader, "panel-evaluation", []),
    ]
    fill(before, 0, 6)
    Survey.objects.filter(pk=before.pk).update(published=clock.now())
    asked = [[queries_for(one, reverse(name, args=[panel.slug, *args])) for one, name, args in pages]]
    fill(before, 6, 18)
    Survey.objects.update(published=clock.now())
    asked.append([queries_for(one, reverse(name, args=[panel.slug, *args])) for one, name, args in pages])
    assert all(many <= few for few, many in zip(*asked, strict=True))


def test_free_words_are_paged_by_question_and_stay_unfolded(panel, worded, evaluator, signed_in, queries_for):
    client, url = signed_in(evaluator), reverse("desk-survey", args=[panel.slug, worded.pk])
    say(worded, 0, 6)
    few = queries_for(client, url)
    say(worded, 6, 30)
    assert queries_for(client, url) <= few
    answer = client.get(url, {"texts-own_words": 2})
    [(figure, page, leafing)] = answer.context["texts"]
    assert (figure.count, [*page], leafing) == (30, [f"Sana {number}" for number in range(25, 30)], True)
    assert '<details id="texts-own_words" open>' in answer.content.decode()
    assert "?texts-own_words=1#texts-own_words" in answer.content.decode()


def test_free_words_are_not_on_the_public_page(panel, worded):
    say(worded, 0, 6)
    Survey.objects.update(published=clock.now())
    assert "Sana 0" not in Client().get(reverse("panel-evaluation", args=[panel.slug])).content.decode()
