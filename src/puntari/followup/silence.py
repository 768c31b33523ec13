"""Of which actions nothing is heard, since when, who has been asked, and who could not be."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from puntari.core.models import LogEntry
from puntari.followup import queries
from puntari.followup.models import CLOSED_KINDS, Action, StatusTerm

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from puntari.panels.models import Panel

# An open action of which no day has been promised is asked about this often, half a year,
CADENCE = timedelta(days=182)
# and this often after the end of its schedule, or when it is said to be late.
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
    """An open action: by when its update is owed, how long ago that was, and how its people were asked."""

    action: Action
    since: date
    days: int
    asked: Asked

    @property
    def nobody(self) -> bool:
        """There is nobody to write to."""
        people = (self.action.owner, self.action.deputy)
        return not any(one is not None and one.is_active for one in people)


@dataclass(frozen=True)
class Needs:
    """A panel's open actions by what there is to do about them; each is in one list, the oldest day first."""

    # Nobody answers for it, so nobody can be asked.
    unheld: list[Silent] = field(default_factory=list)
    # Its day has passed.
    silent: list[Silent] = field(default_factory=list)
    # Heard of in time, but no day has been promised for the next time.
    undated: list[Silent] = field(default_factory=list)
    # Nothing: somebody has promised a day that is not over.
    settled: list[Silent] = field(default_factory=list)

    @property
    def behind(self) -> int:
        """How many of the settled ones are late in the work itself."""
        return sum(row.action.behind for row in self.settled)


def open_actions(panel: Panel) -> QuerySet[Action]:
    """The panel's open actions with their people, in the order of the table."""
    open_ = ~Q(status__kind__in=CLOSED_KINDS) | Q(status=None)
    return queries.actions_of(panel).select_related("deputy").filter(open_)


def owed_on(action: Action) -> date:
    """The day by which the next update of an open action is owed.

    A promised day counts as it is. Without one the update is owed at the end of the schedule, and in any case
    CADENCE after the last update or the answer. An update given after the schedule's end, or that says that
    the action is late, is good for PATIENCE.
    """
    if action.next_update_due is not None:
        return action.next_update_due
    said_late = action.status is not None and action.status.kind == StatusTerm.Kind.LATE
    if action.ends is not None and action.updated_on > action.ends:
        return action.updated_on + PATIENCE
    regular = _told_on(action) + (PATIENCE if said_late else CADENCE)
    return min(regular, action.ends) if action.ends is not None else regular


def _told_on(action: Action) -> date:
    """When the action was last told of, by itself or in the answer that it carries out."""
    answer = action.recommendation.answer
    return max(action.updated_on, answer.decided_on) if answer is not None else action.updated_on


def is_overdue(action: Action, today: date) -> bool:
    """The work or its update is late, whether a day was promised or not."""
    return action.late or (action.open and owed_on(action) < today)


def next_day(promised: date | None, today: date) -> date:
    """The day to offer for the next update: the promised one, unless it has passed or is what is being asked.

    Otherwise whoever answers a reminder at once would get the same reminder the week after.
    """
    return promised if promised and promised > today + NOTICE else today + NEXT_UPDATE


def needs_of(panel: Panel, today: date) -> Needs:
    """The panel's open actions by what there is to do about them."""
    asked, found = asked_of(panel), Needs()
    owed = [(owed_on(one), one) for one in open_actions(panel)]
    for since, one in sorted(owed, key=lambda pair: (pair[0], pair[1].pk)):
        row = Silent(one, since, (today - since).days, asked.get(one.pk, Asked()))
        _list_for(row, found).append(row)
    return found


def _list_for(row: Silent, needs: Needs) -> list[Silent]:
    if row.nobody:
        return needs.unheld
    if row.days > 0:
        return needs.silent
    return needs.undated if row.action.next_update_due is None else needs.settled


def awaited(panel: Panel, today: date) -> list[Action]:
    """The open actions that are late or whose update is owed within NOTICE, the longest owed first."""
    owed = [(owed_on(one), one) for one in open_actions(panel)]
    soon = [(day, one) for day, one in owed if one.late or day <= today + NOTICE]
    return [one for _day, one in sorted(soon, key=lambda pair: (pair[0], pair[1].pk))]


def asked_of(panel: Panel) -> dict[int, Asked]:
    """Action -> how often its people were reminded of it."""
    entries = LogEntry.objects.filter(panel_slug=panel.slug, kind="followup.reminded").order_by("number")
    found: dict[int, Asked] = {}
    for at, data in entries.values_list("at", "data"):
        for key in data.get("actions", []):
            found[key] = Asked(found.get(key, Asked()).times + 1, at)
    return found
