"""Who may stay away: chances of dropping out, learnt from the organisation's own past panels.

P(stays) = base * product of one factor per feature value ("Alternates, Assemble!", Assos, Baharav, Flanigan,
Procaccia, EC 2025). Past panels are small, so each factor is drawn towards 1 by PRIOR members who behave
like everybody, and every predicted chance is kept between 5 and 25 per cent.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from puntari.methods.sortition.errors import InputError
from puntari.methods.sortition.model import Person

LEAST, MOST = 0.05, 0.25
EXPECTED = 0.12
PRIOR = 20.0
PASSES = 50

Member = tuple[Mapping[str, str], bool]


@dataclass(frozen=True)
class DropoutModel:
    """``base`` is the chance that a typical member stays, ``factors`` multiply it per (feature, value);
    ``members`` is how many past members it was learnt from.
    """

    base: float
    factors: Mapping[tuple[str, str], float]
    members: int

    def rate(self, values: Mapping[str, str]) -> float:
        """The chance (0.05 to 0.25) that somebody with these values stays away."""
        stays = self.base
        for item in values.items():
            stays *= self.factors.get(item, 1.0)
        return min(MOST, max(LEAST, 1.0 - stays))

    def rates(self, people: Sequence[Person]) -> dict[str, float]:
        """The chance of each person by id, as ``choose_alternates`` takes it."""
        return {person.id: self.rate(person.values) for person in people}


def fit_dropout(history: Iterable[Member]) -> DropoutModel:
    """Learn from past members: (feature values, whether they stayed to the end).

    Values nobody had before count as typical; without any history everybody has the expected rate. Features
    may differ between panels. Raises ``InputError('bad_history')`` when a row is no such pair.
    """
    members = [_member(row) for row in history]
    stayed = sum(stays for _, stays in members)
    # As many made members as PRIOR who drop out as often as expected keep a short history from ruling.
    base = (stayed + PRIOR * (1 - EXPECTED)) / (len(members) + PRIOR)
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, (values, _) in enumerate(members):
        for item in values.items():
            holders[item].append(number)
    factors = dict.fromkeys(sorted(holders), 1.0)
    predicted = [base] * len(members)
    for _ in range(PASSES):
        for item, factor in factors.items():
            held = holders[item]
            actual = sum(members[number][1] for number in held) + PRIOR * base
            expected = sum(min(1.0, predicted[number] / factor) for number in held) + PRIOR * base
            factors[item] = actual / expected
            for number in held:
                predicted[number] *= factors[item] / factor
    return DropoutModel(base, factors, len(members))


def _member(row: Member) -> Member:
    try:
        values, stays = row
        return dict(values), bool(stays)
    except (TypeError, ValueError) as error:
        raise InputError("bad_history", row=repr(row)) from error
