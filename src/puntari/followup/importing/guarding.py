"""What a file may not do: take away what an answer rests on, or put other words under an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from puntari.core import finnish
from puntari.followup.actions.guards import ACCEPTED, promises
from puntari.followup.importing.plan import PlannedAction, PlannedRecommendation, Problem
from puntari.followup.models import Recommendation
from puntari.followup.numbering import Numbered

_WORD = re.compile(r"[^\W\d_]{4,}")
# A reworded text keeps at least this share of the words of the shorter one.
SAME = 0.5


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


def is_another(standing: Recommendation | None, text: str) -> bool:
    """Whether a text is of another matter than the recommendation whose number it has."""
    words, own = (_words(text), _words(standing.title)) if standing else (set(), set())
    return bool(words and own) and len(words & own) < SAME * min(len(words), len(own))


def _words(text: str) -> set[str]:
    """The base forms of a text's longer words."""
    found = _WORD.findall(text.casefold())
    return {(finnish.base_forms(word) or (finnish.stem(word),))[0] for word in found}


def keep_adopted(planned: Iterable[PlannedRecommendation]) -> Iterator[Problem]:
    """What the panel adopted stays as it is: other words in the file are left out, and a note says so."""
    for one in planned:
        if one.existing and one.existing.adopted and "cell" in one.changes:
            one.numbered = Numbered(str(one.number), one.existing.lead, one.existing.title)
            yield _kept(one.line, one.existing.cell)
        for part in one.groups:
            if part.existing and part.existing.adopted and part.changes:
                part.numbered = Numbered(part.existing.number, part.existing.lead, part.existing.text)
                yield _kept(part.actions[0].line if part.actions else one.line, part.existing.cell)


def _kept(line: int, cell: str) -> Problem:
    return Problem(line, "followup.adopted_kept", {"line": line, "text": cell[:80]})
