"""Alternates (reserves): whom to keep ready so that the panel still mirrors the county when some do not
come.

"Alternates, Assemble!" (Assos, Baharav, Flanigan, Procaccia, EC 2025): sample dropout sets, choose the
alternates that minimise the mean quota loss when the best of them step in. The loss of one panel is L1:
the sum over all values of persons below min or above max, divided by max. Candidates are searched by
greedy choice and exchange over feature vectors; the seed decides who of equals is kept ready, and the call
order.
"""

import random
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from puntari.methods.sortition.control import CancelToken, Control, Progress
from puntari.methods.sortition.errors import InputError
from puntari.methods.sortition.filling import ALL_SUBSETS, OneMore, Samples, filled
from puntari.methods.sortition.model import Person, Pool, Quotas, check_people, check_quotas

PASSES = 3
SHORTLIST = 40
# What one call may simulate: more says no more.
MOST_SAMPLES = 20_000


@dataclass(frozen=True)
class QuotaRow:
    """How many members hold a value, beside its quota."""

    feature: str
    value: str
    min: int
    max: int
    held: int

    @property
    def off(self) -> int:
        """Persons below min or above max."""
        return max(0, self.min - self.held) + max(0, self.held - self.max)


@dataclass(frozen=True)
class Replacement:
    """Who steps in (``id``), and the quotas with the leavers still seated and after the change."""

    id: str
    before: tuple[QuotaRow, ...]
    after: tuple[QuotaRow, ...]

    @property
    def persons_off(self) -> int:
        return sum(row.off for row in self.after)


def quota_table(people: Sequence[Person], quotas: Quotas) -> tuple[QuotaRow, ...]:
    """Held seats per value, in the order of the targets."""
    return tuple(
        QuotaRow(f.name, q.value, q.min, q.max, sum(p.values.get(f.name) == q.value for p in people))
        for f in quotas
        for q in f.quotas
    )


def choose_replacement(
    panel: Sequence[Person], leaving: Collection[str], candidates: Sequence[Person], quotas: Quotas
) -> Replacement:
    """The candidate who leaves the least quota loss; among equals the one earliest in call order.

    ``candidates`` are those who would come, in call order. Raises ``InputError``: ``no_candidates``,
    ``unknown_id``.
    """
    unknown = sorted(set(leaving) - {person.id for person in panel})
    if unknown:
        raise InputError("unknown_id", id=unknown[0])
    seated = {person.id for person in panel}
    ready = [person for person in candidates if person.id not in seated]
    if not ready:
        raise InputError("no_candidates")
    staying = [person for person in panel if person.id not in set(leaving)]
    best = min(ready, key=lambda person: _loss(quota_table([*staying, person], quotas)))
    return Replacement(best.id, quota_table(panel, quotas), quota_table([*staying, best], quotas))


def _loss(rows: Sequence[QuotaRow]) -> float:
    return sum(row.off / max(1, row.max) for row in rows)


def choose_alternates(
    pool: Pool,
    quotas: Quotas,
    panel_ids: Sequence[str],
    count: int,
    *,
    dropout: float | Mapping[str, float] = 0.1,
    seed: int,
    samples: int = 300,
    progress: Progress | None = None,
    cancel: CancelToken | None = None,
) -> list[str]:
    """Up to ``count`` people outside the panel, in call order.

    ``dropout`` is the chance of not coming, for all or per member (0 to 1). Raises ``InputError``
    (``unknown_id``, ``bad_dropout``, ``count_below_zero``, ``too_many_samples``), ``CancelledError``.
    """
    if count < 0:
        raise InputError("count_below_zero", count=count)
    if not 1 <= samples <= MOST_SAMPLES:
        raise InputError("too_many_samples", limit=MOST_SAMPLES)
    search = _Search(pool, quotas, panel_ids, _rates(panel_ids, dropout), seed, samples)
    chosen = search.greedy(count, Control(progress, cancel))
    return search.people(chosen)


def expected_loss(
    pool: Pool,
    quotas: Quotas,
    panel_ids: Sequence[str],
    alternates: Sequence[str],
    *,
    dropout: float | Mapping[str, float] = 0.1,
    seed: int,
    samples: int = 1000,
) -> tuple[float, float]:
    """Mean quota loss (L1) and mean persons off over fresh dropout samples when these alternates stand
    ready.
    """
    search = _Search(pool, quotas, panel_ids, _rates(panel_ids, dropout), seed, samples)
    people = pool.by_id()
    ready = np.array([search.vector(people[i]) for i in alternates])
    drawn = search.samples
    counts = filled(drawn, ready.reshape(len(alternates), len(drawn.low)))
    off = np.maximum(0, drawn.low - counts) + np.maximum(0, counts - drawn.high)
    return float(drawn.loss(counts).mean()), float(off.sum(axis=1).mean())


