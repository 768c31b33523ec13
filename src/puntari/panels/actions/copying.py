"""A panel as the template of the next one: everything but people and promises, all dates moved."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from puntari.core import clock, log
from puntari.core.models import User
from puntari.core.roles import Role
from puntari.panels import dates, queries
from puntari.panels.actions.features import set_features
from puntari.panels.actions.meetings import set_meetings
from puntari.panels.actions.panels import EDITABLE, refuse_taken
from puntari.panels.features import spec_of
from puntari.panels.models import Meeting, Panel, PanelRole, Step

DATES = frozenset({"registration_opens", "registration_closes"})


@transaction.atomic
def copy_panel(
    *, source: Panel, slug: str, title: str, actor: User, first_meeting: date | None = None
) -> Panel:
    """Start a panel like `source`; meetings keep their hours and distances from the new first day.

    Nobody's roles, names, promises or decisions come along: they have to be given anew.
    """
    refuse_taken(slug)
    shift = _shift(source, first_meeting)
    facts = {name: getattr(source, name) for name in EDITABLE - DATES - {"title", "title_sv", "title_en"}}
    panel = Panel(organisation=source.organisation, slug=slug, title=title, kind=source.kind, **facts)
    for name in DATES:
        day = getattr(source, name)
        setattr(panel, name, day and day + shift)
    panel.save()
    PanelRole.objects.create(panel=panel, user=actor, role=Role.COORDINATOR)
    log.record("panels.panel_copied", actor=actor, panel_slug=slug, data={"from": source.slug})
    _copy_parts(source, panel, shift, actor)
    return panel


def _shift(source: Panel, first_meeting: date | None) -> timedelta:
    first = source.meetings.order_by("starts_at").first()
    target = first_meeting or dates.first_meeting_day(clock.today())
    return target - dates.local_date(first.starts_at) if first else timedelta(0)


def _copy_parts(source: Panel, panel: Panel, shift: timedelta, actor: User) -> None:
    set_features(panel=panel, features=[spec_of(one) for one in queries.features_of(source)], actor=actor)
    # The steps first: planning the meetings fills an empty list with the default plan.
    Step.objects.bulk_create(
        Step(
            panel=panel,
            key=one.key,
            title=one.title,
            lane=one.lane,
            anchor=one.anchor,
            offset_days=one.offset_days,
        )
        for one in source.steps.order_by("pk")
    )
    meetings = [_moved(meeting, shift) for meeting in source.meetings.all()]
    set_meetings(panel=panel, meetings=meetings, actor=actor)


def _moved(meeting: Meeting, shift: timedelta) -> dates.MeetingPlan:
    return dates.MeetingPlan(
        starts_at=_same_hour(meeting.starts_at, shift),
        ends_at=_same_hour(meeting.ends_at, shift),
        title=meeting.title,
        place=meeting.place,
        address=meeting.address,
        notes=meeting.notes,
    )


def _same_hour(moment: datetime, shift: timedelta) -> datetime:
    """Six o'clock stays six o'clock when summer time begins or ends in between."""
    local = timezone.localtime(moment)
    return dates.local_moment(local.date() + shift, local.time())
