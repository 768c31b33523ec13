#!/usr/bin/env python3
"""Check a public panel draw yourself: python3 verify.py record.json [HASH FROM THE NOTICE BOARD]

Needs nothing but Python. It repeats every step of the protocol puntari-lottery-1 from the published record.
"""

import hashlib
import hmac
import json
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha(*parts: str | bytes) -> str:
    return hashlib.sha256(b"".join(p if isinstance(p, bytes) else p.encode() for p in parts)).hexdigest()


def merkle_root(leaves: list[str]) -> str:
    """Hash pairs of neighbours, level by level, until one is left; one without a pair moves up as it is."""
    level = sorted(leaves)
    while len(level) > 1:
        pairs = [level[i : i + 2] for i in range(0, len(level), 2)]
        level = [sha("node/", *pair) if len(pair) == 2 else pair[0] for pair in pairs]
    return level[0] if level else ""


def draw_index(seed: str, m: int) -> int:
    """A number from 0 to m-1, all equally likely: blocks beyond the last multiple of m are thrown away."""
    counter = 0
    while True:
        block = hmac.new(bytes.fromhex(seed), counter.to_bytes(8, "big"), hashlib.sha256).digest()
        number = int.from_bytes(block, "big")
        if number < 2**256 - 2**256 % m:
            return number % m
        counter += 1


def draw_seed(number: str, values: Any) -> str:
    return sha("puntari-lottery-1/", number, "/", *(f"{v['used']}={v['value']}/" for v in values))


def timely(commitment: Any) -> bool:
    """The commitment came a day before any source, and the draw in the hall before the last source."""
    times = [datetime.fromisoformat(source["at"]) for source in commitment["sources"]]
    hall = commitment["hall"]
    early = datetime.fromisoformat(commitment["committed"]) + timedelta(hours=24) <= min(times)
    return early and (hall is None or datetime.fromisoformat(hall["at"]) < max(times))


def checks(record: Any, published: str | None = None) -> Any:
    """Yield (what is claimed, whether it holds)."""
    commitment, m = record["commitment"], record["commitment"]["m"]
    body = {name: value for name, value in record.items() if name != "record_hash"}
    number = record["commitment_hash"]
    yield "the record is whole", sha(canonical(body)) == record["record_hash"]
    yield "the protocol is puntari-lottery-1", commitment["protocol"] == "puntari-lottery-1"
    yield "the commitment has the stated hash", sha(canonical(commitment)) == number
    yield "that hash is the one published beforehand", published in (None, number)
    yield "the pool is the one committed to", merkle_root(record["leaves"]) == commitment["pool_root"]
    yield "nobody joined or left the pool", len(record["leaves"]) == commitment["pool_size"]
    yield "the list of panels is the one committed to", sha(*record["panels"]) == commitment["panel_list"]
    yield "the list has m panels", len(record["panels"]) == m
    yield "the commitment came before the sources", timely(commitment)
    allowed = [{source["id"], source["fallback"]} - {None} for source in commitment["sources"]]
    used = [value["used"] for value in record["values"]]
    right = len(used) == len(allowed) and all(u in a for u, a in zip(used, allowed, strict=False))
    yield "the sources are the ones named, in order", right
    seed = draw_seed(number, record["values"])
    yield "the seed follows from the sources", seed == record["seed"]
    hall = record["hall"]
    in_range = hall is None if commitment["hall"] is None else isinstance(hall, int) and 0 <= hall < m
    yield "the draw in the hall is in order", in_range
    index = (draw_index(seed, m) + (hall or 0)) % m if in_range else -1
    yield "the index follows from the seed", index == record["index"]
    opened = record["opened"]
    digest = sha("panel/", str(index), "/", canonical(opened["tickets"]), "/", opened["salt"])
    yield "the panel shown is the one drawn", dict(enumerate(record["panels"])).get(index) == digest
    members = opened["tickets"]
    yield "it has k different members", len(set(members)) == commitment["k"] == len(members)


def main(arguments: list[str]) -> int:
    data = Path(arguments[0]).read_bytes()
    record = json.loads(data)
    results = [("the file is canonical", data == canonical(record) + b"\n"), *checks(record, *arguments[1:2])]
    for claim, holds in results:
        sys.stdout.write(f"{'ok    ' if holds else 'FAILED'}  {claim}\n")
    return 0 if all(holds for _, holds in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
