"""The indicators of one panel: what the organisers count as success, from the rooms' own data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Avg
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from puntari.deliberation.queries import published_statement
from puntari.evaluation import queries
from puntari.evaluation.models import Answer, Survey
from puntari.followup.queries import response_summary
from puntari.lottery.queries import active_panelists
from puntari.meetings.queries import minutes_by_member
from puntari.panels.queries import meetings_of
from puntari.recruitment.queries import letters_answer_count, volunteers_of

if TYPE_CHECKING:
    from puntari.panels.models import Panel


@dataclass(frozen=True)
class Indicator:
    """One line: what, how much, of how much; `value` is None while nothing is known."""

    key: str
    label: str | Promise
    value: float | None
    out_of: int | None = None
    decimals: int = 0

    @property
    def share(self) -> int | None:
        """Per cent of the whole, rounded, when there is a whole."""
        return round(100 * self.value / self.out_of) if self.value is not None and self.out_of else None


def indicators_of(panel: Panel) -> list[Indicator]:
    """All indicators of a panel, in the order of its way."""
    return [*_reach(panel), *_presence(panel), *_benefit(panel), *_feedback(panel)]


def _reach(panel: Panel) -> list[Indicator]:
    invited = letters_answer_count(panel)["invited"] or panel.letters
    volunteers = volunteers_of(panel).count()
    panelists = active_panelists(panel).count()
    return [
        Indicator("volunteered", _("Kutsutuista ilmoittautui"), volunteers, invited),
        Indicator("panelists", _("Panelisteja"), panelists, panel.size),
    ]


def _presence(panel: Panel) -> list[Indicator]:
    minutes = minutes_by_member(panel)
    held = sum(meeting.minutes for meeting in meetings_of(panel))
    total = sum(sum(by_meeting.values()) for by_meeting in minutes.values())
    hours = total / 60 / len(minutes) if minutes else None
    return [
        Indicator("hours", _("Tunteja kokouksissa panelistia kohden"), hours, round(held / 60) or None, 1),
        Indicator("statement", _("Loppulausumia julkaistu"), int(published_statement(panel) is not None)),
    ]


def _benefit(panel: Panel) -> list[Indicator]:
    counts = response_summary(panel)
    accepted = sum(counts.decisions.get(kind, 0) for kind in ("accept", "in_part", "already_done"))
    return [
        Indicator("answered", _("Suosituksista sai vastauksen"), counts.answered, counts.total),
        Indicator("accepted", _("Suosituksista hyväksyttiin kokonaan tai osittain"), accepted, counts.total),
    ]


def _feedback(panel: Panel) -> list[Indicator]:
    wanted = {
        "recommend": _("Panelistien suositteluhalu, 0–10"),
        "statement_ours": _("Lausuma vastaa keskusteluja, 1–5"),
        "worth_cost": _("Päättäjistä paneeli on hintansa arvoinen, 1–5"),
    }
    return [Indicator(key, label, _mean(panel, key), decimals=1) for key, label in wanted.items()]


def _mean(panel: Panel, key: str) -> float | None:
    answers = Answer.objects.filter(
        response__survey__panel=panel, response__survey__wave=Survey.Wave.AFTER, key=key
    )
    if answers.count() < queries.SMALLEST_GROUP:
        return None
    mean: float | None = answers.aggregate(mean=Avg("number"))["mean"]
    return mean
