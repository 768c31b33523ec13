"""Standard programmes for the three kinds of meeting: learn, deliberate, decide.

Each is written for five hours and fitted to the meeting's own length: when time is short, the items that can
be spared go first (`spare`, 1 first), then all give in proportion, none below its least.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext_noop as _

from puntari.meetings.clockwork import shares
from puntari.meetings.standard_items import DECIDE, DELIBERATE, LEARN, Standard

TIGHTEST = 75
"""Below this percentage of the standard length items are left out before the others shrink further."""
STEP = 5


PROGRAMMES: dict[str, tuple[Standard, ...]] = {"learn": LEARN, "deliberate": DELIBERATE, "decide": DECIDE}
KINDS = {
    "learn": _("Opitaan ja kysytään"),
    "deliberate": _("Punnitaan ja ehdotetaan"),
    "decide": _("Viimeistellään ja päätetään"),
}


def fitted(kind: str, length: int) -> list[Standard] | None:
    """The standard programme of a kind at exactly `length` minutes, or None when that is too short for it."""
    items = list(PROGRAMMES[kind])
    for spare in sorted(item.spare for item in items if item.spare):
        if length * 100 >= sum(item.minutes for item in items) * TIGHTEST:
            break
        items = [item for item in items if item.spare != spare]
    if sum(item.least for item in items) > length:
        return None
    return [
        replace(item, minutes=minutes) for item, minutes in zip(items, _lengths(items, length), strict=True)
    ]


def _lengths(items: Sequence[Standard], length: int) -> list[int]:
    """Minutes near the proportion of each, in steps of five where the least of all leaves room for it."""
    low = [-(-item.least // STEP) * STEP for item in items]
    if sum(low) > length or length % STEP:
        low, step = [item.least for item in items], 1
    else:
        step = STEP
    room = (length - sum(low)) // step
    wanted = [max(0, item.minutes - least) for item, least in zip(items, low, strict=True)]
    return [least + step * part for least, part in zip(low, shares(wanted, room), strict=True)]
