"""Making and changing a meeting's programme."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext, override

from puntari.core import log
from puntari.core.errors import BadInput, NotAllowed
from puntari.core.models import User
from puntari.meetings import standard
from puntari.meetings.models import AgendaItem

if TYPE_CHECKING:
    from puntari.panels.models import Meeting


class ItemFacts(TypedDict, total=False):
    """What an item of a programme says."""

    title: str
    title_sv: str
    title_en: str
    minutes: int
    least: int
    kind: str
    round: int | None
    script: str


@transaction.atomic
def use_standard_programme(*, meeting: Meeting, kind: str, actor: User) -> list[AgendaItem]:
    """Replace the programme by a standard one (`learn`, `deliberate`, `decide`) of the meeting's length."""
    if kind not in standard.PROGRAMMES:
        raise BadInput("meetings.unknown_programme", kind=kind)
    _refuse_running(meeting)
    fitted = standard.fitted(kind, meeting.minutes)
    if fitted is None:
        raise BadInput("meetings.too_short", minutes=meeting.minutes)
    meeting.agenda.all().delete()
    items = AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            order=order,
            title=item.title,
            title_sv=_translated(item.title, "sv"),
            title_en=_translated(item.title, "en"),
            minutes=item.minutes,
            least=min(item.least, item.minutes),
            kind=item.kind,
            round=item.round,
            script=item.script,
        )
        for order, item in enumerate(fitted, start=1)
    )
    _record(meeting, actor, "meetings.programme_made", programme=kind)
    return items


def _translated(title: str, language: str) -> str:
    with override(language):
        words = gettext(title)
    return "" if words == title else words


@transaction.atomic
def save_item(
    *, meeting: Meeting, actor: User, item: AgendaItem | None = None, **facts: Unpack[ItemFacts]
) -> AgendaItem:
    """Add an item at the end of the programme, or change one."""
    saved = item or AgendaItem(meeting=meeting, order=meeting.agenda.count() + 1)
    for name, value in facts.items():
        setattr(saved, name, value)
    if saved.minutes < 1:
        raise BadInput("meetings.item_minutes")
    saved.least = min(saved.least, saved.minutes)
    saved.cut = min(saved.cut, saved.minutes - saved.least)
    saved.save()
    _record(meeting, actor, "meetings.item_saved", item=saved.pk)
    return saved


@transaction.atomic
def move_item(*, item: AgendaItem, steps: int, actor: User) -> None:
    """Move an item up (negative) or down; past the ends it stays at the end."""
    _refuse_running(item.meeting)
    items = list(item.meeting.agenda.all())
    here = next(place for place, one in enumerate(items) if one.pk == item.pk)
    items.insert(max(0, here + steps), items.pop(here))
    _number(items)
    _record(item.meeting, actor, "meetings.item_moved", item=item.pk)


@transaction.atomic
def remove_item(*, item: AgendaItem, actor: User) -> None:
    """Take an item off the programme; one that has begun stays."""
    if item.started is not None:
        raise NotAllowed("meetings.item_begun", title=item.title)
    meeting, key = item.meeting, item.pk
    item.delete()
    _number(list(meeting.agenda.all()))
    _record(meeting, actor, "meetings.item_removed", item=key)


def _number(items: list[AgendaItem]) -> None:
    for order, item in enumerate(items, start=1):
        item.order = order
    AgendaItem.objects.bulk_update(items, ["order"])


def _refuse_running(meeting: Meeting) -> None:
    if meeting.agenda.exclude(started=None).exists():
        raise NotAllowed("meetings.programme_running")


def _record(meeting: Meeting, actor: User, kind: str, **data: object) -> None:
    log.record(kind, actor=actor, panel_slug=meeting.panel.slug, data={"meeting": meeting.number, **data})
