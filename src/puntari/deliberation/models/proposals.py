"""Proposals, what they came from, what became of them, and their wordings."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from puntari.deliberation.models.cards import Card


class Proposal(models.Model):
    """One proposal on its way to a recommendation. Its words are in its versions, `current` is the newest."""

    class State(models.TextChoices):
        OPEN = "open", _("työn alla")
        MERGED = "merged", _("yhdistetty toiseen")
        SPLIT = "split", _("jaettu osiin")
        WITHDRAWN = "withdrawn", _("jätetty pois")
        UNDONE = "undone", _("yhdistäminen tai jako peruttu")

    panel = models.ForeignKey("panels.Panel", on_delete=models.CASCADE, related_name="proposals")
    number = models.PositiveSmallIntegerField()
    theme = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN, db_index=True)
    state_reason = models.CharField(max_length=300, blank=True)
    current = models.OneToOneField(
        "ProposalVersion", null=True, on_delete=models.RESTRICT, related_name="current_of"
    )
    cards: models.ManyToManyField[Card, CardLink] = models.ManyToManyField(
        "Card", through="CardLink", related_name="proposals"
    )
    created = models.DateTimeField()
    by = models.ForeignKey("core.User", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["panel", "number"], name="proposal_number_once")]

    def __str__(self) -> str:
        return f"E{self.number}"

    @property
    def words(self) -> ProposalVersion:
        """The newest wording."""
        if self.current is None:
            raise ValueError("a proposal without words")
        return self.current

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_frozen(self) -> bool:
        """The newest wording is frozen, so it can be voted on."""
        return self.words.frozen is not None


class ProposalVersion(models.Model):
    """One wording of a proposal. A frozen one carries the SHA-256 of its text and never changes."""

    TEXTS = ("title", "text", "to_whom", "why", "measure")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField()
    to_whom = models.TextField(blank=True)
    why = models.TextField(blank=True)
    measure = models.TextField(blank=True)
    parts = models.JSONField(default=list, blank=True)
    by = models.ForeignKey("core.User", null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField()
    frozen = models.DateTimeField(null=True)
    frozen_by = models.ForeignKey("core.User", null=True, on_delete=models.SET_NULL, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["proposal", "number"], name="wording_number_once")]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    def digest(self) -> str:
        """SHA-256 over the whole text: JSON of the texts and the parts, keys sorted."""
        texts = {name: getattr(self, name) for name in self.TEXTS} | {"parts": self.parts}
        return hashlib.sha256(json.dumps(texts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class CardLink(models.Model):
    """A card is carried by a proposal."""

    card = models.ForeignKey("Card", on_delete=models.CASCADE, related_name="links")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "proposal"], name="card_in_proposal_once")]

    def __str__(self) -> str:
        return f"{self.card_id} -> {self.proposal_id}"


class Rework(models.Model):
    """One merge or split: parents stay, children carry on; can be undone while nothing rests on it."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("yhdistäminen")
        SPLIT = "split", _("jakaminen")

    panel = models.ForeignKey("panels.Panel", on_delete=models.CASCADE, related_name="reworks")
    kind = models.CharField(max_length=5, choices=Kind)
    note = models.CharField(max_length=300, blank=True)
    made = models.DateTimeField()
    by = models.ForeignKey("core.User", null=True, on_delete=models.SET_NULL, related_name="+")
    undone = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class Descent(models.Model):
    """A child proposal came of a parent proposal."""

    rework = models.ForeignKey(Rework, on_delete=models.CASCADE, related_name="descents")
    parent = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="descents_down")
    child = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="descents_up")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["parent", "child"], name="descent_once")]

    def __str__(self) -> str:
        return f"{self.parent_id} -> {self.child_id}"


class Comment(models.Model):
    """What an official or an expert says of a proposal. It never changes the proposal."""

    class Kind(models.TextChoices):
        FEASIBLE = "feasible", _("Onko tämä toteutettavissa?")
        POWER = "power", _("Kuka tästä päättää?")
        DONE = "done", _("Tehdäänkö tätä jo?")
        COST = "cost", _("Mitä tämä maksaa tai vaatii?")
        OTHER = "other", _("Muu huomio")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="comments")
    version = models.ForeignKey(ProposalVersion, on_delete=models.RESTRICT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField(max_length=2000)
    by = models.ForeignKey("core.User", null=True, on_delete=models.SET_NULL, related_name="+")
    author = models.CharField(max_length=400)
    made = models.DateTimeField()

    class Meta:
        ordering = ["made", "pk"]

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:60]}"
