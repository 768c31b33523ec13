"""Counting a vote: integers in, integers and exact fractions out.

Sources of the rules: present and voting with a simple majority (Ireland's Citizens' Assembly), four fifths
of the panel (Ostbelgien, Gdańsk), quorum and reservations as set by the organiser before the vote.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from .errors import WeighingError
from .scales import Scale, VoteRule, at_least, ceil_share


class Outcome(StrEnum):
    ADOPTED = "adopted"
    ADOPTED_WITH_RESERVATION = "adopted_with_reservation"
    NOT_ADOPTED = "not_adopted"
    NO_QUORUM = "no_quorum"


@dataclass(frozen=True)
class Tally:
    """A counted vote.

    `counts` holds every option of the scale, also those nobody chose. `cast` are the ballots that take a
    stand, `blank` those that do not. `base` is what the threshold is taken of and `needed` the ballots it
    asks for; `quorum_needed` is the least `cast` that counts. `share` = supporting / base, None when the
    base is empty.
    """

    counts: Mapping[str, int]
    members: int
    present: int
    cast: int
    blank: int
    supporting: int
    opposing: int
    base: int
    needed: int
    quorum_needed: int
    share: Fraction | None
    mean: Fraction | None
    outcome: Outcome
    rule_version: str

    @property
    def adopted(self) -> bool:
        return self.outcome in (Outcome.ADOPTED, Outcome.ADOPTED_WITH_RESERVATION)

    @property
    def tied(self) -> bool:
        """As many for as against: a chair with a casting vote has to be asked."""
        return self.cast > 0 and self.supporting == self.opposing


def tally(rule: VoteRule, ballots: Iterable[str], members: int, present: int) -> Tally:
    """Count `ballots` (one option code each) of a panel of `members`, of whom `present` are in the room.

    Raises WeighingError: ``unknown_option``, ``more_present_than_members``, ``more_ballots_than_present``,
    ``negative_count``.
    """
    counts = count_options(rule.scale, ballots, members, present)
    blank = sum(counts[option] for option in rule.scale.blank)
    cast = sum(counts.values()) - blank
    supporting = sum(counts[option] for option in rule.scale.support)
    base = members if rule.base == "members" else cast
    needed = rule.needed(base)
    quorum_needed = ceil_share(rule.quorum, members if rule.quorum_of == "members" else present)
    return Tally(
        counts=counts,
        members=members,
        present=present,
        cast=cast,
        blank=blank,
        supporting=supporting,
        opposing=cast - supporting,
        base=base,
        needed=needed,
        quorum_needed=quorum_needed,
        share=Fraction(supporting, base) if base else None,
        mean=mean_value(rule.scale, counts),
        outcome=_decide(rule, supporting, cast, needed, quorum_needed),
        rule_version=rule.version,
    )


def _decide(rule: VoteRule, supporting: int, cast: int, needed: int, quorum_needed: int) -> Outcome:
    if cast == 0 or cast < quorum_needed:
        return Outcome.NO_QUORUM
    if supporting < needed:
        return Outcome.NOT_ADOPTED
    if rule.minority_share is not None and at_least(cast - supporting, rule.minority_share, cast):
        return Outcome.ADOPTED_WITH_RESERVATION
    return Outcome.ADOPTED


def count_options(scale: Scale, ballots: Iterable[str], members: int, present: int) -> Mapping[str, int]:
    """Ballots per option of `scale`, zeroes included; raises as `tally` does."""
    if members < 0 or present < 0:
        raise WeighingError("negative_count", members=members, present=present)
    if present > members:
        raise WeighingError("more_present_than_members", members=members, present=present)
    chosen = Counter(ballots)
    unknown = sorted(set(chosen) - set(scale.options))
    if unknown:
        raise WeighingError("unknown_option", option=unknown[0], scale=scale.code)
    if chosen.total() > present:
        raise WeighingError("more_ballots_than_present", ballots=chosen.total(), present=present)
    return MappingProxyType({option: chosen[option] for option in scale.options})


def mean_value(scale: Scale, counts: Mapping[str, int]) -> Fraction | None:
    """The exact mean of a numeric scale without blanks; None for worded scales and empty votes."""
    weighted = [(number, counts[option]) for option, number in scale.values]
    cast = sum(count for _, count in weighted)
    return Fraction(sum(number * count for number, count in weighted), cast) if cast else None
