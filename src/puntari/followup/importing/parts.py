"""The parts of a planned recommendation, and which of its actions a row stands for."""

from __future__ import annotations

from collections.abc import Iterable

from puntari.followup.importing.keys import Keyed, Known
from puntari.followup.importing.matching import Unmatched, plain
from puntari.followup.importing.plan import PlannedGroup, PlannedRecommendation
from puntari.followup.models import Action, SubRecommendation
from puntari.followup.numbering import Numbered, split_part_number


class Parts:
    """The parts of one planned recommendation, found by their cell."""

    def __init__(self, planned: PlannedRecommendation, keyed: Keyed, named: Iterable[str]) -> None:
        self.planned = planned
        self.by_cell: dict[str, PlannedGroup] = {}
        self.by_key: dict[int, PlannedGroup] = {}
        subs = list(planned.existing.subs.all()) if planned.existing else []
        self.cells = {plain(sub.cell): sub for sub in subs}
        self.keyed = {plain(sub.cell): sub for sub in subs if sub in keyed}
        self.unmatched: Unmatched[SubRecommendation] = Unmatched(
            (sub for sub in subs if sub not in keyed),
            text=lambda sub: sub.text,
            number=lambda sub: sub.number,
            named=named,
        )

    def group(self, cell: str) -> PlannedGroup:
        """The group of the cell; an empty cell is the recommendation itself."""
        if known := self.by_cell.get(plain(cell)):
            return known
        if plain(cell) in self.keyed:
            return self._keyed(self.keyed[plain(cell)])
        numbered = split_part_number(cell) if cell else None
        existing = self.unmatched.claim(numbered.text, numbered.number) if numbered else None
        group = self.by_cell[plain(cell)] = PlannedGroup(numbered, existing)
        self.planned.groups.append(group)
        return group

    def standing(self, known: Known, cell: str) -> PlannedGroup | None:
        """The group of a row with a key, its words renewed from the cell; None when the cell is another's."""
        sub = known.sub
        if sub is None:
            return self.group(cell) if not (cell and known.action) else None
        if cell and cell != sub.cell and plain(cell) in self.cells.keys() - {plain(sub.cell)}:
            return None
        group = self._keyed(sub)
        if cell and cell != sub.cell:
            group.numbered = split_part_number(cell)
            self.by_cell[plain(cell)] = group
        return group

    def _keyed(self, sub: SubRecommendation) -> PlannedGroup:
        if sub.pk not in self.by_key:
            group = PlannedGroup(Numbered(sub.number, sub.lead, sub.text), sub)
            self.by_key[sub.pk] = self.by_cell[plain(sub.cell)] = group
            self.planned.groups.append(group)
        return self.by_key[sub.pk]


def match_actions(recommendation: PlannedRecommendation) -> None:
    """The same text is the same action; what is left over on both sides is, in order, changed texts."""
    if recommendation.existing is None:
        return
    standing: dict[int | None, list[Action]] = {}
    keyed = {one.existing.pk for group in recommendation.groups for one in group.actions if one.existing}
    for action in (one for one in recommendation.existing.actions.all() if one.pk not in keyed):
        standing.setdefault(action.sub_id, []).append(action)
    for group in recommendation.groups:
        if group.numbered is None or group.existing is not None:
            _match_group(group, standing.get(group.existing.pk if group.existing else None, []))


def _match_group(group: PlannedGroup, standing: list[Action]) -> None:
    free: Unmatched[Action] = Unmatched(standing, text=lambda one: one.text)
    for planned in (one for one in group.actions if one.existing is None):
        planned.existing = free.claim(planned.values.get("text", ""))
    changed = (planned for planned in group.actions if planned.existing is None)
    for planned, action in zip(changed, free.rest(), strict=False):
        planned.existing = action
