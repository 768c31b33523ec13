"""The ways a message reaches a follower: e-mail, and text messages where the site has a gateway for them.

A gateway is an address pattern of an operator that turns e-mail into text messages, such as
`{number}@sms.example.fi`, in the setting SMS_GATEWAY; without it nobody is offered text messages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from puntari.core import mail
from puntari.core.errors import BadInput
from puntari.followup.models import Follower

_NUMBER = re.compile(r"\+?\d{7,15}")
HOME_PREFIX = "+358"
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
    """Text messages through an operator's e-mail gateway."""

    def available(self) -> bool:
        return "{number}" in _gateway()

    def clean(self, address: str) -> str:
        number = re.sub(r"[\s()-]", "", address)
        if number.startswith("0") and not number.startswith("00"):
            number = HOME_PREFIX + number[1:]
        if not self.available() or not _NUMBER.fullmatch(number):
            raise BadInput("followup.number_unfit", number=address[:40])
        return number

    def send(self, key: str, address: str, message: Message) -> None:
        if not self.available():
            return
        to = _gateway().replace("{number}", address.lstrip("+"))
        short = message.short if len(message.short) <= SHORT else f"{message.short[: SHORT - 1]}…"
        mail.queue(
            key, to=to, subject="", body=f"{short} {message.link}".strip(), panel_slug=message.panel_slug
        )


def _gateway() -> str:
    return str(getattr(settings, "SMS_GATEWAY", ""))


CHANNELS: dict[str, Channel] = {Follower.Channel.EMAIL: ByEmail(), Follower.Channel.SMS: BySms()}


def offered() -> list[tuple[str, str]]:
    """The channels of this site, for a form."""
    return [(value, str(label)) for value, label in Follower.Channel.choices if CHANNELS[value].available()]
