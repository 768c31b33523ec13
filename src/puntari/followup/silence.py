"""Of which actions nothing is heard, since when, and who has been asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from puntari.core.models import LogEntry
from puntari.followup import queries
from puntari.followup.models import CLOSED_KINDS, Action, StatusTerm

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from puntari.panels.models import Panel

# After the end of its schedule an action that stays open is asked about this often.
PATIENCE = timedelta(days=30)
# An update is asked for this long before its day.
NOTICE = timedelta(days=7)
NEXT_UPDATE = timedelta(days=91)


@dataclass(frozen=True)
class Asked:
    """How often the people of an action have been written to, and when last."""

    times: int = 0
    last: datetime | None = None


@dataclass(frozen=True)
class Silent:
    """An open action that owes an update: since when, and how its people were asked."""

    action: Action
    since: date
    days: int
    asked: Asked

    @property
    def nobody(self) -> bool:
        """There is nobody to write to."""
        people = (self.action.owner, self.action.deputy)
        return not any(one is not None and one.is_active for one in people)


def open_actions(panel: Panel) -> QuerySet[Action]:
    """The panel's open actions with their people, in the order of the table."""
    open_ = ~Q(status__kind__in=CLOSED_KINDS) | Q(status=None)
    return queries.actions_of(panel).select_related("deputy").filter(open_)


def owed_on(action: Action) -> date | None:
    """The day by which the next update of an open action is owed; None when nothing has been promised.

    A promised day counts as it is. The end of the schedule counts once; an update given after it is good for
    PATIENCE.
    """
    if action.next_update_due is not None:
        return action.next_update_due
    if action.ends is not None and action.updated_on <= action.ends:
        return action.ends
    said_late = action.status is not None and action.status.kind == StatusTerm.Kind.LATE
    return action.updated_on + PATIENCE if action.ends is not None or said_late else None


def next_day(promised: date | None, today: date) -> date:
    """The day to offer for the next update: the promised one, unless it has passed or is what is being asked.

    Otherwise whoever answers a reminder at once would get the same reminder the week after.
    """
    return promised if promised and promised > today + NOTICE else today + NEXT_UPDATE


def silent_actions(panel: Panel, today: date) -> list[Silent]:
    """The open actions whose update is owed since before today, the longest silent first."""
    owed = [(since, one) for one in open_actions(panel) if (since := owed_on(one)) and since < today]
    asked = asked_of(panel)
    rows = [Silent(one, since, (today - since).days, asked.get(one.pk, Asked())) for since, one in owed]
    return sorted(rows, key=lambda row: (row.since, row.action.pk))


def asked_of(panel: Panel) -> dict[int, Asked]:
    """Action -> how often its people were reminded of it."""
    entries = LogEntry.objects.filter(panel_slug=panel.slug, kind="followup.reminded").order_by("number")
    found: dict[int, Asked] = {}
    for at, data in entries.values_list("at", "data"):
        for key in data.get("actions", []):
            found[key] = Asked(found.get(key, Asked()).times + 1, at)
    return found
