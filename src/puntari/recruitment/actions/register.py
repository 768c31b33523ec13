"""Registering: by letter code on the web, by the phone desk, or many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from puntari.core import clock, log
from puntari.core.errors import BadInput, NotAllowed
from puntari.panels import queries as panels
from puntari.recruitment import codes, queries, receipts
from puntari.recruitment.consents import DATA, FUTURE, GUARDIAN, Topic
from puntari.recruitment.features import age_band, values_of
from puntari.recruitment.models import Addressee, Consent, Volunteer

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.panels.models import Feature, Panel

FULL_AGE = 18


@dataclass(frozen=True)
class Answers:
    """What a person says when registering. `features` holds value keys; ages come from `birth_year`."""

    first_name: str
    last_name: str
    birth_year: int | None = None
    email: str = ""
    phone: str = ""
    contact_by: str = ""
    language: str = "fi"
    features: Mapping[str, str] = field(default_factory=dict)
    attends_all: bool = True
    eligible: bool = True
    consents_to_data: bool = True
    wants_future_panels: bool = False
    guardian_agrees: bool = False


@transaction.atomic
def register(
    *,
    panel: Panel,
    answers: Answers,
    addressee: Addressee | None = None,
    source: str = Volunteer.Source.WEB,
    taken_by: User | None = None,
    send_receipt: bool = True,
    is_test: bool = False,
) -> tuple[Volunteer, bool]:
    """Register a person; (volunteer, whether new). The same letter sent twice gives the first registration.

    Without an addressee only a person of the desk (`taken_by`) registers anybody. Raises NotAllowed
    `registration_not_open`, `registration_closed`, `blocked`, or BadInput for what cannot be accepted.
    """
    _lock(panel)
    before = Volunteer.objects.filter(addressee=addressee).first() if addressee else None
    if before is not None and before.withdrawn is None:
        return before, False
    _refuse_unless_open(panel, taken_by)
    _refuse_unless_invited(panel, addressee, taken_by)
    features = _checked(panel, answers)
    volunteer = _saved(panel, addressee, answers, features, before)
    volunteer.source, volunteer.taken_by, volunteer.is_test = source, taken_by, is_test
    volunteer.save()
    _give_consents(volunteer, answers)
    _log(volunteer, "recruitment.registered", taken_by)
    if send_receipt:
        receipts.send_receipt(volunteer)
    return volunteer, True


@transaction.atomic
def register_many(
    *, panel: Panel, people: Iterable[tuple[Addressee, Answers]], source: str = Volunteer.Source.WEB
) -> list[Volunteer]:
    """Many registrations in one transaction, without receipts (paper forms, moved-in data)."""
    return [
        register(panel=panel, addressee=addressee, answers=answers, source=source, send_receipt=False)[0]
        for addressee, answers in people
    ]


@transaction.atomic
def decline(*, addressee: Addressee, reason: str = "") -> Addressee:
    """The addressee says no thanks; no reminder goes to them."""
    if Volunteer.objects.filter(addressee=addressee, withdrawn=None).exists():
        raise NotAllowed("recruitment.already_registered")
    addressee.status, addressee.status_reason = Addressee.Status.DECLINED, reason.strip()[:300]
    addressee.save()
    log.record(
        "recruitment.declined",
        panel_slug=addressee.panel.slug,
        subject=f"addressee/{addressee.pk}",
        personal={"number": addressee.number, "reason": addressee.status_reason},
    )
    return addressee


@transaction.atomic
def mark_addressee(*, addressee: Addressee, status: str, actor: User, reason: str = "") -> Addressee:
    """The desk notes that a letter came back, a person declined or may not be contacted, or takes it back."""
    if status not in Addressee.Status.values:
        raise BadInput("recruitment.unknown_status")
    addressee.status, addressee.status_reason = status, reason.strip()[:300]
    addressee.save()
    log.record(
        "recruitment.addressee_marked",
        actor=actor,
        panel_slug=addressee.panel.slug,
        subject=f"addressee/{addressee.pk}",
        data={"status": status},
        personal={"number": addressee.number, "reason": addressee.status_reason},
    )
    return addressee


def _lock(panel: Panel) -> None:
    """Registrations of a panel stand in one row, so that numbers and double submits come out right."""
    type(panel).objects.select_for_update().get(pk=panel.pk)


def _refuse_unless_open(panel: Panel, taken_by: User | None) -> None:
    state = queries.registration_state(panel)
    if state == "waiting":
        raise NotAllowed("recruitment.registration_not_open", date=f"{panel.registration_opens:%d.%m.%Y}")
    # A person who phoned on the last evening may be written in afterwards, until the panel ends.
    if state == "closed" and (taken_by is None or panel.closed_on is not None):
        raise NotAllowed("recruitment.registration_closed")


def _refuse_unless_invited(panel: Panel, addressee: Addressee | None, taken_by: User | None) -> None:
    if addressee is None:
        if taken_by is None:
            raise NotAllowed("recruitment.letter_needed")
    elif addressee.panel_id != panel.pk:
        raise NotAllowed("recruitment.code_unknown")
    elif addressee.status == Addressee.Status.BLOCKED and taken_by is None:
        raise NotAllowed("recruitment.blocked")


def _checked(panel: Panel, answers: Answers) -> dict[str, str]:
    """The feature values of a person who may take part."""
    if not answers.attends_all:
        raise BadInput("recruitment.cannot_attend")
    if not answers.eligible:
        raise BadInput("recruitment.not_eligible")
    if not answers.consents_to_data:
        raise BadInput("recruitment.consent_needed")
    if not (answers.email.strip() or answers.phone.strip()) and answers.contact_by != Volunteer.Contact.POST:
        raise BadInput("recruitment.contact_needed")
    if panels.asks_age(panel):
        _check_age(panel, answers)
    return {one.key: _feature_value(one, answers) for one in panels.features_of(panel)}


def _check_age(panel: Panel, answers: Answers) -> None:
    if answers.birth_year is None:
        raise BadInput("recruitment.birth_year_missing")
    oldest = _years(answers.birth_year)
    if oldest < panel.min_age or oldest - 1 > panel.max_age:
        raise BadInput("recruitment.age_out", min=panel.min_age, max=panel.max_age)
    if oldest < FULL_AGE and not answers.guardian_agrees:
        raise BadInput("recruitment.guardian_needed")


def _years(birth_year: int) -> int:
    """The age that the person reaches this year."""
    return clock.today().year - birth_year


def _feature_value(feature: Feature, answers: Answers) -> str:
    values = values_of(feature)
    if feature.source == "age" and answers.birth_year is not None:
        key = age_band(answers.birth_year, values)
    else:
        told = answers.features.get(feature.key, "")
        key = told if any(value.key == told for value in values) else ""
    if not key:
        raise BadInput("recruitment.feature_missing", feature=feature.label)
    return key


def _saved(
    panel: Panel,
    addressee: Addressee | None,
    answers: Answers,
    features: dict[str, str],
    before: Volunteer | None,
) -> Volunteer:
    """A new row, or the withdrawn one of the same letter taken into use again."""
    volunteer = before or Volunteer(panel=panel, addressee=addressee, number=_next_number(panel))
    volunteer.first_name, volunteer.last_name = answers.first_name.strip(), answers.last_name.strip()
    volunteer.email, volunteer.phone = answers.email.strip().lower(), answers.phone.strip()
    volunteer.contact_by = answers.contact_by or _best_contact(volunteer)
    volunteer.language, volunteer.birth_year = answers.language, answers.birth_year
    volunteer.household = codes.household_key(addressee.street, addressee.postcode) if addressee else ""
    volunteer.features, volunteer.registered = features, clock.now()
    volunteer.withdrawn, volunteer.withdrawal_reason, volunteer.erased = None, "", None
    volunteer.wants_future_panels = answers.wants_future_panels
    if addressee is not None and addressee.status == Addressee.Status.DECLINED:
        addressee.status, addressee.status_reason = Addressee.Status.INVITED, ""
        addressee.save()
    return volunteer


def _best_contact(volunteer: Volunteer) -> str:
    return Volunteer.Contact.EMAIL if volunteer.email else Volunteer.Contact.PHONE


def _next_number(panel: Panel) -> int:
    return int(panel.volunteers.aggregate(last=Max("number"))["last"] or 0) + 1


def _give_consents(volunteer: Volunteer, answers: Answers) -> None:
    wanted: dict[Topic, bool] = {
        DATA: True,
        FUTURE: answers.wants_future_panels,
        GUARDIAN: answers.guardian_agrees
        and answers.birth_year is not None
        and _years(answers.birth_year) <= FULL_AGE,
    }
    Consent.objects.bulk_create(
        Consent(
            volunteer=volunteer,
            topic=topic.key,
            version=topic.version,
            text=str(topic.text),
            given=volunteer.registered,
        )
        for topic, given in wanted.items()
        if given
    )


def _log(volunteer: Volunteer, kind: str, actor: User | None) -> None:
    log.record(
        kind,
        actor=actor,
        panel_slug=volunteer.panel.slug,
        subject=f"volunteer/{volunteer.pk}",
        data={"source": volunteer.source, "number": volunteer.number},
        personal={"features": volunteer.features},
    )
