"""Who owes what: the coordinator's page of the silent, the decision maker's page of missing answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from puntari.core import clock
from puntari.core.paging import paginate
from puntari.core.roles import Role
from puntari.followup import actions, queries, silence
from puntari.followup.views.desk import me
from puntari.panels.access import desk

if TYPE_CHECKING:
    from puntari.panels.models import Panel


@desk(Role.COORDINATOR)
def silent(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Of which actions nothing is heard, since when, whose they are, and which are nobody's."""
    needs = silence.needs_of(panel, clock.today())
    lists = {name: getattr(needs, name) for name in ("silent", "unheld", "undated")}
    context = {
        "panel": panel,
        "needs": needs,
        **{name: paginate(request, rows, name=name) for name, rows in lists.items()},
        "heard": bool(needs.settled) and not any(lists.values()),
        "nothing": not needs.settled and not any(lists.values()),
    }
    return render(request, "followup/desk_silent.html", context)


@require_POST
@desk(Role.COORDINATOR)
def ask(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Write to the people of one action now."""
    action = queries.get_action_for(me(request), panel, pk)
    sent = actions.ask_now(action=action, actor=me(request))
    if sent:
        said = ngettext("Muistutus lähetetty.", "%(sent)s muistutusta lähetetty.", sent) % {"sent": sent}
        messages.success(request, said)
    else:
        messages.info(request, _("Tästä on muistutettu jo tänään."))
    return redirect("desk-silent", panel.slug)


@login_required
def answers(request: HttpRequest) -> HttpResponse:
    """What still owes an answer in all the panels whose decisions this person makes."""
    page = paginate(request, queries.owed_answers(me(request)))  # type: ignore[arg-type]
    return render(request, "followup/desk_answers.html", {"page": page})
