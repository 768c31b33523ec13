"""Queueing and sending e-mail, and text messages with it.

The Message-ID comes from the key, so even a repeated send is one message.
"""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q, QuerySet

from puntari.core import clock, sms
from puntari.core.models.mail import OutgoingMail

MAX_TRIES = 8


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


def send_waiting(limit: int = 100) -> int:
    """Send what waits in the outbox, oldest first; how many went out. Safe to run from several workers."""
    return sum(_send_one(pk) for pk in _due().values_list("pk", flat=True).order_by("created")[:limit])


def _due() -> QuerySet[OutgoingMail]:
    pause = clock.now() - timedelta(minutes=10)
    return OutgoingMail.objects.filter(sent=None, tries__lt=MAX_TRIES).filter(
        Q(tried=None) | Q(tried__lt=pause)
    )


def _claim(pk: int) -> OutgoingMail | None:
    with transaction.atomic():
        claimed = _due().filter(pk=pk).update(tried=clock.now(), tries=F("tries") + 1)
    return OutgoingMail.objects.get(pk=pk) if claimed else None


def _send_one(pk: int) -> bool:
    message = _claim(pk)
    if message is None:
        return False
    try:
        _deliver(message)
    except OSError as trouble:
        OutgoingMail.objects.filter(pk=pk).update(trouble=str(trouble)[:300])
        return False
    OutgoingMail.objects.filter(pk=pk).update(sent=clock.now(), trouble="")
    return True


def _deliver(message: OutgoingMail) -> None:
    if sms.is_for(message.to):
        sms.send(key=message.key, address=message.to, text=message.body)
    else:
        _as_email(message).send()


def _as_email(message: OutgoingMail) -> EmailMessage:
    name = hashlib.sha256(message.key.encode()).hexdigest()[:32]
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    headers = {"Message-ID": f"<{name}@{domain}>"}
    if message.leave_url:
        headers["List-Unsubscribe"] = f"<{message.leave_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return EmailMessage(message.subject, message.body, to=[message.to], headers=headers)
