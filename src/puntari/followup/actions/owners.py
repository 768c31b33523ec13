"""Who answers for an action: a post first, a person for now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from puntari.core import clock
from puntari.core.errors import BadInput
from puntari.core.roles import Role
from puntari.followup.actions import changes
from puntari.followup.statuses import REASONS
from puntari.panels import queries as panel_queries

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from puntari.core.models import User
    from puntari.followup.models import Action
    from puntari.panels.models import Panel


@transaction.atomic
def give_owner(
    *,
    action: Action,
    owner: User | None,
    owner_post: str,
    deputy_post: str = "",
    deputy: User | None = None,
    actor: User | None,
    seen: Mapping[str, str] | None = None,
) -> Action:
    """Give an action to a post, and to the person who holds it now (an official of the panel).

    The deputy is reminded too when the owner stays silent, and may update the action. With `seen`, what the
    writer saw at the beginning, raises Conflict if it has been changed since.
    """
    panel = action.recommendation.panel
    check_official(panel, owner)
    check_official(panel, deputy)
    changes.take(action)
    changes.check_seen(action, seen)
    before = changes.snapshot(action, ("owner_post", "deputy_post"))
    same_people = (action.owner, action.deputy) == (owner, deputy)
    action.owner, action.owner_post = owner, owner_post.strip()
    action.deputy, action.deputy_post = deputy, deputy_post.strip()
    action.save()
    changed = changes.differences(before, changes.snapshot(action, ("owner_post", "deputy_post")))
    if changed or not same_people:
        changes.record(action, "owner_given", actor, changes=changed)
    return action


def check_official(panel: Panel, person: User | None) -> None:
    """BadInput when the person has not been made an official of the panel."""
    if (
        person is not None
        and not panel_queries.people_with(panel, Role.OFFICIAL).filter(pk=person.pk).exists()
    ):
        raise BadInput("followup.not_an_official", name=str(person))


@transaction.atomic
def confirm_unchanged(
    *,
    action: Action,
    reason: str = "",
    because: str = "",
    next_update_due: date | None,
    actor: User | None,
    by: str = "",
    seen: Mapping[str, str] | None = None,
) -> Action:
    """Nothing has changed, because ...: counts as an update, and the reason is public.

    `because` is one of the usual reasons (`statuses.REASONS`), `reason` own words; one of them is needed.
    Raises Conflict when something did change after the writer saw it (`seen`).
    """
    if because and because not in REASONS:
        raise BadInput("followup.reason_missing")
    if not (reason.strip() or because):
        raise BadInput("followup.reason_missing")
    if next_update_due is not None and next_update_due <= clock.today():
        raise BadInput("followup.next_update_in_past")
    changes.take(action)
    changes.check_seen(action, seen)
    action.next_update_due = next_update_due
    action.updated_on = clock.today()
    action.save()
    data = {"reason": reason.strip(), "because": because, "next_update_due": str(next_update_due or "")}
    changes.record(action, "action_unchanged", actor, **data, **({"by": by} if by else {}))
    return action
