"""The meetings of a panel and their programmes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntari.core.actor import actor_of
from puntari.core.forms import carried_out
from puntari.core.roles import Role
from puntari.core.ui.confirm import ask_first, confirmed
from puntari.meetings import actions, queries, readiness
from puntari.meetings.forms import HostsForm, ItemForm, StandardForm
from puntari.meetings.queries.programme import get_item
from puntari.meetings.queries.seating import hosts_of
from puntari.meetings.views.ways import IN_THE_ROOM, at_meeting, tried
from puntari.panels.access import desk
from puntari.panels.queries import people_with

if TYPE_CHECKING:
    from puntari.panels.models import Meeting, Panel


@desk(*IN_THE_ROOM)
def meetings(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Every meeting with what is ready and what is not."""
    today = queries.meeting_of_the_day(panel)
    return render(request, "meetings/meetings.html", {"rows": readiness.of(panel), "today": today})


@at_meeting(*IN_THE_ROOM)
def programme(request: HttpRequest, panel: Panel, meeting: Meeting) -> HttpResponse:
    """The programme with clock times, its sum against the meeting's length, and the standard ones."""
    return render(request, "meetings/programme.html", {**_plan(meeting), "form": StandardForm()})


def _plan(meeting: Meeting) -> dict[str, object]:
    day = queries.day_of(meeting)
    planned = sum(slot.item.minutes for slot in day.slots)
    return {"meeting": meeting, "day": day, "planned": planned, "room": meeting.minutes - planned}


@at_meeting(*IN_THE_ROOM)
def programme_print(request: HttpRequest, panel: Panel, meeting: Meeting) -> HttpResponse:
    """The facilitators' programme on paper, with the scripts."""
    hosts = hosts_of(meeting)
    return render(request, "meetings/programme_print.html", {**_plan(meeting), "hosts": hosts})


@require_POST
@at_meeting(*IN_THE_ROOM)
def standard(request: HttpRequest, panel: Panel, meeting: Meeting) -> HttpResponse:
    """Start from a standard programme; what is there already is asked about first."""
    form = StandardForm(request.POST)
    if not form.is_valid():
        return render(request, "meetings/programme.html", {**_plan(meeting), "form": form})
    if meeting.agenda.exists() and not confirmed(request):
        return ask_first(
            request,
            question=_("Korvataanko nykyinen ohjelma?"),
            label=_("Korvaa ohjelma"),
            text=_("Ohjelmassa olevat kohdat ja ohjeet poistetaan."),
            back=reverse("desk-programme", args=[panel.slug, meeting.number]),
        )
    kind = form.cleaned_data["kind"]
    tried(
        request,
        lambda: actions.use_standard_programme(meeting=meeting, kind=kind, actor=actor_of(request)),
        _("Ohjelma on tehty. Muokkaa kohtia vapaasti."),
    )
    return redirect("desk-programme", panel.slug, meeting.number)


@at_meeting(*IN_THE_ROOM)
def item(request: HttpRequest, panel: Panel, meeting: Meeting, pk: int | None = None) -> HttpResponse:
    """Add an item or change one."""
    known = get_item(meeting, pk) if pk else None
    form = ItemForm(request.POST or None, instance=known)
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.save_item(meeting=meeting, item=known, actor=actor_of(request), **form.cleaned_data),
    ):
        messages.success(request, _("Kohta tallennettiin."))
        return redirect("desk-programme", panel.slug, meeting.number)
    return render(request, "meetings/item.html", {"meeting": meeting, "item": known, "form": form})


@require_POST
@at_meeting(*IN_THE_ROOM)
def move(request: HttpRequest, panel: Panel, meeting: Meeting, pk: int) -> HttpResponse:
    """Move an item one place up or down."""
    steps = -1 if request.POST.get("to") == "up" else 1
    found = get_item(meeting, pk)
    tried(request, lambda: actions.move_item(item=found, steps=steps, actor=actor_of(request)))
    answer = redirect("desk-programme", panel.slug, meeting.number)
    answer["Location"] += f"#item-{pk}"
    return answer


@require_POST
@at_meeting(*IN_THE_ROOM)
def remove(request: HttpRequest, panel: Panel, meeting: Meeting, pk: int) -> HttpResponse:
    """Take an item off."""
    found = get_item(meeting, pk)
    if not confirmed(request):
        question = _("Poistetaanko kohta ”%(title)s”?") % {"title": found.title}
        back = reverse("desk-programme", args=[panel.slug, meeting.number])
        return ask_first(request, question=question, label=_("Poista"), back=back)
    tried(request, lambda: actions.remove_item(item=found, actor=actor_of(request)), _("Kohta poistettiin."))
    return redirect("desk-programme", panel.slug, meeting.number)


@at_meeting(Role.COORDINATOR)
def hosts(request: HttpRequest, panel: Panel, meeting: Meeting) -> HttpResponse:
    """Who hosts which table."""
    facilitators = people_with(panel, Role.FACILITATOR)
    now = {host.user_id: host.table for host in hosts_of(meeting)}
    initial = {f"table_{key}": table for key, table in now.items()} | {f"here_{key}": True for key in now}
    form = HostsForm(facilitators, request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and carried_out(
        form, lambda: actions.set_hosts(meeting=meeting, hosts=form.hosts(), actor=actor_of(request))
    ):
        messages.success(request, _("Fasilitaattorien pöydät tallennettiin."))
        return redirect("desk-meet", panel.slug)
    tables = queries.tables_of(meeting)
    free = [table for table in tables if table not in now.values()]
    return render(request, "meetings/hosts.html", {"meeting": meeting, "form": form, "free": free})
