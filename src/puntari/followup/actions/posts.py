"""A post has a new holder: what it answers for and deputises in goes to them, and they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from puntari.core import log, mail
from puntari.core.translated import tr
from puntari.followup import posts, reminding
from puntari.followup.actions import changes
from puntari.followup.actions.owners import check_official
from puntari.followup.actions.reminders import language_of

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.followup.models import Action
    from puntari.panels.models import Panel


@transaction.atomic
def hand_over_post(*, panel: Panel, post: str, to: User, actor: User | None) -> posts.Move:
    """Give all that a post owns and deputises in to its new holder, and write to them; what was moved.

    A personal link holds only while its action is its person's, so the earlier holder's links end here.
    """
    check_official(panel, to)
    move = posts.to_move(panel, post, to, lock=True)
    for field, rows in (("owner", move.owned), ("deputy", move.deputised)):
        for action in rows:
            _give(action, field, to)
            changes.record(action, "owner_given", actor, changes={})
    entry = log.record(
        "followup.post_handed_over",
        actor=actor,
        panel_slug=panel.slug,
        data={"post": post, "actions": len(move.owned), "as_deputy": len(move.deputised)},
        personal={"to": to.email},
    )
    if move.open:
        _tell(panel, post, to, move, f"followup.post/{entry.number}")
    return move


def _give(action: Action, field: str, to: User) -> None:
    setattr(action, field, to)
    action.save(update_fields=[field])


def _tell(panel: Panel, post: str, to: User, move: posts.Move, key: str) -> None:
    with translation.override(language_of(to)):
        subject = _("Vastaat nyt näistä toimenpiteistä: %(panel)s") % {"panel": tr(panel, "title")}
        body = reminding.new_holder_letter(panel, post, to, move.open)
        mail.queue(key, to=to.email, subject=subject, body=body, panel_slug=panel.slug)
