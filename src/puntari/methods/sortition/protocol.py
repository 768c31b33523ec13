"""The public draw, protocol ``puntari-lottery-1``.

The pool is closed under a Merkle root, the list of m panels under salted hashes, and both under a
commitment that is published before any source of randomness exists (the seed's form follows RFC 3797).
Everything here is pure: salts, times and source values come in as arguments. ``verify.py`` repeats the
checks without this package.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import resources

from puntari.methods.sortition.errors import ProtocolError
from puntari.methods.sortition.merkle import (
    ClosedPool,
    Json,
    RandomBytes,
    canonical_json,
    merkle_root,
    sha256,
)
from puntari.methods.sortition.model import Quotas

PROTOCOL = "puntari-lottery-1"
NOTICE = timedelta(hours=24)


def solver_seed(pool_root: str) -> int:
    """The solver's seed: nobody chooses it."""
    return int(sha256(pool_root)[:15], 16)


@dataclass(frozen=True)
class PanelList:
    """Panels in their public order; ``hashes`` are published, ``salts`` stay with the notary."""

    panels: tuple[tuple[str, ...], ...]
    salts: tuple[str, ...]
    hashes: tuple[str, ...]

    @property
    def digest(self) -> str:
        return sha256(*self.hashes)


def order_panels(pool_root: str, panels: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Panels of tickets numbered by SHA-256 of root and panel, so that nobody steers the numbers."""
    members = [tuple(sorted(panel)) for panel in panels]
    return sorted(members, key=lambda panel: (sha256(pool_root, canonical_json(panel)), panel))


def panel_hash(index: int, tickets: Sequence[str], salt: str) -> str:
    return sha256("panel/", str(index), "/", canonical_json(list(tickets)), "/", salt)


def seal_panels(pool_root: str, panels: Sequence[Sequence[str]], random_bytes: RandomBytes) -> PanelList:
    """Order the panels and hash each with its own salt."""
    ordered = order_panels(pool_root, panels)
    salts = tuple(random_bytes(32).hex() for _ in ordered)
    hashes = tuple(
        panel_hash(i, panel, salt) for i, (panel, salt) in enumerate(zip(ordered, salts, strict=True))
    )
    return PanelList(tuple(ordered), salts, hashes)


def audit_panels(commitment: Mapping[str, object], sealed: PanelList) -> list[str]:
    """For the notary, who may open everything: the codes of what does not hold in the whole list."""
    faults = []
    again = [panel_hash(i, p, s) for i, (p, s) in enumerate(zip(sealed.panels, sealed.salts, strict=True))]
    if sha256(*again) != commitment["panel_list"]:
        faults.append("panel_list_differs")
    if list(sealed.panels) != order_panels(str(commitment["pool_root"]), sealed.panels):
        faults.append("order_steered")
    if any(len(set(panel)) != commitment["k"] for panel in sealed.panels):
        faults.append("wrong_size")
    return faults


@dataclass(frozen=True)
class Source:
    """A public source of randomness that does not exist yet; ``fallback`` counts when it never appears."""

    id: str
    description: str
    at: datetime
    fallback: str | None = None


def commit(
    pool: ClosedPool,
    sealed: PanelList,
    quotas: Quotas,
    size: int,
    sources: Sequence[Source],
    *,
    committed: datetime,
    deadline: datetime,
    hall: datetime | None = None,
    algorithm: str = "leximin",
    version: str = "",
) -> Json:
    """The commitment, ready for ``canonical_json``. ``hall`` is when a number is drawn in the hall, if one
    is.

    Raises ``ProtocolError``: ``no_sources``, ``naive_time``, ``too_late`` (under 24 h before the first
    source), ``hall_too_late`` (not before the last source), ``repeated_source``,
    ``deadline_before_sources``.
    """
    _check_times(sources, committed, deadline, hall)
    return {
        "protocol": PROTOCOL,
        "k": size,
        "m": len(sealed.panels),
        "quotas": [
            {"feature": f.name, "value": q.value, "min": q.min, "max": q.max}
            for f in quotas
            for q in f.quotas
        ],
        "algorithm": algorithm,
        "version": version,
        "pool_root": pool.root,
        "pool_size": len(pool.leaves),
        "panel_list": sealed.digest,
        "sources": [
            {"id": s.id, "description": s.description, "at": s.at.isoformat(), "fallback": s.fallback}
            for s in sources
        ],
        "hall": None if hall is None else {"at": hall.isoformat()},
        "committed": committed.isoformat(),
        "deadline": deadline.isoformat(),
    }


def _check_times(
    sources: Sequence[Source], committed: datetime, deadline: datetime, hall: datetime | None
) -> None:
    if not sources:
        raise ProtocolError("no_sources")
    names = [name for s in sources for name in (s.id, s.fallback) if name]
    if len(set(names)) != len(names) or any("=" in name or "/" in name for name in names):
        raise ProtocolError("repeated_source")
    times = [source.at for source in sources]
    if any(time.tzinfo is None for time in (*times, committed, deadline, hall or committed)):
        raise ProtocolError("naive_time")
    if committed + NOTICE > min(times):
        raise ProtocolError("too_late", first=min(times).isoformat(), hours=24)
    if deadline < max(times):
        raise ProtocolError("deadline_before_sources")
    if hall is not None and hall >= max(times):
        raise ProtocolError("hall_too_late", last=max(times).isoformat())


def commitment_hash(commitment: Mapping[str, object]) -> str:
    """The number for the notice board."""
    return sha256(canonical_json(dict(commitment)))


def draw_seed(commitment_number: str, values: Sequence[tuple[str, str]]) -> str:
    """The seed of the draw from (source, value) pairs in the order the commitment names them."""
    return sha256(f"{PROTOCOL}/{commitment_number}/", *(f"{name}={value}/" for name, value in values))


def draw_index(seed: str, m: int) -> int:
    """A number from 0 to m - 1 without modulo bias: HMAC-SHA-256 in counter mode with rejection."""
    limit = 2**256 - 2**256 % m
    counter = 0
    while True:
        block = hmac.new(bytes.fromhex(seed), counter.to_bytes(8, "big"), hashlib.sha256).digest()
        number = int.from_bytes(block, "big")
        if number < limit:
            return number % m
        counter += 1


def derived_seed(seed: str, purpose: str) -> int:
    """A seed for what follows the draw (alternates, call order), fixed by the draw itself."""
    return int(sha256(seed, "/", purpose)[:15], 16)


def draw_record(
    commitment: Mapping[str, object],
    pool: ClosedPool,
    sealed: PanelList,
    values: Mapping[str, str],
    *,
    hall: int | None = None,
) -> Json:
    """The public record of the draw. ``values`` maps source ids (or a fallback's id) to what they showed.

    Raises ``ProtocolError``: ``source_missing``, ``source_not_named``, ``hall_missing``, ``hall_not_named``,
    ``hall_out_of_range``, ``pool_differs``, ``panel_list_differs``.
    """
    if pool.root != commitment["pool_root"] or merkle_root(pool.leaves) != pool.root:
        raise ProtocolError("pool_differs")
    if sealed.digest != commitment["panel_list"]:
        raise ProtocolError("panel_list_differs")
    used = _used_values(commitment, values)
    _check_hall(commitment, hall, len(sealed.panels))
    number = commitment_hash(commitment)
    seed = draw_seed(number, used)
    index = (draw_index(seed, len(sealed.panels)) + (hall or 0)) % len(sealed.panels)
    record: Json = {
        "commitment": dict(commitment),
        "commitment_hash": number,
        "leaves": list(pool.leaves),
        "panels": list(sealed.hashes),
        "values": [{"used": name, "value": value} for name, value in used],
        "hall": hall,
        "seed": seed,
        "index": index,
        "opened": {"tickets": list(sealed.panels[index]), "salt": sealed.salts[index]},
    }
    return {**record, "record_hash": sha256(canonical_json(record))}


def _used_values(commitment: Mapping[str, object], values: Mapping[str, str]) -> list[tuple[str, str]]:
    sources = commitment["sources"]
    assert isinstance(sources, list)
    named = {name for source in sources for name in (source["id"], source["fallback"]) if name}
    strange = sorted(set(values) - named)
    if strange:
        raise ProtocolError("source_not_named", source=strange[0])
    used = []
    for source in sources:
        name = next((n for n in (source["id"], source["fallback"]) if n in values), None)
        if name is None:
            raise ProtocolError("source_missing", source=source["id"])
        used.append((name, values[name]))
    return used


def _check_hall(commitment: Mapping[str, object], hall: int | None, m: int) -> None:
    if (commitment["hall"] is None) != (hall is None):
        raise ProtocolError("hall_missing" if hall is None else "hall_not_named")
    if hall is not None and not 0 <= hall < m:
        raise ProtocolError("hall_out_of_range", value=hall, panels=m)


def record_bytes(record: Mapping[str, object]) -> bytes:
    """``record.json`` as it is published: canonical, one line."""
    return canonical_json(dict(record)) + b"\n"


def verify_script() -> str:
    """The text of ``verify.py``, to be published beside the record."""
    return resources.files(__package__).joinpath("verify.py").read_text(encoding="utf-8")


def verify_record(data: bytes, published: str | None = None) -> list[tuple[str, bool]]:
    """Every claim of a record with whether it holds. ``published`` is the hash from the notice board.

    Raises ``ProtocolError('not_a_record')`` for bytes that are no record at all.
    """
    from puntari.methods.sortition import verify

    try:
        record = json.loads(data)
        claims = list(verify.checks(record, published))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise ProtocolError("not_a_record", reason=str(error)) from error
    return [("the file is in canonical form", data == record_bytes(record)), *claims]
