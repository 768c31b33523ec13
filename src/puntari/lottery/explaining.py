"""Why no panel can keep the targets, and what would help, in words with numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from puntari.core import words
from puntari.lottery import solving
from puntari.lottery.actions.targets import Change
from puntari.lottery.solving import Labels
from puntari.methods import sortition

if TYPE_CHECKING:
    from puntari.panels.models import Panel


@dataclass(frozen=True)
class Spoken:
    """A reason as `words` wants it: a code and parameters."""

    code: str
    params: Mapping[str, object]


@dataclass(frozen=True)
class Offer:
    """One relaxation that a person may choose."""

    lines: list[str]
    cost: int
    changes: list[Change]

    @property
    def words(self) -> str:
        """All its changes in one line, with how many persons they move."""
        persons = ngettext("yhteensä %(cost)s henkilö", "yhteensä %(cost)s henkilöä", self.cost)
        return f"{'; '.join(self.lines)} ({persons % {'cost': self.cost}})"


@dataclass(frozen=True)
class Answer:
    """Whether the targets can be kept; if not, why, and the smallest ways out."""

    feasible: bool
    reasons: list[str]
    offers: list[Offer]


def explain(panel: Panel, *, one_per_household: bool = True) -> Answer:
    """Check the targets against the pool as it stands. Raises DomainError when there is nothing to check."""
    with solving.worded(panel):
        problem = solving.problem_of(panel, one_per_household=one_per_household)
        found = solving.feasibility(problem)
        if found.feasible:
            return Answer(True, [], [])
        labels = solving.labels_of(panel)
        offers = [_offer(labels, one) for one in solving.relaxations(problem)]
    return Answer(False, [say_reason(labels, reason) for reason in found.reasons], offers)


def say_reason(labels: Labels, reason: sortition.Reason) -> str:
    """A reason of the methods as a sentence."""
    params = solving.in_words(labels, reason.params)
    if reason.clashes:
        parts = [_bound(labels, one.feature, one.value, one.bound, one.number) for one in reason.clashes]
        params["clashes"] = "; ".join(parts)
    return words.say(Spoken(f"lottery.reason.{reason.code}", params))


def _bound(labels: Labels, feature: str, value: str, bound: str, number: int) -> str:
    named = solving.in_words(labels, {"feature": feature, "value": value, "number": number})
    if bound == "min":
        return _("%(feature)s %(value)s vähintään %(number)s") % named
    return _("%(feature)s %(value)s enintään %(number)s") % named


def _offer(labels: Labels, relaxation: sortition.Relaxation) -> Offer:
    changes: list[Change] = [
        {"feature": c.feature, "value": c.value, "bound": c.bound, "before": c.old, "after": c.new}
        for c in relaxation.changes
    ]
    return Offer([say_change(labels, change) for change in changes], relaxation.cost, changes)


def say_change(labels: Labels, change: Change) -> str:
    """One loosened bound as a sentence."""
    named = solving.in_words(labels, change)
    if change["bound"] == "min":
        return _("%(feature)s, %(value)s: vähintään %(before)s → %(after)s") % named
    return _("%(feature)s, %(value)s: enintään %(before)s → %(after)s") % named
