"""Twice the panel's members are asked what they think of the answers: when a round of rating opens."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from puntari.core import log
from puntari.core.models import OutgoingMail
from puntari.core.translated import tr
from puntari.core.ui.formats import format_date
from puntari.followup import channels, news, queries, ratings
from puntari.followup.models import Follower
from puntari.lottery import queries as lottery_queries

if TYPE_CHECKING:
    from puntari.lottery.models import Member
    from puntari.panels.models import Panel


@transaction.atomic
def ask_for_ratings(today: date) -> int:
    """Queue the messages of the rounds that are open; how many. Each member gets one a round, however often
    this runs: the outbox takes each key once.
    """
    return sum(_ask_panel(panel, today) for panel in queries.panels_with_recommendations())


def _ask_panel(panel: Panel, today: date) -> int:
    closes: dict[int, date] = {}
    for one, turn in ratings.to_rate(panel, today):
        day = ratings.closes_on(one, turn) or today
        closes[turn] = max(day, closes.get(turn, day))
    asked = sum(_ask(member, panel, turn, day) for turn, day in closes.items() for member in _members(panel))
    if asked:
        log.record("followup.ratings_asked", panel_slug=panel.slug, data={"count": asked})
    return asked


def _members(panel: Panel) -> list[Member]:
    """Those who sit on the panel and have not asked to be left in peace."""
    left = Follower.objects.filter(panel=panel, member__isnull=False).exclude(left=None)
    members = lottery_queries.active_panelists(panel).select_related("volunteer")
    there = members.filter(volunteer__withdrawn=None, volunteer__is_test=False)
    return list(there.exclude(pk__in=left.values("member")))


def _ask(member: Member, panel: Panel, turn: int, closes: date) -> int:
    volunteer = member.volunteer
    way = channels.way_to(volunteer.email, volunteer.phone)
    key = f"followup.rate/{panel.pk}/{turn}/{member.pk}"
    if way is None or OutgoingMail.objects.filter(key=key).exists():
        return 0
    address = volunteer.phone if way == Follower.Channel.SMS else volunteer.email
    with translation.override(volunteer.language):
        channels.CHANNELS[way].send(key, address, _message(member, panel, closes))
    return 1


def _message(member: Member, panel: Panel, closes: date) -> channels.Message:
    link = settings.PUBLIC_URL + reverse("me-ratings", args=[member.volunteer.token])
    subject = _("Mitä ajattelet päättäjien vastauksista? %(panel)s") % {"panel": tr(panel, "title")}
    body = _(
        "Hei,\n\npaneelisi ”%(panel)s” suosituksiin on vastattu. Kerro, mitä ajattelet vastauksista: anna "
        "jokaiselle arvosana ja halutessasi muutama sana. Siihen menee muutama minuutti.\n\n"
        "Arvioi vastaukset tästä, kirjautua ei tarvitse:\n%(link)s\n\n"
        "Voit vastata %(day)s asti. Arviot julkaistaan ilman nimiä. Linkki on vain sinulle: älä välitä sitä "
        "eteenpäin."
    ) % {"panel": tr(panel, "title"), "link": link, "day": format_date(closes)}
    follower = queries.following_of(member.volunteer)
    leave = news.leave_url(follower) if follower else ""
    if leave:
        body += "\n\n" + _("Jos et halua viestejä paneelin suosituksista:\n%(leave)s") % {"leave": leave}
    return channels.Message(subject, body, subject, link, leave, panel.slug)
