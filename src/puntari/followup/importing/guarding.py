"""What a file may not do: take away what an answer rests on, or put other words under an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from puntari.followup.actions.guards import ACCEPTED, promises
from puntari.followup.importing.plan import PlannedAction, PlannedRecommendation, Problem
from puntari.followup.models import Recommendation

_WORD = re.compile(r"\w{4,}")
STEM = 5


def lost_promises(planned: Iterable[PlannedRecommendation]) -> Iterator[Problem]:
    """A stop for each accepted recommendation that would be left without an action and its time."""
    for one in planned:
        if one.existing and _accepted(one.existing) and (row := _loses(one, one.existing)):
            params: dict[str, object] = {"line": row.line, "number": one.number}
            yield Problem(row.line, "followup.promise_lost", params, stops=True)


def _accepted(one: Recommendation) -> bool:
    return one.answer is not None and one.answer.decision in ACCEPTED


def _loses(planned: PlannedRecommendation, one: Recommendation) -> PlannedAction | None:
    """The first row that takes a promise, when none is left after all the rows."""
    standing = {action.pk for action in one.actions.all() if promises(action.text, action.schedule)}
    rows = [action for group in planned.groups for action in group.actions]
    if any(_promises(row) for row in rows):
        return None
    taking = [row for row in rows if row.existing and row.existing.pk in standing]
    return taking[0] if taking and len(taking) == len(standing) else None


def _promises(row: PlannedAction) -> bool:
    old = row.existing
    said = {name: getattr(old, name) if old else "" for name in ("text", "schedule")}
    said.update((name, row.values[name]) for name in said if name in row.values)
    return promises(said["text"], said["schedule"])


def is_another(answered: Recommendation | None, text: str) -> bool:
    """Whether a text shares no word with the answered recommendation whose number it has."""
    if answered is None or answered.answer is None:
        return False
    words, own = _stems(text), _stems(answered.title)
    return bool(words and own) and not words & own


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in _WORD.findall(text.casefold())}
