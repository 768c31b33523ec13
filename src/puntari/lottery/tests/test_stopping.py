"""A draw that is told to stop stops, and a solver that breaks is reported and takes nothing with it."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from django.urls import reverse

from puntari.core import jobs
from puntari.core.models import Job
from puntari.lottery import actions, queries, solving
from puntari.lottery.actions.draws import teller
from puntari.lottery.models import Member, PublicDraw
from puntari.lottery.tests.test_public_draw import CLOSED, closed  # noqa: F401 - a fixture, used by name
from puntari.methods import sortition

PEOPLE, SEATS, FEATURES = 321, 30, 8


def hard_problem():
    """Exact quotas over many features: minutes of work for any solver."""
    rng = random.Random(4)
    people = tuple(
        sortition.Person(str(n), {f"f{f}": f"v{int(4 * rng.random() ** 1.5)}" for f in range(FEATURES)})
        for n in range(PEOPLE)
    )
    quotas = []
    for f in range(FEATURES):
        held = Counter(one.values[f"f{f}"] for one in people[:SEATS])
        values = sorted({one.values[f"f{f}"] for one in people})
        quotas.append(sortition.Feature(f"f{f}", tuple(sortition.Quota(v, held[v], held[v]) for v in values)))
    return solving.Problem(sortition.Pool(people), tuple(quotas), SEATS, {})


@pytest.mark.parametrize("ask", [1, 4, 12])
def test_a_solver_stops_the_first_time_it_hears_that_it_should(db, monkeypatch, ask):
    """How often it asks, and so how soon it stops, is measured in `bench/lottery.py`."""
    job = Job.objects.create(kind=actions.DRAW_JOB, label="Koearvonta", created=CLOSED)
    answers: list[bool] = []

    def cancelled(self):
        answers.append(len(answers) + 1 >= ask)
        return answers[-1]

    monkeypatch.setattr(jobs.Progress, "cancelled", cancelled)
    with pytest.raises((jobs.Cancelled, sortition.CancelledError)):
        solving.draw_panel(hard_problem(), seed="a", reserves=0, report=teller(jobs.Progress(job)))
    assert answers == [False] * (ask - 1) + [True]


def started(ready, coordinator, **options):
    return actions.start_draw(panel=ready, reserves=2, actor=coordinator, **options)


def crash(*args, **options):
    raise MemoryError("the solver's memory ran out")


def test_a_real_draw_whose_solver_breaks_says_so_and_goes_on_with_its_seed(
    ready, coordinator, signed_in, monkeypatch, django_capture_on_commit_callbacks
):
    with monkeypatch.context() as broken, django_capture_on_commit_callbacks(execute=True):
        broken.setattr(solving, "draw_panel", crash)
        draw = started(ready, coordinator, is_test=False)
    page = signed_in(coordinator).get(reverse("desk-draw-report", args=["testi", draw.pk])).content.decode()
    assert "Mitään ei jäänyt puolitiehen" in page
    assert "Jatka arvontaa" in page
    assert not Member.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        again = started(ready, coordinator, is_test=False)
    again.refresh_from_db()
    assert (again.pk, again.seed, again.is_done) == (draw.pk, draw.seed, True)
    assert queries.panelists(ready).count() == 12


def test_a_public_draw_whose_solver_breaks_keeps_the_pool_and_starts_again(
    closed,  # noqa: F811
    coordinator,
    signed_in,
    monkeypatch,
    django_capture_on_commit_callbacks,
):
    root, tickets = closed.pool_root, closed.tickets.count()
    client, page = signed_in(coordinator), reverse("desk-public-draw", args=["testi"])
    with monkeypatch.context() as broken, django_capture_on_commit_callbacks(execute=True):
        broken.setattr(sortition, "solve", crash)
        actions.start_panel_list(public_draw=closed, actor=coordinator)
    shown = client.get(page).content.decode()
    assert "Mitään ei jäänyt puolitiehen" in shown
    assert "Laske paneelit" in shown
    kept = PublicDraw.objects.get()
    assert (kept.state, kept.pool_root, kept.tickets.count()) == ("closed", root, tickets)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("desk-public-draw-list", args=["testi"]))
    assert PublicDraw.objects.get().state == "listed"
