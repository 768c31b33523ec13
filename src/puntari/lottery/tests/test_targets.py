"""Targets: shares become ranges, sums must fit, clashes are told and loosened by a person."""

from __future__ import annotations

import pytest

from puntari.core import words
from puntari.core.errors import BadInput, NotAllowed
from puntari.core.models import LogEntry
from puntari.lottery import actions, editor, explaining, queries, solving
from puntari.lottery.apportionment import largest_remainder, seat_range
from puntari.lottery.models import Relaxation
from puntari.methods import sortition


def ranges(panel):
    return {one.value.key: (one.min, one.max) for one in queries.targets_of(panel)}


def pks(panel):
    return {value.key: value.pk for feature in panel.features.all() for value in feature.values.all()}


@pytest.mark.parametrize(
    ("counts", "size", "seats"),
    [([50, 50], 12, [6, 6]), ([45, 55], 12, [5, 7]), ([1, 1, 1], 10, [4, 3, 3]), ([0, 0], 10, [0, 0])],
)
def test_largest_remainder_gives_exactly_the_seats_there_are(counts, size, seats):
    assert largest_remainder(counts, size) == seats


@pytest.mark.parametrize(
    ("count", "total", "slack", "expected"),
    [
        (50, 100, 1, (5, 7)),
        (45, 100, 1, (4, 7)),
        (45, 100, 0, (5, 6)),
        (0, 100, 0, (0, 1)),
        (0, 0, 1, (0, 12)),
    ],
)
def test_the_range_stands_around_the_exact_share(count, total, slack, expected):
    assert seat_range(count, total, 12, slack) == expected


def test_targets_start_from_the_population(ready):
    expected = {"woman": (5, 7), "man": (5, 7), "15-44": (4, 7), "45-80": (5, 8)}
    assert ranges(ready) == {**expected, "Hyvinkää": (6, 9), "Pornainen": (3, 6)}


def test_a_minimum_above_its_maximum_is_refused(ready, coordinator):
    with pytest.raises(BadInput) as refusal:
        actions.set_targets(panel=ready, targets={pks(ready)["woman"]: (7, 5)}, actor=coordinator)
    assert refusal.value.code == "lottery.min_above_max"


@pytest.mark.parametrize(
    ("target", "code"), [((8, 12), "lottery.too_many_needed"), ((0, 2), "lottery.too_few_allowed")]
)
def test_sums_that_cannot_make_a_panel_are_refused(ready, coordinator, target, code):
    with pytest.raises(BadInput) as refusal:
        actions.set_targets(panel=ready, targets={pks(ready)["woman"]: target}, actor=coordinator)
    assert refusal.value.code == code
    assert ranges(ready)["woman"] == (5, 7)


def test_a_value_of_another_panel_is_refused(ready, coordinator):
    with pytest.raises(BadInput):
        actions.set_targets(panel=ready, targets={999_999: (0, 1)}, actor=coordinator)


def test_targets_stand_after_the_draw(drawn, coordinator):
    with pytest.raises(NotAllowed):
        actions.targets_from_population(panel=drawn.panel, slack=2, actor=coordinator)


def test_the_file_comes_back_as_it_went(ready, coordinator):
    content = editor.as_csv(ready)
    assert content.splitlines()[0] == b"feature,value,min,max,min_flex,max_flex"
    targets, flex = editor.from_file(ready, content)
    assert {targets[pk] for pk in pks(ready).values()} == set(ranges(ready).values())
    actions.set_targets(panel=ready, targets=targets, flex=flex, actor=coordinator)
    assert editor.as_csv(ready) == content


