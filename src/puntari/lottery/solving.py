"""The one place where this room asks the sortition methods; everything crosses here as plain values."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from puntari.core import log
from puntari.core.errors import BadInput, DomainError
from puntari.core.translated import tr
from puntari.lottery import queries, reserving, wordings
from puntari.methods import sortition
from puntari.panels import queries as panels
from puntari.recruitment import queries as recruitment

if TYPE_CHECKING:
    from puntari.lottery.models import Draw, Member
    from puntari.panels.models import Panel

DEADLINE = 900.0
Report = Callable[[str, float], None]
Labels = Mapping[str, tuple[str, Mapping[str, str]]]
WeightedPanel = tuple[float, tuple[str, ...]]


@dataclass(frozen=True)
class Problem:
    """The question put to the lottery: who, under which quotas, how many. Ids are volunteers' keys."""

    pool: sortition.Pool
    quotas: tuple[sortition.Feature, ...]
    size: int
    households: Mapping[str, str]

    @property
    def digest(self) -> str:
        """Changes with anything that could change the draw."""
        people = [
            [person.id, dict(person.values), self.households.get(person.id)] for person in self.pool.people
        ]
        quotas = [[f.name, [[q.value, q.min, q.max] for q in f.quotas]] for f in self.quotas]
        text = log.canonical({"people": people, "quotas": quotas, "size": self.size})
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Drawn:
    """What a draw brought: the panel, the reserves in call order, everybody's chance, and the proof."""

    panel: tuple[str, ...]
    reserves: tuple[str, ...]
    chances: Mapping[str, float]
    certificate: dict[str, object]
    panels: list[WeightedPanel]
    picked: int
    outlook: Mapping[str, float]


def problem_of(panel: Panel, *, one_per_household: bool = True) -> Problem:
    """The pool and the targets as they stand now."""
    people = recruitment.pool(panel)
    pool = sortition.Pool(tuple(sortition.Person(str(one.volunteer_id), one.features) for one in people))
    households = {str(one.volunteer_id): one.household for one in people} if one_per_household else {}
    return Problem(pool, quotas_of(panel), panel.size, households)


def quotas_of(panel: Panel) -> tuple[sortition.Feature, ...]:
    """The panel's targets as quotas; features without values take no part."""
    targets = {target.value_id: target for target in queries.targets_of(panel)}
    quotas = []
    for feature in panels.features_of(panel):
        values = list(feature.values.all())
        missing = next((value for value in values if value.pk not in targets), None)
        if missing is not None:
            raise BadInput("lottery.targets_missing", feature=feature.label, value=missing.label)
        rows = [(value.key, targets[value.pk]) for value in values]
        if rows:
            quotas.append(
                sortition.Feature(
                    feature.key,
                    tuple(sortition.Quota(key, t.min, t.max, t.min_flex, t.max_flex) for key, t in rows),
                )
            )
    if not quotas:
        raise BadInput("lottery.no_features")
    return tuple(quotas)


def quotas_of_draw(draw: Draw) -> tuple[sortition.Feature, ...]:
    """The quotas that a draw was made under."""
    return quotas_in(draw.targets)


def quotas_in(targets: Sequence[Mapping[str, Any]]) -> tuple[sortition.Feature, ...]:
    """Kept targets as quotas."""
    return tuple(
        sortition.Feature(
            feature["key"], tuple(sortition.Quota(v["key"], v["min"], v["max"]) for v in feature["values"])
        )
        for feature in targets
    )


@contextmanager
def worded(panel: Panel) -> Iterator[None]:
    """Errors of the methods come out as the room's own, features and people named as people know them."""
    try:
        yield
    except sortition.SortitionError as error:
        raise _translated(error, panel) from error


def _translated(error: sortition.SortitionError, panel: Panel) -> DomainError:
    params = in_words(labels_of(panel), error.params)
    if "id" in params:
        rows = recruitment.volunteers_of(panel).filter(pk=int(str(params["id"])))
        params["number"] = rows.values_list("number", flat=True).first() or "?"
    code = f"lottery.{error.code}"
    return (
        BadInput(code, **params) if code in wordings.ALL else BadInput("lottery.unforeseen", what=error.code)
    )


def labels_of(panel: Panel) -> Labels:
    """The names of the features, and of their values within them, by key."""
    return {
        feature.key: (tr(feature, "label"), {value.key: tr(value, "label") for value in feature.values.all()})
        for feature in panels.features_of(panel)
    }


