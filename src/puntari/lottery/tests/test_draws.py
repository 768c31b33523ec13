"""Drawing: targets kept, the seed decides, the real draw stands, a crash leaves nothing half done."""

from __future__ import annotations

import math
from collections import Counter

import pytest

from puntari.core import events, jobs
from puntari.core.errors import BadInput, Conflict, NotAllowed
from puntari.core.models import LogEntry
from puntari.lottery import actions, queries, solving
from puntari.lottery.events import PanelDrawn
from puntari.lottery.models import Chance, Draw, Member


def people(draw):
    return [one.volunteer for one in queries.panelists(draw.panel)]


def test_the_panel_keeps_every_target(drawn):
    seated = Counter((key, value) for one in people(drawn) for key, value in one.features.items())
    for target in queries.targets_of(drawn.panel):
        count = seated[target.value.feature.key, target.value.key]
        assert target.min <= count <= target.max
    assert len(people(drawn)) == 12


def test_everybody_has_a_chance_and_the_chances_sum_to_the_seats(drawn):
    chances = list(Chance.objects.filter(draw=drawn).values_list("chance", flat=True))
    assert len(chances) == 60
    assert math.fsum(chances) == pytest.approx(12, abs=1e-9)
    assert min(chances) == pytest.approx(0.2, abs=1e-8)
    assert drawn.certificate["exact"] is True
    assert drawn.certificate["checked"] is True


def test_the_same_seed_draws_the_same_panel_and_another_seed_another(ready, coordinator):
    problem = solving.problem_of(ready)
    one, again, other = (solving.draw_panel(problem, seed=s, reserves=0) for s in ("a", "a", "b"))
    assert one.panel == again.panel
    assert one.panel != other.panel


def test_how_often_a_person_is_picked_follows_their_chance():
    weighted = [(0.5, ("a",)), (0.25, ("b",)), (0.25, ("c",))]
    picked = Counter(solving.pick(weighted, f"seed {n}") for n in range(4000))
    assert picked[0] / 4000 == pytest.approx(0.5, abs=0.03)
    assert picked[1] / 4000 == pytest.approx(0.25, abs=0.03)


def test_a_test_draw_touches_no_member_and_may_be_repeated(ready, coordinator):
    for _ in range(2):
        draw = actions.run_draw(panel=ready, is_test=True, reserves=2, actor=coordinator)
        assert draw.is_done
    assert not Member.objects.exists()
    assert queries.real_draw(ready) is None


def test_the_real_draw_is_made_once(drawn, coordinator):
    with pytest.raises(NotAllowed) as refusal:
        actions.run_draw(panel=drawn.panel, is_test=False, reserves=0, actor=coordinator)
    assert refusal.value.code == "lottery.already_drawn"


def test_carrying_out_again_after_a_crash_changes_nothing(drawn):
    before = list(Member.objects.values_list("volunteer", "number"))
    actions.carry_out(drawn.pk)
    assert list(Member.objects.values_list("volunteer", "number")) == before


def test_the_seed_is_on_record_before_anything_is_solved(ready, coordinator, monkeypatch):
    def crash(*args, **options):
        raise BadInput("lottery.no_progress")

    monkeypatch.setattr(solving, "draw_panel", crash)
    with pytest.raises(BadInput):
        actions.run_draw(panel=ready, is_test=False, reserves=0, actor=coordinator)
    draw = Draw.objects.get()
    assert draw.state == Draw.State.FAILED
    assert draw.seed == LogEntry.objects.get(kind="lottery.draw_prepared").data["seed"]


def test_a_draw_that_broke_off_goes_on_with_its_own_seed(ready, coordinator):
    first = actions.prepare_draw(panel=ready, is_test=False, reserves=0, actor=coordinator)
    with pytest.raises(NotAllowed) as refusal:
        actions.prepare_draw(panel=ready, is_test=False, reserves=0, seed="another", actor=coordinator)
    assert refusal.value.code == "lottery.seed_is_set"
    second = actions.run_draw(panel=ready, is_test=False, reserves=0, actor=coordinator)
    assert (second.pk, second.seed, second.attempts) == (first.pk, first.seed, 2)


