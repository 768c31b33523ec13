"""Telling people by e-mail what waits for them: at most once a week, in their own language.

Before the day of an update its owner is asked; a week after it the deputy too; two weeks after it, or when
there is nobody to ask, the coordinators hear who is silent.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from puntari.core import clock, log, mail
from puntari.core.errors import BadInput
from puntari.core.models import OutgoingMail, User
from puntari.core.roles import Role
from puntari.core.translated import tr
from puntari.followup import queries, reminding, silence
from puntari.followup.models import Action, MailLanguage, Recommendation
from puntari.panels import queries as panel_queries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from puntari.panels.models import Panel

DEPUTY_AFTER = timedelta(days=7)
COORDINATOR_AFTER = timedelta(days=14)
ANSWER_NOTICE = timedelta(days=14)


@dataclass(frozen=True)
class Letter:
    """One e-mail to a person in charge; `key` is known to the outbox, which takes each once."""

    key: str
    subject: str
    body: str


@transaction.atomic
def send_reminders(today: date) -> int:
    """Queue the week's reminders of updates and answers; how many.

    Safe to call every day: the key of a message holds the week, and the outbox takes each key once.
    """
    sent = 0
    unheard: dict[User, list[reminding.Unheard]] = defaultdict(list)
    for panel in queries.panels_with_recommendations():
        owed = list(_owed(panel, today))
        sent += _remind_officials(panel, owed, today) + _remind_answerers(panel, today)
        silent = [one for one in owed if _is_unheard(one, today)]
        for person in _coordinators(panel) if silent else ():
            unheard[person].append(reminding.Unheard(panel, silent))
    return sent + sum(_tell_coordinator(person, told, today) for person, told in unheard.items())


def _week(today: date) -> str:
    year, week, _day = today.isocalendar()
    return f"{year}-{week}"


# -- updates of actions -------------------------------------------------------------------------------


def _owed(panel: Panel, today: date) -> Iterator[reminding.Owed]:
    """The updates that are owed now or within the week."""
    for action in silence.open_actions(panel):
        since = silence.owed_on(action)
        if since <= today + silence.NOTICE:
            yield reminding.Owed(action, since)


def _remind_officials(panel: Panel, owed: list[reminding.Owed], today: date) -> int:
    asked: dict[User, list[reminding.Owed]] = defaultdict(list)
    for one in owed:
        for person in _whom(one.action, one.since, today):
            asked[person].append(replace(one, as_deputy=person.pk != one.action.owner_id))
    return sum(_ask(panel, person, theirs, _week(today)) for person, theirs in asked.items())


def _is_unheard(one: reminding.Owed, today: date) -> bool:
    """Whether the coordinator hears of it: after two weeks, or at once when there is nobody to ask."""
    waited = today >= one.since + COORDINATOR_AFTER
    return one.since < today and (waited or not _whom(one.action, one.since, today))


def _coordinators(panel: Panel) -> list[User]:
    return list(panel_queries.people_with(panel, Role.COORDINATOR).filter(is_active=True))


def _whom(action: Action, since: date, today: date) -> list[User]:
    """Who is written to now: the owner, and the deputy when the owner has stayed silent or is gone."""
    owner, deputy = action.owner, action.deputy
    people = [owner] if owner is not None and owner.is_active else []
    if deputy is None or deputy in people or not deputy.is_active:
        return people
    if not people or today >= since + DEPUTY_AFTER:
        people.append(deputy)
    return people


def _ask(panel: Panel, person: User, owed: list[reminding.Owed], when: str) -> int:
    with translation.override(language_of(person)):
        subject = _("Päivitä toimenpiteen tilanne: %(panel)s") % {"panel": tr(panel, "title")}
        body = reminding.update_letter(panel, person, owed)
    letter = Letter(f"followup.update/{panel.slug}/{person.pk}/{when}", subject, body)
    return _send(letter, person, panel, [one.action.pk for one in owed])


def _tell_coordinator(person: User, unheard: list[reminding.Unheard], today: date) -> int:
    """One letter a week of all the panels a person coordinates, however many tables were brought in."""
    with translation.override(language_of(person)):
        subject = _("Näistä toimenpiteistä ei kuulu mitään")
        if len(unheard) == 1:
            subject += f": {tr(unheard[0].panel, 'title')}"
        body = reminding.silent_letter(unheard)
    return _send(Letter(f"followup.silent/{person.pk}/{_week(today)}", subject, body), person)


@transaction.atomic
def ask_now(*, action: Action, actor: User | None) -> int:
    """Write to an action's people today, at the coordinator's wish; how many letters (one a day to each)."""
    panel, today = action.recommendation.panel, clock.today()
    people = {one for one in (action.owner, action.deputy) if one is not None and one.is_active}
    if not people:
        raise BadInput("followup.nobody_to_ask")
    since, sent = silence.owed_on(action), 0
    for person in people:
        owed = [reminding.Owed(action, since, person.pk != action.owner_id)]
        sent += _ask(panel, person, owed, f"{today}/{action.pk}")
    log.record("followup.asked_now", actor=actor, panel_slug=panel.slug, data={"action": action.pk})
    return sent


# -- answers to recommendations -----------------------------------------------------------------------


def _remind_answerers(panel: Panel, today: date) -> int:
    waiting = [one for one in queries.owes_answer(panel) if one.due and one.due <= today + ANSWER_NOTICE]
    if not waiting:
        return 0
    people = {
        person.pk: person
        for role in (Role.DECISION_MAKER, Role.COORDINATOR)
        for person in panel_queries.people_with(panel, role).filter(is_active=True)
    }
    return sum(_remind_of_answers(panel, person, waiting, today) for person in people.values())


def _remind_of_answers(panel: Panel, person: User, waiting: list[Recommendation], today: date) -> int:
    with translation.override(language_of(person)):
        body = reminding.answer_letter(panel, person, waiting)
        subject = _("Suositukset odottavat vastausta: %(panel)s") % {"panel": tr(panel, "title")}
    return _send(
        Letter(f"followup.answer/{panel.slug}/{person.pk}/{_week(today)}", subject, body), person, panel
    )


# -- new links ----------------------------------------------------------------------------------------


@transaction.atomic
def send_new_link(*, action: Action, person: User) -> int:
    """Send a fresh link to the person of an action, to their own address only; at most one a day."""
    panel = action.recommendation.panel
    owed = [reminding.Owed(action, silence.owed_on(action), person.pk != action.owner_id, True)]
    return _ask(panel, person, owed, f"link/{clock.today()}/{action.pk}")


@transaction.atomic
def send_new_links(*, email: str) -> int:
    """Send fresh links to everything open that the holder of an address answers for; at most once a day.

    Returns how many letters were queued; nobody who asks is told, so the answer names no officials.
    """
    person = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if person is None:
        return 0
    sent = 0
    mine = Q(recommendations__actions__owner=person) | Q(recommendations__actions__deputy=person)
    for panel in panel_queries.panels_worked_by(person).filter(mine).distinct():
        owed = [
            reminding.Owed(one, silence.owed_on(one), one.owner_id != person.pk, True)
            for one in silence.open_actions(panel).filter(Q(owner=person) | Q(deputy=person))
        ]
        if owed:
            sent += _ask(panel, person, owed, f"link/{clock.today()}")
    return sent


# -- language and sending -----------------------------------------------------------------------------


def language_of(person: User) -> str:
    """The language a person in charge is written to in."""
    return chosen_language(person) or "fi"


def chosen_language(person: User) -> str:
    """The language a person in charge has asked to be written to in; empty until they do."""
    chosen = MailLanguage.objects.filter(user=person).values_list("language", flat=True).first()
    return chosen or ""


@transaction.atomic
def choose_mail_language(*, person: User, language: str) -> None:
    """From now on the person is written to in this language."""
    if language not in dict(settings.LANGUAGES):
        raise BadInput("followup.choice_unknown")
    MailLanguage.objects.update_or_create(user=person, defaults={"language": language})


def _send(letter: Letter, to: User, panel: Panel | None = None, actions: list[int] | None = None) -> int:
    if OutgoingMail.objects.filter(key=letter.key).exists():
        return 0
    slug = panel.slug if panel is not None else ""
    queued = mail.queue(letter.key, to=to.email, subject=letter.subject, body=letter.body, panel_slug=slug)
    if queued is None:
        return 0
    log.record(
        "followup.reminded",
        panel_slug=slug,
        subject=letter.key[:100],
        data={"actions": actions or []},
        personal={"to": to.email},
    )
    return 1
