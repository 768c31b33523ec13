"""What this room registers at start: error words, jobs, stages, the permit's clock."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from puntari.core import jobs, stages, ticks, words
from puntari.core.roles import Role
from puntari.recruitment import queries
from puntari.recruitment.actions import importing, letters, retention
from puntari.recruitment.wordings import WORDINGS

if TYPE_CHECKING:
    from puntari.panels.models import Panel

jobs.handler("recruitment.import")(importing.run_import)
jobs.handler("recruitment.letters")(letters.make_letters)


@ticks.daily("recruitment.expired_permits")
def forget_expired(today: date) -> None:
    """Addresses go when the permit to use them ends."""
    retention.erase_expired_samples(today=today)
    retention.forget_stale_uploads(today=today)


def _sample_state(panel: Panel) -> str:
    if panel.letter_runs.exclude(finished=None).exists():
        return "done"
    if queries.registration_state(panel) != "closed":
        return "current"
    # Letters may have been made elsewhere: who was invited is then known from the sample alone.
    return "done" if panel.addressees.exists() else "todo"


def _registration_state(panel: Panel) -> str:
    state = queries.registration_state(panel)
    if state == "waiting" or not panel.addressees.exists():
        return "todo"
    return "current" if state == "open" else "done"


def _sample_label(panel: Panel) -> str:
    return gettext("Henkilöstö ja kutsut") if panel.is_staff_panel else gettext("Otos ja kirjeet")


stages.register(stages.Stage("sample", 20, _sample_label, "desk-sample", {Role.COORDINATOR}, _sample_state))
stages.register(
    stages.Stage(
        "registration",
        30,
        _("Ilmoittautumiset"),
        "desk-registration",
        {Role.COORDINATOR},
        _registration_state,
    )
)
stages.register(
    stages.Stage(
        "phone",
        31,
        _("Puhelinpalvelu"),
        "desk-phone",
        {Role.COORDINATOR, Role.PHONE_DESK},
        _registration_state,
    )
)

words.register(WORDINGS)
