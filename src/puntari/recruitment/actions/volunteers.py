"""What a volunteer, or the desk on their behalf, changes afterwards: contacts, consents, withdrawal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from puntari.core import clock, events, log
from puntari.core.errors import BadInput, NotAllowed
from puntari.core.models import LogEntry
from puntari.recruitment import receipts
from puntari.recruitment.consents import DATA, FUTURE, TOPICS
from puntari.recruitment.events import VolunteerWithdrew
from puntari.recruitment.models import Consent, Volunteer

if TYPE_CHECKING:
    from puntari.core.models import User


@transaction.atomic
def change_contact(
    *, volunteer: Volunteer, email: str, phone: str, contact_by: str, language: str, actor: User | None = None
) -> Volunteer:
    """Change how a volunteer is reached."""
    _refuse_if_erased(volunteer)
    if contact_by not in Volunteer.Contact.values or language not in {"fi", "sv", "en"}:
        raise BadInput("recruitment.contact_unknown")
    volunteer.email, volunteer.phone = email.strip().lower(), phone.strip()
    if not (volunteer.email or volunteer.phone) and contact_by != Volunteer.Contact.POST:
        raise BadInput("recruitment.contact_needed")
    volunteer.contact_by, volunteer.language = contact_by, language
    volunteer.save()
    _record(volunteer, "recruitment.contact_changed", actor)
    return volunteer


@transaction.atomic
def take_back_consent(*, volunteer: Volunteer, topic: str, actor: User | None = None) -> Volunteer:
    """Take a consent back. Nobody takes part without the consent to use the data, so that one withdraws."""
    _refuse_if_erased(volunteer)
    if topic not in TOPICS:
        raise BadInput("recruitment.consent_unknown")
    if topic == DATA.key:
        return withdraw(volunteer=volunteer, actor=actor, erase=True)
    volunteer.consents.filter(topic=topic, withdrawn=None).update(withdrawn=clock.now())
    if topic == FUTURE.key:
        volunteer.wants_future_panels = False
        volunteer.save()
    _record(volunteer, "recruitment.consent_taken_back", actor, topic=topic)
    return volunteer


@transaction.atomic
def give_future_consent(*, volunteer: Volunteer, actor: User | None = None) -> Volunteer:
    """Agree afterwards to be invited to later panels."""
    _refuse_if_erased(volunteer)
    if volunteer.withdrawn is not None:
        raise NotAllowed("recruitment.withdrawn_already")
    if not volunteer.consents.filter(topic=FUTURE.key, withdrawn=None).exists():
        Consent.objects.create(
            volunteer=volunteer,
            topic=FUTURE.key,
            version=FUTURE.version,
            text=str(FUTURE.text),
            given=clock.now(),
        )
    volunteer.wants_future_panels = True
    volunteer.save()
    _record(volunteer, "recruitment.consent_given", actor, topic=FUTURE.key)
    return volunteer


@transaction.atomic
def withdraw(
    *, volunteer: Volunteer, reason: str = "", actor: User | None = None, erase: bool = False
) -> Volunteer:
    """Leave at any stage; other rooms are told. With `erase` the contact data goes at once."""
    _refuse_if_erased(volunteer)
    if volunteer.withdrawn is None:
        volunteer.withdrawn, volunteer.withdrawal_reason = clock.now(), reason.strip()[:300]
        volunteer.save()
        _record(volunteer, "recruitment.withdrew", actor, reason=volunteer.withdrawal_reason)
        if not erase:
            receipts.send_withdrawal(volunteer)
        events.emit(VolunteerWithdrew(volunteer.pk))
    if erase:
        _erase(volunteer, actor)
    return volunteer


def _erase(volunteer: Volunteer, actor: User | None) -> None:
    """Blank the person, keep the row: numbers, counts and the lottery's record stay true."""
    moment = clock.now()
    volunteer.consents.filter(withdrawn=None).update(withdrawn=moment)
    volunteer.first_name, volunteer.last_name = "", ""
    volunteer.email, volunteer.phone, volunteer.household = "", "", ""
    volunteer.withdrawal_reason, volunteer.wants_future_panels = "", False
    volunteer.erased = moment
    volunteer.save()
    log.shred(LogEntry.objects.filter(subject=f"volunteer/{volunteer.pk}", kind__in=PERSONAL_KINDS))
    log.record(
        "recruitment.erased",
        actor=actor,
        panel_slug=volunteer.panel.slug,
        subject=f"volunteer/{volunteer.pk}",
    )


PERSONAL_KINDS = (
    "recruitment.registered",
    "recruitment.contact_changed",
    "recruitment.consent_taken_back",
    "recruitment.consent_given",
    "recruitment.withdrew",
)


def _refuse_if_erased(volunteer: Volunteer) -> None:
    if volunteer.erased is not None:
        raise NotAllowed("recruitment.erased_already")


def _record(volunteer: Volunteer, kind: str, actor: User | None, **personal: str) -> None:
    log.record(
        kind,
        actor=actor,
        panel_slug=volunteer.panel.slug,
        subject=f"volunteer/{volunteer.pk}",
        data={"number": volunteer.number},
        personal={"contact_by": volunteer.contact_by, **personal},
    )
