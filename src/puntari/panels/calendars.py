"""Calendar files (RFC 5545): a panel's meetings for everybody, the timetable for its own people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from puntari.core import clock
from puntari.core.models import User
from puntari.core.translated import tr
from puntari.panels import queries
from puntari.panels.models import Panel

if TYPE_CHECKING:
    from icalendar import Calendar, Event

    from puntari.panels.models import Meeting, Step

SALT = "panels.timetable-feed"


def meetings(panel: Panel, rows: Iterable[Meeting]) -> bytes:
    """The panel's meetings with place and address."""
    book = _book(tr(panel, "title"))
    for row in rows:
        book.add_component(_meeting(panel, row))
    return bytes(book.to_ical())


def timetable(panel: Panel, steps: Iterable[Step], rows: Iterable[Meeting]) -> bytes:
    """What is still to be done, as whole-day entries, and the meetings."""
    book = _book(_("%(panel)s: tehtävät") % {"panel": panel.title})
    for step in steps:
        if step.due is not None:
            book.add_component(_step(step))
    for row in rows:
        book.add_component(_meeting(panel, row))
    return bytes(book.to_ical())


def feed_path(panel: Panel, user: User) -> str:
    """The address a person gives to a calendar program; it works as long as the person has a role."""
    token = signing.dumps([panel.pk, user.pk], salt=SALT, compress=True)
    return reverse("timetable-feed", args=[token])


def panel_of_feed(token: str) -> Panel:
    """The panel of a feed address; not found if it is forged or the person's role is gone."""
    try:
        panel_pk, user_pk = signing.loads(token, salt=SALT)
    except signing.BadSignature as forged:
        raise Http404 from forged
    user = User.objects.filter(pk=user_pk, is_active=True).first()
    panel = Panel.objects.select_related("organisation").filter(pk=panel_pk).first()
    if user is None or panel is None or not queries.roles_in(user, panel):
        raise Http404
    return panel


def _book(name: str) -> Calendar:
    from icalendar import Calendar

    book = Calendar()
    book.add("prodid", "-//Puntari//FI")
    book.add("version", "2.0")
    book.add("x-wr-calname", name)
    book.add("refresh-interval", timedelta(hours=12), parameters={"value": "DURATION"})
    return book


def _entry(kind: str, pk: int, summary: str) -> Event:
    from icalendar import Event

    entry = Event()
    entry.add("uid", f"{kind}-{pk}@{urlsplit(settings.PUBLIC_URL).hostname or 'puntari'}")
    entry.add("dtstamp", clock.now())
    entry.add("summary", summary)
    return entry


def _meeting(panel: Panel, row: Meeting) -> Event:
    entry = _entry("meeting", row.pk, f"{tr(panel, 'title')}: {row}")
    entry.add("dtstart", row.starts_at)
    entry.add("dtend", row.ends_at)
    where = ", ".join(filter(None, [row.place, row.address]))
    for name, value in (("location", where), ("description", row.notes)):
        if value:
            entry.add(name, value)
    entry.add("url", settings.PUBLIC_URL.rstrip("/") + panel.get_absolute_url())
    return entry


def _step(step: Step) -> Event:
    who = str(step.owner or step.lane_label)
    entry = _entry("step", step.pk, f"{step.label} ({who})" if who else step.label)
    entry.add("dtstart", step.due)
    entry.add("dtend", step.due + timedelta(days=1))  # type: ignore[operator]
    entry.add("transp", "TRANSPARENT")
    return entry
