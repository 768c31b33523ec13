"""Planning an import: which rows are new, which change what is there, what looks wrong and where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from puntari.core.errors import BadInput
from puntari.followup import queries
from puntari.followup.importing.details import ANSWER, OF_ACTION, answer_cells, read_details, read_of_action
from puntari.followup.importing.guarding import is_another, keep_adopted, lost_promises
from puntari.followup.importing.keys import Keyed, Known
from puntari.followup.importing.matching import Unmatched, plain
from puntari.followup.importing.numbering import Cells, join_numbers
from puntari.followup.importing.panels import rows_of
from puntari.followup.importing.parts import Parts, match_actions
from puntari.followup.importing.plan import (
    Plan,
    PlannedAction,
    PlannedGroup,
    PlannedRecommendation,
    Problem,
)
from puntari.followup.importing.reading import MAX_COLUMNS, Line
from puntari.followup.models import Recommendation, StatusTerm
from puntari.followup.models.recommendations import named_places
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


def make_plan(panel: Panel, lines: Sequence[Line], mapping: Sequence[str]) -> Plan:
    """Plan the import of lines (heading first). Raises BadInput when no column holds the recommendations."""
    if "recommendation" not in mapping:
        raise BadInput("followup.no_recommendation_column")
    lines, of_others = rows_of(panel, lines, mapping)
    keys = _column(lines, mapping, "key")
    rows = join_numbers(_cells(line, mapping) for line in lines[1:])
    planner = _Planner(panel, Keyed(panel, queries.recommendations_of(panel), keys), _named(rows))
    for line, cells in zip(lines[1:], rows, strict=True):
        planner.take(line.number, cells)
        planner.check_width(line, mapping)
    planner.check_left_out(lines, mapping)
    planner.problems += of_others
    return planner.finish()


def _cells(line: Line, mapping: Sequence[str]) -> dict[str, str]:
    cells = {name: cell for name, cell in zip(mapping, line.cells, strict=False) if name}
    return {name: cell if cell.strip() else "" for name, cell in cells.items()}


def _column(lines: Sequence[Line], mapping: Sequence[str], name: str) -> list[str]:
    at = mapping.index(name) if name in mapping else MAX_COLUMNS
    return [line.cells[at] for line in lines[1:] if len(line.cells) > at]


def _named(rows: Sequence[Cells]) -> dict[str, set[str]]:
    """The recommendations' cells of the file, and the texts of the parts of each."""
    found: dict[str, set[str]] = {}
    standing = ""
    for cells in rows:
        standing = cells.get("recommendation") or standing
        parts = found.setdefault(standing, set())
        if part := cells.get("sub"):
            parts.add(split_part_number(part).text)
    return found


