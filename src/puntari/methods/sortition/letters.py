"""How many invitation letters, and to whom, so that a panel can be drawn with stated confidence.

Answers per stratum are binomial with the stratum's rate, times a shock of the whole campaign and one per
group. A pool is good when a (fractional) panel keeps every quota with each person counted 1/rho: every
seat could be filled rho times. Letters go out in proportion to target / rate; the total is found by
bisection and confirmed on fresh runs with Wilson's lower bound (Wilson, JASA 22, 1927), because a plan
tuned on its own runs is too optimistic.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from puntari.methods.sortition.control import CancelToken, Control, Progress
from puntari.methods.sortition.errors import InputError
from puntari.methods.sortition.highs import Bounds, Floats, Ints, Matrix, Model
from puntari.methods.sortition.model import Feature, Quotas, check_quotas

CAMPAIGN_SHOCK = 0.15
GROUP_SHOCK = 0.15
SEARCH_RUNS = 200
MOST_RUNS = 100_000
Z_95 = 1.959964
SHRINK = 200.0


@dataclass(frozen=True)
class Stratum:
    """People of one kind in the register: their values, their number, and the share who answer a letter."""

    values: Mapping[str, str]
    residents: int
    rate: float


@dataclass(frozen=True)
class LetterPlan:
    """``letters`` per stratum, in the order given.

    ``confidence`` is the share of fresh runs with a good pool and ``lower_bound`` Wilson's bound of it;
    ``confident`` says whether that bound reaches what was asked. ``binding`` is the (feature, value) that
    is scarcest, and ``binding_in_register`` whether letters can be aimed at it. ``letters_per_point`` is
    the price of one more percentage point, None where more letters no longer help.
    """

    letters: tuple[int, ...]
    total: int
    confidence: float
    lower_bound: float
    confident: bool
    expected_answers: float
    binding: tuple[str, str]
    binding_in_register: bool
    letters_per_point: float | None


def learn_rates(letters: Sequence[int], answers: Sequence[int]) -> list[float]:
    """Answer rates from past campaigns, shrunk towards the overall rate where few letters went out."""
    overall = sum(answers) / max(1, sum(letters))
    return [(a + SHRINK * overall) / (n + SHRINK) for n, a in zip(letters, answers, strict=True)]


def plan_letters(
    strata: Sequence[Stratum],
    quotas: Quotas,
    size: int,
    *,
    shares: Mapping[str, Mapping[str, float]] | None = None,
    rho: float = 2.0,
    confidence: float = 0.95,
    runs: int = 1000,
    seed: int = 0,
    progress: Progress | None = None,
    cancel: CancelToken | None = None,
) -> LetterPlan:
    """The smallest plan found whose lower bound reaches ``confidence``; everybody invited when none does.

    ``shares`` gives, for a feature that no register knows (education), each value's share among those who
    answer. Raises ``InputError``: ``no_strata``, ``bad_rate``, ``bad_rho``, ``bad_confidence``, ``bad_runs``,
    ``size_below_one``, ``feature_without_source``.
    """
    check_quotas(quotas)
    if size < 1:
        raise InputError("size_below_one", size=size)
    if not 1 <= runs <= MOST_RUNS:
        raise InputError("bad_runs", runs=runs, limit=MOST_RUNS)
    _check(strata, quotas, shares or {}, rho, confidence)
    control = Control(progress, cancel)
    model = _Campaign(strata, quotas, size, shares or {}, rho)
    total = model.search(confidence, seed, control)
    while True:
        rate = model.confidence(total, runs, seed + total + 1, control)
        bound = wilson_lower(rate, runs)
        if bound >= confidence or total >= model.residents:
            break
        total = min(model.residents, total + max(10, total // 20))
    return model.report(total, rate, bound, confidence, seed, control)


def wilson_lower(share: float, runs: int) -> float:
    """Lower end of the 95 % Wilson interval."""
    z2 = Z_95**2
    centre = share + z2 / (2 * runs)
    half = Z_95 * float(np.sqrt(share * (1 - share) / runs + z2 / (4 * runs * runs)))
    return (centre - half) / (1 + z2 / runs)


def _check(
    strata: Sequence[Stratum],
    quotas: Quotas,
    shares: Mapping[str, Mapping[str, float]],
    rho: float,
    confidence: float,
) -> None:
    if not strata:
        raise InputError("no_strata")
    for number, stratum in enumerate(strata):
        if not 0 < stratum.rate <= 1 or stratum.residents < 0:
            raise InputError("bad_rate", stratum=number, rate=stratum.rate, residents=stratum.residents)
    if rho < 1:
        raise InputError("bad_rho", rho=rho)
    if not 0.5 <= confidence < 1:
        raise InputError("bad_confidence", confidence=confidence)
    for feature in quotas:
        if feature.name not in shares and any(feature.name not in s.values for s in strata):
            raise InputError("feature_without_source", feature=feature.name)


class _Campaign:
    def __init__(
        self,
        strata: Sequence[Stratum],
        quotas: Quotas,
        size: int,
        shares: Mapping[str, Mapping[str, float]],
        rho: float,
    ) -> None:
        self.strata, self.quotas, self.size, self.rho = strata, quotas, size, rho
        self.counts = np.array([float(s.residents) for s in strata])
        self.rates = np.array([s.rate for s in strata])
        self.residents = int(self.counts.sum())
        self.register = [f for f in quotas if f.name not in shares]
        self.kinds, self.kind_share = _unregistered([f for f in quotas if f.name in shares], shares)
        self.labels = [(f.name, q) for f in quotas for q in f.quotas]
        self.member = self._membership()
        self.weight = self._targets() / self.rates

    def _membership(self) -> Floats:
        """1 where a cell (stratum and unregistered values) holds a quota's value: quotas x cells."""
        cells = [{**s.values, **kind} for s in self.strata for kind in self.kinds]
        rows: Floats = np.array([[float(cell[name] == q.value) for cell in cells] for name, q in self.labels])
        return rows

    def _targets(self) -> Floats:
        """Seats per stratum: the residents, raked to the middle of the register's quotas."""
        seats = self.counts * self.size / max(1.0, self.counts.sum())
        for _ in range(50):
            for feature in self.register:
                for quota in feature.quotas:
                    held = np.array([s.values[feature.name] == quota.value for s in self.strata])
                    present = seats[held].sum()
                    if present > 0:
                        seats[held] *= max(0.25, (quota.min + quota.max) / 2) / present
        result: Floats = seats
        return result

    def letters(self, total: int) -> Ints:
        """Letters per stratum: proportional to target / rate, never more than there are residents."""
        plan = np.zeros(len(self.counts))
        open_strata = self.weight > 0
        while open_strata.any() and plan.sum() < total - 1e-9:
            missing = total - plan.sum()
            plan[open_strata] += missing * self.weight[open_strata] / self.weight[open_strata].sum()
            plan = np.minimum(plan, self.counts)
            open_strata &= plan < self.counts
        whole = np.floor(plan + 1e-9)
        order = np.argsort(whole - plan, kind="stable")
        whole[order[: max(0, min(total, round(float(plan.sum()))) - int(whole.sum()))]] += 1
        letters: Ints = np.minimum(whole, self.counts).astype(np.int64)
        return letters

    def answers(self, total: int, runs: int, seed: int) -> Floats:
        """Simulated answers, runs x cells."""
        rng = np.random.Generator(np.random.PCG64(seed))
        rate = np.tile(self.rates, (runs, 1)) * _shock(rng, CAMPAIGN_SHOCK, (runs, 1))
        for feature in self.register:
            for value in feature.values:
                held = np.array([s.values[feature.name] == value for s in self.strata])
                rate = np.where(held, rate * _shock(rng, GROUP_SHOCK, (runs, 1)), rate)
        came = rng.binomial(self.letters(total), np.clip(rate, 0, 1))
        if len(self.kinds) == 1:
            return came.astype(float)
        split = rng.multinomial(came, self.kind_share)
        return np.asarray(split.reshape(runs, -1), dtype=float)

    def confidence(self, total: int, runs: int, seed: int, control: Control) -> float:
        came = self.answers(total, runs, seed) / self.rho
        low = np.array([float(q.min) for _, q in self.labels])
        plausible = (came @ self.member.T >= low - 1e-9).all(axis=1) & (came.sum(axis=1) >= self.size - 1e-9)
        program = self._program()
        good = 0
        for number in np.nonzero(plausible)[0]:
            control.step("letters", number / runs)
            good += self._panel_exists(program, came[number], control)
        return good / runs

    def _program(self) -> Model:
        cells = self.member.shape[1]
        dense = np.vstack([self.member, np.ones(cells)])
        col, row = np.nonzero(dense.T)
        starts = np.concatenate([[0], np.cumsum(np.bincount(col, minlength=cells))])
        matrix = Matrix(len(dense), starts, row, np.ones(len(row)))
        return Model(matrix, self._bounds(np.zeros(cells)), np.zeros(cells), tolerance=1e-7)

    def _bounds(self, most: Floats) -> Bounds:
        low = np.array([float(q.min) for _, q in self.labels] + [float(self.size)])
        high = np.array([float(q.max) for _, q in self.labels] + [float(self.size)])
        return Bounds(np.zeros(len(most)), most, low, high)

    def _panel_exists(self, program: Model, most: Floats, control: Control) -> bool:
        program.change(self._bounds(most), np.zeros(len(most)))
        return program.run(control).status == "optimal"

    def search(self, confidence: float, seed: int, control: Control) -> int:
        """Bisect the total on a fixed set of runs."""
        low, high = self.size, self.residents
        while high - low > max(1, low // 50):
            middle = (low + high) // 2
            if self.confidence(middle, SEARCH_RUNS, seed, control) >= confidence:
                high = middle
            else:
                low = middle
        return high

    def report(
        self, total: int, rate: float, bound: float, wanted: float, seed: int, control: Control
    ) -> LetterPlan:
        came = self.answers(total, SEARCH_RUNS, seed + 1)
        need = np.array([max(1.0, self.rho * q.min) for _, q in self.labels])
        scarce = np.quantile(came @ self.member.T / need, 0.05, axis=0)
        scarce[[q.min == 0 for _, q in self.labels]] = np.inf
        name, quota = self.labels[int(scarce.argmin())]
        more = min(self.residents, total + max(1, total // 20))
        both = [self.confidence(t, SEARCH_RUNS * 2, seed + 2, control) for t in (total, more)]
        gained = (both[1] - both[0]) * 100
        return LetterPlan(
            letters=tuple(int(n) for n in self.letters(total)),
            total=int(self.letters(total).sum()),
            confidence=rate,
            lower_bound=bound,
            confident=bound >= wanted,
            expected_answers=float((self.letters(total) * self.rates).sum()),
            binding=(name, quota.value),
            binding_in_register=name in {f.name for f in self.register},
            letters_per_point=(more - total) / gained if gained > 0 else None,
        )


def _shock(rng: np.random.Generator, spread: float, shape: tuple[int, int]) -> Floats:
    return np.asarray(np.exp(rng.normal(-spread * spread / 2, spread, shape)))


def _unregistered(
    features: Sequence[Feature], shares: Mapping[str, Mapping[str, float]]
) -> tuple[list[dict[str, str]], Floats]:
    """Every combination of values that no register knows, with its share (independent of one another)."""
    kinds: list[dict[str, str]] = [{}]
    weights = [1.0]
    for feature in features:
        known = shares[feature.name]
        kinds = [{**kind, feature.name: value} for kind in kinds for value in feature.values]
        weights = [w * known.get(value, 0.0) for w in weights for value in feature.values]
    total = sum(weights)
    if total <= 0:
        raise InputError("feature_without_source", feature=features[0].name)
    return kinds, np.array(weights) / total
