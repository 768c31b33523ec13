"""An append-only log in which each entry carries the hash of the one before."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from puntari.methods.sortition.merkle import Json, canonical_json, sha256


def append_entry(log: Sequence[Json], kind: str, data: Mapping[str, object], at: datetime) -> list[Json]:
    """The log with one more entry, which carries the hash of the one before."""
    before = str(log[-1]["hash"]) if log else ""
    entry: Json = {
        "number": len(log),
        "kind": kind,
        "data": dict(data),
        "at": at.isoformat(),
        "before": before,
    }
    return [*log, {**entry, "hash": sha256(canonical_json(entry))}]


def broken_entry(log: Sequence[Json]) -> int | None:
    """The number of the first entry that does not hold, or None."""
    before = ""
    for number, entry in enumerate(log):
        body = {name: value for name, value in entry.items() if name != "hash"}
        linked = entry.get("before") == before and entry.get("number") == number
        if not linked or sha256(canonical_json(body)) != entry.get("hash"):
            return number
        before = str(entry["hash"])
    return None
