"""Scales of a ballot, and the rule that a vote is counted by."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from .errors import WeighingError

Base = Literal["present", "members"]

HALF = Fraction(1, 2)
TWO_THIRDS = Fraction(2, 3)
FOUR_FIFTHS = Fraction(4, 5)


@dataclass(frozen=True)
class Scale:
    """The options of a ballot.

    `options` in the order a ballot shows them; `support` those that count for the proposal; `blank` those
    that take no stand. Everything else counts against. `values` gives numeric options their number.
    """

    code: str
    options: tuple[str, ...]
    support: frozenset[str]
    blank: frozenset[str]
    values: tuple[tuple[str, int], ...] = ()

    def __post_init__(self) -> None:
        known = set(self.options)
        if len(known) != len(self.options):
            raise WeighingError("repeated_option", scale=self.code)
        if not (self.support <= known and self.blank <= known) or self.support & self.blank:
            raise WeighingError("inconsistent_scale", scale=self.code)

    def value(self, option: str) -> int | None:
        """The number behind an option, or None where the option has none."""
        return dict(self.values).get(option)


def numeric_scale(code: str, steps: range, support_from: int, blank: str = "blank") -> Scale:
    """A scale of whole numbers plus blank; `support_from` and everything above it supports the proposal."""
    names = [str(step) for step in steps]
    return Scale(
        code=code,
        options=(*names, blank),
        support=frozenset(str(step) for step in steps if step >= support_from),
        blank=frozenset({blank}),
        values=tuple((str(step), step) for step in steps),
    )


YES_NO = Scale("yes-no", ("yes", "no", "abstain"), frozenset({"yes"}), frozenset({"abstain"}))
"""Yes, no, abstain. An abstention is present but not voting."""

SUPPORT_5 = numeric_scale("support-5", range(5, 0, -1), support_from=3)
"""Kaner's gradients in five steps: 5 love it, 4 like it, 3 can live with it, 2 lament it, 1 loathe it."""

SCORE_10 = numeric_scale("score-10", range(11), support_from=6)
"""0 to 10; a score above the middle counts as support."""


@dataclass(frozen=True)
class VoteRule:
    """How a vote is decided; fixed and published before the first ballot.

    `base`: "present" counts against those who are present and voting (blank ballots are left out),
    "members" against the whole panel. `threshold`: 1/2 asks for strictly more than half, every other share
    for at least that share. `quorum`: share of the people of `quorum_of` who must cast a ballot that is not
    blank. `minority_share`: an adopted proposal carries a reservation when at least this share of the cast
    ballots opposes it; None never marks one. `version` is recorded by every tally.

    Raises WeighingError("share_out_of_range") when a share lies outside 0..1 (threshold: outside 1/2..1).
    """

    scale: Scale = YES_NO
    base: Base = "present"
    threshold: Fraction = HALF
    quorum: Fraction = TWO_THIRDS
    quorum_of: Base = "present"
    minority_share: Fraction | None = Fraction(1, 5)
    version: str = "vote-1"

    def __post_init__(self) -> None:
        if not HALF <= self.threshold <= 1:
            raise WeighingError("share_out_of_range", field="threshold", value=str(self.threshold))
        if not 0 <= self.quorum <= 1:
            raise WeighingError("share_out_of_range", field="quorum", value=str(self.quorum))
        if self.minority_share is not None and not 0 < self.minority_share <= 1:
            raise WeighingError("share_out_of_range", field="minority_share", value=str(self.minority_share))

    def needed(self, base: int) -> int:
        """The fewest supporting ballots that pass among `base` people (at least one)."""
        if self.threshold == HALF:
            return base // 2 + 1
        return max(1, ceil_share(self.threshold, base))


def ceil_share(share: Fraction, whole: int) -> int:
    """The smallest integer that is at least `share` of `whole`."""
    return -(-share.numerator * whole // share.denominator)


def at_least(part: int, share: Fraction, whole: int) -> bool:
    """Whether `part` is at least `share` of `whole`, in integers."""
    return share.denominator * part >= share.numerator * whole
