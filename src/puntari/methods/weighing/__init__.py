"""Weighing: scales, tallies, secret ballots, rankings, fair shares, opinion groups, near-duplicates."""

from typing import TYPE_CHECKING, Any

from .ballots import (
    PaperCount,
    compare_entries,
    find_choice,
    format_code,
    generate_codes,
    parse_code,
    receipt,
    receipt_list,
)
from .errors import WeighingError
from .pipeline import PipelineRule, Rating, RatingOutcome, rate
from .scales import (
    FOUR_FIFTHS,
    HALF,
    SCORE_10,
    SUPPORT_5,
    TWO_THIRDS,
    YES_NO,
    Scale,
    VoteRule,
    numeric_scale,
)
from .schulze import SchulzeResult, schulze
from .shares import Purchase, SharesResult, equal_shares
from .similar import GramRanker, Neighbour, Ranker, suggest_pairs
from .tally import Outcome, Tally, tally

if TYPE_CHECKING:
    from .consensus import OpinionGroups, group_consensus, opinion_groups

__all__ = [
    "FOUR_FIFTHS",
    "HALF",
    "SCORE_10",
    "SUPPORT_5",
    "TWO_THIRDS",
    "YES_NO",
    "GramRanker",
    "Neighbour",
    "OpinionGroups",
    "Outcome",
    "PaperCount",
    "PipelineRule",
    "Purchase",
    "Ranker",
    "Rating",
    "RatingOutcome",
    "Scale",
    "SchulzeResult",
    "SharesResult",
    "Tally",
    "VoteRule",
    "WeighingError",
    "compare_entries",
    "equal_shares",
    "find_choice",
    "format_code",
    "generate_codes",
    "group_consensus",
    "numeric_scale",
    "opinion_groups",
    "parse_code",
    "rate",
    "receipt",
    "receipt_list",
    "schulze",
    "suggest_pairs",
    "tally",
]


def __getattr__(name: str) -> Any:
    """Opinion groups need numpy, which nothing else here does; it is loaded when they are asked for."""
    if name in {"OpinionGroups", "group_consensus", "opinion_groups"}:
        from . import consensus

        return getattr(consensus, name)
    raise AttributeError(name)
