"""Running the day: starting items, catching up, and taking either back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from puntari.core import clock, log
from puntari.core.errors import NotAllowed
from puntari.core.models import User
from puntari.meetings import clockwork
from puntari.meetings.models import AgendaItem

if TYPE_CHECKING:
    from puntari.panels.models import Meeting


@transaction.atomic
def start_item(*, item: AgendaItem, actor: User, at: datetime | None = None) -> AgendaItem:
    """The item begins now (or `at`) and the rest of the day moves with it; starting it again does nothing."""
    items = list(item.meeting.agenda.select_for_update())
    current = clockwork.current_item(items)
    if current is not None and current.pk == item.pk:
        return current
    item.meeting.agenda.filter(order__gt=item.order).update(started=None)
    item.started = at or clock.now()
    item.save(update_fields=["started"])
    _record(item.meeting, actor, "meetings.item_started", item=item.pk)
    return item


@transaction.atomic
def undo_start(*, meeting: Meeting, actor: User) -> AgendaItem | None:
    """Take the last start back; the item before it runs again. Returns the item that had been started."""
    current = clockwork.current_item(list(meeting.agenda.select_for_update()))
    if current is not None:
        current.started = None
        current.save(update_fields=["started"])
        _record(meeting, actor, "meetings.start_undone", item=current.pk)
    return current


@transaction.atomic
def catch_up(*, meeting: Meeting, actor: User, at: datetime | None = None) -> int:
    """Shorten the items to come so that the day ends on time, none below its least. Returns minutes won."""
    items = list(meeting.agenda.select_for_update())
    day = clockwork.schedule(items, meeting.starts_at, meeting.ends_at, at or clock.now())
    if day.late_at_end <= 0:
        raise NotAllowed("meetings.not_late")
    coming = [item for item, slot in zip(items, day.slots, strict=True) if slot.state == "todo"]
    parts = clockwork.cuts(coming, day.late_at_end)
    if not any(parts):
        raise NotAllowed("meetings.nothing_to_shorten")
    for item, part in zip(coming, parts, strict=True):
        item.cut += part
    AgendaItem.objects.bulk_update(coming, ["cut"])
    _record(meeting, actor, "meetings.caught_up", minutes=sum(parts))
    return sum(parts)


@transaction.atomic
def undo_catch_up(*, meeting: Meeting, actor: User) -> None:
    """Give the items to come their planned minutes back."""
    items = list(meeting.agenda.select_for_update())
    current = clockwork.current_item(items)
    order = current.order if current else 0
    meeting.agenda.filter(order__gt=order).update(cut=0)
    _record(meeting, actor, "meetings.catch_up_undone")


def _record(meeting: Meeting, actor: User, kind: str, **data: object) -> None:
    log.record(kind, actor=actor, panel_slug=meeting.panel.slug, data={"meeting": meeting.number, **data})
