"""The timetable as a spreadsheet file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from puntari.core.spreadsheets import csv_bytes
from puntari.core.ui.formats import format_date

if TYPE_CHECKING:
    from puntari.panels.models import Step


def timetable_csv(steps: Iterable[Step]) -> bytes:
    """The steps with whose they are and when they are due."""
    rows: list[list[object]] = [[_("Mitä"), _("Kuka"), _("Vastuuhenkilö"), _("Määräpäivä"), _("Tehty")]]
    for step in steps:
        days = [format_date(day) if day else "" for day in (step.due, step.done_on)]
        rows.append([step.label, step.lane_label, step.owner or "", *days])
    return csv_bytes(rows)
