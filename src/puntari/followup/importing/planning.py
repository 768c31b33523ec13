"""What an import would do: which rows are new, which change what is there, what looks wrong and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from puntari.core.errors import BadInput
from puntari.followup import queries
from puntari.followup.importing.matching import Unmatched, plain
from puntari.followup.importing.reading import Line
from puntari.followup.models import Action, Recommendation, StatusTerm, SubRecommendation
from puntari.followup.numbering import Numbered, split_number, split_part_number
from puntari.followup.schedule import NO_KEY, parse_schedule
from puntari.followup.statuses import split_status

if TYPE_CHECKING:
    from puntari.panels.models import Panel

ACTION_COLUMNS = {
    "action": "text",
    "schedule": "schedule",
    "status": "status_text",
    "unit": "unit",
    "more_info": "more_info",
}
MAX_SCHEDULE = 300


@dataclass(frozen=True)
class Problem:
    """Something to look at; `code` and `params` are worded like an error."""

    line: int
    code: str
    params: dict[str, object] = field(default_factory=dict)


@dataclass
class PlannedAction:
    """A row's action: the one it updates, if there is one, and what the row says."""

    line: int
    values: dict[str, str]
    existing: Action | None = None

    @property
    def changes(self) -> dict[str, list[str]]:
        old = self.existing
        was = {name: "" if old is None else str(getattr(old, name)) for name in self.values}
        return {name: [was[name], new] for name, new in self.values.items() if was[name] != new}

    @property
    def what(self) -> str:
        if self.existing is None:
            return "new"
        return "changed" if self.changes else "same"


@dataclass
class PlannedGroup:
    """The actions under one sub-recommendation, or straight under the recommendation (`numbered` is None)."""

    numbered: Numbered | None
    existing: SubRecommendation | None = None
    actions: list[PlannedAction] = field(default_factory=list)


@dataclass
class PlannedRecommendation:
    """A recommendation of the file with its groups; `number` is where it will stand for good."""

    line: int
    numbered: Numbered
    number: int
    existing: Recommendation | None = None
    groups: list[PlannedGroup] = field(default_factory=list)


@dataclass
class Plan:
    """All that an import will do, and what is kept although the file does not have it."""

    recommendations: list[PlannedRecommendation]
    problems: list[Problem]
    absent: int = 0

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
        return {
            "recommendations": len(self.recommendations),
            "new_recommendations": sum(one.existing is None for one in self.recommendations),
            "subs": sum(group.numbered is not None for one in self.recommendations for group in one.groups),
            "new": found["new"],
            "changed": found["changed"],
            "same": found["same"],
            "absent": self.absent,
        }


def make_plan(panel: Panel, lines: Sequence[Line], mapping: Sequence[str]) -> Plan:
    """Plan the import of lines (heading first). Raises BadInput when no column holds the recommendations."""
    if "recommendation" not in mapping:
        raise BadInput("followup.no_recommendation_column")
    planner = _Planner(panel)
    for line in lines[1:]:
        cells = {name: cell for name, cell in zip(mapping, line.cells, strict=False) if name}
        planner.take(line.number, {name: cell if cell.strip() else "" for name, cell in cells.items()})
        planner.check_width(line, mapping)
    planner.check_left_out(lines, mapping)
    return planner.finish()


