"""Telling everybody how the draw went for them: the chosen, the reserve, and those not chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from puntari.core import clock, log, mail
from puntari.core.errors import NotAllowed
from puntari.core.models import User
from puntari.core.translated import tr
from puntari.lottery.models import Chance, Draw, Member
from puntari.lottery.phrases import in_plain_words

if TYPE_CHECKING:
    from puntari.recruitment.models import Volunteer


@dataclass(frozen=True)
class Sent:
    """How many messages were queued, and how many people have to be told by phone or post."""

    panelists: int = 0
    reserves: int = 0
    others: int = 0
    without_email: int = 0


@transaction.atomic
def send_results(*, draw: Draw, actor: User | None) -> Sent:
    """Queue a message to everybody who was in the draw and has not left; a person gets it once at most."""
    if draw.is_test or not draw.is_done:
        raise NotAllowed("lottery.no_results_yet")
    members = {one.volunteer_id: one for one in Member.objects.filter(draw=draw)}
    chances = Chance.objects.filter(draw=draw, volunteer__withdrawn=None).select_related("volunteer")
    counted = {"panelist": 0, "reserve": 0, "other": 0, "none": 0}
    for chance in chances:
        kind = _kind(members.get(chance.volunteer_id))
        if kind:
            counted[kind if _queue(draw, chance, kind) else "none"] += 1
    draw.results_sent = draw.results_sent or clock.now()
    draw.save(update_fields=["results_sent"])
    log.record(
        "lottery.results_sent", actor=actor, panel_slug=draw.panel.slug, data={"draw": draw.pk, **counted}
    )
    return Sent(counted["panelist"], counted["reserve"], counted["other"], counted["none"])


def _kind(member: Member | None) -> str:
    """Whose message a person gets; one who has already declined gets none."""
    if member is None:
        return "other"
    return str(member.kind) if member.is_active else ""


def _queue(draw: Draw, chance: Chance, kind: str) -> bool:
    volunteer = chance.volunteer
    with override(volunteer.language):
        subject, body = _message(draw, volunteer, kind, chance.chance)
    key = f"lottery-result-{draw.pk}-{volunteer.pk}"
    return (
        mail.queue(key, to=volunteer.email, subject=subject, body=body, panel_slug=draw.panel.slug)
        is not None
    )


def _message(draw: Draw, volunteer: Volunteer, kind: str, chance: float) -> tuple[str, str]:
    title = tr(draw.panel, "title")
    subject, paragraphs = _PARTS[kind](title)
    link = settings.PUBLIC_URL + reverse("me-draw", args=[volunteer.token])
    report = settings.PUBLIC_URL + reverse("panel-draw", args=[draw.panel.slug])
    closing = [
        in_plain_words(chance),
        _("Näin arvonta tehtiin: %(link)s") % {"link": report},
        _("Terveisin %(organisation)s") % {"organisation": draw.panel.organisation.name},
    ]
    greeting = _("Hei %(name)s!") % {"name": volunteer.first_name}
    own = _("Oma sivusi: %(link)s") % {"link": link}
    return subject, "\n\n".join([greeting, *paragraphs, own, *closing])


def _to_panelist(title: str) -> tuple[str, list[str]]:
    return _("Sinut on arvottu paneeliin – vahvista paikkasi"), [
        _("Hyviä uutisia: sinut arvottiin paneeliin %(title)s.") % {"title": title},
        _("Vahvista paikkasi omalla sivullasi. Jos et pääse, kerro sekin siellä, niin kutsumme toisen."),
    ]


def _to_reserve(title: str) -> tuple[str, list[str]]:
    return _("Sinut on arvottu varahenkilöksi"), [
        _("Sinut arvottiin varahenkilöksi paneeliin %(title)s.") % {"title": title},
        _("Kutsumme sinut, jos joku paneelin jäsen ei pääse. Kerro omalla sivullasi, voitko olla varalla."),
    ]


def _to_other(title: str) -> tuple[str, list[str]]:
    return _("Paneeli on arvottu"), [
        _("Kiitos, että ilmoittauduit paneeliin %(title)s. Tällä kertaa arpa ei osunut sinuun.")
        % {"title": title},
        _("Voit seurata paneelin työtä verkossa. Omalla sivullasi voit poistaa tietosi."),
    ]


_PARTS = {"panelist": _to_panelist, "reserve": _to_reserve, "other": _to_other}