def test_a_file_may_name_values_as_people_do_in_the_older_header(ready):
    rows = ["category,name,min,max", "sukupuoli,NAINEN,5,7", "Sukupuoli,Mies,5,7", "Ikä,15–44,4,7",
            "Ikä,45–80,5,8", "Kunta,hyvinkää,6,9", "Kunta,Pornainen,3,6"]  # fmt: skip
    targets, _ = editor.from_file(ready, "\n".join(rows).encode())
    assert targets[pks(ready)["woman"]] == (5, 7)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (["feature,value,min,max", "Rotu,x,1,2"], "lottery.other_columns"),
        (["feature,value,min,max", "gender,other,1,2"], "lottery.other_columns"),
        (["feature,value,min,max", "gender,woman,5,7"], "lottery.missing_rows"),
    ],
)
def test_a_file_of_another_panel_is_refused(ready, rows, code):
    with pytest.raises(BadInput) as refusal:
        editor.from_file(ready, "\n".join(rows).encode())
    assert refusal.value.code == code


@pytest.fixture
def few_from_pornainen(ready, volunteers):
    """Only two from Pornainen, where three are needed."""
    for one in volunteers:
        if one.features["municipality"] == "Pornainen" and one.number not in {4, 5}:
            one.features["municipality"] = "Hyvinkää"
            one.save()
    return ready


def test_targets_that_can_be_kept_need_no_explaining(ready):
    answer = explaining.explain(ready)
    assert answer.feasible
    assert answer.offers == []


def test_the_reason_is_told_in_words_with_numbers(few_from_pornainen):
    answer = explaining.explain(few_from_pornainen)
    assert answer.reasons[0] == "Kunta, Pornainen: tavoite on vähintään 3, mutta ilmoittautuneita on 2."


def test_the_smallest_relaxation_comes_first_and_works(few_from_pornainen, coordinator):
    offers = explaining.explain(few_from_pornainen).offers
    assert [one.cost for one in offers] == sorted(one.cost for one in offers)
    offer = offers[0]
    actions.relax_targets(
        panel=few_from_pornainen,
        changes=offer.changes,
        cost=offer.cost,
        reason="Pornaisista ei tullut enempää.",
        actor=coordinator,
    )
    assert explaining.explain(few_from_pornainen).feasible
    assert Relaxation.objects.get().reason == "Pornaisista ei tullut enempää."
    assert LogEntry.objects.filter(kind="lottery.targets_relaxed").count() == 1


def test_loosening_needs_a_reason(few_from_pornainen, coordinator):
    offer = explaining.explain(few_from_pornainen).offers[0]
    with pytest.raises(BadInput) as refusal:
        actions.relax_targets(
            panel=few_from_pornainen, changes=offer.changes, cost=1, reason=" ", actor=coordinator
        )
    assert refusal.value.code == "lottery.relaxation_needs_reason"


def test_targets_that_have_changed_meanwhile_are_not_loosened(few_from_pornainen, coordinator):
    offer = explaining.explain(few_from_pornainen).offers[0]
    actions.targets_from_population(panel=few_from_pornainen, slack=2, actor=coordinator)
    with pytest.raises(BadInput) as refusal:
        actions.relax_targets(
            panel=few_from_pornainen,
            changes=offer.changes,
            cost=1,
            reason="Riittävän pitkä syy.",
            actor=coordinator,
        )
    assert refusal.value.code == "lottery.relaxation_is_old"


def test_a_panel_larger_than_the_pool_is_told_in_words_with_numbers(ready, coordinator):
    ready.size = 70
    ready.save()
    actions.targets_from_population(panel=ready, slack=1, actor=coordinator)
    answer = explaining.explain(ready)
    assert answer.offers == []
    assert "70 paikkaa" in answer.reasons[0]
    assert "60" in answer.reasons[0]


def test_a_fault_without_words_of_its_own_is_still_told_in_words(ready):
    with pytest.raises(BadInput) as refusal, solving.worded(ready):
        raise sortition.SolverError("never_seen_before")
    assert refusal.value.code == "lottery.unforeseen"
    assert "never_seen_before" in words.say(refusal.value)


def test_the_slack_is_remembered_from_the_targets_themselves(ready, coordinator):
    for slack in (0, 3):
        actions.targets_from_population(panel=ready, slack=slack, actor=coordinator)
        assert editor.slack_of(ready) == slack
    first = queries.targets_of(ready).first()
    actions.set_targets(panel=ready, targets={first.value_id: (0, 12)}, actor=coordinator)
    assert editor.slack_of(ready) == 1
