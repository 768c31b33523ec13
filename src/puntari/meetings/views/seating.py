"""Seating a meeting, moving people by hand, planning again on the day, printing."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntari.core import jobs
from puntari.core.actor import actor_of
from puntari.core.forms import carried_out
from puntari.core.models import Job
from puntari.core.paging import paginate
from puntari.core.roles import Role
from puntari.core.translated import tr
from puntari.lottery.queries import active_panelists, get_member
from puntari.meetings import actions, layout, queries, seats
from puntari.meetings.forms import ReplanForm, RuleForm, SeatingForm
from puntari.meetings.models import SeatingRule, SeatingSetup
from puntari.meetings.queries.seating import hosts_of, rules_of
from puntari.meetings.views.ways import IN_THE_ROOM, at_meeting, note_reading, tried
from puntari.meetings.words_of_seats import Wording, wording
from puntari.panels.access import desk
from puntari.panels.queries import features_of

if TYPE_CHECKING:
    from puntari.panels.models import Meeting, Panel

JOB = "meetings.seating"
USUAL_TABLE = 7


@at_meeting(*IN_THE_ROOM)
def seating(request: HttpRequest, panel: Panel, meeting: Meeting) -> HttpResponse:
    """The seats as they stand with their report, and everything that changes them."""
    return _page(request, panel, meeting, _seating_form(panel, meeting))


def _page(request: HttpRequest, panel: Panel, meeting: Meeting, form: SeatingForm) -> HttpResponse:
    setup = SeatingSetup.objects.filter(meeting=meeting).first()
    people = list(active_panelists(panel).order_by("number"))
    note_reading(request, panel, "seating", len(people))
    words = wording(panel, people)
    context: dict[str, Any] = {
        "meeting": meeting,
        "form": form,
        "setup": setup,
        "rounds": layout.rounds(meeting, people) if setup else [],
        "breaches": [words.breach(one) for one in setup.report.get("violations", [])] if setup else [],
        "worst": _worst(setup, words),
        "people": people,
        "undo": meeting.seating_changes.first(),
        "job": _open_job(meeting),
        "rules": rules_of(panel).count(),
        "now": queries.current_round(meeting) if queries.has_begun(meeting) else 0,
    }
    if setup:
        context |= _on_the_day(meeting, setup, len(people))
    return render(request, "meetings/seating.html", context)


def _worst(setup: SeatingSetup | None, words: Wording) -> str:
    """Who has met the fewest others."""
    worst = setup.report.get("worst_off") if setup else None
    return words.people.get(str(worst[0]), str(worst[0])) if worst else ""


def _on_the_day(meeting: Meeting, setup: SeatingSetup, everybody: int) -> dict[str, Any]:
    here = len(seats.present(meeting))
    initial = {"from_round": queries.current_round(meeting), "tables": setup.tables}
    return {"here": here, "everybody": everybody, "replan": ReplanForm(setup.rounds, initial=initial)}


def _seating_form(panel: Panel, meeting: Meeting, data: Any = None) -> SeatingForm:
    features = [(one.key, tr(one, "label")) for one in features_of(panel)]
    setup = SeatingSetup.objects.filter(meeting=meeting).first()
    hosts = meeting.hosts.exclude(table=None).count()
    people = active_panelists(panel).count()
    initial = {
        "tables": setup.tables if setup else hosts or max(1, -(-people // USUAL_TABLE)),
        "rounds": setup.rounds if setup else queries.rounds_planned(meeting),
        "features": setup.features if setup else [key for key, _label in features],
    }
    return SeatingForm(features, data, initial=initial)


def _open_job(meeting: Meeting) -> Job | None:
    """The last planning, while it is still worth a look."""
    slug = meeting.panel.slug
    planned = Job.objects.filter(kind=JOB, panel_slug=slug, params__number=meeting.number)
    last = planned.order_by("-created", "-pk").first()
    return last if last and last.state != Job.State.DONE else None


@require_POST
@at_meeting(Role.COORDINATOR)
def plan(request: HttpRequest, panel: Panel, meeting: Meeting) -> HttpResponse:
    """Start planning the seats in the background."""
    form = _seating_form(panel, meeting, request.POST)
    if not form.is_valid():
        return _page(request, panel, meeting, form)
    told = form.cleaned_data
    label = _("Istumajärjestys: %(meeting)s") % {"meeting": meeting}
    seed = secrets.randbelow(2**31)
    jobs.start(
        JOB,
        label=label,
        panel_slug=panel.slug,
        actor=actor_of(request),
        slug=panel.slug,
        number=meeting.number,
        actor_id=actor_of(request).pk,
        tables=told["tables"],
        rounds=told["rounds"],
        features=told["features"],
        seed=seed,
    )
    return redirect("desk-seating", panel.slug, meeting.number)


@require_POST
@at_meeting(*IN_THE_ROOM)
def move(request: HttpRequest, panel: Panel, meeting: Meeting) -> HttpResponse:
    """Move one person to a table, or let two change places: `to` is t<table> or m<number>."""
    told = request.POST
    round_ = get_object_or_404(meeting.rounds, number=_whole(told.get("round")))
    member = get_member(panel, _whole(told.get("member")))
    kind, to = told.get("to", "")[:1], _whole(told.get("to", "")[1:])
    if kind == "m":
        other = get_member(panel, to)
        done = tried(
            request,
            lambda: actions.swap_seats(round=round_, member=member, other=other, actor=actor_of(request)),
            _("Paikat vaihdettiin. Voit kumota muutoksen."),
        )
    else:
        done = tried(
            request,
            lambda: actions.move_seat(round=round_, member=member, table=to, actor=actor_of(request)),
            _("Henkilö siirrettiin. Voit kumota muutoksen."),
        )
    answer = redirect("desk-seating", panel.slug, meeting.number)
    answer["Location"] += f"#round-{round_.number}" if done else ""
    return answer


def _whole(text: str | None) -> int:
    return int(text[:6]) if text and text.isdecimal() else 0


@require_POST
@at_meeting(*IN_THE_ROOM)
def replan(request: HttpRequest, panel: Panel, meeting: Meeting) -> HttpResponse:
    """Seat those present anew for the rounds to come."""
    setup = get_object_or_404(SeatingSetup, meeting=meeting)
    form = ReplanForm(setup.rounds, request.POST)
    if form.is_valid():
        tried(
            request,
            lambda: actions.replan(meeting=meeting, actor=actor_of(request), **form.cleaned_data),
            _("Paikalla olevat istutettiin uudelleen. Voit kumota muutoksen."),
        )
    else:
        messages.error(request, _("Valitse kierros ja pöytien määrä."))
    return redirect("desk-seating", panel.slug, meeting.number)


@require_POST
@at_meeting(*IN_THE_ROOM)
def undo(request: HttpRequest, panel: Panel, meeting: Meeting) -> HttpResponse:
    """Take the last change back."""
    tried(
        request,
        lambda: actions.undo_seating(meeting=meeting, actor=actor_of(request)),
        _("Edellinen istumajärjestys palautettiin."),
    )
    return redirect("desk-seating", panel.slug, meeting.number)


@at_meeting(*IN_THE_ROOM)
def seating_print(request: HttpRequest, panel: Panel, meeting: Meeting) -> HttpResponse:
    """Lists for the tables and one list by the alphabet for the door."""
    people = list(active_panelists(panel).order_by("number"))
    note_reading(request, panel, "seating.print", len(people))
    context = {
        "meeting": meeting,
        "rounds": layout.rounds(meeting, people),
        "alphabet": layout.alphabet(meeting, people),
        "hosts": {host.table: host.user for host in hosts_of(meeting)},
    }
    return render(request, "meetings/seating_print.html", context)


@desk(Role.COORDINATOR)
def rules(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Who must sit together, apart, or always at one table."""
    people = list(active_panelists(panel).order_by("number"))
    note_reading(request, panel, "seating.rules", len(people))
    form = RuleForm(people, request.POST or None)
    if request.method == "POST" and carried_out(form, lambda: _add_rule(request, panel, form.cleaned_data)):
        messages.success(
            request, _("Toive lisättiin. Se vaikuttaa, kun istumajärjestys tehdään seuraavan kerran.")
        )
        return redirect("desk-seating-rules", panel.slug)
    return render(request, "meetings/rules.html", {"form": form, "page": paginate(request, rules_of(panel))})


def _add_rule(request: HttpRequest, panel: Panel, told: dict[str, Any]) -> SeatingRule:
    return actions.add_seating_rule(
        panel=panel,
        kind=told["kind"],
        member=get_member(panel, told["member"]),
        other=get_member(panel, told["other"]) if told["other"] else None,
        table=told["table"],
        actor=actor_of(request),
    )


@require_POST
@desk(Role.COORDINATOR)
def remove_rule(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Take a rule off."""
    rule = get_object_or_404(rules_of(panel), pk=pk)
    actions.remove_seating_rule(rule=rule, actor=actor_of(request))
    messages.success(request, _("Toive poistettiin."))
    return redirect("desk-seating-rules", panel.slug)
