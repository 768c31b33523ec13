"""Telling people by e-mail what waits for them: at most once a week for the same thing."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from puntari.core import log, mail
from puntari.core.roles import Role
from puntari.core.ui.formats import format_date
from puntari.followup import links, queries
from puntari.followup.models import Recommendation
from puntari.panels import queries as panel_queries

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.followup.models import Action
    from puntari.panels.models import Panel

ANSWER_NOTICE = timedelta(days=14)


@transaction.atomic
def send_reminders(today: date) -> int:
    """Queue the reminders of the week: owners of late actions, and those who owe answers. Returns how many.

    Safe to call every day: the key of a message holds the week, and the outbox takes each key once.
    """
    with translation.override("fi"):
        return _remind_owners(today) + _remind_answerers(today)


def _week(today: date) -> str:
    year, week, _day = today.isocalendar()
    return f"{year}-{week}"


def _panels() -> list[Panel]:
    rows = Recommendation.objects.select_related("panel__organisation").order_by("panel")
    return list({one.panel_id: one.panel for one in rows.filter(panel__closed_on=None)}.values())


def _remind_owners(today: date) -> int:
    sent = 0
    for panel in _panels():
        for action in queries.owes_update(panel, today).exclude(owner=None):
            sent += _remind_owner(action, today)
    return sent


def _remind_owner(action: Action, today: date) -> int:
    owner, panel = action.owner, action.recommendation.panel
    if owner is None or not owner.is_active:
        return 0
    body = _(
        "Hei %(name)s,\n\nolet vastuussa toimenpiteestä, jonka tilanne odottaa päivitystä:\n\n%(action)s\n\n"
        "Suositus: %(recommendation)s\nTilanne nyt: %(status)s\n\nPäivitä tilanne tästä. Kirjautumista ei "
        "tarvita, ja linkki toimii %(days)s päivää:\n%(link)s\n\n"
        "Älä välitä linkkiä eteenpäin: se on vain sinulle."
    ) % {
        "name": owner.name,
        "action": action.text or action.recommendation.cell,
        "recommendation": action.recommendation.cell,
        "status": action.status_text or _("ei merkitty"),
        "days": links.MAX_DAYS,
        "link": links.update_url(action, owner),
    }
    subject = _("Päivitä toimenpiteen tilanne: %(panel)s") % {"panel": panel.title}
    return _send(f"followup.update/{action.pk}/{owner.pk}/{_week(today)}", owner, subject, body, panel)


def _remind_answerers(today: date) -> int:
    sent = 0
    for panel in _panels():
        waiting = [one for one in queries.owes_answer(panel) if one.due and one.due <= today + ANSWER_NOTICE]
        if waiting:
            sent += _remind_of_answers(panel, waiting, today)
    return sent


def _remind_of_answers(panel: Panel, waiting: list[Recommendation], today: date) -> int:
    lines = defaultdict(list)
    for one in waiting:
        lines[one.due].append(one.cell)
    listed = "\n".join(
        f"{format_date(day)}: {cell}" for day, cells in sorted(lines.items()) if day for cell in cells
    )
    body = _(
        "Paneelin suosituksia odottaa vastausta. Vastauksen määräaika ja suositus:\n\n%(list)s\n\n"
        "Vastaa täällä:\n%(link)s"
    ) % {"list": listed, "link": settings.PUBLIC_URL + reverse("desk-followup", args=[panel.slug])}
    subject = _("Suositukset odottavat vastausta: %(panel)s") % {"panel": panel.title}
    people = {
        person.pk: person
        for role in (Role.DECISION_MAKER, Role.COORDINATOR)
        for person in panel_queries.people_with(panel, role)
    }
    return sum(
        _send(f"followup.answer/{panel.slug}/{person.pk}/{_week(today)}", person, subject, body, panel)
        for person in people.values()
    )


def _send(key: str, to: User, subject: str, body: str, panel: Panel) -> int:
    from puntari.core.models import OutgoingMail

    if OutgoingMail.objects.filter(key=key).exists():
        return 0
    queued = mail.queue(key, to=to.email, subject=subject, body=body, panel_slug=panel.slug)
    if queued is None:
        return 0
    log.record("followup.reminded", panel_slug=panel.slug, subject=key[:100], personal={"to": to.email})
    return 1
