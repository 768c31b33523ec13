"""The panel's own rating of each answer: when it is asked, and what of it anybody may read.

A round opens six and twelve months after the hand-over and stays open for six weeks. Its figures and words
are public when it has closed and at least five have rated, so that nobody's rating can be told from them.
"""

from __future__ import annotations

import calendar
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from puntari.core.crypto import lookup_hash
from puntari.core.ui.formats import format_date
from puntari.followup import queries
from puntari.followup.models import Rating, Recommendation, Response

if TYPE_CHECKING:
    from puntari.lottery.models import Member
    from puntari.panels.models import Panel

OPEN_DAYS = 42
FEWEST = 5
TOP = 10


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def opens_on(recommendation: Recommendation, turn: int) -> date | None:
    """The first day of a round; None for a recommendation that was never handed over here."""
    handed = recommendation.handed_over_on
    return months_after(handed, turn) if handed else None


def closes_on(recommendation: Recommendation, turn: int) -> date | None:
    """The last day of a round."""
    opens = opens_on(recommendation, turn)
    return opens + timedelta(days=OPEN_DAYS - 1) if opens else None


def open_round(recommendation: Recommendation, today: date) -> int | None:
    """The round in which an answered recommendation can be rated today."""
    if recommendation.answer is None:
        return None
    for turn in Rating.Round.values:
        opens, closes = opens_on(recommendation, turn), closes_on(recommendation, turn)
        if opens and closes and opens <= today <= closes:
            return int(turn)
    return None


def to_rate(panel: Panel, today: date) -> list[tuple[Recommendation, int]]:
    """The recommendations whose answers the panel is asked to rate today, with the round."""
    found = queries.recommendations_of(panel).exclude(handed_over_on=None)
    turns = [(one, open_round(one, today)) for one in found]
    return [(one, turn) for one, turn in turns if turn is not None]


def who(member: Member) -> str:
    """The panelist's mark on their ratings; only the holder of the field key can make it again."""
    return lookup_hash(f"{member.panel_id}/member/{member.pk}", "rating")


def own_ratings(member: Member, panel: Panel) -> QuerySet[Rating]:
    """What this panelist has rated."""
    return Rating.objects.filter(recommendation__panel=panel, who=who(member))


@dataclass(frozen=True)
class RatedRound:
    """A closed round: how many rated the same answer, and if they are enough, the mean, spread and words."""

    turn: int
    label: str
    # The answer that was rated; empty and None where nobody knows.
    decision: str
    decided_on: date | None
    count: int
    mean: float | None
    spread: list[tuple[int, int]]
    ratings: list[Rating]

    @property
    def hidden(self) -> bool:
        return self.count < FEWEST

    @property
    def about(self) -> str:
        """The answer that was rated, in the reader's words."""
        return rated_answer(self.decision, self.decided_on)


def rated_answer(decision: str, decided_on: date | None) -> str:
    """A decision with its day; empty where it is not known."""
    label = str(dict(Response.Decision.choices).get(decision, decision))
    return f"{label}, {format_date(decided_on)}" if decision and decided_on else label


def rated_rounds(recommendation: Recommendation, today: date) -> list[RatedRound]:
    """The closed rounds in which somebody rated the answer."""
    return rounds_of([recommendation], today)[recommendation.pk]


def rounds_of(recommendations: Iterable[Recommendation], today: date) -> dict[int, list[RatedRound]]:
    """For each recommendation, by its key, the closed rounds in which somebody rated; in one query."""
    closed = {one.pk: _closed(one, today) for one in recommendations}
    asked = [key for key, turns in closed.items() if turns]
    given: dict[tuple[int, int], dict[str, list[Rating]]] = defaultdict(lambda: defaultdict(list))
    rows = Rating.objects.filter(recommendation__in=asked).order_by("who") if asked else ()
    for one in rows:
        given[one.recommendation_id, one.round][one.answer_rated].append(one)
    return {
        key: [_round(turn, same) for turn in turns for same in _by_day(given[key, turn])]
        for key, turns in closed.items()
    }


def _by_day(given: dict[str, list[Rating]]) -> list[list[Rating]]:
    """The ratings of each answer, the oldest answer first."""
    return sorted(given.values(), key=lambda same: same[0].decided_on or date.min)


def _closed(recommendation: Recommendation, today: date) -> list[int]:
    closes = {int(turn): closes_on(recommendation, turn) for turn in Rating.Round.values}
    return [turn for turn, day in closes.items() if day is not None and day < today]


def _round(turn: int, given: list[Rating]) -> RatedRound:
    label, first = str(Rating.Round(turn).label), given[0]
    if len(given) < FEWEST:
        return RatedRound(turn, label, first.decision, first.decided_on, len(given), None, [], [])
    scores = Counter(one.score for one in given)
    return RatedRound(
        turn=turn,
        label=label,
        decision=first.decision,
        decided_on=first.decided_on,
        count=len(given),
        mean=round(sum(one.score for one in given) / len(given), 1),
        spread=[(score, scores[score]) for score in range(TOP + 1)],
        ratings=[one for one in given if one.words and not one.hidden],
    )