class _Planner:
    """Walks the lines with the recommendation and the sub-recommendation that span them."""

    def __init__(self, panel: Panel, keyed: Keyed, named: dict[str, set[str]]) -> None:
        self.keyed, self.existing, self.named = keyed, keyed.recommendations, named
        self.terms: list[StatusTerm] = list(queries.terms_of(panel.organisation))
        self.unmatched: Unmatched[Recommendation] = Unmatched(
            (one for one in self.existing if one not in keyed),
            text=lambda one: one.title,
            number=lambda one: one.number,
            named=[split_number(cell).text for cell in named],
        )
        self.numbers = {one.number for one in self.existing}
        self.last = max(self.numbers, default=0)
        self.planned: list[PlannedRecommendation] = []
        self.by_cell: dict[str, PlannedRecommendation] = {}
        self.by_number: dict[str, PlannedRecommendation] = {}
        self.by_key: dict[int, PlannedRecommendation] = {}
        self.parts: dict[int, Parts] = {}
        self.problems: list[Problem] = []
        self.current: PlannedRecommendation | None = None
        self.group: PlannedGroup | None = None

    def problem(self, line: int, code: str, **params: object) -> None:
        self.problems.append(Problem(line, f"followup.{code}", {"line": line, **params}))

    def take(self, line: int, cells: dict[str, str]) -> None:
        key = cells.pop("key", "")
        if self.keyed.elsewhere(key):
            self.problem(line, "row_elsewhere", key=key)
            return
        known = self.keyed.claim(key)
        if known is None and self.keyed.known(key):
            self.problem(line, "key_twice", key=key)
        if known is not None:
            self._stand(line, known, cells)
        else:
            self._follow(line, cells)
        if self.current is None or self.group is None:
            self.problem(line, "row_without_recommendation")
            return
        self._add_details(line, self.current, cells)
        self._check_answer(line, self.current, cells)
        values = {name: cells.get(column, "") for column, name in ACTION_COLUMNS.items() if column in cells}
        values |= self._of_action(line, cells)
        action = known.action if known else None
        if any(values.values()) or action:
            self._check_values(line, values)
            self.group.actions.append(PlannedAction(line, values, action))

    def _follow(self, line: int, cells: dict[str, str]) -> None:
        """A row without a key is what its cells say, and an empty cell is what the row above says."""
        if cells.get("recommendation"):
            self.current, self.group = self._recommendation(line, cells["recommendation"]), None
        if self.current is not None and (cells.get("sub") or self.group is None):
            self.group = self.parts[self.current.line].group(cells.get("sub", ""))

    def _stand(self, line: int, known: Known, cells: dict[str, str]) -> None:
        """A row with a key stays what it is wherever it stands; an empty cell leaves what was there."""
        one, cell = known.recommendation, cells.get("recommendation", "")
        self.current = planned = self._keyed(line, one)
        part = self.parts[planned.line].standing(known, cells.get("sub", ""))
        self.group = part or self.parts[planned.line].standing(known, "")
        if part is None or (cell != one.cell and self.keyed.is_cell(cell)):
            self.problem(line, "row_stays")
        elif cell and cell != one.cell:
            planned.numbered = split_number(cell)
            self.by_cell[plain(cell)] = planned

    def _add_details(self, line: int, planned: PlannedRecommendation, cells: dict[str, str]) -> None:
        """A row that names its recommendation may empty a cell; of several rows each adds municipalities."""
        for name, value in read_details(line, cells).items():
            earlier = planned.details.get(name, "")
            if value and earlier and name == "theme" and value != earlier:
                self.problem(line, "theme_twice", text=value[:60], kept=earlier[:60])
            elif value and earlier and name == "municipalities":
                planned.details[name] = ", ".join(named_places(f"{earlier}, {value}"))
            elif value or cells.get("recommendation"):
                planned.details[name] = value or earlier

    def _of_action(self, line: int, cells: dict[str, str]) -> dict[str, str]:
        """What can be read in the columns of OF_ACTION; of what cannot, nothing changes."""
        read = {name: read_of_action(name, cells[name]) for name in OF_ACTION if name in cells}
        for name in (name for name, value in read.items() if value is None):
            self.problem(line, f"{name}_unread", text=cells[name][:60])
        return {name: value for name, value in read.items() if value is not None}

    def _check_answer(self, line: int, planned: PlannedRecommendation, cells: dict[str, str]) -> None:
        """A file tells of answers but gives none: an answer has its own page, with what it must say."""
        own = answer_cells(planned.existing.answer if planned.existing else None)
        said = {name: cells[name] for name in ANSWER if cells.get(name)}
        if any(plain(value) != plain(own[name]) for name, value in said.items()):
            self.problem(line, "answer_left_out", number=planned.number)

    def _keyed(self, line: int, one: Recommendation) -> PlannedRecommendation:
        if one.pk in self.by_key:
            return self.by_key[one.pk]
        numbered = Numbered(str(one.number), one.lead, one.title)
        return self._remember(one.cell, PlannedRecommendation(line, numbered, one.number, one))

    def _recommendation(self, line: int, cell: str) -> PlannedRecommendation:
        if known := self.by_cell.get(plain(cell)):
            return known
        if standing := self.keyed.of_cell(cell):
            return self._keyed(line, standing)
        numbered = split_number(cell)
        number = int(numbered.number or 0)
        clash = self.by_number.get(numbered.number) if number else None
        if clash is not None:
            self.problem(line, "number_twice", number=number, first=clash.line)
        existing = self.unmatched.claim(numbered.text, 0 if clash else number)
        place = existing.number if existing else self._free(0 if clash else number)
        if is_another(existing, numbered.text):
            said = {"line": line, "number": place, "text": existing.cell[:80] if existing else ""}
            self.problems.append(Problem(line, "followup.another_text", said, stops=True))
        if existing and number and existing.number != number and not clash:
            self.problem(line, "number_kept", number=number, kept=existing.number)
        if existing is None and number and place != number and not clash:
            self.problem(line, "number_given", number=number, given=place)
        return self._remember(cell, PlannedRecommendation(line, numbered, place, existing))

    def _remember(self, cell: str, planned: PlannedRecommendation) -> PlannedRecommendation:
        self.planned.append(planned)
        self.by_cell[plain(cell)] = planned
        self.by_number.setdefault(planned.numbered.number, planned)
        self.parts[planned.line] = Parts(planned, self.keyed, self.named.get(cell, ()))
        if planned.existing:
            self.by_key[planned.existing.pk] = planned
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
            if (not name or (name == "key" and not self.keyed.used)) and has_words:
                self.problem(
                    lines[0].number, "column_left_out", column=lines[0].cells[at][:60] or str(at + 1)
                )

    def finish(self) -> Plan:
        used: set[int] = set()
        for one in self.planned:
            match_actions(one)
            for group in one.groups:
                used |= {action.existing.pk for action in group.actions if action.existing}
        self.problems += [*keep_adopted(self.planned), *lost_promises(self.planned)]
        kept = sum(1 for one in self.existing for action in one.actions.all() if action.pk not in used)
        return Plan(self.planned, sorted(self.problems, key=lambda one: one.line), kept)
