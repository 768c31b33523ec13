"""What a reader asks of the public table, read from the address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from puntari.followup.models import Response
from puntari.followup.models.index import LONGEST_UNIT

SORTS = ("number", "schedule", "status", "unit", "updated")
# What `overdue` may ask for: whatever is late, or only one kind of it.
LATE_ANY, LATE_ANSWER, LATE_ACTION = "1", "answer", "action"
LATE = {one: one for one in (LATE_ANY, LATE_ANSWER, LATE_ACTION)} | {"true": LATE_ANY, "on": LATE_ANY}
# What `answer` may ask for beside the decisions.
ANSWERED, UNANSWERED = "any", "none"
ANSWERS = frozenset({ANSWERED, UNANSWERED, *Response.Decision.values})


@dataclass(frozen=True)
class Asked:
    """What the reader asks of the table; nonsense has been left out."""

    q: str = ""
    panel: str = ""
    answer: str = ""
    status: str = ""
    unit: str = ""
    theme: str = ""
    municipality: str = ""
    overdue: str = ""
    sort: str = "number"
    descending: bool = False

    @property
    def narrowed(self) -> bool:
        """Something has been chosen from the lists."""
        chosen = (self.panel, self.answer, self.status, self.unit, self.theme, self.municipality)
        return bool(any(chosen) or self.overdue)

    @property
    def filtered(self) -> bool:
        return bool(self.q or self.narrowed)

    @property
    def order(self) -> str:
        """The sort as it stands in an address."""
        return f"-{self.sort}" if self.descending else self.sort


def asked_from(query: Any) -> Asked:
    """Read the words of the address; a minus before the `sort` turns it round."""

    def said(name: str, limit: int) -> str:
        return str(query.get(name, "")).replace("\x00", "").strip()[:limit]

    sort, answer = said("sort", 20), said("answer", 20)
    bare = sort.removeprefix("-")
    return _one_lateness(
        Asked(
            q=said("q", 200),
            panel=said("panel", 80),
            answer=answer if answer in ANSWERS else "",
            status=said("status", 80),
            unit=said("unit", LONGEST_UNIT),
            theme=said("theme", 200),
            municipality=said("municipality", 60),
            overdue=LATE.get(said("overdue", 10), ""),
            sort=bare if bare in SORTS else "number",
            descending=sort.startswith("-") and bare in SORTS,
        )
    )


def _one_lateness(asked: Asked) -> Asked:
    """Addresses of before asked for late actions by a status; lateness is asked for in one way."""
    if asked.status not in {"late", "overdue"}:
        return asked
    return replace(asked, status="", overdue=asked.overdue or LATE_ACTION)
