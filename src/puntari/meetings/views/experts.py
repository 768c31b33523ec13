"""Experts' talks and their materials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntari.core.actor import actor_of
from puntari.core.forms import carried_out
from puntari.core.paging import paginate
from puntari.core.roles import Role
from puntari.core.ui.confirm import ask_first, confirmed
from puntari.meetings import actions, queries, uploads
from puntari.meetings.forms import MaterialForm, TalkForm
from puntari.meetings.queries.experts import get_material, get_talk
from puntari.meetings.views.ways import at_meeting, tried
from puntari.panels.access import desk
from puntari.panels.queries import people_with, roles_in

if TYPE_CHECKING:
    from puntari.meetings.models import Talk
    from puntari.panels.models import Meeting, Panel

HELPERS = (Role.COORDINATOR, Role.FACILITATOR, Role.EXPERT)


@desk(*HELPERS)
def talks(request: HttpRequest, panel: Panel) -> HttpResponse:
    """All talks of the panel with their materials; experts change their own."""
    page, leads = paginate(request, queries.talks_of(panel)), _coordinates(request, panel)
    context = {
        "page": page,
        "talks": [(one, leads or one.user_id == actor_of(request).pk) for one in page],
        "meetings": panel.meetings.all(),
        "may_add": leads,
    }
    return render(request, "meetings/talks.html", context)


def _coordinates(request: HttpRequest, panel: Panel) -> bool:
    return Role.COORDINATOR in roles_in(actor_of(request), panel)


def _may_change(request: HttpRequest, panel: Panel, talk: Talk) -> bool:
    return talk.user_id == actor_of(request).pk or _coordinates(request, panel)


def _own_talk(request: HttpRequest, panel: Panel, pk: int) -> Talk:
    talk = get_talk(panel, pk)
    if not _may_change(request, panel, talk):
        raise Http404
    return talk


@at_meeting(Role.COORDINATOR)
def talk_new(request: HttpRequest, panel: Panel, meeting: Meeting) -> HttpResponse:
    """Add a talk to a meeting."""
    form = TalkForm(people_with(panel, Role.EXPERT), request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.add_talk(meeting=meeting, actor=actor_of(request), **form.cleaned_data)
        messages.success(request, _("Puheenvuoro lisättiin. Lisää nyt aineistot."))
        return redirect("desk-talk", panel.slug, made.pk)
    return render(request, "meetings/talk.html", {"meeting": meeting, "form": form, "talk": None})


@desk(Role.COORDINATOR, Role.EXPERT)
def talk(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Change a talk; its materials."""
    found = _own_talk(request, panel, pk)
    form = TalkForm(people_with(panel, Role.EXPERT), request.POST or None, instance=found)
    if not _coordinates(request, panel):
        del form.fields["user"]
    if request.method == "POST" and form.is_valid():
        actions.change_talk(talk=found, actor=actor_of(request), **form.cleaned_data)
        messages.success(request, _("Puheenvuoron tiedot tallennettiin."))
        return redirect("desk-talk", panel.slug, pk)
    context = {"meeting": found.meeting, "form": form, "talk": found, "materials": MaterialForm()}
    return render(request, "meetings/talk.html", context)


@require_POST
@desk(Role.COORDINATOR)
def talk_remove(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Take a talk off with its materials."""
    found = get_talk(panel, pk)
    if not confirmed(request):
        return ask_first(
            request,
            question=_("Poistetaanko puheenvuoro ”%(title)s”?") % {"title": found.title},
            text=_("Myös sen aineistot poistetaan. Sille esitetyt kysymykset säilyvät."),
            label=_("Poista"),
            back=reverse("desk-talk", args=[panel.slug, pk]),
        )
    actions.remove_talk(talk=found, actor=actor_of(request))
    messages.success(request, _("Puheenvuoro poistettiin."))
    return redirect("desk-talks", panel.slug)


@require_POST
@desk(Role.COORDINATOR, Role.EXPERT)
def material_add(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Add a file or a link to a talk."""
    found = _own_talk(request, panel, pk)
    form = MaterialForm(request.POST, request.FILES)

    def add() -> None:
        upload = form.cleaned_data["file"]
        actions.add_material(
            talk=found,
            actor=actor_of(request),
            title=form.cleaned_data["title"],
            content=upload.read(uploads.MAX_BYTES + 1) if upload else None,
            name=upload.name if upload else "",
            url=form.cleaned_data["url"],
        )

    if carried_out(form, add):
        messages.success(request, _("Aineisto lisättiin. Se näkyy heti kokouksen sivulla."))
        return redirect("desk-talk", panel.slug, pk)
    talk_form = TalkForm(people_with(panel, Role.EXPERT), instance=found)
    context = {"meeting": found.meeting, "form": talk_form, "talk": found, "materials": form}
    return render(request, "meetings/talk.html", context)


@require_POST
@desk(Role.COORDINATOR, Role.EXPERT)
def material_remove(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Take a material off; asks first, for the file goes for good."""
    material = get_material(panel, pk)
    found = _own_talk(request, panel, material.talk_id)
    if not confirmed(request):
        question = _("Poistetaanko aineisto ”%(title)s”?") % {"title": material.title}
        back = reverse("desk-talk", args=[panel.slug, found.pk])
        return ask_first(request, question=question, label=_("Poista"), back=back)
    tried(
        request,
        lambda: actions.remove_material(material=material, actor=actor_of(request)),
        _("Aineisto poistettiin."),
    )
    return redirect("desk-talk", panel.slug, found.pk)
