"""The rating of one recommendation: carried, back to its table, or a candidate for a minority view.

The four-fifths comfort line and the question to those who cannot live with a text follow MosaicLab's
practice; the tenth of the panel behind a minority view follows newDemocracy's handbook.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from .errors import WeighingError
from .scales import FOUR_FIFTHS, HALF, SUPPORT_5, TWO_THIRDS, Scale, at_least, ceil_share
from .tally import count_options


class RatingOutcome(StrEnum):
    CARRIED = "carried"
    REWORK = "rework"
    MINORITY_CANDIDATE = "minority_candidate"
    NO_QUORUM = "no_quorum"


@dataclass(frozen=True)
class PipelineRule:
    """Thresholds of the rating, all shares exact.

    `carry` and `rework` are shares of the cast ballots, `quorum` of those present; `rework_rounds` is how
    many times a text may go back; a minority view needs max(ceil(`minority_share` * members),
    `minority_least`) signers.
    """

    scale: Scale = SUPPORT_5
    positive_from: int = 4
    carry: Fraction = FOUR_FIFTHS
    rework: Fraction = HALF
    rework_rounds: int = 2
    quorum: Fraction = TWO_THIRDS
    minority_share: Fraction = Fraction(1, 10)
    minority_least: int = 3
    version: str = "pipeline-1"

    def signers_needed(self, members: int) -> int:
        """How many of a panel of `members` must sign for a minority view."""
        return max(ceil_share(self.minority_share, members), self.minority_least)


@dataclass(frozen=True)
class Rating:
    """A counted rating: `live` can live with the text, `positive` want it, `rework_left` rounds remain."""

    counts: Mapping[str, int]
    present: int
    cast: int
    blank: int
    live: int
    positive: int
    share: Fraction | None
    outcome: RatingOutcome
    rework_left: int
    signers_needed: int
    rule_version: str

    @property
    def order_key(self) -> tuple[int, int]:
        """Sorts the recommendations of a statement: most wanted first, then most lived with."""
        return (-self.positive, -self.live)


def rate(
    rule: PipelineRule, ballots: Iterable[str], members: int, present: int, rounds_done: int = 0
) -> Rating:
    """Count one rating of one frozen text that has been reworked `rounds_done` times.

    Raises WeighingError as `tally` does, and ``negative_count`` for negative rounds.
    """
    if rounds_done < 0:
        raise WeighingError("negative_count", rounds_done=rounds_done)
    counts = count_options(rule.scale, ballots, members, present)
    blank = sum(counts[option] for option in rule.scale.blank)
    cast = sum(counts.values()) - blank
    live = sum(counts[option] for option in rule.scale.support)
    return Rating(
        counts=counts,
        present=present,
        cast=cast,
        blank=blank,
        live=live,
        positive=sum(counts[option] for option, number in rule.scale.values if number >= rule.positive_from),
        share=Fraction(live, cast) if cast else None,
        outcome=_place(rule, live, cast, present, rounds_done),
        rework_left=max(0, rule.rework_rounds - rounds_done),
        signers_needed=rule.signers_needed(members),
        rule_version=rule.version,
    )


def _place(rule: PipelineRule, live: int, cast: int, present: int, rounds_done: int) -> RatingOutcome:
    if cast == 0 or not at_least(cast, rule.quorum, present):
        return RatingOutcome.NO_QUORUM
    if at_least(live, rule.carry, cast):
        return RatingOutcome.CARRIED
    if rounds_done < rule.rework_rounds and at_least(live, rule.rework, cast):
        return RatingOutcome.REWORK
    return RatingOutcome.MINORITY_CANDIDATE
