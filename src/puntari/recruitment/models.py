"""From the sample to the volunteers. An addressee is a record of its own, before any volunteering."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from puntari.core.crypto import EncryptedField


def new_token() -> str:
    """An unguessable key for a personal page (192 bits)."""
    return secrets.token_urlsafe(24)


class MappingProfile(models.Model):
    """A column mapping that an organisation used before, offered again for a file with the same header."""

    organisation = models.ForeignKey("core.Organisation", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    header_hash = models.CharField(max_length=64, db_index=True)
    mapping = models.JSONField()
    used = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "header_hash"], name="mapping_per_header")
        ]

    def __str__(self) -> str:
        return self.name


class SampleImport(models.Model):
    """One import of a population sample: the file's hash and counts stay, the file does not."""

    panel = models.ForeignKey("panels.Panel", on_delete=models.CASCADE, related_name="sample_imports")
    file = models.ForeignKey("core.StoredFile", null=True, on_delete=models.SET_NULL, related_name="+")
    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    permit_number = models.CharField(_("tietoluvan numero"), max_length=80)
    purpose = models.CharField(_("käyttötarkoitus"), max_length=200)
    expires_on = models.DateField(_("tietolupa päättyy"))
    rows = models.PositiveIntegerField(default=0)
    imported = models.PositiveIntegerField(default=0)
    non_disclosure = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    job = models.ForeignKey("core.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    created = models.DateTimeField()
    finished = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created"]

    def __str__(self) -> str:
        return self.file_name


class Addressee(models.Model):
    """One invited person of the sample, with a personal code."""

    class Status(models.TextChoices):
        INVITED = "invited", _("kutsuttu")
        RETURNED = "returned", _("kirje palautui")
        DECLINED = "declined", _("ei osallistu")
        BLOCKED = "blocked", _("ei saa ottaa yhteyttä")

    panel = models.ForeignKey("panels.Panel", on_delete=models.CASCADE, related_name="addressees")
    sample_import = models.ForeignKey(
        SampleImport, null=True, on_delete=models.CASCADE, related_name="addressees"
    )
    number = models.PositiveIntegerField()
    code = EncryptedField()
    code_hash = models.CharField(max_length=64, unique=True)
    last_name = models.CharField(max_length=120)
    first_names = models.CharField(max_length=120)
    street = models.CharField(max_length=200)
    postcode = models.CharField(max_length=10)
    post_office = models.CharField(max_length=80)
    municipality = models.CharField(max_length=60, db_index=True)
    language = models.CharField(max_length=5, default="fi")
    gender = models.CharField(max_length=10, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.INVITED)
    letter_made = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["panel", "number"], name="addressee_number_once")]

    def __str__(self) -> str:
        return f"{self.first_names} {self.last_name}"


class Volunteer(models.Model):
    """A person who has registered. Identity lies here; the lottery sees only `features`."""

    class Source(models.TextChoices):
        WEB = "web", _("verkkolomake")
        PHONE = "phone", _("puhelin")
        PAPER = "paper", _("paperi")

    panel = models.ForeignKey("panels.Panel", on_delete=models.CASCADE, related_name="volunteers")
    addressee = models.OneToOneField(
        Addressee, null=True, blank=True, on_delete=models.SET_NULL, related_name="volunteer"
    )
    number = models.PositiveIntegerField()
    token = models.CharField(max_length=40, unique=True, default=new_token)
    source = models.CharField(max_length=6, choices=Source, default=Source.WEB)
    taken_by = models.ForeignKey("core.User", null=True, on_delete=models.SET_NULL, related_name="+")
    first_name = models.CharField(_("etunimi"), max_length=120)
    last_name = models.CharField(_("sukunimi"), max_length=120)
    email = models.EmailField(_("sähköposti"), blank=True)
    phone = models.CharField(_("puhelin"), max_length=40, blank=True)
    language = models.CharField(_("asiointikieli"), max_length=2, default="fi")
    birth_year = models.PositiveSmallIntegerField(_("syntymävuosi"))
    household = models.CharField(max_length=64, blank=True)
    features = models.JSONField(default=dict)
    wants_future_panels = models.BooleanField(default=False)
    registered = models.DateTimeField()
    withdrawn = models.DateTimeField(null=True, db_index=True)
    is_test = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["panel", "number"], name="volunteer_number_once")]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"


class Consent(models.Model):
    """What a volunteer agreed to: topic, version of the text, when, and when taken back."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="consents")
    topic = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    text = models.TextField()
    given = models.DateTimeField()
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        ordering = ["given"]

    def __str__(self) -> str:
        return f"{self.topic} {self.version}"
