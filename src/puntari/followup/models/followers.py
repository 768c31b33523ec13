"""Who wants to hear what changes, and in what language the people in charge are written to."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def new_token() -> str:
    return secrets.token_urlsafe(24)


class Follower(models.Model):
    """Somebody who follows one recommendation, one panel or everything.

    A panelist's row holds no address of its own: it is read from their registration, and goes with it.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", _("Sähköposti")
        SMS = "sms", _("Tekstiviesti")

    class Pace(models.TextChoices):
        AT_ONCE = "at_once", _("Heti, kun jokin muuttuu")
        WEEKLY = "weekly", _("Kerran viikossa yhteenveto")

    # "all", "panel/3" or "recommendation/7": what is followed, in a form of which an address has one.
    scope = models.CharField(max_length=40)
    panel = models.ForeignKey("panels.Panel", null=True, on_delete=models.CASCADE, related_name="followers")
    recommendation = models.ForeignKey(
        "followup.Recommendation", null=True, on_delete=models.CASCADE, related_name="followers"
    )
    member = models.ForeignKey(
        "lottery.Member", null=True, on_delete=models.CASCADE, related_name="followings"
    )
    channel = models.CharField(max_length=5, choices=Channel, default=Channel.EMAIL)
    address = models.CharField(_("osoite"), max_length=254, blank=True)
    language = models.CharField(_("kieli"), max_length=2, choices=settings.LANGUAGES, default="fi")
    pace = models.CharField(_("milloin"), max_length=7, choices=Pace, default=Pace.WEEKLY)
    token = models.CharField(max_length=40, unique=True, default=new_token)
    created = models.DateTimeField()
    confirmed = models.DateTimeField(null=True)
    left = models.DateTimeField(null=True)
    # The last entry of the log that has been told, and the day of the last summary.
    told = models.PositiveBigIntegerField(default=0)
    told_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["address", "scope"], condition=~models.Q(address=""), name="follows_once"
            ),
            models.UniqueConstraint(fields=["member", "scope"], name="panelist_follows_once"),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.pace}"

    @property
    def send_to(self) -> str:
        """The address messages go to now; empty when they must not."""
        if self.member is None:
            return self.address
        volunteer = self.member.volunteer
        address = volunteer.phone if self.channel == self.Channel.SMS else volunteer.email
        return "" if volunteer.withdrawn else str(address)


class MailLanguage(models.Model):
    """The language in which a person in charge wants their reminders; Finnish until they choose."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="followup_mail_language"
    )
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")

    def __str__(self) -> str:
        return self.language
