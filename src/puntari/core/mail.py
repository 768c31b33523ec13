"""Queueing and sending e-mail, and text messages with it.

A message is marked as being tried before the conversation with the mail server begins, and as sent the moment
the server has taken it, before anything else is said. If the machine dies or the line breaks between the two,
nobody can know whether it left: it is sent again, since a message must not be lost, and the row says so
(`doubted`). The Message-ID comes from the key, so the two copies are one message to programs that look at it.
"""

import hashlib
import smtplib
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, Value, When

from puntari.core import clock, sms
from puntari.core.models.mail import OutgoingMail

MAX_TRIES = 8
# The server has answered, and its answer was no.
REFUSALS = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError)


class _MayHaveLeft(Exception):
    """The line broke when the server could already have taken the message."""


def queue(
    key: str, *, to: str, subject: str, body: str, panel_slug: str = "", leave_url: str = ""
) -> OutgoingMail | None:
    """Put a message in the outbox; nothing happens if there is no address or the key is known.

    `leave_url` is an address where a bare POST takes the receiver off the list.
    """
    if not to:
        return None
    message, _ = OutgoingMail.objects.get_or_create(
        key=key,
        defaults={
            "to": to,
            "subject": " ".join(subject.split())[:200],
            "body": body.strip() + "\n",
            "panel_slug": panel_slug,
            "leave_url": leave_url,
            "created": clock.now(),
        },
    )
    return message


def troubled(panel_slug: str) -> QuerySet[OutgoingMail]:
    """The panel's messages that have not gone out at the first try, or may have gone out twice."""
    rows = OutgoingMail.objects.filter(panel_slug=panel_slug)
    return rows.filter(~Q(doubted=None) | Q(sent=None) & ~Q(trouble="")).order_by("-created", "-pk")


def try_again(message: OutgoingMail) -> None:
    """Begin anew with a message that was given up, at once."""
    OutgoingMail.objects.filter(pk=message.pk, sent=None).update(tries=0, tried=None)


def send_waiting(limit: int = 100) -> int:
    """Send what waits in the outbox, oldest first; how many went out. Safe to run from several workers."""
    return sum(_send_one(pk) for pk in _due().values_list("pk", flat=True).order_by("created")[:limit])


def _due() -> QuerySet[OutgoingMail]:
    pause = clock.now() - timedelta(minutes=10)
    return OutgoingMail.objects.filter(sent=None, tries__lt=MAX_TRIES).filter(
        Q(tried=None) | Q(tried__lt=pause)
    )


def _claim(pk: int) -> OutgoingMail | None:
    now = clock.now()
    cut_short = When(Q(tries__gt=0, trouble=""), then=Value(now))
    with transaction.atomic():
        claimed = (
            _due()
            .filter(pk=pk)
            .update(
                tried=now,
                tries=F("tries") + 1,
                doubted=Case(cut_short, default=F("doubted")),
                trouble="",
            )
        )
    return OutgoingMail.objects.get(pk=pk) if claimed else None


def _send_one(pk: int) -> bool:
    message = _claim(pk)
    if message is None:
        return False
    row = OutgoingMail.objects.filter(pk=pk)
    try:
        _deliver(message, lambda: row.update(sent=clock.now()))
    except _MayHaveLeft as trouble:
        row.update(trouble=_said(trouble), doubted=clock.now())
        return False
    except (OSError, ValueError) as trouble:
        row.update(trouble=_said(trouble))
        return False
    return True


def _said(trouble: Exception) -> str:
    return (str(trouble) or type(trouble).__name__)[:300]


def _deliver(message: OutgoingMail, taken: Callable[[], object]) -> None:
    """Hand the message over; `taken` is called as soon as it has been."""
    if sms.is_for(message.to):
        sms.send(key=message.key, address=message.to, text=message.body)
        taken()
        return
    email = _as_email(message)
    email.connection = get_connection()
    email.connection.open()
    try:
        email.send()
        taken()
    except REFUSALS:
        raise
    except OSError as trouble:
        raise _MayHaveLeft(_said(trouble)) from trouble
    finally:
        # What goes wrong in saying goodbye does not undo what the server took.
        with suppress(OSError):
            email.connection.close()


def _as_email(message: OutgoingMail) -> EmailMessage:
    name = hashlib.sha256(message.key.encode()).hexdigest()[:32]
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    headers = {"Message-ID": f"<{name}@{domain}>"}
    if message.leave_url:
        headers["List-Unsubscribe"] = f"<{message.leave_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return EmailMessage(message.subject, message.body, to=[message.to], headers=headers)
