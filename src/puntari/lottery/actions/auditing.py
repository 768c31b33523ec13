"""The notary's part: opening all sealed panels, and checking them anew from what was published."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from puntari.core import clock, jobs, log
from puntari.core.errors import DomainError, NotAllowed
from puntari.core.models import Job, User
from puntari.lottery import closedpool, solving
from puntari.lottery.actions.commitment import locked
from puntari.lottery.actions.draws import Say, teller
from puntari.lottery.actions.pool_closing import work_out_panels
from puntari.lottery.actions.public_drawing import reserves_of
from puntari.lottery.models import Member, PublicDraw, Ticket
from puntari.methods import sortition

AUDIT_JOB = "lottery.audit"
Claims = dict[str, bool]


@transaction.atomic
def start_audit(*, public_draw: PublicDraw, actor: User) -> PublicDraw:
    """Queue the audit of the sealed panels; one that is already under way is answered as it is."""
    public_draw = locked(public_draw)
    _refuse_unlisted(public_draw)
    if public_draw.audit_job is not None and public_draw.audit_job.live:
        return public_draw
    slug = public_draw.panel.slug
    label = _("Suljettujen paneelien tarkastus")
    job = jobs.start(AUDIT_JOB, label=label, panel_slug=slug, actor=actor, public_draw_id=public_draw.pk)
    public_draw.audit_job = Job.objects.get(pk=job.pk)
    public_draw.save(update_fields=["audit_job"])
    return public_draw


def _refuse_unlisted(public_draw: PublicDraw) -> None:
    if not public_draw.sealed:
        raise NotAllowed("lottery.list_missing")


def audit_public_draw(
    public_draw_id: int, progress: jobs.Progress | None = None, *, actor: User | None = None
) -> PublicDraw:
    """Open every panel, check all that can be checked, and keep the answer for everybody to see."""
    public_draw = PublicDraw.objects.select_related("panel").get(pk=public_draw_id)
    _refuse_unlisted(public_draw)
    tickets = closedpool.tickets_of(public_draw)
    forgotten = sum(not one.salt for one in tickets)
    claims = _claims(public_draw, tickets, teller(progress), whole=not forgotten)
    found = {"at": clock.now().isoformat(), "claims": claims, "forgotten": forgotten}
    PublicDraw.objects.filter(pk=public_draw.pk).update(audit=found)
    public_draw.audit = found
    data = {"public_draw": public_draw.pk, "panel_list": public_draw.panel_list, **found}
    log.record("lottery.sealed_audited", actor=actor, panel_slug=public_draw.panel.slug, data=data)
    return public_draw


def _claims(public_draw: PublicDraw, tickets: list[Ticket], say: Say | None, *, whole: bool) -> Claims:
    """What was claimed, and whether it holds; `whole` is whether every ticket still has its features."""
    sealed = closedpool.sealed_of(public_draw)
    bound = {"panel_list": public_draw.panel_list, "pool_root": public_draw.pool_root, "k": public_draw.size}
    faults = sortition.audit_panels(bound, sealed)
    drawn_from = Counter(code for panel in sealed.panels for code in panel)
    claims = {
        "pool": _pool_holds(public_draw, tickets),
        "panel_list": "panel_list_differs" not in faults,
        "order": "order_steered" not in faults,
        "size": "wrong_size" not in faults and len(sealed.panels) == public_draw.panels,
        "chances": {one.code: one.numbers or 0 for one in tickets} == _numbers(tickets, drawn_from),
    }
    if whole:
        claims |= _kept(public_draw, tickets, sealed, say)
    if public_draw.record:
        claims["record"] = _record_holds(public_draw)
    return claims


def _numbers(tickets: list[Ticket], drawn_from: Counter[str]) -> dict[str, int]:
    """How many panels each ticket is in; one that nobody holds is there too, and so shows."""
    return {one.code: 0 for one in tickets} | dict(drawn_from)


def _pool_holds(public_draw: PublicDraw, tickets: list[Ticket]) -> bool:
    leaves = [one.leaf for one in tickets]
    same_root = bool(leaves) and sortition.merkle_root(leaves) == public_draw.pool_root
    return same_root and all(_receipt_holds(one, public_draw.pool_root) for one in tickets if one.salt)


def _receipt_holds(ticket: Ticket, root: str) -> bool:
    return sortition.receipt_holds(closedpool.receipt_of(ticket), root)


def _kept(
    public_draw: PublicDraw, tickets: list[Ticket], sealed: sortition.PanelList, say: Say | None
) -> Claims:
    """Whether every panel keeps the quotas, and whether the root alone leads to these very panels."""
    problem = closedpool.problem_of(public_draw, tickets)
    weighted = [(1 / len(sealed.panels), panel) for panel in sealed.panels]
    check = sortition.check_solution(
        problem.pool, problem.quotas, problem.size, weighted, households=problem.households
    )
    return {"quotas": check.ok} | _again(public_draw, problem, sealed, say)


def _again(
    public_draw: PublicDraw, problem: solving.Problem, sealed: sortition.PanelList, say: Say | None
) -> Claims:
    """Another version of the solver may find other panels that are as fair: then there is nothing to say."""
    try:
        with solving.worded(public_draw.panel):
            lottery, certificate = work_out_panels(public_draw, problem, say)
    except DomainError:
        return {"recomputed": False}
    if certificate.get("version") != public_draw.certificate.get("version"):
        return {}
    again = sortition.order_panels(public_draw.pool_root, lottery.panels)
    claims = {"recomputed": list(sealed.panels) == again}
    return claims | ({"reserves": _reserves_hold(public_draw)} if public_draw.record else {})


def _reserves_hold(public_draw: PublicDraw) -> bool:
    """Whether those called from the reserve are the ones, in the order, that the draw's seed had set."""
    tickets, record = closedpool.tickets_of(public_draw), closedpool.record_of(public_draw)
    ready = reserves_of(public_draw, tickets, record["opened"]["tickets"], record["seed"])
    owner = {one.code: one.volunteer_id for one in tickets}
    stood = Member.objects.filter(draw=public_draw.draw_id, call_order__gt=0).order_by("call_order")
    return list(stood.values_list("volunteer_id", flat=True)) == [owner[code] for code in ready.ids]


def _record_holds(public_draw: PublicDraw) -> bool:
    claims = sortition.verify_record(public_draw.record.encode(), public_draw.commitment_hash)
    return all(holds for _claim, holds in claims)


@transaction.atomic
def open_sealed(*, public_draw: PublicDraw, actor: User) -> bytes:
    """All panels with their salts as a file, for the notary alone; the opening is in the log."""
    _refuse_unlisted(public_draw)
    stored: dict[str, Any] = json.loads(public_draw.sealed)
    body = {
        "protocol": sortition.PROTOCOL,
        "pool_root": public_draw.pool_root,
        "panel_list": public_draw.panel_list,
        **stored,
    }
    data = {"public_draw": public_draw.pk, "panel_list": public_draw.panel_list}
    log.record("lottery.sealed_opened", actor=actor, panel_slug=public_draw.panel.slug, data=data)
    return sortition.record_bytes(body)
