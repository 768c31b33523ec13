"""People, quotas and pools: the words every other module speaks."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from puntari.methods.sortition.errors import PeopleError, TargetsError


def name_key(name: str) -> str:
    """The form in which names are compared: composed Unicode, no outer space, no case."""
    return unicodedata.normalize("NFC", name).strip().casefold()


@dataclass(frozen=True, slots=True)
class Quota:
    """At least ``min`` and at most ``max`` members hold ``value``; a relaxation stays in the flex bounds."""

    value: str
    min: int
    max: int
    min_flex: int = 0
    max_flex: int | None = None


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature (age band, gender) with the quota of each of its values."""

    name: str
    quotas: tuple[Quota, ...]

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(quota.value for quota in self.quotas)


Quotas = Sequence[Feature]


@dataclass(frozen=True, slots=True)
class Person:
    """One volunteer: an id, a value per feature, and what is carried through untouched."""

    id: str
    values: Mapping[str, str]
    address: tuple[str, ...] = ()
    row: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Pool:
    """The volunteers, in the order they were given. Ids are unique."""

    people: tuple[Person, ...]

    def __post_init__(self) -> None:
        repeated = [name for name, times in Counter(p.id for p in self.people).items() if times > 1]
        if repeated:
            raise PeopleError("duplicate_id", id=repeated[0])

    def __len__(self) -> int:
        return len(self.people)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(person.id for person in self.people)

    def by_id(self) -> dict[str, Person]:
        return {person.id: person for person in self.people}

    def select(self, ids: Iterable[str]) -> "Pool":
        """The people with these ids, in the pool's order."""
        wanted = set(ids)
        return Pool(tuple(person for person in self.people if person.id in wanted))

    def without(self, ids: Iterable[str]) -> "Pool":
        unwanted = set(ids)
        return Pool(tuple(person for person in self.people if person.id not in unwanted))


def households_of(pool: Pool) -> dict[str, str]:
    """Household key per person id from the addresses; a blank address is no household."""
    keys = ((p.id, tuple(name_key(part) for part in p.address)) for p in pool.people)
    return {person: "\x1f".join(key) for person, key in keys if any(key)}


def check_quotas(quotas: Quotas) -> None:
    """Refuse quotas that contradict themselves.

    Raises ``TargetsError``: ``no_features``, ``duplicate_feature``, ``duplicate_value``, ``negative``,
    ``min_above_max``, ``flex_inside``.
    """
    if not quotas:
        raise TargetsError("no_features")
    seen: set[tuple[str, str]] = set()
    names = Counter(name_key(feature.name) for feature in quotas)
    for feature in quotas:
        if names[name_key(feature.name)] > 1:
            raise TargetsError("duplicate_feature", feature=feature.name)
        for quota in feature.quotas:
            key = (name_key(feature.name), name_key(quota.value))
            if key in seen:
                raise TargetsError("duplicate_value", feature=feature.name, value=quota.value)
            seen.add(key)
            _check_quota(feature.name, quota)


def _check_quota(feature: str, quota: Quota) -> None:
    where = {"feature": feature, "value": quota.value}
    if quota.min < 0 or quota.max < 0 or quota.min_flex < 0:
        raise TargetsError("negative", **where)
    if quota.min > quota.max:
        raise TargetsError("min_above_max", min=quota.min, max=quota.max, **where)
    if quota.min_flex > quota.min or (quota.max_flex is not None and quota.max_flex < quota.max):
        raise TargetsError("flex_inside", **where)


def check_people(pool: Pool, quotas: Quotas) -> None:
    """Refuse people without a known value for every feature (``missing_value``, ``unknown_value``)."""
    for feature in quotas:
        known = set(feature.values)
        for person in pool.people:
            value = person.values.get(feature.name, "")
            if value not in known:
                code = "unknown_value" if value else "missing_value"
                raise PeopleError(code, id=person.id, feature=feature.name, value=value)


def reduce_quotas(quotas: Quotas, taken: Iterable[Person]) -> list[Feature]:
    """The quotas that are left when the people ``taken`` already hold seats (never below zero).

    Raises ``TargetsError('taken_above_max')`` when they alone exceed a maximum.
    """
    taken = list(taken)
    reduced = []
    for feature in quotas:
        held = Counter(person.values.get(feature.name, "") for person in taken)
        reduced.append(
            replace(feature, quotas=tuple(_less(feature.name, q, held[q.value]) for q in feature.quotas))
        )
    return reduced


def _less(feature: str, quota: Quota, held: int) -> Quota:
    if held > quota.max:
        raise TargetsError("taken_above_max", feature=feature, value=quota.value, taken=held, max=quota.max)
    ceiling = None if quota.max_flex is None else max(0, quota.max_flex - held)
    return replace(
        quota,
        min=max(0, quota.min - held),
        max=quota.max - held,
        min_flex=max(0, quota.min_flex - held),
        max_flex=ceiling,
    )
