"""The words of the e-mails to people in charge, plain text that reads well in any mail program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from puntari.core import clock
from puntari.core.translated import tr
from puntari.core.ui.formats import format_date
from puntari.followup import links

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.followup.models import Action
    from puntari.panels.models import Panel

LISTED = 30


@dataclass(frozen=True)
class Owed:
    """An update that is owed: of what, by when, and whether the reader is the deputy or asked for a link."""

    action: Action
    since: date
    as_deputy: bool = False
    asked_for: bool = False


def update_letter(panel: Panel, person: User, owed: list[Owed]) -> str:
    """Every action with a link of its own; no sign-in is needed."""
    if all(one.asked_for for one in owed):
        opening = _("tässä on uusi linkki, jota pyysit.")
    else:
        opening = ngettext(
            "tämä toimenpide odottaa, että kerrot sen tilanteen.",
            "nämä toimenpiteet odottavat, että kerrot niiden tilanteen.",
            len(owed),
        )
    parts = [
        _("Hei %(name)s,") % {"name": person.name},
        f"{opening} {_('Paneeli: %(panel)s') % {'panel': tr(panel, 'title')}}",
        *[_item(person, one) for one in owed[:LISTED]],
        _(
            "Kirjautumista ei tarvita. Linkit toimivat %(days)s päivää, ja ne ovat vain sinulle: älä välitä "
            "niitä eteenpäin."
        )
        % {"days": links.MAX_DAYS},
    ]
    return "\n\n".join(parts)


def _item(person: User, owed: Owed) -> str:
    action, link = owed.action, links.update_url(owed.action, person)
    lines = [
        action.text or (action.sub.cell if action.sub else action.recommendation.cell),
        _("Suositus: %(cell)s") % {"cell": action.recommendation.cell},
        _("Tilanne nyt: %(status)s") % {"status": action.status_text or _("ei merkitty")},
        _when(owed.since),
    ]
    if owed.as_deputy:
        lines.append(_("Olet tämän toimenpiteen sijainen. Vastuuhenkilöltä ei ole kuulunut mitään."))
    lines += ["", _("Kerro tilanne:"), link, _("Mikään ei ole muuttunut:"), f"{link}?same=1#same"]
    return "\n".join(lines)


def _when(since: date) -> str:
    days = (clock.today() - since).days
    said = _("Päivitys viimeistään %(day)s") % {"day": format_date(since)}
    if days <= 0:
        return said
    late = ngettext("%(days)s päivän myöhässä", "%(days)s päivää myöhässä", days) % {"days": days}
    return f"{said} ({late})"


def silent_letter(panel: Panel, unheard: list[Owed], today: date) -> str:
    """For the coordinator: of what nothing is heard, and whose it is."""
    lines = [
        f"- {one.action.text or one.action.recommendation.cell}\n  {_whose(one.action)}, {_when(one.since)}"
        for one in unheard[:LISTED]
    ]
    if more := max(0, len(unheard) - LISTED):
        lines.append(
            ngettext("Lisäksi %(more)s toimenpide.", "Lisäksi %(more)s toimenpidettä.", more) % {"more": more}
        )
    link = settings.PUBLIC_URL + reverse("desk-silent", args=[panel.slug])
    return _(
        "Hei,\n\nnäistä toimenpiteistä ei ole kuulunut mitään, vaikka muistutukset on lähetetty:\n\n"
        "%(list)s\n\nKatso, keneltä vastausta odotetaan, tai anna toimenpiteelle uusi vastuuhenkilö:\n"
        "%(link)s"
    ) % {"list": "\n".join(lines), "link": link}


def _whose(action: Action) -> str:
    return action.owner_post or (action.owner.name if action.owner else _("ei vastuuhenkilöä"))
