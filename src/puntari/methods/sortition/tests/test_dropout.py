"""Dropout rates learnt from past panels: shrunk where little is known, and never outside 5 to 25 per cent."""

import random

import pytest

from puntari.methods.sortition import InputError, Person, choose_alternates, expected_loss, fit_dropout, solve
from puntari.methods.sortition.tests.builders import random_case


def history(members: int, seed: int = 1) -> list[tuple[dict[str, str], bool]]:
    """The young stay away in 22 % of cases, the others in 8 %; gender makes no difference."""
    rng = random.Random(seed)
    rows = []
    for _ in range(members):
        values = {"age": rng.choice(["young", "middle", "old"]), "gender": rng.choice(["woman", "man"])}
        rows.append((values, rng.random() >= (0.22 if values["age"] == "young" else 0.08)))
    return rows


def test_long_histories_are_believed() -> None:
    model = fit_dropout(history(6000))
    for gender in ("woman", "man"):
        assert model.rate({"age": "young", "gender": gender}) == pytest.approx(0.22, abs=0.03)
        assert model.rate({"age": "old", "gender": gender}) == pytest.approx(0.08, abs=0.03)


def test_short_histories_are_drawn_to_what_is_usual() -> None:
    assert fit_dropout([]).rate({"age": "young"}) == pytest.approx(0.12)
    assert 0.12 < fit_dropout([({"age": "young"}, False)]).rate({"age": "young"}) < 0.22


@pytest.mark.parametrize("stays", [True, False])
def test_rates_stay_between_five_and_twenty_five_per_cent(stays: bool) -> None:
    model = fit_dropout([({"age": "young", "town": "x"}, stays)] * 500)
    assert model.rate({"age": "young", "town": "x"}) == (0.05 if stays else 0.25)
    assert model.members == 500


def test_new_values_count_as_typical_and_order_does_not_matter() -> None:
    rows = history(300)
    model = fit_dropout(rows)
    assert model.rate({"age": "unheard of"}) == pytest.approx(1 - model.base)
    again = fit_dropout(rows[::-1])
    assert again.rate({"age": "old", "gender": "man"}) == pytest.approx(
        model.rate({"age": "old", "gender": "man"})
    )
    assert model.rates([Person("p0", {"age": "old"})]) == {"p0": model.rate({"age": "old"})}


def test_a_row_that_is_no_pair_is_refused() -> None:
    with pytest.raises(InputError, match="bad_history"):
        fit_dropout([({"age": "old"},)])  # type: ignore[list-item]


def test_learnt_rates_make_better_alternates_than_equal_ones() -> None:
    pool, quotas = random_case(8, 200, 30, (3, 4, 3))
    panel = solve(pool, quotas, 30).panels[0][1]
    true = {i: 0.25 if pool.by_id()[i].values["f0"] == "v0" else 0.05 for i in panel}
    past = random.Random(4)
    rows = [
        (person.values, past.random() >= (0.25 if person.values["f0"] == "v0" else 0.05))
        for person in past.choices(pool.people, k=2000)
    ]
    learnt = fit_dropout(rows).rates(pool.select(panel).people)
    assert sum(abs(learnt[i] - true[i]) for i in panel) / 30 < 0.03
    informed = choose_alternates(pool, quotas, panel, 4, dropout=learnt, seed=1)
    uninformed = choose_alternates(pool, quotas, panel, 4, dropout=0.12, seed=1)
    losses = [
        expected_loss(pool, quotas, panel, a, dropout=true, seed=9, samples=3000)[0]
        for a in (informed, uninformed)
    ]
    assert losses[0] <= losses[1] + 0.01
