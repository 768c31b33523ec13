"""Following recommendations: asked for, confirmed from the message, left with one tap."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from puntari.core import clock, log
from puntari.core.errors import BadInput, NotAllowed
from puntari.core.models import Organisation
from puntari.core.translated import tr
from puntari.followup import channels, links, news
from puntari.followup.actions.telling import newest_entry
from puntari.followup.models import Follower, Recommendation
from puntari.lottery import queries as lottery_queries

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from puntari.panels.models import Panel

UNCONFIRMED_DAYS = 14
UNCONFIRMED_LIMIT = 5
TEXTS_A_DAY = 100
# Together with the words around them these fit in a text message.
LONGEST_ORGANISATION, LONGEST_WHAT, LONGEST_PANEL = 45, 75, 35


def scope_of(panel: Panel | None, recommendation: Recommendation | None) -> str:
    """What is followed, as the follower's row says it."""
    if recommendation is not None:
        return f"recommendation/{recommendation.pk}"
    return "all" if panel is None else f"panel/{panel.pk}"


@transaction.atomic
def follow(
    *,
    panel: Panel | None = None,
    recommendation: Recommendation | None = None,
    address: str,
    channel: str = Follower.Channel.EMAIL,
    pace: str = Follower.Pace.WEEKLY,
    language: str = "fi",
) -> Follower | None:
    """Ask to follow a recommendation, a panel or (with neither) everything.

    Nothing is sent but one message that asks whether the address's holder wants this; None when the address
    has too many such messages unanswered. Whether an address follows already is told only to the address.
    """
    owner = recommendation.panel if recommendation is not None else panel
    if owner is not None and owner.visibility != "public":
        raise NotAllowed("followup.not_public")
    _check_choices(pace, language)
    if channel not in channels.CHANNELS or not channels.CHANNELS[channel].available():
        raise BadInput("followup.channel_unknown")
    kept = channels.CHANNELS[channel].clean(address)
    scope = scope_of(panel, recommendation)
    waiting = Follower.objects.filter(confirmed=None).exclude(address=kept, scope=scope)
    if waiting.filter(address=kept).count() >= UNCONFIRMED_LIMIT:
        return None
    if channel == Follower.Channel.SMS and _texts_of(waiting) >= TEXTS_A_DAY:
        raise BadInput("followup.texts_full")
    follower, _made = Follower.objects.get_or_create(
        address=kept,
        scope=scope,
        defaults={
            "panel": panel if recommendation is None else None,
            "recommendation": recommendation,
            "channel": channel,
            "pace": pace,
            "language": language,
            "created": clock.now(),
        },
    )
    _ask(follower)
    return follower


def _texts_of(waiting: QuerySet[Follower]) -> int:
    """Text messages cost money: how many of a day's have gone to numbers whose holders have not answered."""
    day = clock.now() - timedelta(days=1)
    return waiting.filter(channel=Follower.Channel.SMS, created__gt=day).count()


def _check_choices(pace: str, language: str) -> None:
    if pace not in Follower.Pace.values or language not in dict(settings.LANGUAGES):
        raise BadInput("followup.choice_unknown")


def _ask(follower: Follower) -> None:
    """One message a day at most, whoever keeps typing somebody else's address."""
    with translation.override(follower.language):
        message = _confirmation(follower) if follower.confirmed is None else _already(follower)
        key = f"followup.follow/{follower.pk}/{follower.confirmed is not None}/{clock.today()}"
        channels.CHANNELS[follower.channel].send(key, follower.address, message)


def what_is_followed(follower: Follower) -> str:
    """The followed thing in words and lines, with its panel and whose it is, in the language that is on."""
    one, lines = follower.recommendation, [_item(follower)]
    if one is not None:
        lines.append(_("Paneeli: %(panel)s") % {"panel": tr(one.panel, "title")})
    return "\n".join(filter(None, [*lines, _whose(follower)]))


def _item(follower: Follower) -> str:
    if follower.recommendation is not None:
        return follower.recommendation.cell
    if follower.panel is not None:
        return _("kaikki paneelin ”%(title)s” suositukset") % {"title": tr(follower.panel, "title")}
    return _("kaikkien paneelien suositukset")


def _whose(follower: Follower) -> str:
    """The organisation whose panels they are; of everything, the one that holds the site."""
    panel = follower.recommendation.panel if follower.recommendation is not None else follower.panel
    organisation = panel.organisation if panel is not None else Organisation.objects.first()
    return tr(organisation, "name") if organisation is not None else ""


def _in_short(follower: Follower) -> dict[str, str]:
    """Who asks and of what, cut so that a text message holds both."""
    what, one = _item(follower), follower.recommendation
    if one is not None:
        panel = channels.cut(tr(one.panel, "title"), LONGEST_PANEL)
        what = f"{channels.cut(what, LONGEST_WHAT - len(panel) - 3)} ({panel})"
    whose = _whose(follower) or settings.PUBLIC_URL
    return {
        "organisation": channels.cut(whose, LONGEST_ORGANISATION),
        "what": channels.cut(what, LONGEST_WHAT),
    }


