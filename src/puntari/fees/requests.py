"""Asking panelists where to pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from puntari.core import clock, mail
from puntari.core.translated import tr

if TYPE_CHECKING:
    from puntari.lottery.models import Member


def ask_for_facts(member: Member) -> bool:
    """Queue a message with the link to the member's own fee page, at most one a day; whether one goes out."""
    volunteer = member.volunteer
    with override(volunteer.language):
        title = tr(member.panel, "title")
        lines = [
            _("Hei %(name)s!") % {"name": volunteer.first_name},
            _("Kerro, mille tilille kokouspalkkiosi maksetaan: %(panel)s.") % {"panel": title},
            settings.PUBLIC_URL + reverse("me-payee", args=[volunteer.token]),
            _("Älä vastaa tähän viestiin äläkä lähetä henkilötunnusta sähköpostilla."),
        ]
        subject = _("Minne palkkiosi maksetaan?")
    key = f"fees.ask/{member.pk}/{clock.today()}"
    body = "\n\n".join(lines)
    return bool(mail.queue(key, to=volunteer.email, subject=subject, body=body, panel_slug=member.panel.slug))
