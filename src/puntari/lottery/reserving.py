"""The reserve: who may stay away, learnt from the organisation's own panels, and who stands ready."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from puntari.core import clock
from puntari.lottery.models import ACTIVE, Member
from puntari.methods import sortition

if TYPE_CHECKING:
    from puntari.lottery.solving import Problem
    from puntari.panels.models import Panel

CHOICE_SAMPLES, OUTLOOK_SAMPLES = 300, 1000


@dataclass(frozen=True)
class Reserves:
    """Who stands ready, in call order, and the persons off the targets that are to be expected."""

    ids: tuple[str, ...]
    outlook: dict[str, float]


def learn_dropout(panel: Panel) -> sortition.DropoutModel:
    """How likely people are to stay away, from the organisation's panels whose meetings are over.

    Who declined, withdrew or was replaced did not stay. Those whose data have been erased teach nothing.
    """
    past = Member.objects.filter(panel__organisation=panel.organisation_id, kind=Member.Kind.PANELIST)
    over = past.exclude(panel__meetings=None).exclude(panel__meetings__ends_at__gte=clock.now())
    pairs = over.exclude(panel=panel).order_by("pk").values_list("volunteer__features", "status")
    return sortition.fit_dropout([(features, status in ACTIVE) for features, status in pairs if features])


def kept(model: sortition.DropoutModel) -> dict[str, Any]:
    """The model as plain data, to be read back with `read`."""
    factors = [[feature, value, factor] for (feature, value), factor in model.factors.items()]
    return {"base": model.base, "factors": factors, "members": model.members}


def read(data: Mapping[str, Any]) -> sortition.DropoutModel:
    """A kept model; what was kept before anything was learnt is the model of no history."""
    if not data:
        return sortition.fit_dropout([])
    factors = {(feature, value): factor for feature, value, factor in data["factors"]}
    return sortition.DropoutModel(data["base"], factors, data["members"])


def choose_reserves(
    problem: Problem, panel: Sequence[str], dropout: sortition.DropoutModel, *, count: int, seed: int
) -> Reserves:
    """Reserves in call order, chosen so that the quotas survive the drop-outs that are to be expected."""
    taken = {problem.households[one] for one in panel if one in problem.households}
    neighbours = [i for i in problem.pool.ids if i not in panel and problem.households.get(i) in taken]
    pool = problem.pool.without(neighbours) if taken else problem.pool
    people = pool.by_id()
    rates = dropout.rates([people[one] for one in panel])
    count = min(count, len(pool) - len(panel))
    chosen: list[str] = []
    if count > 0:
        chosen = sortition.choose_alternates(
            pool, problem.quotas, panel, count, dropout=rates, seed=seed, samples=CHOICE_SAMPLES
        )

    def off(alternates: Sequence[str]) -> float:
        _loss, persons = sortition.expected_loss(
            pool, problem.quotas, panel, alternates, dropout=rates, seed=seed, samples=OUTLOOK_SAMPLES
        )
        return persons

    outlook = {
        "members": dropout.members,
        "expected": sum(rates.values()),
        "off": off(chosen),
        "off_without": off([]),
    }
    return Reserves(tuple(chosen), outlook)
