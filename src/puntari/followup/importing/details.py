"""What a file says beside the words of the county's table.

Of a recommendation its theme, the municipalities it concerns and what was answered, which a file tells but
does not change; of an action whose post it is, when it is told of next, how far it is and what it led to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import override

from puntari.core.errors import BadInput
from puntari.followup.importing.matching import plain
from puntari.followup.models.recommendations import LONGEST_PLACES, LONGEST_THEME, named_places

if TYPE_CHECKING:
    from puntari.followup.models import Action, Response

ANSWER = ("decision", "reason", "body", "decided_on", "case_number")
OF_ACTION = ("owner_post", "next_update_due", "percent", "effect")
LONGEST_POST = 200
DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
LIMITS = {"theme": LONGEST_THEME, "municipalities": LONGEST_PLACES}
# What people write in place of naming every municipality; no name means the whole area.
WHOLE_AREA = {
    "koko alue", "koko hyvinvointialue", "kaikki", "kaikki kunnat", "hela området", "hela välfärdsområdet",
    "alla", "alla kommuner", "whole area", "all", "all municipalities",
}  # fmt: skip


def read_details(line: int, cells: Mapping[str, str]) -> dict[str, str]:
    """The cells of the columns that the file has, as they are kept. Raises BadInput for one too long."""
    found = {name: _kept(name, cells[name]) for name in LIMITS if name in cells}
    for name, value in found.items():
        if len(value) > LIMITS[name]:
            raise BadInput(f"followup.{name}_too_long", line=line, limit=LIMITS[name])
    return found


def _kept(name: str, cell: str) -> str:
    if name == "theme":
        return " ".join(cell.split())
    return "" if plain(cell) in WHOLE_AREA else ", ".join(named_places(cell))


def is_same(name: str, old: str, new: str) -> bool:
    """Whether a kept text and a read one say the same."""
    return old == new if name == "theme" else named_places(old) == named_places(new)


def answer_cells(answer: Response | None) -> dict[str, str]:
    """The answer as a file tells it, in Finnish like the rest of the table."""
    if answer is None:
        return dict.fromkeys(ANSWER, "")
    with override("fi"):
        decision = str(answer.get_decision_display())
    return {
        "decision": decision,
        "reason": answer.reason,
        "body": answer.body,
        "decided_on": _shown(answer.decided_on),
        "case_number": answer.case_number,
    }


def action_cells(action: Action | None) -> dict[str, str]:
    """What a file tells of an action in the columns of OF_ACTION."""
    return {name: _shown(getattr(action, name, None)) for name in OF_ACTION}


def _shown(value: Any) -> str:
    if isinstance(value, date):
        return f"{value.day}.{value.month}.{value.year}"
    return "" if value is None else str(value)


def read_of_action(name: str, cell: str) -> str | None:
    """A cell of OF_ACTION as the log keeps it (a day as ISO 8601, a bare number); None if it is none."""
    text = cell.strip()
    if not text or name == "effect":
        return text
    if name == "owner_post":
        return text if len(text) <= LONGEST_POST else None
    return _day(text) if name == "next_update_due" else _percent(text)


def _day(text: str) -> str | None:
    """5.11.2027, or 2027-11-05 with or without a time, as spreadsheets give it."""
    try:
        if match := DAY.fullmatch(text):
            return date(int(match[3]), int(match[2]), int(match[1])).isoformat()
        return date.fromisoformat(text.split()[0]).isoformat()
    except ValueError:
        return None


def _percent(text: str) -> str | None:
    number = text.removesuffix("%").strip().removesuffix(".0").removesuffix(",0")
    return str(int(number)) if number.isdecimal() and int(number) <= 100 else None


def kept(name: str, text: str) -> Any:
    """What read_of_action gave, as the field holds it."""
    if name == "next_update_due":
        return date.fromisoformat(text) if text else None
    return (int(text) if text else None) if name == "percent" else text
