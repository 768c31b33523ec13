"""The commands of the public draw: commit, draw, record, verify.

The committed folder has a public part (commitment.json, leaves, panel hashes) and a private one
(private.json: the notary's, with receipts, panels and salts), which never leaves the organiser.
"""

import argparse
import json
import secrets
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from puntari.methods.sortition import merkle, protocol, store
from puntari.methods.sortition.commands import Result
from puntari.methods.sortition.control import Progress
from puntari.methods.sortition.errors import InputError, ProtocolError


def commit(args: argparse.Namespace, progress: Progress | None) -> Result:
    from puntari.methods.sortition.uniform import uniform_lottery

    if (Path(args.out) / "commitment.json").exists():
        # The receipts and salts of the first one would be lost, and who draws twice can choose.
        raise InputError("already_committed", path=args.out)
    pool, quotas, solution, _ = store.load_solution(Path(args.folder))
    tickets = {person.id: merkle.new_ticket(secrets.token_bytes) for person in pool.people}
    closed = merkle.close_pool({tickets[p.id]: dict(p.values) for p in pool.people}, secrets.token_bytes)
    lottery = uniform_lottery(solution, args.panels, protocol.solver_seed(closed.root), progress=progress)
    panels = [[tickets[i] for i in panel] for panel in lottery.panels]
    sealed = protocol.seal_panels(closed.root, panels, secrets.token_bytes)
    commitment = protocol.commit(
        closed,
        sealed,
        quotas,
        solution.size,
        [_source(text) for text in args.source],
        committed=_time("--committed", args.committed),
        deadline=_time("--deadline", args.deadline),
        hall=_time("--hall", args.hall) if args.hall else None,
        algorithm=solution.algorithm,
        version=solution.certificate.version,
    )
    number = protocol.commitment_hash(commitment)
    private = {
        "tickets": tickets,
        "receipts": {ticket: asdict(receipt) for ticket, receipt in closed.receipts.items()},
        "panels": sealed.panels,
        "salts": sealed.salts,
    }
    with store.written_whole(Path(args.out)) as part:
        (part / "commitment.json").write_bytes(protocol.record_bytes(commitment))
        store.write_json(part / "counts.json", merkle.published_counts(pool, quotas))
        store.write_json(part / "private.json", private)
    lines = [f"commitment {number}", "publish it now; keep private.json with the notary"]
    return {"commitment": number, "panels": len(sealed.panels), "pool_root": closed.root}, lines, 0


def _source(text: str) -> protocol.Source:
    """ID@TIME[=DESCRIPTION][|FALLBACK]"""
    head, _, fallback = text.partition("|")
    head, _, description = head.partition("=")
    name, _, at = head.partition("@")
    if not name or not at:
        raise InputError("bad_setting", option="--source", value=text, form="ID@TIME=DESCRIPTION|FALLBACK")
    return protocol.Source(name, description, _time("--source", at), fallback or None)


def _time(option: str, text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError("bad_setting", option=option, value=text, form="2026-09-05T21:00+03:00") from error


def _make_record(args: argparse.Namespace) -> tuple[dict[str, object], dict[str, str]]:
    folder = Path(args.folder)
    commitment, private = (
        store.read_json(folder / "commitment.json"),
        store.read_json(folder / "private.json"),
    )
    receipts = {ticket: merkle.Receipt(**receipt) for ticket, receipt in private["receipts"].items()}
    leaves = tuple(sorted(receipt.leaf for receipt in receipts.values()))
    closed = merkle.ClosedPool(merkle.merkle_root(leaves), leaves, receipts)
    panels = tuple(tuple(panel) for panel in private["panels"])
    numbered = enumerate(zip(panels, private["salts"], strict=True))
    hashes = tuple(protocol.panel_hash(number, panel, salt) for number, (panel, salt) in numbered)
    sealed = protocol.PanelList(panels, tuple(private["salts"]), hashes)
    record = protocol.draw_record(commitment, closed, sealed, _values(args.value), hall=args.hall_number)
    return record, {ticket: identifier for identifier, ticket in private["tickets"].items()}


def _values(items: list[str]) -> dict[str, str]:
    pairs = [item.partition("=") for item in items]
    for name, equals, value in pairs:
        if not (name and equals and value):
            raise InputError("bad_setting", option="--value", value=name, form="ID=VALUE")
    return {name: value for name, _, value in pairs}


def draw(args: argparse.Namespace, progress: Progress | None) -> Result:
    record, owner = _make_record(args)
    opened: Any = record["opened"]
    members = [owner[ticket] for ticket in opened["tickets"]]
    data = {"index": record["index"], "seed": record["seed"], "ids": members, "tickets": opened["tickets"]}
    return data, [f"panel number {record['index']}", *members], 0


def record(args: argparse.Namespace, progress: Progress | None) -> Result:
    made, _ = _make_record(args)
    folder = Path(args.out)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "record.json").write_bytes(protocol.record_bytes(made))
    (folder / "verify.py").write_text(protocol.verify_script(), encoding="utf-8")
    lines = [f"{folder / 'record.json'} and verify.py are ready to be published"]
    return {"record": str(folder / "record.json"), "index": made["index"]}, lines, 0


def verify(args: argparse.Namespace, progress: Progress | None) -> Result:
    try:
        data = Path(args.record).read_bytes()
    except OSError as error:
        raise InputError("unreadable", path=args.record, reason=error.strerror or "") from error
    try:
        claims = protocol.verify_record(data, args.commitment)
    except json.JSONDecodeError as error:
        raise ProtocolError("not_a_record", reason=str(error)) from error
    lines = [f"{'ok    ' if holds else 'FAILED'}  {claim}" for claim, holds in claims]
    good = all(holds for _, holds in claims)
    return {"holds": good, "claims": dict(claims)}, lines, 0 if good else 1
