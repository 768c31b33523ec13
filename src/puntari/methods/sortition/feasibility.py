"""Can any panel keep these quotas, and if not, why?

Single quotas are counted first; then the combination is asked of the optimiser, and a deletion filter leaves
an irreducible set of clashing bounds: take any one away and the rest can be kept (Chinneck, Feasibility and
Infeasibility in Optimization, 2008, ch. 6).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from puntari.methods.sortition.control import CancelToken, Control, Progress
from puntari.methods.sortition.errors import InputError
from puntari.methods.sortition.highs import LOOSE, Bounds, Floats, Model
from puntari.methods.sortition.model import Feature, Pool, Quotas, check_people, check_quotas
from puntari.methods.sortition.peel import integer_panel
from puntari.methods.sortition.system import SIZE, System, build_system


@dataclass(frozen=True)
class Clash:
    """One bound that takes part in a conflict: ``bound`` is "min" or "max"."""

    feature: str
    value: str
    bound: str
    number: int


@dataclass(frozen=True)
class Reason:
    """Why no panel exists.

    ``too_few_people`` (feature, value, min, people), ``minimums_above_size`` and ``maximums_below_size``
    (feature, total, size), ``people_below_size`` (feature, total, size: maximums capped by the people there
    are), ``size_above_pool`` (size, people), ``households_below_size`` (size, households), ``clash``
    (``clashes``).
    """

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    clashes: tuple[Clash, ...] = ()


@dataclass(frozen=True)
class Feasibility:
    """``reasons`` is empty exactly when a panel exists."""

    feasible: bool
    reasons: tuple[Reason, ...] = ()


def check_feasible(
    pool: Pool,
    quotas: Quotas,
    size: int,
    *,
    households: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    cancel: CancelToken | None = None,
) -> Feasibility:
    """Whether some panel of ``size`` people keeps every quota, with every simple reason or one clashing set
    if not.

    Raises ``InputError`` and its children for input that says nothing, ``CancelledError``, ``SolverError``.
    """
    if size < 1:
        raise InputError("size_below_one", size=size)
    check_quotas(quotas)
    check_people(pool, quotas)
    reasons = _counted(pool, quotas, size, households or {})
    if not reasons:
        reasons = _clashing(build_system(pool, quotas, size, households), Control(progress, cancel))
    return Feasibility(not reasons, tuple(reasons))


def _counted(pool: Pool, quotas: Quotas, size: int, households: Mapping[str, str]) -> list[Reason]:
    if size > len(pool):
        return [Reason("size_above_pool", {"size": size, "people": len(pool)})]
    doors = len({households.get(name) or f"\x00{name}" for name in pool.ids})
    if size > doors:
        return [Reason("households_below_size", {"size": size, "households": doors})]
    return [reason for feature in quotas for reason in _feature_reasons(pool, feature, size)]


def _feature_reasons(pool: Pool, feature: Feature, size: int) -> list[Reason]:
    held = Counter(person.values[feature.name] for person in pool.people)
    reasons = [
        Reason(
            "too_few_people",
            {"feature": feature.name, "value": quota.value, "min": quota.min, "people": held[quota.value]},
        )
        for quota in feature.quotas
        if quota.min > held[quota.value]
    ]
    low = sum(quota.min for quota in feature.quotas)
    high = sum(quota.max for quota in feature.quotas)
    reach = sum(min(quota.max, held[quota.value]) for quota in feature.quotas)
    where = {"feature": feature.name, "size": size}
    if low > size:
        reasons.append(Reason("minimums_above_size", {**where, "total": low}))
    if high < size:
        reasons.append(Reason("maximums_below_size", {**where, "total": high}))
    elif reach < size:
        reasons.append(Reason("people_below_size", {**where, "total": reach}))
    return reasons


def _clashing(system: System, control: Control) -> list[Reason]:
    if _has_panel(system, system.low, system.high, control):
        return []
    whole = _fractional(system, system.low, system.high, control)
    low, high = system.low.copy(), system.high.copy()
    quota_rows = [r for r, label in enumerate(system.labels) if label != SIZE]
    kept: list[Clash] = []
    for number, row in enumerate(quota_rows):
        control.step("reasons", number / len(quota_rows))
        for bounds, free, name in ((low, 0.0, "min"), (high, float(system.counts.sum()), "max")):
            if not system.labels[row][0] or bounds[row] == free:
                continue
            before, bounds[row] = bounds[row], free
            test = _has_panel if whole else _fractional
            if test(system, low, high, control):
                bounds[row] = before
                kept.append(Clash(*system.labels[row], name, int(before)))
    return [Reason("clash", {}, tuple(kept))]


def _fractional(system: System, low: Floats, high: Floats, control: Control) -> bool:
    bounds = Bounds(np.zeros(system.types), system.counts, low, high)
    model = Model(system.matrix, bounds, np.zeros(system.types), tolerance=1e-9)
    return model.run(control).x is not None


def _has_panel(system: System, low: Floats, high: Floats, control: Control) -> bool:
    """Whether whole panels exist; the quick way first, then the optimiser's proof."""
    bounds = Bounds(np.zeros(system.types), system.counts, low, high)
    prices = np.zeros(system.types)
    model = Model(system.matrix, bounds, prices, tolerance=LOOSE)
    if not _fractional(system, low, high, control):
        return False
    if integer_panel(system, model, bounds, prices, control) is not None:
        return True
    everything = np.ones(system.types, dtype=bool)
    program = Model(system.matrix, bounds, prices, integer=everything, tolerance=1e-9)
    return program.run(control).x is not None
