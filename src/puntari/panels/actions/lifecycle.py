"""Opening a panel's pages to the public, handing over, closing."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from puntari.core import clock, events, log
from puntari.core.errors import BadInput, NotAllowed
from puntari.core.models import User
from puntari.panels import readiness
from puntari.panels.events import PanelClosed
from puntari.panels.models import Panel


@transaction.atomic
def publish_panel(*, panel: Panel, actor: User, visibility: str = Panel.Visibility.PUBLIC) -> Panel:
    """Open the panel's pages: to everybody, or (INTERNAL) to the signed-in only."""
    if visibility not in {Panel.Visibility.PUBLIC, Panel.Visibility.INTERNAL}:
        raise BadInput("panels.not_a_publication")
    missing = [str(part.label) for part in readiness.missing_to_publish(panel)]
    if missing:
        raise NotAllowed("panels.not_ready", missing=", ".join(missing))
    return _show_to(panel, visibility, actor, "panels.panel_published")


@transaction.atomic
def unpublish_panel(*, panel: Panel, actor: User) -> Panel:
    """Make the panel a draft again: only its own people see it."""
    return _show_to(panel, Panel.Visibility.DRAFT, actor, "panels.panel_unpublished")


def _show_to(panel: Panel, visibility: str, actor: User, kind: str) -> Panel:
    panel.visibility = visibility
    panel.save(update_fields=["visibility"])
    log.record(kind, actor=actor, panel_slug=panel.slug, data={"visibility": visibility})
    return panel


@transaction.atomic
def record_handover(*, panel: Panel, handed_over_on: date | None, actor: User | None = None) -> Panel:
    """Note the day the final statement was handed over (None takes it back); the phases follow it."""
    panel.handed_over_on = handed_over_on
    panel.save(update_fields=["handed_over_on"])
    log.record("panels.handover_recorded", actor=actor, panel_slug=panel.slug, data={"date": handed_over_on})
    return panel


@transaction.atomic
def close_panel(*, panel: Panel, actor: User, closed_on: date | None = None) -> Panel:
    """End the panel's work after its last meeting."""
    day = closed_on or clock.today()
    last = panel.meetings.order_by("-ends_at").first()
    if last is not None and last.ends_at > clock.now():
        raise NotAllowed("panels.meetings_left", meeting=str(last))
    if day > clock.today():
        raise BadInput("panels.closed_in_future")
    panel.closed_on = day
    panel.save(update_fields=["closed_on"])
    log.record("panels.panel_closed", actor=actor, panel_slug=panel.slug, data={"date": day})
    events.emit(PanelClosed(panel.pk))
    return panel


@transaction.atomic
def reopen_panel(*, panel: Panel, actor: User) -> Panel:
    """Take the closing back."""
    panel.closed_on = None
    panel.save(update_fields=["closed_on"])
    log.record("panels.panel_reopened", actor=actor, panel_slug=panel.slug)
    return panel
