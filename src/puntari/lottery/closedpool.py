"""A closed pool and its sealed panels, read back from the tables for the methods; ids are ticket codes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from puntari.lottery import solving
from puntari.lottery.disclosure import hide_small
from puntari.lottery.models import PublicDraw, Ticket
from puntari.methods import sortition
from puntari.methods.sortition.protocol import panel_hash


def tickets_of(public_draw: PublicDraw) -> list[Ticket]:
    """Every ticket of the pool in order of its code."""
    return list(Ticket.objects.filter(public_draw=public_draw).order_by("code"))


def problem_of(public_draw: PublicDraw, tickets: Sequence[Ticket]) -> solving.Problem:
    """The question as it was when the pool closed, whatever has been changed since."""
    people = tuple(sortition.Person(one.code, _features(one)) for one in tickets)
    homes = {one.code: one.household for one in tickets} if public_draw.one_per_household else {}
    return solving.Problem(sortition.Pool(people), quotas_of(public_draw), public_draw.size, homes)


def quotas_of(public_draw: PublicDraw) -> tuple[sortition.Feature, ...]:
    """The quotas that were published with the pool."""
    return solving.quotas_in(public_draw.targets)


def _features(ticket: Ticket) -> dict[str, str]:
    return {key: value for key, value in ticket.record.items() if key != "ticket"}


def pool_of(public_draw: PublicDraw, tickets: Sequence[Ticket]) -> sortition.ClosedPool:
    """The pool as the methods closed it."""
    receipts = {one.code: receipt_of(one) for one in tickets}
    return sortition.ClosedPool(public_draw.pool_root, tuple(sorted(one.leaf for one in tickets)), receipts)


def receipt_of(ticket: Ticket) -> sortition.Receipt:
    """What the volunteer keeps."""
    return sortition.Receipt(ticket.code, ticket.record, ticket.salt, ticket.leaf, tuple(ticket.path))


def receipt_file(ticket: Ticket) -> bytes:
    """The receipt as a file, with the root it leads to."""
    body = {
        "protocol": sortition.PROTOCOL,
        "ticket": ticket.code,
        "record": ticket.record,
        "salt": ticket.salt,
        "leaf": ticket.leaf,
        "path": list(ticket.path),
        "pool_root": ticket.public_draw.pool_root,
    }
    return sortition.record_bytes(body)


def receipt_holds(ticket: Ticket) -> bool:
    """Whether the receipt still leads to the published root."""
    return sortition.receipt_holds(receipt_of(ticket), ticket.public_draw.pool_root)


def sealed_text(sealed: sortition.PanelList) -> str:
    return json.dumps({"panels": sealed.panels, "salts": sealed.salts})


def sealed_of(public_draw: PublicDraw) -> sortition.PanelList:
    """The panels with their salts, hashed anew: a changed panel no longer fits the commitment."""
    stored = json.loads(public_draw.sealed)
    panels = tuple(tuple(panel) for panel in stored["panels"])
    return sortition.PanelList(panels, tuple(stored["salts"]), panel_hashes(panels, stored["salts"]))


def panel_hashes(panels: Sequence[Sequence[str]], salts: Sequence[str]) -> tuple[str, ...]:
    pairs = enumerate(zip(panels, salts, strict=True))
    return tuple(panel_hash(number, panel, salt) for number, (panel, salt) in pairs)


def public_counts(targets: Sequence[Mapping[str, Any]], problem: solving.Problem) -> list[dict[str, Any]]:
    """People per value; a number below five is None, and so is the one that would give it away."""
    counted = solving.counts([person.values for person in problem.pool.people])
    rows = []
    for feature in targets:
        keys = [value["key"] for value in feature["values"]]
        shown = hide_small([counted.get(feature["key"], {}).get(key, 0) for key in keys])
        rows.append({"feature": feature["key"], "values": dict(zip(keys, shown, strict=True))})
    return rows


def commitment_of(public_draw: PublicDraw) -> dict[str, Any]:
    """The commitment as data; empty before there is one."""
    return dict(json.loads(public_draw.commitment)) if public_draw.commitment else {}


def record_of(public_draw: PublicDraw) -> dict[str, Any]:
    """The public record as data; empty before the draw."""
    return dict(json.loads(public_draw.record)) if public_draw.record else {}
