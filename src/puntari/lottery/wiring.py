"""What this room registers at start: error words, the draw's job, its stage, its sections, its ears."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from puntari.core import events, jobs, words
from puntari.lottery import actions, wordings
from puntari.recruitment.events import VolunteerWithdrew

words.register(wordings.ALL)


@jobs.handler(actions.DRAW_JOB)
def draw(progress: jobs.Progress, draw_id: int) -> dict[str, Any]:
    """Carry out a prepared draw; its page is the result."""
    done = actions.carry_out(draw_id, progress)
    return {"url": reverse("desk-draw-report", args=[done.panel.slug, done.pk])}


@events.on(VolunteerWithdrew)
def leave_with_the_pool(event: VolunteerWithdrew) -> None:
    """Who leaves altogether leaves the panel too."""
    actions.volunteer_left(event.volunteer_id)