def in_words(labels: Labels, params: Mapping[str, object]) -> dict[str, object]:
    """The parameters of an error, a reason or a change, with names in place of keys."""
    named = labels.get(str(params.get("feature")))
    if named is None:
        return dict(params)
    feature, values = named
    value = str(params.get("value", ""))
    return {**params, "feature": feature, "value": values.get(value, value)}


def feasibility(problem: Problem) -> sortition.Feasibility:
    """Whether some panel keeps every target, and why not."""
    return sortition.check_feasible(problem.pool, problem.quotas, problem.size, households=problem.households)


def relaxations(problem: Problem, count: int = 3) -> list[sortition.Relaxation]:
    """The smallest changes that would make a panel possible, cheapest first; none for too few people."""
    if len(problem.pool) < problem.size:
        return []
    found = sortition.propose_relaxations(
        problem.pool, problem.quotas, problem.size, households=problem.households, count=count
    )
    return [one for one in found if one.changes]


def draw_panel(
    problem: Problem,
    *,
    seed: str,
    reserves: int,
    dropout: sortition.DropoutModel | None = None,
    report: Report | None = None,
) -> Drawn:
    """Solve the fairest lottery, check it independently, pick the panel by the seed, choose the reserves.

    `dropout` is how likely people are to stay away; without it everybody is as likely as the field expects.
    """
    solution, certificate = _solve_and_check(problem, whole_number(seed, "solve"), report)
    picked = pick(solution.panels, seed)
    panel = solution.panels[picked][1]
    known = reserving.read({}) if dropout is None else dropout
    ready = reserving.choose_reserves(
        problem, panel, known, count=reserves, seed=whole_number(seed, "reserves")
    )
    return Drawn(panel, ready.ids, solution.chances, certificate, solution.panels, picked, ready.outlook)


def _solve_and_check(
    problem: Problem, seed: int, report: Report | None
) -> tuple[sortition.Solution, dict[str, object]]:
    """The fairest lottery with its certificate, to which the independent checker has added its word."""
    solution = sortition.solve(
        problem.pool,
        problem.quotas,
        problem.size,
        households=problem.households,
        seed=seed,
        progress=report,
        deadline=DEADLINE,
    )
    check = sortition.check_solution(
        problem.pool,
        problem.quotas,
        problem.size,
        solution.panels,
        solution.chances,
        households=problem.households,
        proof=solution.proof if solution.certificate.exact else None,
    )
    if not check.ok:
        raise BadInput("lottery.check_failed", problem=check.problems[0].code)
    return solution, {
        **solution.certificate.as_dict(),
        "checked": check.ok,
        "checked_panels": check.panels,
    }


def whole_number(seed: str, purpose: str) -> int:
    """A whole number below 2**63 that follows from the seed alone."""
    return int.from_bytes(hashlib.sha256(f"{seed}/{purpose}".encode()).digest()[:8]) >> 1


def pick(weighted: Sequence[WeightedPanel], seed: str) -> int:
    """Which panel the seed picks: its hash as a point from 0 to 1 on the line of the panels' weights."""
    point = int.from_bytes(hashlib.sha256(f"{seed}/panel".encode()).digest()) / 2**256
    reached = 0.0
    for number, (weight, _) in enumerate(weighted):
        reached += weight
        if point < reached:
            return number
    return len(weighted) - 1


def in_seed_order(ids: Sequence[str], seed: str) -> list[str]:
    """The ids in an order that follows from the seed, not from names or arrival."""
    return sorted(ids, key=lambda one: hashlib.sha256(f"{seed}/order/{one}".encode()).digest())


def choose_replacement(
    draw: Draw, staying: Sequence[Member], leaving: Member, candidates: Sequence[Member]
) -> Member:
    """Of the candidates (at least one), whose coming keeps the quotas best; equals in call order."""
    by_id = {str(one.volunteer_id): one for one in candidates}
    panel = [_person(one) for one in [*staying, leaving]]
    chosen = sortition.choose_replacement(
        panel, [str(leaving.volunteer_id)], [_person(one) for one in candidates], quotas_of_draw(draw)
    )
    return by_id[chosen.id]


def _person(member: Member) -> sortition.Person:
    return sortition.Person(str(member.volunteer_id), member.volunteer.features)


def counts(values: Sequence[Mapping[str, str]]) -> dict[str, Counter[str]]:
    """feature -> value -> how many of these people."""
    result: dict[str, Counter[str]] = {}
    for features in values:
        for feature, value in features.items():
            result.setdefault(feature, Counter())[value] += 1
    return result
