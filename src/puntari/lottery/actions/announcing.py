"""Telling everybody in a closed pool their ticket and receipt, in plain words and once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from puntari.core import clock, jobs, log, mail
from puntari.core.errors import NotAllowed
from puntari.core.models import User
from puntari.core.translated import tr
from puntari.core.ui.formats import format_datetime
from puntari.lottery.actions.commitment import locked
from puntari.lottery.actions.pool_closing import close_public_pool, start_panel_list
from puntari.lottery.models import PublicDraw, Ticket

if TYPE_CHECKING:
    from puntari.panels.models import Panel

RECEIPTS_JOB = "lottery.receipts"


@transaction.atomic
def close_and_announce(*, panel: Panel, actor: User, **options: Any) -> PublicDraw:
    """Close the pool and, in the same piece, queue what follows: everybody's receipt and the panels."""
    public_draw = close_public_pool(panel=panel, actor=actor, **options)
    start_receipts(public_draw=public_draw, actor=actor)
    return start_panel_list(public_draw=public_draw, actor=actor)


@transaction.atomic
def start_receipts(*, public_draw: PublicDraw, actor: User) -> None:
    """Queue the receipts as a background job; whoever has one already gets no second one."""
    if public_draw.state == PublicDraw.State.CANCELLED:
        raise NotAllowed("lottery.pool_is_cancelled")
    slug = public_draw.panel.slug
    label = _("Kuitit ilmoittautuneille")
    jobs.start(RECEIPTS_JOB, label=label, panel_slug=slug, actor=actor, public_draw_id=public_draw.pk)


def send_receipts(public_draw_id: int, progress: jobs.Progress | None = None) -> int:
    """Queue a message to every volunteer in the pool who has an address; how many have one.

    Each message has a key of its own, so that after a crash the next run goes on where this one stopped.
    """
    public_draw = PublicDraw.objects.select_related("panel__organisation").get(pk=public_draw_id)
    tickets = list(_to_tell(public_draw))
    queued = 0
    for done, ticket in enumerate(tickets, 1):
        queued += _queue(public_draw, ticket)
        if progress is not None:
            progress.step(done, len(tickets))
    _note(public_draw, queued, len(tickets) - queued)
    return queued


def _to_tell(public_draw: PublicDraw) -> list[Ticket]:
    """Nobody who has left, and nobody at all once the draw has been called off."""
    if public_draw.state == PublicDraw.State.CANCELLED:
        return []
    rows = Ticket.objects.filter(public_draw=public_draw, volunteer__withdrawn=None)
    return list(rows.select_related("volunteer").order_by("code"))


def _queue(public_draw: PublicDraw, ticket: Ticket) -> bool:
    volunteer = ticket.volunteer
    with override(volunteer.language):
        subject, body = _message(public_draw, ticket)
    key = f"lottery-ticket-{public_draw.pk}-{volunteer.pk}"
    slug = public_draw.panel.slug
    return mail.queue(key, to=volunteer.email, subject=subject, body=body, panel_slug=slug) is not None


def _message(public_draw: PublicDraw, ticket: Ticket) -> tuple[str, str]:
    """The receipt without the volunteer's features: those stay on their own page."""
    panel = public_draw.panel
    own = settings.PUBLIC_URL + reverse("me", args=[ticket.volunteer.token])
    public = settings.PUBLIC_URL + reverse("panel-public-draw", args=[panel.slug])
    lines = [
        _("Hei %(name)s!") % {"name": ticket.volunteer.first_name},
        _("Olet mukana arvonnassa: %(panel)s.") % {"panel": tr(panel, "title")},
        _("Lippusi on %(code)s. Säilytä tämä viesti: se on kuittisi.") % {"code": ticket.code},
        _("Ilmoittautuneita on %(people)s. Kukaan ei voi enää lisätä tai poistaa heistä ketään huomaamatta.")
        % {"people": public_draw.pool_size},
        _("Katso omalta sivultasi, että tietosi ovat oikein: %(link)s") % {"link": own},
        _("Jos jokin on väärin, kerro siitä meille %(end)s mennessä.")
        % {"end": format_datetime(public_draw.objections_end)},
        _("Näin arvonta etenee, kaikkien nähtävillä: %(link)s") % {"link": public},
        _("Tarkistajalle: oma tiivisteesi on %(leaf)s ja koko joukon tiiviste %(root)s.")
        % {"leaf": ticket.leaf, "root": public_draw.pool_root},
        _("Terveisin %(organisation)s") % {"organisation": panel.organisation.name},
    ]
    return _("Kuittisi paneelin arvontaan: lippu %(code)s") % {"code": ticket.code}, "\n\n".join(lines)


@transaction.atomic
def _note(public_draw: PublicDraw, queued: int, without: int) -> None:
    """Say in the log once that the receipts went out; a later run has nothing to add."""
    public_draw = locked(public_draw)
    if public_draw.receipts_sent is not None:
        return
    PublicDraw.objects.filter(pk=public_draw.pk).update(receipts_sent=clock.now())
    data = {"public_draw": public_draw.pk, "queued": queued, "without_email": without}
    log.record("lottery.receipts_sent", panel_slug=public_draw.panel.slug, data=data)
