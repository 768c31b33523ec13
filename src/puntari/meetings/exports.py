"""Attendance as a table for a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from puntari.core.ui.formats import format_date

if TYPE_CHECKING:
    from puntari.meetings.models import Attendance
    from puntari.meetings.queries.attendance import Matrix

Cell = str | int | float


def attendance(table: Matrix) -> list[list[Cell]]:
    """The matrix of minutes with its heading."""
    days = [
        _("%(number)s. kokous %(day)s, min") % {"number": one.number, "day": format_date(one.starts_at)}
        for one in table.meetings
    ]
    told = [_("%(number)s. kokous, merkintä") % {"number": one.number} for one in table.meetings]
    head: list[Cell] = [_("Numero"), _("Sukunimi"), _("Etunimi"), *days, _("Tunteja yhteensä"), *told]
    rows = [head]
    for line in table.lines:
        person = line.member.volunteer
        names = [person.last_name, person.first_name]
        minutes = [row.minutes if row else 0 for row in line.rows]
        notes = [note(row) for row in line.rows]
        rows.append([line.member.number, *names, *minutes, round(line.hours, 2), *notes])
    return rows


def note(row: Attendance | None) -> str:
    """In a few words: present, came late, left early, excused, absent."""
    if row is None or row.arrived is None:
        return _("este ilmoitettu") if row and row.excused else ""
    words = [_("saapui %(time)s") % {"time": f"{localtime(row.arrived):%H.%M}"}]
    if row.left:
        words.append(_("lähti %(time)s") % {"time": f"{localtime(row.left):%H.%M}"})
    return ", ".join(words)
