"""The public draw for everybody: its page, its files, and a resident's own receipt."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from puntari.core import files
from puntari.lottery import closedpool, queries, showing
from puntari.lottery.models import PublicDraw, Ticket
from puntari.methods import sortition
from puntari.panels.access import public
from puntari.panels.queries import Panel
from puntari.recruitment import queries as recruitment


@public
@require_GET
def panel_public_draw(request: HttpRequest, panel: Panel) -> HttpResponse:
    """All that has been published, cancelled draws too."""
    live = queries.live_public_draw(panel)
    cancelled = showing.cancelled_draws(panel)
    if live is None and not cancelled:
        raise Http404
    context: dict[str, object] = showing.page_of(live) if live else {"panel": panel}
    context["cancelled"] = cancelled
    return render(request, "lottery/panel_public_draw.html", context)


@public
@require_GET
def panel_public_draw_file(request: HttpRequest, panel: Panel, name: str) -> HttpResponse:
    """One published file; one that does not exist yet is not found."""
    maker = _FILES.get(name)
    content = maker(queries.get_public_draw(panel)) if maker else b""
    if not content:
        raise Http404
    kind = "text/x-python; charset=utf-8" if name.endswith(".py") else "application/json"
    return files.download(content, name=name, content_type=kind)


def _pool(public_draw: PublicDraw) -> bytes:
    """The pool without anybody's features: root, leaves, hidden counts, quotas."""
    leaves = Ticket.objects.filter(public_draw=public_draw).order_by("leaf").values_list("leaf", flat=True)
    body = {
        "protocol": sortition.PROTOCOL,
        "pool_root": public_draw.pool_root,
        "leaves": list(leaves),
        "counts": public_draw.counts,
        "quotas": [
            {"feature": f["key"], "value": v["key"], "min": v["min"], "max": v["max"]}
            for f in public_draw.targets
            for v in f["values"]
        ],
        "k": public_draw.size,
        "m": public_draw.panels,
        "closed": public_draw.closed.isoformat(),
    }
    return (json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


_FILES: dict[str, Callable[[PublicDraw], bytes]] = {
    "pool.json": _pool,
    "commitment.json": lambda one: one.commitment.encode(),
    "record.json": lambda one: one.record.encode(),
    "verify.py": lambda one: sortition.verify_script().encode(),
}


@never_cache
@require_GET
def me_receipt(request: HttpRequest, token: str) -> HttpResponse:
    """A resident's own leaf with its way to the published root, as a file."""
    volunteer = recruitment.volunteer_by_token(token)
    ticket = queries.ticket_of(volunteer) if volunteer else None
    if ticket is None or not ticket.salt:
        raise Http404
    name = f"receipt-{ticket.code}.json"
    return files.download(closedpool.receipt_file(ticket), name=name, content_type="application/json")
