"""What this room registers at start: error words, the seating job, stages, sections, its ears."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from puntari.core import events, jobs, sections, stages, words
from puntari.core.models import User
from puntari.core.roles import Role
from puntari.meetings import actions, shown, wordings
from puntari.panels.events import MeetingsChanged
from puntari.panels.queries import get_meeting, get_panel_for

words.register(wordings.ALL)


@jobs.handler("meetings.seating")
def seat(progress: jobs.Progress, slug: str, number: int, actor_id: int, **how: Any) -> dict[str, Any]:
    """Seat a meeting; its seating page is the result."""
    actor = User.objects.get(pk=actor_id)
    actions.seat_meeting(
        meeting=get_meeting(get_panel_for(actor, slug), number),
        actor=actor,
        progress=lambda share: progress.step(round(100 * share), 100),
        **how,
    )
    return {"url": reverse("desk-seating", args=[slug, number])}


@events.on(MeetingsChanged)
def count_again(event: MeetingsChanged) -> None:
    """A meeting with other hours gives other minutes."""
    actions.recount_minutes(panel_id=event.panel_id)


stages.register(
    stages.Stage(
        "meetings", 50, _("Kokoukset"), "desk-meet", {Role.COORDINATOR, Role.FACILITATOR}, shown.state
    )
)
stages.register(
    stages.Stage(
        "questions", 51, _("Kysymykset asiantuntijoille"), "desk-questions", {Role.EXPERT}, shown.state
    )
)
sections.register(sections.Section("meetings", 40, "panel", "meetings/section_panel.html", shown.for_panel))
sections.register(sections.Section("meetings", 40, "me", "meetings/section_me.html", shown.for_me))
