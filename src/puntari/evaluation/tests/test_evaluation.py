"""Evaluation: answers without names, change over time, and nothing told of fewer than five."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from puntari.core import clock
from puntari.core.errors import BadInput, NotAllowed
from puntari.core.models import LogEntry
from puntari.core.roles import Role
from puntari.evaluation import actions, queries
from puntari.evaluation.exports import answers_csv
from puntari.evaluation.indicators import indicators_of
from puntari.evaluation.models import Answer, Response, Survey
from puntari.evaluation.scales import SCALES
from puntari.evaluation.standard import STANDARD, questions_of
from puntari.lottery.models import Draw, Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluator(person):
    return person(Role.EVALUATOR)


@pytest.fixture
def surveys(panel, evaluator):
    return {(one.wave, one.audience): one for one in actions.plan_surveys(panel=panel, actor=evaluator)}


@pytest.fixture
def before(surveys):
    return surveys["before", "panelists"]


@pytest.fixture
def after(surveys):
    return surveys["after", "panelists"]


@pytest.fixture
def member(panel, volunteers):
    draw = Draw.objects.create(panel=panel, size=12, created=clock.now(), is_test=False, state="done")
    return Member.objects.create(
        panel=panel, draw=draw, volunteer=volunteers[0], number=1, kind="panelist", status="confirmed"
    )


def fill(survey, count, **answers):
    with clock.at(survey.opens + timedelta(minutes=1)):
        for number in range(count):
            actions.answer_survey(survey=survey, who=f"member/{number}", answers=answers)


def test_every_standard_question_is_in_three_languages_on_a_known_scale():
    for name, rows in STANDARD.items():
        assert len({row[0] for row in rows}) == len(rows), name
        for _key, scale, *texts in rows:
            assert scale in SCALES
            assert all(texts)
            assert len(set(texts)) == 3


def test_planning_twice_adds_nothing(panel, evaluator, surveys):
    assert len(surveys) == 6
    assert Survey.objects.filter(panel=panel, wave="pulse").count() == 3
    assert actions.plan_surveys(panel=panel, actor=evaluator) == []


def test_a_panel_without_meetings_cannot_plan(panel, evaluator):
    panel.meetings.all().delete()
    with pytest.raises(NotAllowed, match="kokoukset"):
        actions.plan_surveys(panel=panel, actor=evaluator)


def test_answers_outside_the_open_time_are_refused(before):
    with clock.at(before.opens - timedelta(minutes=1)), pytest.raises(NotAllowed):
        actions.answer_survey(survey=before, who="member/1", answers={"informed": 5})
    with clock.at(before.closes + timedelta(minutes=1)), pytest.raises(NotAllowed):
        actions.answer_survey(survey=before, who="member/1", answers={"informed": 5})
    assert not Response.objects.exists()


def test_an_answer_off_the_scale_keeps_nothing(before):
    with clock.at(before.opens), pytest.raises(BadInput):
        actions.answer_survey(survey=before, who="member/1", answers={"informed": 11})
    assert not Response.objects.exists()


def test_answering_again_replaces(before):
    with clock.at(before.opens):
        for value in (3, 7):
            actions.answer_survey(survey=before, who="member/1", answers={"informed": value})
    assert Answer.objects.get(key="informed").number == 7


def test_no_table_and_no_log_entry_leads_from_an_answer_to_a_person(before, member):
    with clock.at(before.opens):
        response = actions.answer_survey(survey=before, who=f"member/{member.pk}", answers={"informed": 3})
    fields = {field.name for field in Response._meta.get_fields()}
    assert fields.isdisjoint({"member", "user", "volunteer"})
    assert str(member.pk) != response.pseudonym
    entry = LogEntry.objects.filter(kind="evaluation.answered").get()
    assert entry.actor is None
    assert response.pseudonym not in str(entry.data)


def test_four_answers_are_hidden_and_five_are_shown(before):
    fill(before, 4, informed=6)
    hidden = {one.question.key: one for one in queries.figures(before, with_texts=True)}["informed"]
    assert (hidden.hidden, hidden.mean, hidden.shares) == (True, None, [])
    fill(before, 5, informed=6)
    shown = {one.question.key: one for one in queries.figures(before, with_texts=True)}["informed"]
    assert (shown.hidden, shown.mean) == (False, 6.0)


def test_change_counts_only_those_who_answered_both(panel, before, after):
    fill(before, 8, informed=4)
    fill(after, 6, informed=7)
    change = {one.question.key: one for one in queries.changes(panel)}["informed"]
    assert (change.count, change.before, change.after, change.difference) == (6, 4.0, 7.0, 3.0)


def test_change_of_fewer_than_five_is_not_told(panel, before, after):
    fill(before, 8, informed=4)
    fill(after, 4, informed=7)
    assert queries.changes(panel) == []


def test_free_words_are_for_evaluators_only(after):
    fill(after, 6, most_meaningful="Kaikkia kuunneltiin.")
    for with_texts, expected in ((True, 6), (False, 0)):
        figure = {q.question.key: q for q in queries.figures(after, with_texts=with_texts)}["most_meaningful"]
        assert len(figure.texts) == expected


def test_results_are_published_only_after_closing(before, evaluator):
    with clock.at(before.closes - timedelta(minutes=1)), pytest.raises(NotAllowed):
        actions.publish_results(survey=before, actor=evaluator)
    with clock.at(before.closes + timedelta(minutes=1)):
        actions.publish_results(survey=before, actor=evaluator)
    assert list(queries.published_surveys(before.panel)) == [before]


def test_the_export_tells_no_person_and_nothing_of_four(before):
    fill(before, 4, informed=6)
    assert answers_csv(before).decode("utf-8-sig").count("\n") == 1
    fill(before, 5, informed=6)
    text = answers_csv(before).decode("utf-8-sig")
    assert len(text.splitlines()) == 6
    assert not any(one.pseudonym in text for one in Response.objects.all())


def test_own_questions_come_before_the_first_answer(before, evaluator):
    actions.add_question(survey=before, key="own", scale="agree", text="Oma?", actor=evaluator)
    with pytest.raises(BadInput):
        actions.add_question(survey=before, key="own", scale="agree", text="Oma?", actor=evaluator)
    fill(before, 1, own=4)
    with pytest.raises(NotAllowed):
        actions.add_question(survey=before, key="late", scale="agree", text="Myöhässä?", actor=evaluator)


def test_a_panelist_answers_on_their_own_page(before, member):
    address = reverse("me-survey", args=[member.volunteer.token, before.pk])
    with clock.at(before.opens + timedelta(days=1)):
        assert "Nimeäsi ei tallenneta" in Client().get(address).content.decode()
        assert Client().post(address, {"informed": "7", "why_joined": "Halusin."}).status_code == 302
        assert "Olet jo vastannut" in Client().get(address).content.decode()
    assert Answer.objects.get(key="informed").number == 7
    assert Client().get(reverse("me-survey", args=["nobody", before.pk])).status_code == 404


def test_staff_answer_only_their_own_surveys(panel, surveys, person, signed_in):
    facilitator, maker = person(Role.FACILITATOR), person(Role.DECISION_MAKER)
    address = reverse("desk-answer", args=[panel.slug, surveys["after", "facilitators"].pk])
    with clock.at(surveys["after", "facilitators"].opens):
        assert signed_in(facilitator).post(address, {"script_clear": "5"}).status_code == 302
        assert signed_in(maker).get(address).status_code == 404


def test_the_pages_of_keepers_and_public(panel, surveys, before, evaluator, signed_in):
    fill(before, 6, informed=6)
    client = signed_in(evaluator)
    assert client.get(reverse("desk-evaluation", args=[panel.slug])).status_code == 200
    survey = reverse("desk-survey", args=[panel.slug, before.pk])
    assert "6,0" in client.get(survey).content.decode()
    wrong = client.post(survey, {"opens": "2026-10-02T10:00", "closes": "2026-10-01T10:00"})
    assert "ennen kuin se avautuu" in wrong.content.decode()
    with clock.at(before.closes + timedelta(days=1)):
        client.post(reverse("desk-survey-publish", args=[panel.slug, before.pk]))
    assert "6,0" in Client().get(reverse("panel-evaluation", args=[panel.slug])).content.decode()


def test_only_keepers_come_in(panel, outsider, person, signed_in):
    address = reverse("desk-evaluation", args=[panel.slug])
    assert Client().get(address).status_code == 302
    for stranger in (outsider, person(Role.FACILITATOR)):
        assert signed_in(stranger).get(address).status_code == 404


def test_indicators_stand_before_anything_has_happened(panel):
    rows = {one.key: one for one in indicators_of(panel)}
    assert rows["answered"].share is None
    assert rows["recommend"].value is None


def test_the_figures_take_one_query_however_many_answered(before, django_assert_num_queries):
    for count in (6, 20):
        fill(before, count, informed=6, topic_important=8)
        with django_assert_num_queries(1):
            queries.figures(before, with_texts=True)


def test_a_staff_panel_is_asked_of_its_own_house_under_the_same_keys() -> None:
    for name, rows in STANDARD.items():
        asked = questions_of(name, staff=True)
        assert [row[:2] for row in asked] == [row[:2] for row in rows]
        assert not [row[2] for row in asked if "asuk" in row[2].lower() or "aluevaltuusto" in row[2]]
    assert questions_of("panelists_before", staff=False) == list(STANDARD["panelists_before"])
