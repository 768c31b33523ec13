"""How many letters, and to whom: strata from the population, rates from the organisation's past panels."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from puntari.core.errors import BadInput
from puntari.lottery import solving
from puntari.methods import sortition
from puntari.panels import queries as panels
from puntari.recruitment import queries as recruitment

if TYPE_CHECKING:
    from puntari.panels.models import Feature, Panel

USUAL_RATE, LEAST_RATE = 0.05, 0.002
MOST_STRATA = 1500
Table = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Past:
    """What earlier panels taught: letters and answers in all, rates and shares by feature and value."""

    panels: int
    letters: int
    answers: int
    rates: Table
    shares: Table

    @property
    def overall(self) -> float:
        """The share who answer a letter; the usual one where nothing is known."""
        return self.answers / self.letters if self.letters and self.answers else USUAL_RATE


def plan(
    panel: Panel, *, confidence: float, rho: float, report: Callable[[str, float], None] | None = None
) -> dict[str, Any]:
    """The smallest plan that lets a panel be drawn with the confidence asked, as plain data."""
    past = learn(panel)
    with solving.worded(panel):
        quotas = solving.quotas_of(panel)
        known, unknown = _split(panel, past)
        strata = _strata(known, past)
        found = sortition.plan_letters(
            strata,
            quotas,
            panel.size,
            shares={one.key: _shares(one, past) for one in unknown} or None,
            rho=rho,
            confidence=confidence,
            progress=report,
        )
    rows = [
        {"values": dict(s.values), "residents": s.residents, "rate": s.rate, "letters": letters}
        for s, letters in zip(strata, found.letters, strict=True)
    ]
    return {
        **{key: value for key, value in asdict(found).items() if key != "letters"},
        "rows": rows,
        "features": [one.key for one in known],
        "past": {"panels": past.panels, "letters": past.letters, "answers": past.answers},
        "rate": past.overall,
        "wanted": confidence,
        "rho": rho,
    }


def learn(panel: Panel) -> Past:
    """Letters and answers of the organisation's other panels whose registration is over."""
    others = type(panel).objects.filter(organisation=panel.organisation_id).exclude(pk=panel.pk)
    over = [one for one in others.order_by("pk") if recruitment.registration_state(one) == "closed"]
    sent = [one for one in map(recruitment.letters_answer_count, over) if one["invited"]]
    invited, answered = _summed(over, recruitment.invited_counts), _summed(over, recruitment.answered_counts)
    rates = {feature: _rates(values, answered.get(feature, {})) for feature, values in invited.items()}
    letters, answers = (sum(one[key] for one in sent) for key in ("invited", "registered"))
    return Past(len(sent), letters, answers, rates, _summed(over, recruitment.pool_counts))


def _summed(over: Sequence[Panel], count: Callable[[Panel], Any]) -> dict[str, Counter[str]]:
    total: dict[str, Counter[str]] = {}
    for one in over:
        for feature, values in count(one).items():
            total.setdefault(feature, Counter()).update(values)
    return total


def _rates(invited: Mapping[str, int], answered: Mapping[str, int]) -> dict[str, float]:
    keys = sorted(invited)
    learnt = sortition.learn_rates([invited[k] for k in keys], [answered.get(k, 0) for k in keys])
    return dict(zip(keys, learnt, strict=True))


def _split(panel: Panel, past: Past) -> tuple[list[Feature], list[Feature]]:
    """The features that letters can be aimed by, and those that only an answer tells."""
    used = [one for one in panels.features_of(panel) if one.values.all()]
    known = [one for one in used if one.source != "answer" or one.key in past.rates]
    for one in known:
        if not sum(value.population for value in one.values.all()):
            raise BadInput("lottery.population_missing", feature=one.label)
    if not known:
        raise BadInput("lottery.nothing_in_register")
    return known, [one for one in used if one not in known]


def _strata(known: Sequence[Feature], past: Past) -> list[sortition.Stratum]:
    """Every combination of register values, as if they were independent of one another."""
    values = [[value for value in one.values.all() if value.population] for one in known]
    if math.prod(len(one) for one in values) > MOST_STRATA:
        raise BadInput("lottery.too_many_strata", most=MOST_STRATA)
    residents = sum(value.population for value in values[0])
    totals = [sum(value.population for value in group) for group in values]
    keys = [one.key for one in known]
    return [
        sortition.Stratum(
            {key: value.key for key, value in zip(keys, kind, strict=True)},
            round(residents * math.prod(v.population / t for v, t in zip(kind, totals, strict=True))),
            _rate({key: value.key for key, value in zip(keys, kind, strict=True)}, past),
        )
        for kind in product(*values)
    ]


def _rate(values: Mapping[str, str], past: Past) -> float:
    """The overall rate times each value's own rate beside it."""
    rate = past.overall
    for feature, value in values.items():
        rate *= past.rates.get(feature, {}).get(value, past.overall) / past.overall
    return min(1.0, max(LEAST_RATE, rate))


def _shares(feature: Feature, past: Past) -> dict[str, float]:
    """How those who answer divide, by past volunteers; by the population where there are none."""
    values = list(feature.values.all())
    seen = past.shares.get(feature.key, {})
    if any(value.key in seen for value in values):
        return {value.key: seen.get(value.key, 0) + 1.0 for value in values}
    if any(value.population for value in values):
        return {value.key: float(value.population) for value in values}
    return {value.key: 1.0 for value in values}


def rows_for_file(found: Mapping[str, Any]) -> Iterator[Sequence[object]]:
    """The plan in the shape of a strata file."""
    yield [*found["features"], "residents", "rate", "letters"]
    for row in found["rows"]:
        values = [row["values"][key] for key in found["features"]]
        yield [*values, row["residents"], f"{row['rate']:.4f}", row["letters"]]
