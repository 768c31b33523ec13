"""Working out how many letters to send, as a background job whose result is the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from puntari.core import jobs, log
from puntari.core.errors import BadInput
from puntari.core.models import Job, User
from puntari.lottery import mailing, queries, solving
from puntari.lottery.actions.draws import teller

if TYPE_CHECKING:
    from puntari.panels.models import Panel

LETTERS_JOB = "lottery.letters"


@transaction.atomic
def start_letter_plan(*, panel: Panel, percent: int, rho: float, actor: User) -> Job:
    """Queue the plan; `percent` is how sure one wants to be, `rho` how many times each seat can be filled."""
    if not 50 <= percent <= 99:
        raise BadInput("lottery.percent_out_of_range", percent=percent)
    if not 1 <= rho <= 5:
        raise BadInput("lottery.rho_out_of_range", rho=rho)
    solving.quotas_of(panel)
    label = _("Kirjeiden määrä")
    facts = {"panel_id": panel.pk, "percent": percent, "rho": rho}
    return jobs.start(LETTERS_JOB, label=label, panel_slug=panel.slug, actor=actor, **facts)


def plan_letters(panel_id: int, percent: int, rho: float, progress: jobs.Progress) -> dict[str, Any]:
    """The plan as the job's result; doing it again gives the same plan from the same past."""
    panel = queries.panel_with_targets(panel_id)
    found = mailing.plan(panel, confidence=percent / 100, rho=rho, report=teller(progress))
    data = {"total": found["total"], "confidence": found["confidence"], "binding": list(found["binding"])}
    log.record("lottery.letters_planned", actor=progress.job.actor, panel_slug=panel.slug, data=data)
    return found
