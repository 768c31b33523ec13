"""Who does what in a panel."""

from __future__ import annotations

from django.db import transaction

from puntari.core import log, mail
from puntari.core.errors import NotAllowed
from puntari.core.models import LogEntry, User
from puntari.core.roles import Role
from puntari.panels import invitations
from puntari.panels.models import Panel, PanelRole


@transaction.atomic
def give_role(
    *, panel: Panel, email: str, role: Role | str, actor: User, name: str = "", title: str = ""
) -> PanelRole:
    """Give a person a role; somebody without an account gets one and a message to choose a password."""
    user = User.objects.filter(email=email.strip().lower()).first()
    user = user or User.objects.create_user(email.strip(), None, name=name or email, title=title)
    held, created = PanelRole.objects.get_or_create(panel=panel, user=user, role=Role(role))
    if not created:
        return held
    entry = _record("panels.role_given", held, actor)
    _write_to(user, held, entry.number)
    return held


@transaction.atomic
def take_role(*, held: PanelRole, actor: User) -> None:
    """Take a role away; a panel is never left without a coordinator."""
    coordinators = held.panel.roles.filter(role=Role.COORDINATOR)
    if held.role == Role.COORDINATOR and coordinators.count() == 1:
        raise NotAllowed("panels.last_coordinator", person=str(held.user))
    _record("panels.role_taken", held, actor)
    held.delete()


@transaction.atomic
def invite_again(*, held: PanelRole, actor: User) -> None:
    """Send the message again, with a fresh link for somebody who has no password yet."""
    entry = _record("panels.invited_again", held, actor)
    _write_to(held.user, held, entry.number)


def _record(kind: str, held: PanelRole, actor: User) -> LogEntry:
    return log.record(
        kind,
        actor=actor,
        panel_slug=held.panel.slug,
        subject=str(held.user_id),
        data={"role": held.role},
        personal={"name": held.user.name, "email": held.user.email},
    )


def _write_to(user: User, held: PanelRole, number: int) -> None:
    subject, body = invitations.message(user, held)
    mail.queue(f"panels.role/{number}", to=user.email, subject=subject, body=body, panel_slug=held.panel.slug)
