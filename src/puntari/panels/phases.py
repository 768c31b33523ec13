"""A panel's way from the outside: which phase it is in, when each one is, what happens in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from puntari.core import clock
from puntari.core.ui.formats import format_date
from puntari.panels import plan
from puntari.panels.dates import local_date

if TYPE_CHECKING:
    from puntari.panels.models import Panel

FOLLOW_UP = timedelta(days=365)
# How long answers are waited for when nobody promised a day.
UNPROMISED = timedelta(days=90)


@dataclass(frozen=True)
class Phase:
    """One phase; `state` is done, current or todo; `last` is its last day, if it is known."""

    key: str
    label: str
    text: str
    date: str
    last: Day | None
    state: str = "todo"


@dataclass(frozen=True)
class Milestones:
    """The days that the phases hang on; None where nothing is settled yet."""

    opens: Day | None
    closes: Day | None
    first: Day | None
    last: Day | None
    handed_over: Day | None
    answered: Day | None


def phases(panel: Panel) -> list[Phase]:
    """All phases in order with their states today."""
    mirrored = (
        _("Ilmoittautuneista arvotaan paneeli, joka muistuttaa koko henkilöstöä.")
        if panel.is_staff_panel
        else _("Ilmoittautuneista arvotaan paneeli, joka muistuttaa alueen väestöä.")
    )
    rows = list(_invite(milestones(panel), mirrored)) + list(_work(milestones(panel)))
    if panel.closed_on:
        return [_in_state(phase, "done") for phase in rows]
    today = clock.today()
    # A phase whose days nobody wrote down is behind when a later one is.
    behind = [place for place, phase in enumerate(rows) if phase.last is not None and phase.last < today]
    current = min(behind[-1] + 1 if behind else 0, len(rows) - 1)
    return [
        _in_state(phase, "done" if place < current else "current" if place == current else "todo")
        for place, phase in enumerate(rows)
    ]


def current_phase(panel: Panel) -> Phase | None:
    """The phase the panel is in; None when its work is over."""
    return next((phase for phase in phases(panel) if phase.state == "current"), None)


def milestones(panel: Panel) -> Milestones:
    """The panel's days; meetings and promise may be prefetched."""
    meetings = sorted(panel.meetings.all(), key=lambda one: one.starts_at)
    first, last = (
        (local_date(meetings[0].starts_at), local_date(meetings[-1].starts_at)) if meetings else (None, None)
    )
    promise = getattr(panel, "promise", None)
    handed = panel.handed_over_on
    answered = handed + timedelta(days=promise.days_to_answer) if handed and promise else None
    return Milestones(panel.registration_opens, panel.registration_closes, first, last, handed, answered)


def _in_state(phase: Phase, state: str) -> Phase:
    return Phase(phase.key, phase.label, phase.text, phase.date, phase.last, state)


def _before(day: Day | None) -> Day | None:
    return day and day - timedelta(days=1)


def _span(start: Day | None, end: Day | None) -> str:
    days = [format_date(day) for day in dict.fromkeys((start, end)) if day]
    return "–".join(days)


def _invite(days: Milestones, mirrored: str) -> Iterator[Phase]:
    yield Phase(
        "setup",
        _("Valmistelu"),
        _("Kysymys, kokoukset ja kutsut valmistellaan."),
        "",
        _before(days.opens or days.first),
    )
    yield Phase(
        "registration",
        _("Ilmoittautuminen"),
        _("Kutsun saaneet voivat ilmoittautua mukaan."),
        _span(days.opens, days.closes),
        days.closes or _before(days.first),
    )
    yield Phase(
        "draw",
        _("Arvonta"),
        mirrored,
        "",
        _before(days.first),
    )
    yield Phase(
        "meetings",
        _("Kokoukset"),
        _("Paneeli kuulee asiantuntijoita, keskustelee ja kirjoittaa suositukset."),
        _span(days.first, days.last),
        days.last,
    )


def _work(days: Milestones) -> Iterator[Phase]:
    estimate = days.last and days.last + timedelta(days=plan.HANDOVER_DAYS)
    about = _("arviolta %(date)s") % {"date": format_date(estimate)} if estimate else ""
    yield Phase(
        "statement",
        _("Loppulausuma"),
        _("Paneelin suositukset julkaistaan ja annetaan päättäjille."),
        format_date(days.handed_over) if days.handed_over else about,
        days.handed_over,
    )
    by = _("viimeistään %(date)s") % {"date": format_date(days.answered)} if days.answered else ""
    awaited = days.answered or (days.handed_over and days.handed_over + UNPROMISED)
    yield Phase("answers", _("Vastaukset"), _("Päättäjät vastaavat jokaiseen suositukseen."), by, awaited)
    yield Phase(
        "followup",
        _("Seuranta"),
        _("Kuka tahansa näkee, mitä suosituksista seuraa."),
        "",
        awaited and awaited + FOLLOW_UP,
    )
