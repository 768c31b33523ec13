"""The data of a letter: the panel's facts, the coordinator's words, the recipient's address and code."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from puntari.core import clock
from puntari.core.ui.formats import format_date, format_euros
from puntari.panels import queries as panels
from puntari.recruitment import codes
from puntari.recruitment.models import Addressee, LetterRun, LetterText

if TYPE_CHECKING:
    from puntari.panels.models import Meeting, Panel

TEMPLATE = Path(__file__).parent / "letter.typ"
WEEKDAYS = ("ma", "ti", "ke", "to", "pe", "la", "su")


def letter_data(panel: Panel, text: LetterText, addressees: Iterable[Addressee], kind: str) -> dict[str, Any]:
    """Everything the template needs for these letters. The letter itself is in Finnish."""
    with override("fi"):
        return {
            "title": text.title,
            "organisation": panel.organisation.name,
            "body": text.body,
            "reminder": text.reminder_text if kind == LetterRun.Kind.REMINDER else "",
            "result": text.result_text,
            "support": text.support_text,
            "privacy": text.privacy_text,
            "short_sv": text.short_sv,
            "short_en": text.short_en,
            "signature": text.signature,
            "sender": text.sender,
            "window_left_mm": text.window_left_mm,
            "window_top_mm": text.window_top_mm,
            "date": format_date(clock.today()),
            "short_url": short_address(),
            "phone": panel.phone,
            "phone_hours": panel.phone_hours,
            "closes": format_date(panel.registration_closes) if panel.registration_closes else "",
            "meetings": [meeting_line(meeting) for meeting in panels.meetings_of(panel)],
            "fee": fee_line(panel),
            "words": _words(),
            "recipients": [_recipient(one) for one in addressees],
        }


def _words() -> dict[str, str]:
    return {
        "answer": _("Ilmoittaudu näin"),
        "open": _("Mene osoitteeseen"),
        "type_code": _("Kirjoita koodisi"),
        "or_camera": _("Tai lue tämä puhelimen kameralla:"),
        "qr_alt": _("QR-koodi, joka avaa ilmoittautumisen osoitteessa"),
        "or_phone": _("Tai soita"),
        "by": _("Vastaa viimeistään"),
        "refuse": _("Et halua osallistua? Voit kertoa senkin samassa osoitteessa. Emme lähetä muistutusta."),
        "when": _("Milloin ja missä"),
        "result": _("Mitä siitä seuraa"),
        "number": _("Kirje"),
    }


def short_address() -> str:
    """The address as it is printed for typing: no scheme, no slash at the end."""
    parts = urlsplit(settings.PUBLIC_URL)
    return f"{parts.netloc}{parts.path}{reverse('register-code')}".rstrip("/")


def letter_url(code: str) -> str:
    return f"{settings.PUBLIC_URL}{reverse('register', args=[code])}"


def meeting_line(meeting: Meeting) -> str:
    """to 1.10.2026 klo 17.00–20.00, Sali, Katu 1"""
    start, end = localtime(meeting.starts_at), localtime(meeting.ends_at)
    when = f"{WEEKDAYS[start.weekday()]} {format_date(start)} klo {start:%H.%M}–{end:%H.%M}"
    return ", ".join(part for part in (when, meeting.place, meeting.address) if part)


def fee_line(panel: Panel) -> str:
    if not panel.fee_cents:
        return ""
    return _("Saat palkkiota %(fee)s jokaisesta kokouksesta.") % {"fee": format_euros(panel.fee_cents)}


def _recipient(addressee: Addressee) -> dict[str, Any]:
    url = letter_url(addressee.code)
    return {
        "number": addressee.number,
        "name": f"{addressee.first_names} {addressee.last_name}",
        "street": addressee.street,
        "postcode": addressee.postcode,
        "post_office": addressee.post_office.upper(),
        "code": codes.grouped(addressee.code),
        "url": url,
        "qr": qr_svg(url),
    }


def qr_svg(text: str) -> str:
    """A QR code as SVG. The mask is fixed: readers take any, and trying all eight costs five times more."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False, mask=3).save(out, kind="svg", xmldecl=False, border=4)
    return out.getvalue().decode()
