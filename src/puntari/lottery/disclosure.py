"""What the public may see of small groups: nothing that tells of one person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

SMALLEST = 5


def hide_small(numbers: Sequence[int]) -> list[int | None]:
    """Numbers below five become None; where only one would, the next smallest goes too.

    The sum of the row is public, so a single hidden number could be worked out from the others.
    """
    hidden = {place for place, number in enumerate(numbers) if number < SMALLEST}
    if len(hidden) == 1 and len(numbers) > 1:
        others = [place for place in range(len(numbers)) if place not in hidden]
        hidden.add(min(others, key=lambda place: numbers[place]))
    return [None if place in hidden else number for place, number in enumerate(numbers)]


def public_features(features: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The report's features with the small numbers of the pool and of the panel hidden."""
    return [_public_feature(feature) for feature in features]


def _public_feature(feature: dict[str, Any]) -> dict[str, Any]:
    rows = feature["values"]
    pool = hide_small([row["pool"] for row in rows])
    panel = hide_small([row["panel"] for row in rows])
    shown = [{**row, "pool": p, "panel": q} for row, p, q in zip(rows, pool, panel, strict=True)]
    return {**feature, "values": shown}
