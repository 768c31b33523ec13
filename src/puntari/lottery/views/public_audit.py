"""The notary's page of the public draw: opening the sealed panels and checking every one of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from puntari.core import files
from puntari.core.actor import actor_of
from puntari.core.roles import Role
from puntari.lottery import actions, queries, showing
from puntari.panels.access import desk
from puntari.panels.queries import Panel


@desk(Role.NOTARY)
def desk_public_draw_audit(request: HttpRequest, panel: Panel) -> HttpResponse:
    """What the audit found; a POST starts it."""
    public_draw = queries.live_public_draw(panel)
    if public_draw is None:
        return redirect("desk-draw", slug=panel.slug)
    if request.method == "POST":
        actions.start_audit(public_draw=public_draw, actor=actor_of(request))
        return redirect("desk-public-draw-audit", slug=panel.slug)
    context = {
        "public_draw": public_draw,
        "audit": showing.audit(public_draw),
        "is_listed": bool(public_draw.panel_list),
        "job": public_draw.audit_job,
    }
    return render(request, "lottery/desk_public_audit.html", context)


@desk(Role.NOTARY)
@require_GET
def desk_public_draw_sealed_file(request: HttpRequest, panel: Panel) -> HttpResponse:
    """All panels with their salts; opening them is logged."""
    public_draw = queries.get_public_draw(panel)
    content = actions.open_sealed(public_draw=public_draw, actor=actor_of(request))
    return files.download(content, name="sealed.json", content_type="application/json")
