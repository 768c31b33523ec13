"""The sources that a commitment names, and how far their reading has come."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from puntari.core import clock
from puntari.lottery import closedpool
from puntari.lottery.models import PublicDraw, SourceEntry

HALL = "hall"
# Neither the signs of the seed's form nor anything that two people would type in two ways.
VALUE = re.compile(r"[0-9a-z+., -]{1,200}")


@dataclass(frozen=True)
class Source:
    """One named source as it stands; `used` is its own id, or the fallback's when that was read instead."""

    id: str
    description: str
    at: datetime
    fallback: str
    entries: tuple[SourceEntry, ...]
    used: str
    value: str

    @property
    def is_confirmed(self) -> bool:
        return bool(self.used)

    @property
    def differs(self) -> bool:
        """Two people have read different things and nobody has settled it."""
        return not self.used and len({(one.source, one.value) for one in self.entries}) > 1

    @property
    def has_appeared(self) -> bool:
        return clock.now() >= self.at


def normal(value: str) -> str:
    """The one spelling of a value: small letters, single spaces."""
    return " ".join(value.lower().split())


def agreed(entries: Sequence[SourceEntry], name: str) -> str:
    """The value that two people have read from a source, or the empty string."""
    counted = Counter(one.value for one in entries if one.source == name)
    return next((value for value, people in counted.items() if people >= 2), "")


def sources_of(public_draw: PublicDraw) -> list[Source]:
    """The named sources in the order of the commitment, the number drawn in the hall last."""
    commitment = closedpool.commitment_of(public_draw)
    entries = list(SourceEntry.objects.filter(public_draw=public_draw).select_related("by"))
    named = [_source(one, entries) for one in commitment.get("sources", [])]
    hall = commitment.get("hall")
    if hall is not None:
        named.append(_source({"id": HALL, "description": "", "at": hall["at"], "fallback": None}, entries))
    return named


def _source(named: dict[str, Any], entries: Sequence[SourceEntry]) -> Source:
    names = [name for name in (named["id"], named["fallback"]) if name]
    own = tuple(one for one in entries if one.source in names)
    used = next((name for name in names if agreed(own, name)), "")
    return Source(
        named["id"],
        named["description"],
        datetime.fromisoformat(named["at"]),
        named["fallback"] or "",
        own,
        used,
        agreed(own, used) if used else "",
    )


def values_of(sources: Sequence[Source]) -> tuple[dict[str, str], int | None]:
    """What the confirmed sources showed, and the number drawn in the hall if one was."""
    values = {one.used: one.value for one in sources if one.id != HALL and one.used}
    hall = next((int(one.value) for one in sources if one.id == HALL and one.used), None)
    return values, hall
