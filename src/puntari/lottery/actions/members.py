"""Confirmations, refusals, leaving, call notes and replacements."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from puntari.core import clock, events, log
from puntari.core.errors import BadInput, Conflict, NotAllowed
from puntari.core.models import User
from puntari.lottery import queries, solving
from puntari.lottery.actions.receipts import forget_receipts
from puntari.lottery.events import MemberStatusChanged
from puntari.lottery.models import Member, MemberNote

Status = Member.Status
WAYS: dict[str, frozenset[str]] = {
    Status.SELECTED: frozenset({Status.CONFIRMED, Status.DECLINED, Status.WITHDRAWN}),
    Status.CONFIRMED: frozenset({Status.SELECTED, Status.DECLINED, Status.WITHDRAWN}),
    Status.DECLINED: frozenset({Status.SELECTED, Status.CONFIRMED}),
    Status.WITHDRAWN: frozenset({Status.SELECTED, Status.CONFIRMED}),
}


@transaction.atomic
def change_status(*, member: Member, status: str, comment: str = "", actor: User | None) -> Member:
    """Put down that a member confirms, declines or leaves, or undo it while nobody has taken the seat.

    Everything but a confirmation needs a comment: the next caller must know what was said.
    """
    member = Member.objects.select_for_update(of=("self",)).select_related("panel").get(pk=member.pk)
    if status not in WAYS[member.status]:
        raise NotAllowed(
            "lottery.status_way", number=member.number, now=member.get_status_display(), wanted=_label(status)
        )
    if hasattr(member, "replaced_by"):
        raise NotAllowed("lottery.already_replaced", number=member.number, by=member.replaced_by.number)
    if status != Status.CONFIRMED and not comment.strip():
        raise BadInput("lottery.comment_missing")
    return _set_status(member, status, comment.strip(), actor)


def _label(status: str) -> str:
    return str(dict(Status.choices).get(status, status))


def _set_status(member: Member, status: str, comment: str, actor: User | None) -> Member:
    member.status = status
    member.save(update_fields=["status"])
    _note(member, comment, actor, status)
    log.record(
        "lottery.member_status_changed",
        actor=actor,
        panel_slug=member.panel.slug,
        subject=f"member-{member.pk}",
        data={"member": member.pk, "number": member.number, "status": status},
        personal={"comment": comment},
    )
    events.emit(MemberStatusChanged(member.pk, status))
    return member


@transaction.atomic
def add_note(*, member: Member, comment: str, actor: User | None) -> MemberNote:
    """Write down a call that changed nothing."""
    if not comment.strip():
        raise BadInput("lottery.comment_missing")
    log.record(
        "lottery.member_noted",
        actor=actor,
        panel_slug=member.panel.slug,
        subject=f"member-{member.pk}",
        personal={"comment": comment.strip()},
    )
    return _note(member, comment.strip(), actor)


def _note(member: Member, comment: str, actor: User | None, status: str = "") -> MemberNote:
    return MemberNote.objects.create(
        member=member,
        status=status,
        comment=comment,
        by=actor if actor and actor.pk else None,
        at=clock.now(),
    )


def proposed_replacement(member: Member) -> Member:
    """The reserve whose coming in the member's place keeps the targets best; refuses with what to do."""
    if not member.needs_replacement:
        raise NotAllowed("lottery.nobody_left", number=member.number)
    panel = member.panel
    staying = list(queries.active_panelists(panel))
    homes = {one.volunteer.household for one in staying if one.volunteer.household}
    candidates = list(queries.available_reserves(panel))
    if member.draw.one_per_household:
        candidates = [one for one in candidates if one.volunteer.household not in homes]
    if not candidates:
        raise NotAllowed("lottery.no_reserve_confirmed")
    with solving.worded(panel):
        return solving.choose_replacement(member.draw, staying, member, candidates)


@transaction.atomic
def replace_member(
    *, member: Member, actor: User | None, expected: Member | None = None, comment: str = ""
) -> Member:
    """Seat the best confirmed reserve in the place of a panelist who has left; answers the new panelist.

    `expected` is the reserve that the person saw before agreeing; if another is best by now, nothing is done.
    """
    member = queries.members_of(member.panel).select_for_update(of=("self",)).get(pk=member.pk)
    reserve = proposed_replacement(member)
    if expected is not None and expected.pk != reserve.pk:
        raise Conflict("lottery.replacement_changed", number=reserve.number)
    reserve.kind, reserve.replaces = Member.Kind.PANELIST, member
    reserve.save(update_fields=["kind", "replaces"])
    words = _("Kutsuttiin varasijalta panelistin %(number)s tilalle.") % {"number": member.number}
    _note(reserve, f"{words} {comment.strip()}".strip(), actor, reserve.status)
    log.record(
        "lottery.member_replaced",
        actor=actor,
        panel_slug=member.panel.slug,
        subject=f"member-{member.pk}",
        data={"member": member.number, "reserve": reserve.number},
        personal={"comment": comment.strip()},
    )
    events.emit(MemberStatusChanged(reserve.pk, reserve.status))
    return reserve


@transaction.atomic
def volunteer_left(volunteer_id: int) -> None:
    """A volunteer who withdraws altogether also leaves the panel, the reserve and the closed pool."""
    forget_receipts([volunteer_id])
    member = Member.objects.filter(volunteer_id=volunteer_id).select_related("panel").first()
    if member is not None and member.is_active:
        _set_status(member, Status.WITHDRAWN, _("Perui ilmoittautumisensa."), None)
