"""The people of the earlier rooms, as this room needs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from puntari.lottery import queries as lottery
from puntari.meetings import queries as meetings

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.lottery.models import Member
    from puntari.panels.models import Meeting, Panel
    from puntari.recruitment.models import Volunteer


def voters(panel: Panel) -> list[Member]:
    """The members who may vote, by number."""
    return list(lottery.active_panelists(panel).order_by("number"))


def member_of(volunteer: Volunteer) -> Member | None:
    """The volunteer's own seat, if they are on the panel now."""
    member = lottery.member_for_volunteer(volunteer)
    if member is None or not lottery.active_panelists(member.panel).filter(pk=member.pk).exists():
        return None
    return member


def present_ids(meeting: Meeting | None) -> set[int]:
    """Members who are in the room now."""
    if meeting is None:
        return set()
    return {member.pk for member in meetings.present_members(meeting)}


def tables_of(meeting: Meeting) -> list[int]:
    """The meeting's tables."""
    return list(meetings.tables_of(meeting))


def table_for(meeting: Meeting, user: User) -> int | None:
    """The table this facilitator hosts."""
    return meetings.table_for_host(meeting, user)
