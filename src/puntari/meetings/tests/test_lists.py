"""Every list of the room is paged, and reading it asks no more questions of the database for more rows."""

import pytest
from django.test import Client
from django.urls import reverse

from puntari.core import clock
from puntari.meetings import actions
from puntari.meetings.models import ExpertQuestion
from puntari.meetings.tests.conftest import make_members

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowd(panel):
    return make_members(panel, 60)


@pytest.fixture
def grow(panel, meeting, crowd, coordinator):
    """More talks with materials, questions with their likes, answers and wishes for seats."""

    def more(count):
        start = ExpertQuestion.objects.count()
        for number in range(start, start + count):
            talk = actions.add_talk(
                meeting=meeting, title=f"Puhe {number}", expert_name="Elli", summary="", actor=coordinator
            )
            actions.add_material(talk=talk, title="Linkki", url="https://example.invalid/", actor=coordinator)
            kept, same, waits = (
                actions.ask_question(meeting=meeting, member=crowd[0], text=f"{word} {number}?")
                for word in ("Miksi", "Miksi siis", "Milloin")
            )
            actions.merge_questions(keep=kept, others=[same], actor=coordinator)
            actions.assign_question(question=waits, talk=talk, due=clock.today(), actor=coordinator)
            actions.answer_question(
                question=kept, answer="Siksi.", answered_by="Elli", publish=True, actor=coordinator
            )
            actions.add_seating_rule(
                panel=panel,
                kind="apart",
                member=crowd[number % 50],
                other=crowd[59 - number % 8],
                table=None,
                actor=coordinator,
            )

    return more


PAGES = [
    ("desk-talks", []),
    ("desk-questions", []),
    ("desk-seating-rules", []),
    ("desk-attendance", []),
    ("panel-meeting", [1]),
    ("me-question", []),
]


def _url(name, args, panel, member):
    return reverse(name, args=[member.volunteer.token] if name == "me-question" else [panel.slug, *args])


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_more_rows_ask_no_more_queries(panel, crowd, grow, workspace, queries_for, name, args):
    url = _url(name, args, panel, crowd[0])
    grow(2)
    few = queries_for(workspace, url)
    grow(5)
    assert queries_for(workspace, url) <= few


def test_lists_are_paged(panel, crowd, grow, workspace):
    for _ in range(4):
        grow(7)
        ExpertQuestion.objects.update(answered=clock.now(), published=True)
    for name, key in (("desk-talks", "talks"), ("desk-seating-rules", "page")):
        assert len(workspace.get(reverse(name, args=[panel.slug]), {"page": 2}).context[key]) == 3
    second = workspace.get(reverse("desk-attendance", args=[panel.slug]), {"page": 2}).context
    assert [line.member.number for line, _cells in second["lines"]] == list(range(51, 61))
    assert [present for _meeting, present in second["columns"]] == [0, 0, 0]
    answers = Client().get(reverse("panel-meeting", args=[panel.slug, 1]), {"answers": 2}).context["answers"]
    assert len(answers) == 25
    mine = Client().get(reverse("me-question", args=[crowd[0].volunteer.token]))
    assert (len(mine.context["questions"]), mine.context["questions"].paginator.count) == (10, 84)


def test_an_expert_may_change_only_the_talks_of_their_own(panel, grow, person, signed_in):
    from puntari.core.roles import Role

    grow(1)
    expert = person(Role.EXPERT)
    context = signed_in(expert).get(reverse("desk-talks", args=[panel.slug])).context
    assert [may for _talk, may in context["talks"]] == [False]