def _rates(panel_ids: Sequence[str], dropout: float | Mapping[str, float]) -> list[float]:
    rates = [dropout if isinstance(dropout, (int, float)) else dropout.get(i, 0.0) for i in panel_ids]
    if any(not 0 <= rate <= 1 for rate in rates):
        raise InputError("bad_dropout")
    return rates


class _Search:
    """Sampled dropouts as value counts (samples x values), and candidates grouped by feature vector."""

    def __init__(
        self,
        pool: Pool,
        quotas: Quotas,
        panel_ids: Sequence[str],
        rates: Sequence[float],
        seed: int,
        samples: int,
    ) -> None:
        check_quotas(quotas)
        check_people(pool, quotas)
        people = pool.by_id()
        unknown = [i for i in panel_ids if i not in people]
        if unknown:
            raise InputError("unknown_id", id=unknown[0])
        flat = [(f.name, q) for f in quotas for q in f.quotas]
        self.position = {(name, quota.value): i for i, (name, quota) in enumerate(flat)}
        low, high = np.array([q.min for _, q in flat]), np.array([q.max for _, q in flat])
        self.rng = random.Random(seed)
        seated = np.array([self.vector(people[i]) for i in panel_ids])
        stays = np.array([[self.rng.random() >= rate for rate in rates] for _ in range(samples)], dtype=float)
        counts = np.einsum("sm,mv->sv", stays, seated)
        vacant = len(panel_ids) - stays.sum(axis=1)
        self.samples = Samples(counts, vacant, low, high, np.maximum(1, high))
        self.groups = self._grouped(pool, set(panel_ids))
        self.vectors = np.array([vector for vector, _ in self.groups]).reshape(len(self.groups), len(flat))

    def vector(self, person: Person) -> tuple[float, ...]:
        held = {self.position[item] for item in person.values.items() if item in self.position}
        return tuple(float(i in held) for i in range(len(self.position)))

    def _grouped(self, pool: Pool, seated: set[str]) -> list[tuple[tuple[float, ...], list[str]]]:
        groups: dict[tuple[float, ...], list[str]] = {}
        for person in pool.people:
            if person.id not in seated:
                groups.setdefault(self.vector(person), []).append(person.id)
        return sorted(groups.items())

    def greedy(self, count: int, control: Control) -> list[int]:
        """Groups chosen (with repetition), one by one and then by exchange while the mean loss falls."""
        chosen: list[int] = []
        for number in range(min(count, sum(len(ids) for _, ids in self.groups))):
            control.step("alternates", number / count)
            chosen.append(self._best_next(chosen)[1])
        for _ in range(PASSES):
            before = list(chosen)
            for place in range(len(chosen)):
                control.step("alternates", 1.0)
                others = chosen[:place] + chosen[place + 1 :]
                loss, group = self._best_next(others)
                if loss < self._one_more(others)(chosen[place]) - 1e-9:
                    chosen = [*others[:place], group, *others[place:]]
            if chosen == before:
                break
        return chosen

    def _best_next(self, chosen: list[int]) -> tuple[float, int]:
        loss = self._one_more(chosen)
        return min((loss(group), group) for group in self._promising(chosen))

    def _one_more(self, chosen: list[int]) -> Callable[[int], float]:
        """The mean loss of the chosen and one group more."""
        if len(chosen) < ALL_SUBSETS:
            more = OneMore(self.samples, self.vectors[chosen])
            return lambda group: more.loss(self.vectors[group])
        return lambda group: self._loss([*chosen, group])

    def _loss(self, chosen: list[int]) -> float:
        return float(self.samples.loss(filled(self.samples, self.vectors[chosen])).mean())

    def _promising(self, chosen: list[int]) -> list[int]:
        """The groups that would mend most of what the chosen leave, where the panel has room for one more."""
        free = [g for g, (_, ids) in enumerate(self.groups) if chosen.count(g) < len(ids)]
        counts, samples = filled(self.samples, self.vectors[chosen]), self.samples
        need = ((counts < samples.low) * 1.0 - (counts >= samples.high)) / samples.scale
        mended = np.maximum(0.0, np.einsum("sv,gv->sg", need, self.vectors[free])).mean(axis=0)
        order = np.argsort(-mended, kind="stable")[:SHORTLIST]
        return [free[i] for i in order]

    def people(self, chosen: list[int]) -> list[str]:
        """Lots among equals, then a call order by lot."""
        picked: list[str] = []
        for group in sorted(set(chosen)):
            picked += self.rng.sample(self.groups[group][1], chosen.count(group))
        self.rng.shuffle(picked)
        return picked
