"""Creating an organisation and a panel, and changing a panel's basic facts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from puntari.core import clock, log
from puntari.core.errors import BadInput
from puntari.core.models import Membership, Organisation, User
from puntari.core.roles import Role
from puntari.panels import dates
from puntari.panels import features as defaults
from puntari.panels.actions.features import set_features
from puntari.panels.actions.meetings import set_meetings
from puntari.panels.models import Panel, PanelRole

EDITABLE = frozenset(
    {
        *("title", "title_sv", "title_en", "question", "question_sv", "question_en"),
        *("background", "background_sv", "background_en", "in_scope", "out_of_scope", "privacy_notice"),
        *("size", "letters", "min_age", "max_age", "fee_cents", "registration_opens", "registration_closes"),
        *("phone", "phone_hours", "email"),
    }
)


@transaction.atomic
def create_organisation(
    *, name: str, slug: str, administrator: User, actor: User | None = None, **facts: str
) -> Organisation:
    """Add a public body with its first administrator; `facts` are its other fields (iban, email)."""
    if Organisation.objects.filter(slug=slug).exists():
        raise BadInput("panels.organisation_slug_taken", slug=slug)
    organisation = Organisation.objects.create(name=name, slug=slug, **facts)
    Membership.objects.create(organisation=organisation, user=administrator)
    log.record("panels.organisation_created", actor=actor, subject=slug, data={"name": name})
    return organisation


@transaction.atomic
def create_panel(
    *,
    organisation: Organisation,
    slug: str,
    title: str,
    actor: User,
    kind: str = Panel.Kind.RESIDENTS,
    question: str = "",
    first_meeting: date | None = None,
    **facts: Any,
) -> Panel:
    """Start a panel: three meetings of 15 hours, a timetable counted back from them, default features.

    A staff panel plans no letters: its invitations go by the staff register, most by e-mail.
    Without `first_meeting` the first evening is the first free Thursday in about half a year. `facts` are
    any of the fields that `update_panel` takes. The actor becomes its coordinator.
    """
    refuse_taken(slug)
    first_day = first_meeting or dates.first_meeting_day(clock.today())
    panel = Panel(organisation=organisation, slug=slug, title=title, kind=kind, question=question)
    if panel.is_staff_panel:
        panel.letters = 0
    panel.registration_opens = first_day - dates.REGISTRATION_OPENS
    panel.registration_closes = first_day - dates.REGISTRATION_CLOSES
    panel.email, panel.phone = organisation.email, organisation.phone
    _apply(panel, facts)
    panel.save()
    PanelRole.objects.create(panel=panel, user=actor, role=Role.COORDINATOR)
    log.record(
        "panels.panel_created",
        actor=actor,
        panel_slug=slug,
        subject=slug,
        data={"title": title, "kind": kind},
    )
    set_features(panel=panel, features=defaults.defaults(panel), actor=actor)
    set_meetings(panel=panel, meetings=dates.default_meetings(first_day), actor=actor)
    return panel


@transaction.atomic
def update_panel(*, panel: Panel, actor: User, **changes: Any) -> Panel:
    """Change basic facts; the log keeps what they were before."""
    before = {name: getattr(panel, name) for name in changes if name in EDITABLE}
    _apply(panel, changes)
    panel.save(update_fields=list(before))
    changed = {name: old for name, old in before.items() if getattr(panel, name) != old}
    if changed:
        log.record("panels.panel_updated", actor=actor, panel_slug=panel.slug, data={"before": changed})
    return panel


def refuse_taken(slug: str) -> None:
    """Two panels cannot live at one address."""
    if Panel.objects.filter(slug=slug).exists():
        raise BadInput("panels.slug_taken", slug=slug)


def _apply(panel: Panel, changes: dict[str, Any]) -> None:
    unknown = changes.keys() - EDITABLE
    if unknown:
        raise TypeError(f"not a fact of a panel: {', '.join(sorted(unknown))}")
    for name, value in changes.items():
        setattr(panel, name, value)
    _check(panel)


def _check(panel: Panel) -> None:
    if panel.min_age > panel.max_age:
        raise BadInput("panels.ages_crossed", youngest=panel.min_age, oldest=panel.max_age)
    opens, closes = panel.registration_opens, panel.registration_closes
    if opens and closes and opens > closes:
        raise BadInput("panels.registration_crossed")
    if not panel.is_staff_panel and not 1 <= panel.size <= max(panel.letters, 1):
        raise BadInput("panels.size_too_big", size=panel.size, letters=panel.letters)
