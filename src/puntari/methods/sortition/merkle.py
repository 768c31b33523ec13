"""The closed pool of ``puntari-lottery-1``: tickets, salted leaves, receipts and the Merkle root over
them.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from puntari.methods.sortition.errors import ProtocolError
from puntari.methods.sortition.model import Pool, Quotas

SMALLEST_CELL = 5
TICKET_LETTERS = "23456789ACDEFGHJKLMNPQRTUVWXYZ"

Json = dict[str, object]
RandomBytes = Callable[[int], bytes]


def canonical_json(value: object) -> bytes:
    """The one spelling of a value that is hashed: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256(*parts: str | bytes) -> str:
    """SHA-256 of the joined parts, in hexadecimal."""
    joined = b"".join(part if isinstance(part, bytes) else part.encode() for part in parts)
    return hashlib.sha256(joined).hexdigest()


@dataclass(frozen=True)
class Receipt:
    """What a volunteer keeps: with it anybody can check that this very record is under the published root."""

    ticket: str
    record: Mapping[str, str]
    salt: str
    leaf: str
    path: tuple[str, ...]


@dataclass(frozen=True)
class ClosedPool:
    """``leaves`` ascending; ``receipts`` by ticket."""

    root: str
    leaves: tuple[str, ...]
    receipts: Mapping[str, Receipt]


def new_ticket(random_bytes: RandomBytes) -> str:
    """A ticket such as T-7K3F9Q: letters that are not mistaken for one another."""
    number = int.from_bytes(random_bytes(16), "big")
    letters = []
    for _ in range(6):
        number, digit = divmod(number, len(TICKET_LETTERS))
        letters.append(TICKET_LETTERS[digit])
    return "T-" + "".join(letters)


def leaf_hash(record: Mapping[str, str], salt: str) -> str:
    return sha256("leaf/", canonical_json(dict(record)), "/", salt)


def close_pool(records: Mapping[str, Mapping[str, str]], random_bytes: RandomBytes) -> ClosedPool:
    """Close a pool of {ticket: record}: a salted leaf and a receipt for everybody, and the Merkle root.

    Raises ``ProtocolError('empty_pool')``.
    """
    if not records:
        raise ProtocolError("empty_pool")
    salts = {ticket: random_bytes(32).hex() for ticket in sorted(records)}
    whole = {ticket: {**records[ticket], "ticket": ticket} for ticket in sorted(records)}
    leaf_of = {ticket: leaf_hash(whole[ticket], salts[ticket]) for ticket in whole}
    levels = _levels(sorted(leaf_of.values()))
    place = {leaf: position for position, leaf in enumerate(levels[0])}
    receipts = {
        ticket: Receipt(ticket, whole[ticket], salts[ticket], leaf, _path(levels, place[leaf]))
        for ticket, leaf in leaf_of.items()
    }
    return ClosedPool(levels[-1][0], tuple(levels[0]), receipts)


def merkle_root(leaves: Sequence[str]) -> str:
    """Root over the sorted leaves; a last leaf without a pair moves up unchanged."""
    return _levels(sorted(leaves))[-1][0]


def _levels(leaves: list[str]) -> list[list[str]]:
    levels = [leaves]
    while len(levels[-1]) > 1:
        below = levels[-1]
        pairs = [below[i : i + 2] for i in range(0, len(below), 2)]
        levels.append([sha256("node/", *pair) if len(pair) == 2 else pair[0] for pair in pairs])
    return levels


def _path(levels: list[list[str]], position: int) -> tuple[str, ...]:
    """Siblings from the leaf up: "L..." stands left of us, "R..." right."""
    steps = []
    for level in levels[:-1]:
        sibling = position ^ 1
        if sibling < len(level):
            steps.append(("L" if sibling < position else "R") + level[sibling])
        position //= 2
    return tuple(steps)


def receipt_holds(receipt: Receipt, root: str) -> bool:
    """Whether the receipt's record and salt lead to the published root."""
    node = leaf_hash(receipt.record, receipt.salt)
    if node != receipt.leaf:
        return False
    for step in receipt.path:
        node = sha256("node/", step[1:], node) if step[0] == "L" else sha256("node/", node, step[1:])
    return node == root


def published_counts(pool: Pool, quotas: Quotas) -> list[Json]:
    """People per value; a cell under five is hidden (None). The joint table is never published."""
    rows: list[Json] = []
    for feature in quotas:
        held = Counter(person.values[feature.name] for person in pool.people)
        for value in feature.values:
            shown = held[value] if held[value] >= SMALLEST_CELL else None
            rows.append({"feature": feature.name, "value": value, "people": shown})
    return rows
