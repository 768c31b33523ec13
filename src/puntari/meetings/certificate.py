"""The certificate of participation as an accessible PDF, in the panelist's language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from puntari.core import clock, pdf
from puntari.core.translated import tr
from puntari.core.ui.formats import format_date
from puntari.meetings.models import Attendance

if TYPE_CHECKING:
    from puntari.lottery.models import Member

TEMPLATE = Path(__file__).parent / "typst" / "certificate.typ"


def minutes_there(member: Member) -> int:
    """All minutes of the member that count."""
    return sum(Attendance.objects.filter(member=member).values_list("minutes", flat=True))


def certificate(member: Member) -> bytes:
    """The PDF; it says when the person was there and for how long, nothing else about them."""
    with override(member.volunteer.language):
        return pdf.render(TEMPLATE, _data(member))


def _data(member: Member) -> dict[str, Any]:
    panel, person = member.panel, member.volunteer
    rows = Attendance.objects.filter(member=member, minutes__gt=0).select_related("meeting")
    held = sorted(rows, key=lambda row: row.meeting.starts_at)
    return {
        "language": person.language,
        "title": _("Osallistumistodistus"),
        "name": str(person),
        "organisation": tr(panel.organisation, "name"),
        "text": _("on osallistunut paneeliin ”%(panel)s”.") % {"panel": tr(panel, "title")},
        "question_label": _("Paneelin kysymys"),
        "question": tr(panel, "question"),
        "columns": [_("Kokous"), _("Päivä"), _("Läsnä")],
        "rows": [
            [str(row.meeting), format_date(row.meeting.starts_at), duration(row.minutes)] for row in held
        ],
        "total_label": _("Yhteensä"),
        "total": duration(sum(row.minutes for row in held)),
        "about": _(
            "Paneeli on arvalla koottu joukko asukkaita. Se perehtyy asiaan, kuulee asiantuntijoita, "
            "punnitsee vaihtoehtoja ja antaa suosituksensa päättäjille."
        ),
        "day": format_date(clock.today()),
        "signature": _("Järjestäjän allekirjoitus"),
    }


def duration(minutes: int) -> str:
    """2 h 45 min."""
    hours, rest = divmod(minutes, 60)
    parts = [ngettext("%(n)s tunti", "%(n)s tuntia", hours) % {"n": hours}] if hours else []
    if rest or not hours:
        parts.append(ngettext("%(n)s minuutti", "%(n)s minuuttia", rest) % {"n": rest})
    return " ".join(parts)