def test_a_seed_whose_outcome_has_been_seen_is_refused(ready, coordinator):
    test = actions.run_draw(panel=ready, is_test=True, reserves=0, actor=coordinator)
    with pytest.raises(NotAllowed) as refusal:
        actions.run_draw(panel=ready, is_test=False, reserves=0, seed=test.seed, actor=coordinator)
    assert refusal.value.code == "lottery.seed_used"


def test_drawing_while_registration_is_open_needs_a_reason(ready, coordinator):
    ready.registration_closes = None
    ready.save()
    with pytest.raises(NotAllowed) as refusal:
        actions.run_draw(panel=ready, is_test=False, reserves=0, actor=coordinator)
    assert refusal.value.code == "lottery.registration_open"
    reason = "Kaikki kutsutut ovat jo vastanneet."
    draw = actions.run_draw(panel=ready, is_test=False, reserves=0, actor=coordinator, override_reason=reason)
    assert draw.override_reason == reason


def test_somebody_leaving_during_the_draw_stops_it(ready, coordinator, volunteers, monkeypatch):
    solve = solving.draw_panel

    def leave_meanwhile(*args, **options):
        type(volunteers[0]).objects.filter(pk=volunteers[0].pk).update(withdrawn=ready.created)
        return solve(*args, **options)

    monkeypatch.setattr(solving, "draw_panel", leave_meanwhile)
    with pytest.raises(Conflict):
        actions.run_draw(panel=ready, is_test=False, reserves=0, actor=coordinator)
    assert not Member.objects.exists()


def test_impossible_targets_fail_in_words(ready, coordinator, volunteers):
    for one in volunteers:
        one.features["gender"] = "man"
        one.save()
    with pytest.raises(BadInput) as refusal:
        actions.run_draw(panel=ready, is_test=True, reserves=0, actor=coordinator)
    assert "tavoitteilla" in str(refusal.value)


def test_one_per_household_at_most(ready, coordinator, volunteers):
    for one in volunteers:
        one.household = f"house-{one.number % 14}"
        one.save()
    draw = actions.run_draw(panel=ready, is_test=False, reserves=0, actor=coordinator)
    homes = [one.household for one in people(draw)]
    assert len(homes) == len(set(homes))


def test_numbers_do_not_follow_the_register(drawn):
    numbers = [one.volunteer.number for one in queries.panelists(drawn.panel).order_by("number")]
    assert numbers != sorted(numbers)


def test_the_job_draws_and_links_to_its_report(ready, coordinator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        draw = actions.start_draw(panel=ready, is_test=True, reserves=0, actor=coordinator)
    draw.refresh_from_db()
    assert draw.is_done
    assert draw.job.state == "done"


def test_a_cancelled_job_leaves_nothing(ready, coordinator):
    class Stopped:
        def step(self, *args, **options):
            raise jobs.Cancelled

    draw = actions.prepare_draw(panel=ready, is_test=False, reserves=0, actor=coordinator)
    with pytest.raises(jobs.Cancelled):
        actions.carry_out(draw.pk, Stopped())
    draw.refresh_from_db()
    assert draw.state == Draw.State.FAILED
    assert not Member.objects.exists()


def test_other_rooms_hear_of_the_real_draw_only(ready, coordinator, monkeypatch):
    heard = []
    monkeypatch.setitem(events._handlers, PanelDrawn, [heard.append])
    actions.run_draw(panel=ready, is_test=True, reserves=0, actor=coordinator)
    draw = actions.run_draw(panel=ready, is_test=False, reserves=0, actor=coordinator)
    assert heard == [PanelDrawn(ready.pk, draw.pk)]
