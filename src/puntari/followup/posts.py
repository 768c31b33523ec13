"""Posts and their holders: what goes with a post when it gets a new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from puntari.followup import queries
from puntari.followup.models import Action

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from puntari.core.models import User
    from puntari.panels.models import Panel


@dataclass(frozen=True)
class Move:
    """The actions that go to a new holder, as whose owner and as whose deputy, and what stays behind.

    Somebody can deputise as a person, with no post written down: that stays with the person.
    """

    owned: list[Action]
    deputised: list[Action]
    staying: int

    @property
    def open(self) -> list[Action]:
        """The actions that still ask for news, each once."""
        return list({one.pk: one for one in (*self.owned, *self.deputised) if one.open}.values())

    def __bool__(self) -> bool:
        return bool(self.owned or self.deputised)


def posts_of(panel: Panel) -> list[str]:
    """The posts that answer for something in the panel or deputise in it."""
    rows = queries.actions_of(panel).values_list("owner_post", "deputy_post")
    return sorted({post for pair in rows for post in pair if post}, key=str.casefold)


def to_move(panel: Panel, post: str, to: User, *, lock: bool = False) -> Move:
    """What goes to `to` when they take the post; what they hold already does not."""
    held = _held(panel, lock)
    owned, deputised = held.filter(owner_post=post), held.filter(deputy_post=post)
    before = {one.owner_id for one in owned} | {one.deputy_id for one in deputised}
    by_name = held.filter(deputy_post="", deputy__in=before - {None, to.pk})
    return Move(
        [one for one in owned if one.owner_id != to.pk],
        [one for one in deputised if one.deputy_id != to.pk],
        len(by_name),
    )


def _held(panel: Panel, lock: bool) -> QuerySet[Action]:
    rows = queries.actions_of(panel)
    return rows.select_for_update(of=("self",)) if lock else rows
