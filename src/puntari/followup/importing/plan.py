"""What an import would do, as data: each recommendation of the file with its parts and actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from puntari.followup.importing.details import is_same
from puntari.followup.models import Action, Recommendation, SubRecommendation
from puntari.followup.numbering import Numbered


@dataclass(frozen=True)
class Problem:
    """Something to look at, worded like an error by `code` and `params`; one that `stops` lets nothing in."""

    line: int
    code: str
    params: dict[str, object] = field(default_factory=dict)
    stops: bool = False


@dataclass
class PlannedAction:
    """A row's action: the one it updates, if there is one, and what the row says."""

    line: int
    values: dict[str, str]
    existing: Action | None = None

    @property
    def changes(self) -> dict[str, list[str]]:
        old = self.existing
        was = {name: "" if old is None else _text(getattr(old, name)) for name in self.values}
        return {name: [was[name], new] for name, new in self.values.items() if was[name] != new}

    @property
    def what(self) -> str:
        if self.existing is None:
            return "new"
        return "changed" if self.changes else "same"


def _text(value: object) -> str:
    return "" if value is None else str(value)


@dataclass
class PlannedGroup:
    """The actions under one sub-recommendation, or straight under the recommendation (`numbered` is None)."""

    numbered: Numbered | None
    existing: SubRecommendation | None = None
    actions: list[PlannedAction] = field(default_factory=list)

    @property
    def changes(self) -> dict[str, list[str]]:
        """What becomes different in a part that is there; nothing in a new one."""
        return _new_cell(self.existing, self.numbered)


@dataclass
class PlannedRecommendation:
    """A recommendation of the file with its groups; `number` is where it will stand for good.

    `details` has its theme and municipalities, if the file has columns for them.
    """

    line: int
    numbered: Numbered
    number: int
    existing: Recommendation | None = None
    groups: list[PlannedGroup] = field(default_factory=list)
    details: dict[str, str] = field(default_factory=dict)

    @property
    def changes(self) -> dict[str, list[str]]:
        """What becomes different in a recommendation that is there; nothing in a new one."""
        old = self.existing
        if old is None:
            return {}
        was = {name: str(getattr(old, name)) for name in self.details}
        changed = {
            name: [was[name], new] for name, new in self.details.items() if not is_same(name, was[name], new)
        }
        return {**_new_cell(old, self.numbered), **changed}


def _new_cell(
    old: Recommendation | SubRecommendation | None, numbered: Numbered | None
) -> dict[str, list[str]]:
    if old is None or numbered is None or old.cell == numbered.lead + numbered.text:
        return {}
    return {"cell": [old.cell, numbered.lead + numbered.text]}


@dataclass
class Plan:
    """All that an import will do, and what is kept although the file does not have it."""

    recommendations: list[PlannedRecommendation]
    problems: list[Problem]
    absent: int = 0

    @property
    def stops(self) -> list[Problem]:
        """What must be put right in the file, or here, before it can come in."""
        return [problem for problem in self.problems if problem.stops]

    @property
    def notes(self) -> list[Problem]:
        """What is good to know, but stops nothing."""
        return [problem for problem in self.problems if not problem.stops]

    def actions(self) -> Iterator[tuple[PlannedRecommendation, PlannedGroup, PlannedAction]]:
        for recommendation in self.recommendations:
            for group in recommendation.groups:
                for action in group.actions:
                    yield recommendation, group, action

    def rows(self) -> Iterator[tuple[PlannedRecommendation, PlannedGroup, PlannedAction | None]]:
        """What a person looks through: the actions, and the parts that have none."""
        for recommendation in self.recommendations:
            for group in recommendation.groups:
                shown: list[PlannedAction | None] = [*group.actions] or [None]
                yield from ((recommendation, group, action) for action in shown)

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(action.what for _rec, _group, action in self.actions())
        parts = [group for one in self.recommendations for group in one.groups if group.numbered is not None]
        return {
            "recommendations": len(self.recommendations),
            "new_recommendations": sum(one.existing is None for one in self.recommendations),
            "changed_recommendations": sum(bool(one.changes) for one in self.recommendations),
            "subs": len(parts),
            "changed_subs": sum(bool(part.changes) for part in parts),
            "new": found["new"],
            "changed": found["changed"],
            "same": found["same"],
            "absent": self.absent,
        }
