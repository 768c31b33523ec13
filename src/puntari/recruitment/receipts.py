"""The messages a volunteer gets: receipt, the personal link once more, withdrawal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from puntari.core import clock, mail
from puntari.core.translated import tr
from puntari.core.ui.formats import format_date

if TYPE_CHECKING:
    from puntari.recruitment.models import Volunteer


def personal_url(volunteer: Volunteer) -> str:
    """The address of the volunteer's own page, as printed in messages."""
    return f"{settings.PUBLIC_URL}{reverse('me', args=[volunteer.token])}"


def send_receipt(volunteer: Volunteer) -> None:
    """Queue the receipt of a registration."""
    with override(volunteer.language):
        panel = tr(volunteer.panel, "title")
        closes = volunteer.panel.registration_closes
        after = (
            _("Ilmoittautuminen päättyy %(date)s. Sen jälkeen paneeli arvotaan.")
            % {"date": format_date(closes)}
            if closes
            else _("Kun ilmoittautuminen päättyy, paneeli arvotaan.")
        )
        lines = [
            _("Hei %(name)s!") % {"name": volunteer.first_name},
            _("Kiitos! Olet ilmoittautunut mukaan: %(panel)s.") % {"panel": panel},
            _("Ilmoittautumisesi numero on %(number)s.") % {"number": volunteer.number},
            after + " " + _("Kerromme sinulle tuloksen, tuli arpa kohdallesi tai ei."),
            _("Oma sivusi, jolla voit muuttaa tietojasi tai perua ilmoittautumisen:"),
            personal_url(volunteer),
            _("Älä anna linkkiä muille. Sillä pääsee tietoihisi."),
            _contact_line(volunteer),
        ]
        subject = _("Olet ilmoittautunut: %(panel)s") % {"panel": panel}
        _queue(f"recruitment.receipt.{volunteer.pk}", volunteer, subject, lines)


def send_link_again(volunteer: Volunteer, day: str) -> None:
    """Queue the personal link once more, at most one message a day."""
    with override(volunteer.language):
        lines = [
            _("Hei!"),
            _("Pyysit linkin omalle sivullesi:"),
            personal_url(volunteer),
            _("Älä anna linkkiä muille. Sillä pääsee tietoihisi."),
            _contact_line(volunteer),
        ]
        subject = _("Linkki omalle sivullesi: %(panel)s") % {"panel": tr(volunteer.panel, "title")}
        _queue(f"recruitment.link.{volunteer.pk}.{day}", volunteer, subject, lines)


def send_withdrawal(volunteer: Volunteer) -> None:
    """Queue the confirmation that the volunteer is out."""
    with override(volunteer.language):
        panel = tr(volunteer.panel, "title")
        lines = [
            _("Hei %(name)s!") % {"name": volunteer.first_name},
            _("Ilmoittautumisesi on peruttu: %(panel)s. Sinua ei arvota paneeliin.") % {"panel": panel},
            _("Kiitos, että kerroit."),
            _contact_line(volunteer),
        ]
        subject = _("Ilmoittautuminen on peruttu: %(panel)s") % {"panel": panel}
        _queue(f"recruitment.withdrawn.{volunteer.pk}.{clock.now():%Y%m%d%H%M%S}", volunteer, subject, lines)


def _contact_line(volunteer: Volunteer) -> str:
    panel = volunteer.panel
    ways = [way for way in (panel.phone, panel.email) if way]
    return _("Kysyttävää? %(ways)s") % {"ways": ", ".join(ways)} if ways else ""


def _queue(key: str, volunteer: Volunteer, subject: str, lines: list[str]) -> None:
    body = "\n\n".join(line for line in lines if line)
    mail.queue(key, to=volunteer.email, subject=subject, body=body, panel_slug=volunteer.panel.slug)
