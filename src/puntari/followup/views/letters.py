"""The panel's messages that have had trouble on their way, for the coordinator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntari.core import log, mail
from puntari.core.paging import paginate
from puntari.core.roles import Role
from puntari.followup.queries import bounded
from puntari.followup.views.desk import me
from puntari.panels.access import desk

if TYPE_CHECKING:
    from puntari.core.models import OutgoingMail
    from puntari.panels.models import Panel


@dataclass(frozen=True)
class Letter:
    """One message as the coordinator sees it: enough of the address to know whose it is, no more."""

    message: OutgoingMail

    @property
    def to(self) -> str:
        name, at, rest = self.message.to.partition("@")
        return f"{name[:2]}…{at}{rest}" if at else f"…{name[-3:]}"

    @property
    def given_up(self) -> bool:
        return self.message.sent is None and self.message.tries >= mail.MAX_TRIES


@desk(Role.COORDINATOR)
def troubled(request: HttpRequest, panel: Panel) -> HttpResponse:
    """What has not gone out and why, what was given up, and what may have arrived twice."""
    page = paginate(request, mail.troubled(panel.slug))
    context = {"panel": panel, "page": page, "letters": [Letter(one) for one in page]}
    return render(request, "followup/desk_mail.html", context)


@require_POST
@desk(Role.COORDINATOR)
def try_again(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Send a message that was given up anew."""
    found = mail.troubled(panel.slug).filter(pk=bounded(pk), sent=None).first()
    if found is None:
        raise Http404
    mail.try_again(found)
    log.record("core.mail_tried_again", actor=me(request), panel_slug=panel.slug, data={"mail": found.pk})
    messages.success(request, _("Viesti lähetetään uudelleen. Se lähtee muutamassa minuutissa."))
    return redirect("desk-mail", panel.slug)
