"""What an import would do: which rows are new, which change what is there, what looks wrong and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from puntari.core.errors import BadInput
from puntari.followup import queries
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


def plain(text: str) -> str:
    """A text as it is compared: without regard to case and spaces."""
    return " ".join(text.casefold().split())


class _Planner:
    """Walks the lines with the recommendation and the sub-recommendation that span them."""

    def __init__(self, panel: Panel) -> None:
        self.existing = list(queries.recommendations_of(panel))
        self.terms: list[StatusTerm] = list(queries.terms_of(panel.organisation))
        self.planned: list[PlannedRecommendation] = []
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
            self.group = self._group(self.current, cells.get("sub", ""))
        values = {name: cells.get(column, "") for column, name in ACTION_COLUMNS.items() if column in cells}
        if any(values.values()):
            self._check_values(line, values)
            self.group.actions.append(PlannedAction(line, values))

    def _recommendation(self, line: int, cell: str) -> PlannedRecommendation:
        numbered = split_number(cell)
        for one in self.planned:
            if plain(one.numbered.lead + one.numbered.text) == plain(cell):
                return one
        number = int(numbered.number or 0)
        clash = next((one for one in self.planned if number and one.numbered.number == numbered.number), None)
        if clash is not None:
            self.problem(line, "number_twice", number=number, first=clash.line)
        existing = self._find(0 if clash else number, numbered.text)
        place = existing.number if existing else self._free(0 if clash else number)
        if existing and number and existing.number != number and not clash:
            self.problem(line, "number_kept", number=number, kept=existing.number)
        planned = PlannedRecommendation(line, numbered, place, existing)
        self.planned.append(planned)
        return planned

    def _find(self, number: int, text: str) -> Recommendation | None:
        taken = {one.existing.pk for one in self.planned if one.existing}
        free = [one for one in self.existing if one.pk not in taken]
        by_number = (one for one in free if number and one.number == number)
        by_text = (one for one in free if plain(one.title) == plain(text))
        return next(by_number, None) or next(by_text, None)

    def _free(self, wanted: int) -> int:
        taken = {one.number for one in self.planned} | {one.number for one in self.existing}
        return wanted if wanted and wanted not in taken else max(taken, default=0) + 1

    def _group(self, recommendation: PlannedRecommendation, cell: str) -> PlannedGroup:
        numbered = split_part_number(cell) if cell else None
        for group in recommendation.groups:
            if _cell(group.numbered) == plain(cell):
                return group
        existing = self._find_sub(recommendation, numbered) if numbered else None
        group = PlannedGroup(numbered, existing)
        recommendation.groups.append(group)
        return group

    @staticmethod
    def _find_sub(recommendation: PlannedRecommendation, numbered: Numbered) -> SubRecommendation | None:
        if recommendation.existing is None:
            return None
        taken = {group.existing.pk for group in recommendation.groups if group.existing}
        free = [sub for sub in recommendation.existing.subs.all() if sub.pk not in taken]
        by_number = (sub for sub in free if numbered.number and sub.number == numbered.number)
        by_text = (sub for sub in free if plain(sub.text) == plain(numbered.text))
        return next(by_number, None) or next(by_text, None)

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
            for group in one.groups:
                _match_actions(one, group)
                used |= {action.existing.pk for action in group.actions if action.existing}
        kept = sum(1 for one in self.existing for action in one.actions.all() if action.pk not in used)
        return Plan(self.planned, sorted(self.problems, key=lambda one: one.line), kept)


def _cell(numbered: Numbered | None) -> str:
    return plain(numbered.lead + numbered.text) if numbered else ""


def _match_actions(recommendation: PlannedRecommendation, group: PlannedGroup) -> None:
    """The same text is the same action; what is left over on both sides is, in order, changed texts."""
    if recommendation.existing is None or (group.numbered and group.existing is None):
        return
    sub_id = group.existing.pk if group.existing else None
    free: list[Any] = [one for one in recommendation.existing.actions.all() if one.sub_id == sub_id]
    for planned in group.actions:
        planned.existing = next(
            (one for one in free if plain(one.text) == plain(planned.values.get("text", ""))), None
        )
        if planned.existing:
            free.remove(planned.existing)
    for planned in group.actions:
        if planned.existing is None and free:
            planned.existing = free.pop(0)
