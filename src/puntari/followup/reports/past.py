"""What the log says a field held on a day.

The log keeps what was written and what it replaced. A field's value on a day is what was last written by
then; if nothing was, it is what the first later change replaced; if nothing ever changed it, it is what it is
now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from puntari.core.models import LogEntry

if TYPE_CHECKING:
    from puntari.panels.models import Panel

Key = tuple[str, Any]
BORN = {
    "followup.recommendation_added": "recommendation",
    "followup.handed_over": "recommendation",
    "followup.sub_added": "sub",
    "followup.action_added": "action",
}
# Who does the work is no news of the work.
NO_NEWS = "followup.owner_given"
EVIDENCE = ("followup.evidence_added", "followup.evidence_removed")
ANSWERED = ("followup.answered", "followup.answer_changed")


@dataclass(frozen=True)
class Written:
    """One writing of a field; `old` is None where the log does not say what was there before."""

    at: datetime
    old: str | None
    new: str


class Past:
    """A panel's follow-up as the log tells it, at the end of a day."""

    def __init__(self, panel: Panel, day: date) -> None:
        self.moment = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
        self.begins: datetime | None = None
        self._born: dict[Key, datetime] = {}
        self._last: dict[Key, datetime] = {}
        self._next: dict[Key, datetime] = {}
        self._written: dict[tuple[Key, str], list[Written]] = {}
        self._answers: dict[int, list[tuple[datetime, dict[str, Any]]]] = {}
        # Action -> the evidence that has come and gone: its name, when it was there from and until.
        self._gone: dict[int, list[tuple[str, datetime | None, datetime]]] = {}
        self._shown: dict[tuple[int, str], datetime] = {}
        entries = LogEntry.objects.filter(panel_slug=panel.slug, subject__startswith="recommendation/")
        for entry in entries.order_by("number"):
            self._read(entry)

    def _read(self, entry: LogEntry) -> None:
        recommendation = int(entry.subject.partition("/")[2])
        key = key_of(entry.data, recommendation)
        self.begins = self.begins or entry.at
        if BORN.get(entry.kind) == key[0]:
            self._born.setdefault(key, entry.at)
        if entry.kind in ANSWERED:
            self._answers.setdefault(recommendation, []).append((entry.at, entry.data))
        if entry.kind in EVIDENCE and key[0] == "action":
            self._read_evidence(entry, key[1])
        if entry.kind != NO_NEWS:
            (self._last if entry.at < self.moment else self._next)[key] = entry.at
        for name, old, new in _writings(entry):
            self._written.setdefault((key, name), []).append(Written(entry.at, old, new))

    def _read_evidence(self, entry: LogEntry, action: int) -> None:
        label = str(entry.data.get("label", ""))
        if entry.kind == EVIDENCE[0]:
            self._shown[action, label] = entry.at
        else:
            since = self._shown.pop((action, label), None)
            self._gone.setdefault(action, []).append((label, since, entry.at))

    def evidence_gone(self, action: int) -> list[str]:
        """The names of the evidence that was there then and has been taken away since."""
        rows = self._gone.get(action, [])
        return [
            name for name, since, until in rows if until >= self.moment and (not since or since < self.moment)
        ]

    def had(self, kind: str, key: int) -> bool:
        """Whether the thing was there; what came without an entry was there from the beginning."""
        born = self._born.get((kind, key))
        return born is None or born < self.moment

    def value(self, kind: str, key: int, field: str, now: Any) -> str:
        """What the field held, as text; `now` is what it holds now."""
        written = self._written.get(((kind, key), field), [])
        before = [one.new for one in written if one.at < self.moment]
        after = [one.old for one in written if one.at >= self.moment and one.old is not None]
        if before:
            return before[-1]
        return after[0] if after else "" if now is None else str(now)

    def answer(self, recommendation: int) -> dict[str, Any] | None:
        """What the answer in force said; None before the first."""
        given = [(at, data) for at, data in self._answers.get(recommendation, []) if at < self.moment]
        if not given:
            return None
        at, data = given[-1]
        return {**data, "updated": str(timezone.localtime(at).date())}

    def knows_answers(self, recommendation: int) -> bool:
        """Whether the log has any answer to the recommendation, of any day."""
        return recommendation in self._answers

    def updated(self, action: int, stamp: date) -> date | None:
        """The action's stamp on the day: as it is now, unless something has been written since.

        A table that was brought in keeps the day it told, which is before the day of its entry.
        """
        key = ("action", action)
        last = self._last.get(key)
        if key not in self._next and stamp < self.moment.date():
            return stamp
        return timezone.localtime(last).date() if last else None


def key_of(data: dict[str, Any], recommendation: int) -> Key:
    """Which thing an entry is about."""
    for kind in ("action", "sub"):
        if kind in data:
            return kind, data[kind]
    return "recommendation", recommendation


def _writings(entry: LogEntry) -> Iterator[tuple[str, str | None, str]]:
    data = entry.data
    for name, (old, new) in data.get("changes", {}).items():
        yield name, old, new
    if entry.kind in BORN:
        first: Iterable[tuple[str, Any]] = data.get("to", {}).items()
        yield from ((name, None, str(new)) for name, new in first)
        yield from ((name, None, str(data[name])) for name in ("cell", "answer_due") if name in data)
    if entry.kind == "followup.action_unchanged":
        yield "next_update_due", None, str(data.get("next_update_due", ""))
