"""Secret votes.

Nothing here leads from a member to a choice. The roll says who has received a ballot; the ballots lie apart,
in random order. Every row of both is made before anybody votes and only filled in later, without a time, so
that neither row numbers nor moments tell who voted how.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from puntari.core import clock
from puntari.core.crypto import EncryptedField
from puntari.methods.weighing import (
    FOUR_FIFTHS,
    HALF,
    SCORE_10,
    SUPPORT_5,
    TWO_THIRDS,
    YES_NO,
    Scale,
    VoteRule,
)

SCALES: dict[str, Scale] = {scale.code: scale for scale in (YES_NO, SUPPORT_5, SCORE_10)}


def share_text(share: Fraction) -> str:
    """A share as it is kept: "2/3"."""
    return f"{share.numerator}/{share.denominator}"


class Vote(models.Model):
    """A ballot session: frozen proposals and the rule they are decided by, locked when it opens."""

    class State(models.TextChoices):
        DRAFT = "draft", _("valmisteilla")
        OPEN = "open", _("äänestys käynnissä")
        COUNTING = "counting", _("paperilippuja syötetään")
        CLOSED = "closed", _("laskettu")
        CANCELLED = "cancelled", _("peruttu")

    class ScaleCode(models.TextChoices):
        YES_NO = YES_NO.code, _("kannatan – en kannata – tyhjä")
        SUPPORT_5 = SUPPORT_5.code, _("viisi askelta: 5 innostun … 1 en voi hyväksyä")
        SCORE_10 = SCORE_10.code, _("pisteet 0–10")

    class Base(models.TextChoices):
        PRESENT = "present", _("annetuista äänistä, tyhjiä ei lasketa")
        MEMBERS = "members", _("kaikista paneelin jäsenistä")

    class Threshold(models.TextChoices):
        HALF = share_text(HALF), _("yli puolet")
        TWO_THIRDS = share_text(TWO_THIRDS), _("vähintään kaksi kolmasosaa")
        FOUR_FIFTHS = share_text(FOUR_FIFTHS), _("vähintään neljä viidesosaa")

    class Quorum(models.TextChoices):
        NONE = "0/1", _("ei vaadita")
        HALF = "1/2", _("vähintään puolet")
        TWO_THIRDS = "2/3", _("vähintään kaksi kolmasosaa")

    class MinorityShare(models.TextChoices):
        TENTH = "1/10", _("10 % äänistä")
        FIFTH = "1/5", _("20 % äänistä")
        QUARTER = "1/4", _("25 % äänistä")
        NEVER = "", _("ei näytetä vähemmistön perusteluja")

    panel = models.ForeignKey("panels.Panel", on_delete=models.CASCADE, related_name="votes")
    meeting = models.ForeignKey(
        "panels.Meeting", null=True, blank=True, on_delete=models.SET_NULL, related_name="votes"
    )
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("äänestyksen nimi"), max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, db_index=True)
    scale = models.CharField(_("asteikko"), max_length=20, choices=ScaleCode, default=ScaleCode.YES_NO)
    base = models.CharField(_("osuus lasketaan"), max_length=10, choices=Base, default=Base.PRESENT)
    threshold = models.CharField(
        _("hyväksymiseen tarvitaan"), max_length=10, choices=Threshold, default=Threshold.TWO_THIRDS
    )
    quorum = models.CharField(
        _("paikalla olevista äänestettävä"), max_length=10, choices=Quorum, default=Quorum.TWO_THIRDS
    )
    minority_share = models.CharField(
        _("vähemmistön perustelut näytetään, kun vastaan on vähintään"),
        max_length=10,
        choices=MinorityShare,
        default=MinorityShare.FIFTH,
        blank=True,
    )
    minority_minutes = models.PositiveSmallIntegerField(_("aikaa perusteluille, minuuttia"), default=15)
    remote = models.BooleanField(_("äänestää saa myös muualta kuin kokouksesta"), default=False)
    key = EncryptedField(blank=True)
    opened = models.DateTimeField(null=True)
    opened_by = models.ForeignKey("core.User", null=True, on_delete=models.SET_NULL, related_name="+")
    closed = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("core.User", null=True, on_delete=models.SET_NULL, related_name="+")
    minority_until = models.DateTimeField(null=True)
    members = models.PositiveSmallIntegerField(default=0)
    present = models.PositiveSmallIntegerField(default=0)
    protocol = models.JSONField(default=dict)
    cancelled_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["panel", "number"], name="vote_number_once")]

    def __str__(self) -> str:
        return self.title or str(_("Äänestys %(number)s") % {"number": self.number})

    @property
    def rule(self) -> VoteRule:
        """The rule in the form that counts."""
        return VoteRule(
            scale=SCALES[self.scale],
            base="members" if self.base == self.Base.MEMBERS else "present",
            threshold=Fraction(self.threshold),
            quorum=Fraction(self.quorum),
            minority_share=Fraction(self.minority_share) if self.minority_share else None,
        )

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED

    @property
    def takes_reasons(self) -> bool:
        """The window for minority reasons is open now."""
        return bool(self.minority_share and self.minority_until and clock.now() <= self.minority_until)


class VoteItem(models.Model):
    """One frozen wording on the ballot, and its result when the vote is closed."""

    class Outcome(models.TextChoices):
        ADOPTED = "adopted", _("hyväksytty")
        WITH_RESERVATION = "adopted_with_reservation", _("hyväksytty, vähemmistö eri mieltä")
        NOT_ADOPTED = "not_adopted", _("ei hyväksytty")
        NO_QUORUM = "no_quorum", _("liian vähän ääniä")

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    proposal = models.ForeignKey("Proposal", on_delete=models.RESTRICT, related_name="vote_items")
    version = models.ForeignKey("ProposalVersion", on_delete=models.RESTRICT, related_name="vote_items")
    outcome = models.CharField(max_length=30, choices=Outcome, blank=True)
    counts = models.JSONField(default=dict)
    cast = models.PositiveSmallIntegerField(default=0)
    blank = models.PositiveSmallIntegerField(default=0)
    supporting = models.PositiveSmallIntegerField(default=0)
    opposing = models.PositiveSmallIntegerField(default=0)
    base = models.PositiveSmallIntegerField(default=0)
    needed = models.PositiveSmallIntegerField(default=0)
    quorum_needed = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "order"], name="item_order_once"),
            models.UniqueConstraint(fields=["vote", "proposal"], name="proposal_on_ballot_once"),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.version.title}"

    @property
    def adopted(self) -> bool:
        return self.outcome in (self.Outcome.ADOPTED, self.Outcome.WITH_RESERVATION)

    @property
    def share(self) -> int | None:
        """Support in whole percent of the base, rounded down so that 79.9 never reads as 80."""
        return 100 * self.supporting // self.base if self.base else None

    @property
    def bars(self) -> list[tuple[str, int]]:
        """Every option and how many chose it, in the ballot's order."""
        return [(option, self.counts.get(option, 0)) for option in SCALES[self.vote.scale].options]


