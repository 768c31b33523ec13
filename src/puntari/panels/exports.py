"""The timetable as a spreadsheet file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from puntari.core.ui.formats import format_date

if TYPE_CHECKING:
    from puntari.panels.models import Step

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def timetable_csv(steps: Iterable[Step]) -> bytes:
    """Semicolons and a byte order mark: what a Finnish Excel opens by itself."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow([_("Mitä"), _("Kuka"), _("Vastuuhenkilö"), _("Määräpäivä"), _("Tehty")])
    for step in steps:
        days = [format_date(day) if day else "" for day in (step.due, step.done_on)]
        writer.writerow([_inert(step.label), step.lane_label, _inert(str(step.owner or "")), *days])
    return text.getvalue().encode("utf-8-sig")


def _inert(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula is kept as text."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
