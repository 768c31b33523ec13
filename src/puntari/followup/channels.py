"""The ways a message reaches a follower: e-mail, and text messages where the site has a gateway for them.

Without a gateway (`core.sms`) nobody is offered text messages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from puntari.core import mail, sms
from puntari.core.errors import BadInput
from puntari.followup.models import Follower

_NUMBER = re.compile(r"\+[1-9]\d{6,14}")
HOME = "358"
SHORT = 160


@dataclass(frozen=True)
class Message:
    """One message in the receiver's language; `short` is what fits in a text message, without its link."""

    subject: str
    body: str
    short: str
    link: str
    leave_url: str = ""
    panel_slug: str = ""


class Channel(Protocol):
    """A way to reach somebody."""

    def available(self) -> bool:
        """Whether this site can use it."""

    def clean(self, address: str) -> str:
        """The address in its one form; BadInput when it cannot be one."""

    def send(self, key: str, address: str, message: Message) -> None:
        """Put the message in the outbox, once for each key."""


class ByEmail:
    """Everybody's channel."""

    def available(self) -> bool:
        return True

    def clean(self, address: str) -> str:
        kept = address.strip().lower()
        try:
            validate_email(kept)
        except ValidationError as error:
            raise BadInput("followup.address_unfit", address=kept[:80]) from error
        return kept

    def send(self, key: str, address: str, message: Message) -> None:
        mail.queue(
            key,
            to=address,
            subject=message.subject,
            body=message.body,
            panel_slug=message.panel_slug,
            leave_url=message.leave_url,
        )


class BySms:
    """Text messages through an operator."""

    def available(self) -> bool:
        return sms.available()

    def clean(self, address: str) -> str:
        number = _international(address)
        if not self.available() or not _NUMBER.fullmatch(number):
            raise BadInput("followup.number_unfit", number=address[:40])
        return number

    def send(self, key: str, address: str, message: Message) -> None:
        if not self.available():
            return
        to = sms.address_of(_international(address))
        mail.queue(key, to=to, subject="", body=_short(message), panel_slug=message.panel_slug)


def _international(typed: str) -> str:
    """A number as operators want it: 040... and 00358... and 358... are all +358..."""
    number = re.sub(r"[\s()-]", "", typed)
    if number.startswith("00"):
        return f"+{number[2:]}"
    if number.startswith("0"):
        return f"+{HOME}{number[1:]}"
    return f"+{number}" if number.startswith(HOME) else number


def cut(text: str, longest: int) -> str:
    """The text on one line, its end left out when it is longer than this."""
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else f"{flat[: longest - 1].rstrip()}…"


def _short(message: Message) -> str:
    """The message's short form, its link, and the way out of getting more."""
    short = cut(message.short, SHORT)
    leave = _("Lopeta: %(link)s") % {"link": message.leave_url} if message.leave_url else ""
    return "\n".join(filter(None, [short, message.link, leave]))


CHANNELS: dict[str, Channel] = {Follower.Channel.EMAIL: ByEmail(), Follower.Channel.SMS: BySms()}


def way_to(email: str, phone: str) -> Follower.Channel | None:
    """How somebody whose addresses we hold is reached: by e-mail if they have one, else by text message."""
    if email:
        return Follower.Channel.EMAIL
    try:
        BySms().clean(phone)
    except BadInput:
        return None
    return Follower.Channel.SMS


def offered() -> list[tuple[str, str]]:
    """The channels of this site, for a form."""
    return [(value, str(label)) for value, label in Follower.Channel.choices if CHANNELS[value].available()]
