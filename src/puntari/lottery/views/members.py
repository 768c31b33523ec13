"""The people drawn: calls, confirmations, replacements. The phone desk works here too."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from puntari.core import log, words
from puntari.core.actor import actor_of
from puntari.core.errors import DomainError
from puntari.core.forms import carried_out
from puntari.core.paging import paginate
from puntari.core.roles import Role
from puntari.lottery import actions, presenting, queries
from puntari.lottery.forms import MemberFilter, MemberForm
from puntari.lottery.models import Member
from puntari.lottery.views.common import CALLERS, WRITERS
from puntari.panels import queries as panels
from puntari.panels.access import desk
from puntari.panels.queries import Panel


@desk(*CALLERS)
def desk_members(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Panelists and reserves with their states, and the panel against its targets."""
    wanted = MemberFilter(request.GET)
    rows = queries.members_of(panel)
    if wanted.is_valid():
        rows = rows.filter(**{name: value for name, value in wanted.cleaned_data.items() if value})
    page = paginate(request, rows, size=50)
    if page.object_list:
        _log_reading(request, panel, len(page.object_list))
    context = {
        "page": page,
        "filter": wanted,
        "quota": _quota(panel),
        "may_replace": _may_replace(request, panel),
    }
    return render(request, "lottery/desk_members.html", context)


def _quota(panel: Panel) -> dict[str, object] | None:
    draw = queries.real_draw(panel)
    return presenting.quota_tables(draw, list(queries.active_panelists(panel))) if draw else None


def _may_replace(request: HttpRequest, panel: Panel) -> bool:
    return Role.COORDINATOR in panels.roles_in(actor_of(request), panel)


def _log_reading(request: HttpRequest, panel: Panel, rows: int) -> None:
    data = {"what": "lottery.members", "rows": rows}
    log.record("identity.read", actor=actor_of(request), panel_slug=panel.slug, data=data)


@desk(*CALLERS)
def desk_member(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """One member: how to reach them, what has been said, what was agreed now."""
    member = queries.get_member(panel, number)
    form = MemberForm(member, request.POST or None)

    def act() -> None:
        status, comment = form.cleaned_data["status"], form.cleaned_data["comment"]
        if status:
            actions.change_status(member=member, status=status, comment=comment, actor=actor_of(request))
        else:
            actions.add_note(member=member, comment=comment, actor=actor_of(request))

    if request.method == "POST" and carried_out(form, act):
        messages.success(request, _("Kirjattu."))
        return redirect("desk-member", slug=panel.slug, number=number)
    _log_reading(request, panel, 1)
    context = {
        "member": member,
        "form": form,
        "notes": paginate(request, member.notes.select_related("by"), name="notes"),
        "quota": _quota(panel),
        "may_replace": _may_replace(request, panel),
    }
    return render(request, "lottery/desk_member.html", context)


@desk(*WRITERS)
def desk_member_replace(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """Who comes in the place of one who left, and what it does to the targets; then do it."""
    member = queries.get_member(panel, number)
    try:
        reserve = actions.proposed_replacement(member)
    except DomainError as refusal:
        return render(request, "lottery/desk_replace.html", {"member": member, "refusal": words.say(refusal)})
    if request.method == "POST":
        seen = queries.get_member(panel, _number(request.POST.get("expected", "")))
        actions.replace_member(member=member, expected=seen, actor=actor_of(request))
        messages.success(request, _("Panelisti %(number)s on nyt paneelissa.") % {"number": reserve.number})
        return redirect("desk-member", slug=panel.slug, number=reserve.number)
    _log_reading(request, panel, 2)
    context = {"member": member, "reserve": reserve, "quota": _before_and_after(member, reserve)}
    return render(request, "lottery/desk_replace.html", context)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _before_and_after(member: Member, reserve: Member) -> dict[str, object]:
    staying = list(queries.active_panelists(member.panel))
    return presenting.quota_tables(member.draw, staying, [*staying, reserve])
