"""The public draw at the desk: closing the pool, the commitment, the sources, the ceremony."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from puntari.core import clock
from puntari.core.actor import actor_of
from puntari.core.forms import carried_out
from puntari.core.roles import Role
from puntari.core.ui.confirm import ask_first, confirmed
from puntari.lottery import actions, queries, showing, sources
from puntari.lottery.models import PublicDraw
from puntari.lottery.public_forms import CancelForm, ClosePoolForm, CommitmentForm, ValuesForm
from puntari.lottery.views.common import READERS, WRITERS, explanation
from puntari.lottery.views.draws import first_guess, not_opened
from puntari.panels import queries as panels
from puntari.panels.access import desk
from puntari.panels.queries import Panel
from puntari.recruitment import queries as recruitment


@desk(*READERS)
@require_GET
def desk_public_draw(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Where the public draw stands and what is next."""
    public_draw = queries.live_public_draw(panel)
    roles = panels.roles_in(actor_of(request), panel)
    may_write = Role.COORDINATOR in roles
    if public_draw is None:
        return redirect("desk-public-draw-close" if may_write else "desk-draw", slug=panel.slug)
    context = showing.page_of(public_draw) | {"may_write": may_write, "may_audit": Role.NOTARY in roles}
    context["ready"] = all(one.is_confirmed for one in context["sources"])
    context["without_email"] = queries.tickets_without_email(public_draw)
    context["cancelled"] = showing.cancelled_draws(panel)
    return render(request, "lottery/desk_public_draw.html", context)


@desk(*WRITERS)
def desk_public_draw_close(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Closing the pool: what it means, and doing it."""
    if queries.live_public_draw(panel) is not None:
        return redirect("desk-public-draw", slug=panel.slug)
    form = ClosePoolForm(
        request.POST or None, initial={**first_guess(panel), "objection_days": 3, "panels": 1000}
    )
    is_open = recruitment.registration_state(panel) != "closed"
    if not is_open:
        del form.fields["override_reason"]

    def close() -> None:
        options = {name: value for name, value in form.cleaned_data.items() if name != "understood"}
        actions.close_and_announce(panel=panel, actor=actor_of(request), **options)

    if request.method == "POST" and carried_out(form, close):
        return redirect("desk-public-draw", slug=panel.slug)
    answer, trouble = explanation(panel)
    context = {
        "form": form,
        "is_open": is_open,
        "not_opened": not_opened(panel),
        "answer": answer,
        "trouble": trouble,
        "drawn": queries.real_draw(panel),
        "pool_size": recruitment.active_volunteers(panel).count(),
    }
    return render(request, "lottery/desk_public_close.html", context)


@desk(*WRITERS)
@require_POST
def desk_public_draw_list(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Work out the panels once more after the work broke off."""
    actions.start_panel_list(public_draw=queries.get_public_draw(panel), actor=actor_of(request))
    return redirect("desk-public-draw", slug=panel.slug)


@desk(*WRITERS)
@require_POST
def desk_public_draw_receipts(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Send the receipts that have not gone out; nobody gets a second one."""
    actions.start_receipts(public_draw=queries.get_public_draw(panel), actor=actor_of(request))
    messages.success(request, _("Kuitit lähtevät hetken kuluttua. Kukin saa omansa vain kerran."))
    return redirect("desk-public-draw", slug=panel.slug)


@desk(*WRITERS)
def desk_public_draw_commit(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Naming the sources and publishing the commitment."""
    public_draw = queries.live_public_draw(panel)
    if public_draw is None or public_draw.state != PublicDraw.State.LISTED:
        return redirect("desk-public-draw", slug=panel.slug)
    form = CommitmentForm(request.POST or None, early=clock.now() < public_draw.objections_end)

    def publish() -> None:
        actions.publish_commitment(public_draw=public_draw, actor=actor_of(request), **form.options)

    if request.method == "POST" and carried_out(form, publish):
        messages.success(request, _("Sitoumus on julkaistu."))
        return redirect("desk-public-draw", slug=panel.slug)
    return render(request, "lottery/desk_public_commit.html", {"form": form, "public_draw": public_draw})


@desk(*READERS)
def desk_public_draw_values(request: HttpRequest, panel: Panel) -> HttpResponse:
    """What the sources showed, read by two people; another's reading is not shown before one's own."""
    public_draw = queries.live_public_draw(panel)
    deadline = showing.deadline(public_draw) if public_draw else None
    if public_draw is None or deadline is None:
        return redirect("desk-public-draw", slug=panel.slug)
    named = sources.sources_of(public_draw)
    form = ValuesForm(named, deadline, request.POST or None, request.FILES or None)

    def enter() -> None:
        values = actions.read_values(form.cleaned_data["file"]) | form.typed
        actions.enter_values(public_draw=public_draw, values=values, actor=actor_of(request))

    if request.method == "POST" and carried_out(form, enter):
        messages.success(request, _("Kirjattu."))
        return redirect("desk-public-draw-values", slug=panel.slug)
    rows = [{"source": one, "own": _own(one, request)} for one in named]
    context = {"form": form, "rows": rows, "public_draw": public_draw, "hall_id": sources.HALL}
    return render(request, "lottery/desk_public_values.html", context)


def _own(source: sources.Source, request: HttpRequest) -> bool:
    return any(entry.by_id == request.user.pk for entry in source.entries)


@desk(*READERS)
@require_GET
def desk_public_draw_ceremony(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The draw on the big screen, one step at a time."""
    public_draw = queries.live_public_draw(panel)
    if public_draw is None or not public_draw.commitment:
        return redirect("desk-public-draw", slug=panel.slug)
    text = request.GET.get("step", "0")
    wanted = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    context = showing.ceremony(public_draw, wanted)
    context["may_write"] = Role.COORDINATOR in panels.roles_in(actor_of(request), panel)
    return render(request, "lottery/ceremony.html", context)


@desk(*WRITERS)
@require_POST
def desk_public_draw_draw(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Draw, and go on with the seed on the big screen."""
    ceremony = reverse("desk-public-draw-ceremony", args=[panel.slug])
    if not confirmed(request):
        return ask_first(
            request,
            question=_("Arvotaanko paneeli nyt?"),
            label=_("Arvo paneeli"),
            back=f"{ceremony}?step=1",
            text=_("Arvonta tehdään kerran."),
            kind="primary",
        )
    actions.draw_public(public_draw=queries.get_public_draw(panel), actor=actor_of(request))
    return redirect(f"{ceremony}?step=2")


@desk(*WRITERS)
def desk_public_draw_cancel(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Calling the draw off, in public and with a reason."""
    public_draw = queries.live_public_draw(panel)
    if public_draw is None:
        return redirect("desk-public-draw", slug=panel.slug)
    form = CancelForm(request.POST or None)

    def cancel() -> None:
        actions.cancel_public_draw(public_draw=public_draw, actor=actor_of(request), **form.cleaned_data)

    if request.method == "POST" and carried_out(form, cancel):
        messages.success(request, _("Arvonta on peruttu. Peruminen näkyy paneelin sivulla."))
        return redirect("desk-draw", slug=panel.slug)
    appeared = [one for one in sources.sources_of(public_draw) if one.has_appeared]
    context = {"form": form, "public_draw": public_draw, "appeared": appeared}
    return render(request, "lottery/desk_public_cancel.html", context)
