"""Who works in this room, and what it shows on the pages of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from puntari.core.roles import Role
from puntari.deliberation import people
from puntari.deliberation.models import Card, RollEntry, Statement
from puntari.deliberation.queries import open_votes, published_statement, recommendations_of

if TYPE_CHECKING:
    from puntari.panels.models import Panel
    from puntari.recruitment.models import Volunteer

WRITERS = (Role.COORDINATOR, Role.FACILITATOR)
KEEPERS = (Role.COORDINATOR,)
COMMENTERS = (Role.OFFICIAL, Role.EXPERT)
# The notary watches the votes, but has no business with cards and wordings.
WATCHERS = (*WRITERS, Role.NOTARY)
READERS = (*WRITERS, *COMMENTERS, Role.NOTARY)


def stage_state(panel: Panel) -> str:
    """Done when published, in work from the first card on; one query."""
    cards = Card.objects.filter(panel=panel).order_by()
    published = list(cards.values_list("panel__statement__published", flat=True)[:1])
    if not published:
        return "todo"
    return "done" if published[0] else "current"


def section_for_panel(panel: Panel, request: HttpRequest) -> dict[str, Any] | None:
    """The statement on the panel's public page."""
    statement = published_statement(panel)
    if statement is None:
        return None
    return {"statement": statement, "recommendations": recommendations_of(statement)}


def section_for_me(volunteer: Volunteer, request: HttpRequest) -> dict[str, Any] | None:
    """A member's ballots and the draft to check, on their own page."""
    member = people.member_of(volunteer)
    if member is None:
        return None
    entries = RollEntry.objects.filter(vote__in=open_votes(member.panel), member_id=member.pk)
    ballots = entries.select_related("vote")
    statement = Statement.objects.filter(panel=member.panel, check_opened__isnull=False).first()
    if not ballots and statement is None:
        return None
    return {"member": member, "ballots": ballots, "statement": statement}