class RollEntry(models.Model):
    """A member who may vote. `received`: has got one ballot; which one, nobody knows."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="roll")
    member = models.ForeignKey("lottery.Member", on_delete=models.RESTRICT, related_name="+")
    present = models.BooleanField(default=False)
    received = models.BooleanField(default=False)

    class Meta:
        ordering = ["member__number"]
        verbose_name_plural = "roll entries"
        constraints = [models.UniqueConstraint(fields=["vote", "member"], name="on_roll_once")]

    def __str__(self) -> str:
        return f"{self.vote_id}: {self.member_id}"


class Ballot(models.Model):
    """One anonymous ballot. Its code is wiped when it is handed out, at the latest at closing."""

    class Kind(models.TextChoices):
        OWN = "own", _("omalta sivulta")
        SHEET = "sheet", _("tulostettu lippu")

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="ballots")
    kind = models.CharField(max_length=5, choices=Kind)
    code = EncryptedField(blank=True)
    code_hash = models.CharField(max_length=64, unique=True)
    handed = models.BooleanField(default=False)
    cast = models.BooleanField(default=False)
    voided = models.BooleanField(default=False)

    class Meta:
        ordering = ["code_hash"]

    def __str__(self) -> str:
        return f"{self.vote_id}: {self.kind}"


class Choice(models.Model):
    """What a ballot says of one proposal; empty until it is cast. The receipt is its public key."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="choices")
    item = models.ForeignKey(VoteItem, on_delete=models.CASCADE, related_name="choices")
    option = models.CharField(max_length=20, blank=True)
    receipt = models.CharField(max_length=40, unique=True)

    class Meta:
        ordering = ["item__order"]
        constraints = [models.UniqueConstraint(fields=["ballot", "item"], name="one_choice_each")]

    def __str__(self) -> str:
        return self.receipt


class PaperEntry(models.Model):
    """One person's reading of a paper ballot; it counts when another has read the same."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="entries")
    by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    choices: models.JSONField[Any, Any] = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "paper entries"
        constraints = [models.UniqueConstraint(fields=["ballot", "by"], name="one_reading_each")]

    def __str__(self) -> str:
        return f"{self.ballot_id} / {self.by_id}"


class MinorityReason(models.Model):
    """Why somebody did not support a proposal. `mark` allows one a ballot and leads to no ballot."""

    item = models.ForeignKey(VoteItem, on_delete=models.CASCADE, related_name="reasons")
    text = models.TextField()
    name = models.CharField(max_length=120, blank=True)
    mark = models.CharField(max_length=64, unique=True)
    hidden_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["mark"]

    def __str__(self) -> str:
        return self.text[:60]