def _in_its_language(link: str, follower: Follower) -> str:
    """The page opens in the language of the message, whatever was chosen in the browser before."""
    return f"{link}?lang={follower.language}"


def _confirmation(follower: Follower) -> channels.Message:
    path = reverse("follow-confirm", args=[follower.token])
    link = _in_its_language(settings.PUBLIC_URL + path, follower)
    body = _(
        "Hei,\n\npyysit, että kerromme sinulle, kun tässä tapahtuu jotain:\n%(what)s\n\n"
        "Vahvista, että haluat viestit:\n%(link)s\n\n"
        "Jos et pyytänyt tätä, sinun ei tarvitse tehdä mitään. Ilman vahvistusta emme lähetä mitään, ja "
        "osoitteesi poistetaan %(days)s päivän kuluttua."
    ) % {"what": what_is_followed(follower), "link": link, "days": UNCONFIRMED_DAYS}
    subject = _("Vahvista, että haluat seurata suosituksia")
    short = _("%(organisation)s: vahvista, että haluat seurata: %(what)s") % _in_short(follower)
    return channels.Message(subject, body, short, link)


def _already(follower: Follower) -> channels.Message:
    link = _in_its_language(news.manage_url(follower), follower)
    body = _(
        "Hei,\n\nseuraat jo tätä:\n%(what)s\n\nVaihda kieltä tai viestien tahtia, tai lopeta:\n%(link)s"
    ) % {"what": what_is_followed(follower), "link": link}
    short = _("%(organisation)s: seuraat jo tätä: %(what)s") % _in_short(follower)
    return channels.Message(_("Seuraat jo suosituksia"), body, short, link, news.leave_url(follower))


@transaction.atomic
def confirm_following(*, follower: Follower) -> Follower:
    """The holder of the address wants to hear; of what happens from now on."""
    if follower.confirmed is None:
        follower.confirmed = clock.now()
        follower.told, follower.told_on = newest_entry(), clock.today()
        follower.save()
        log.record("followup.follow_confirmed", subject=follower.scope, data={"pace": follower.pace})
    return follower


@transaction.atomic
def change_following(*, follower: Follower, pace: str, language: str) -> Follower:
    """Another pace or language."""
    _check_choices(pace, language)
    follower.pace, follower.language = pace, language
    follower.save()
    return follower


@transaction.atomic
def leave(*, follower: Follower) -> None:
    """End the following and forget the address; a panelist's row stays to remember that they left."""
    if follower.left is not None:
        return
    follower.left, follower.address = clock.now(), ""
    follower.save()
    log.record("followup.follow_left", subject=follower.scope)


@transaction.atomic
def follow_as_panelists(*, panel: Panel) -> int:
    """Panelists who can be reached follow what becomes of their recommendations; how many began now."""
    told, begun = newest_entry(), 0
    for member in lottery_queries.active_panelists(panel).select_related("volunteer"):
        volunteer = member.volunteer
        way = channels.way_to(volunteer.email, volunteer.phone)
        if volunteer.withdrawn or volunteer.is_test or way is None:
            continue
        follower, made = Follower.objects.get_or_create(
            member=member,
            scope=scope_of(panel, None),
            defaults={
                "panel": panel,
                "channel": way,
                "language": volunteer.language,
                "created": clock.now(),
                "confirmed": clock.now(),
                "told": told,
                "told_on": clock.today(),
            },
        )
        if made:
            begun += 1
            _greet(follower, panel)
    if begun:
        log.record("followup.panelists_follow", panel_slug=panel.slug, data={"count": begun})
    return begun


def _greet(follower: Follower, panel: Panel) -> None:
    with translation.override(follower.language):
        link = links.public(reverse("panel-actions", args=[panel.slug]))
        body = _(
            "Hei,\n\npaneelisi loppulausuma on luovutettu päättäjille. Kiitos työstäsi!\n\n"
            "Näet täällä, mitä suosituksille tehdään:\n%(link)s\n\n"
            "Kerromme sinulle kerran viikossa, jos jokin on muuttunut. Voit lopettaa viestit milloin vain:\n"
            "%(leave)s\n\nVaihda kieltä tai viestien tahtia:\n%(manage)s"
        ) % {"link": link, "leave": news.leave_url(follower), "manage": news.manage_url(follower)}
        subject = _("Mitä suosituksillenne tapahtuu: %(panel)s") % {"panel": tr(panel, "title")}
        message = channels.Message(subject, body, subject, link, news.leave_url(follower), panel.slug)
        channels.CHANNELS[follower.channel].send(
            f"followup.panelist/{follower.pk}", follower.send_to, message
        )


@transaction.atomic
def forget_unconfirmed(today: date) -> int:
    """Drop the addresses whose holders never said that they want this; how many."""
    limit = clock.now() - timedelta(days=UNCONFIRMED_DAYS)
    dropped, _kinds = Follower.objects.filter(confirmed=None, created__lt=limit).delete()
    return dropped