class _Planner:
    """Walks the lines with the recommendation and the sub-recommendation that span them."""

    def __init__(self, panel: Panel) -> None:
        self.existing = list(queries.recommendations_of(panel))
        self.terms: list[StatusTerm] = list(queries.terms_of(panel.organisation))
        self.unmatched: Unmatched[Recommendation] = Unmatched(
            self.existing, text=lambda one: one.title, number=lambda one: one.number
        )
        self.numbers = {one.number for one in self.existing}
        self.last = max(self.numbers, default=0)
        self.planned: list[PlannedRecommendation] = []
        self.by_cell: dict[str, PlannedRecommendation] = {}
        self.by_number: dict[str, PlannedRecommendation] = {}
        self.parts: dict[int, _Parts] = {}
        self.problems: list[Problem] = []
        self.current: PlannedRecommendation | None = None
        self.group: PlannedGroup | None = None

    def problem(self, line: int, code: str, **params: object) -> None:
        self.problems.append(Problem(line, f"followup.{code}", {"line": line, **params}))

    def take(self, line: int, cells: dict[str, str]) -> None:
        if cells.get("recommendation"):
            self.current, self.group = self._recommendation(line, cells["recommendation"]), None
        if self.current is None:
            self.problem(line, "row_without_recommendation")
            return
        if cells.get("sub") or self.group is None:
            self.group = self.parts[self.current.line].group(cells.get("sub", ""))
        values = {name: cells.get(column, "") for column, name in ACTION_COLUMNS.items() if column in cells}
        if any(values.values()):
            self._check_values(line, values)
            self.group.actions.append(PlannedAction(line, values))

    def _recommendation(self, line: int, cell: str) -> PlannedRecommendation:
        if known := self.by_cell.get(plain(cell)):
            return known
        numbered = split_number(cell)
        number = int(numbered.number or 0)
        clash = self.by_number.get(numbered.number) if number else None
        if clash is not None:
            self.problem(line, "number_twice", number=number, first=clash.line)
        existing = self.unmatched.claim(numbered.text, 0 if clash else number)
        place = existing.number if existing else self._free(0 if clash else number)
        if existing and number and existing.number != number and not clash:
            self.problem(line, "number_kept", number=number, kept=existing.number)
        return self._remember(cell, PlannedRecommendation(line, numbered, place, existing))

    def _remember(self, cell: str, planned: PlannedRecommendation) -> PlannedRecommendation:
        self.planned.append(planned)
        self.by_cell[plain(cell)] = planned
        self.by_number.setdefault(planned.numbered.number, planned)
        self.parts[planned.line] = _Parts(planned)
        return planned

    def _free(self, wanted: int) -> int:
        """The wanted number if nobody has it, else the one after the last."""
        number = wanted if wanted and wanted not in self.numbers else self.last + 1
        self.numbers.add(number)
        self.last = max(self.last, number)
        return number

    def _check_values(self, line: int, values: dict[str, str]) -> None:
        status, schedule = values.get("status_text", ""), values.get("schedule", "")
        if status and split_status(status, self.terms).term is None:
            self.problem(line, "status_unknown", text=status[:60])
        if schedule and parse_schedule(schedule).key == NO_KEY:
            self.problem(line, "schedule_unread", text=schedule[:60])
        if len(schedule) > MAX_SCHEDULE:
            raise BadInput("followup.schedule_too_long", line=line, limit=MAX_SCHEDULE)

    def check_width(self, line: Line, mapping: Sequence[str]) -> None:
        if any(cell.strip() for cell in line.cells[len(mapping) :]):
            self.problem(line.number, "row_too_wide", columns=len(mapping))

    def check_left_out(self, lines: Sequence[Line], mapping: Sequence[str]) -> None:
        for at, name in enumerate(mapping):
            has_words = any(len(line.cells) > at and line.cells[at].strip() for line in lines[1:])
            if not name and has_words:
                self.problem(
                    lines[0].number, "column_left_out", column=lines[0].cells[at][:60] or str(at + 1)
                )

    def finish(self) -> Plan:
        used: set[int] = set()
        for one in self.planned:
            _match_actions(one)
            for group in one.groups:
                used |= {action.existing.pk for action in group.actions if action.existing}
        kept = sum(1 for one in self.existing for action in one.actions.all() if action.pk not in used)
        return Plan(self.planned, sorted(self.problems, key=lambda one: one.line), kept)


class _Parts:
    """The parts of one planned recommendation, found by their cell."""

    def __init__(self, planned: PlannedRecommendation) -> None:
        self.planned = planned
        self.by_cell: dict[str, PlannedGroup] = {}
        subs = planned.existing.subs.all() if planned.existing else ()
        self.unmatched: Unmatched[SubRecommendation] = Unmatched(
            subs, text=lambda sub: sub.text, number=lambda sub: sub.number
        )

    def group(self, cell: str) -> PlannedGroup:
        """The group of the cell; an empty cell is the recommendation itself."""
        if known := self.by_cell.get(plain(cell)):
            return known
        numbered = split_part_number(cell) if cell else None
        existing = self.unmatched.claim(numbered.text, numbered.number) if numbered else None
        group = self.by_cell[plain(cell)] = PlannedGroup(numbered, existing)
        self.planned.groups.append(group)
        return group


def _match_actions(recommendation: PlannedRecommendation) -> None:
    """The same text is the same action; what is left over on both sides is, in order, changed texts."""
    if recommendation.existing is None:
        return
    standing: dict[int | None, list[Action]] = {}
    for action in recommendation.existing.actions.all():
        standing.setdefault(action.sub_id, []).append(action)
    for group in recommendation.groups:
        if group.numbered is None or group.existing is not None:
            _match_group(group, standing.get(group.existing.pk if group.existing else None, []))


def _match_group(group: PlannedGroup, standing: list[Action]) -> None:
    free: Unmatched[Action] = Unmatched(standing, text=lambda one: one.text)
    for planned in group.actions:
        planned.existing = free.claim(planned.values.get("text", ""))
    changed = (planned for planned in group.actions if planned.existing is None)
    for planned, action in zip(changed, free.rest(), strict=False):
        planned.existing = action
