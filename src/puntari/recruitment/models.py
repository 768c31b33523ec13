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
    permit_number = models.CharField(_("tietoluvan numero"), max_length=80, blank=True)
    purpose = models.CharField(_("käyttötarkoitus"), max_length=200, blank=True)
    expires_on = models.DateField(_("tietolupa päättyy"), null=True)
    rows = models.PositiveIntegerField(default=0)
    good = models.PositiveIntegerField(default=0)
    imported = models.PositiveIntegerField(default=0)
    non_disclosure = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    leave_out_bad_rows = models.BooleanField(default=False)
    job = models.ForeignKey("core.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    created = models.DateTimeField()
    checked = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)
    undone = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def open(self) -> bool:
        """Nothing has been imported from it, and something still may be."""
        return self.finished is None and self.file_id is not None


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
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="fi")
    gender = models.CharField(max_length=10, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True)
    features = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=Status, default=Status.INVITED)
    status_reason = models.CharField(max_length=300, blank=True)
    letter_made = models.DateTimeField(null=True)
    reminder_made = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["panel", "number"], name="addressee_number_once")]
        indexes = [models.Index(fields=["panel", "status"], name="addressee_by_status")]

    def __str__(self) -> str:
        return f"{self.first_names} {self.last_name}"


class Volunteer(models.Model):
    """A person who has registered. Identity lies here; the lottery sees only `features`."""

    class Source(models.TextChoices):
        WEB = "web", _("verkkolomake")
        PHONE = "phone", _("puhelin")
        PAPER = "paper", _("paperi")

    class Contact(models.TextChoices):
        EMAIL = "email", _("sähköposti")
        PHONE = "phone", _("puhelu")
        POST = "post", _("kirje")

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
    birth_year = models.PositiveSmallIntegerField(_("syntymävuosi"), null=True)
    household = models.CharField(max_length=64, blank=True)
    features = models.JSONField(default=dict)
    wants_future_panels = models.BooleanField(default=False)
    contact_by = models.CharField(_("yhteydenpito"), max_length=5, choices=Contact, default=Contact.EMAIL)
    registered = models.DateTimeField()
    withdrawn = models.DateTimeField(null=True, db_index=True)
    withdrawal_reason = models.CharField(max_length=300, blank=True)
    erased = models.DateTimeField(null=True)
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


class LetterText(models.Model):
    """One version of a panel's letter. Saving makes a new version, so a printed letter's words stay known."""

    panel = models.ForeignKey("panels.Panel", on_delete=models.CASCADE, related_name="letter_texts")
    version = models.PositiveSmallIntegerField()
    title = models.CharField(_("kirjeen otsikko"), max_length=120)
    body = models.TextField(_("kirjeen teksti"))
    result_text = models.TextField(_("mitä paneelin työstä seuraa"), blank=True)
    support_text = models.TextField(_("apua osallistumiseen"), blank=True)
    privacy_text = models.TextField(_("tietosuoja"))
    reminder_text = models.TextField(_("lisäys muistutuskirjeeseen"), blank=True)
    short_sv = models.TextField(_("lyhyesti ruotsiksi"), blank=True)
    short_en = models.TextField(_("lyhyesti englanniksi"), blank=True)
    signature = models.CharField(_("allekirjoitus"), max_length=200, blank=True)
    sender = models.TextField(_("lähettäjä kirjeen yläkulmassa"), blank=True)
    window_left_mm = models.PositiveSmallIntegerField(_("ikkuna vasemmasta reunasta, mm"), default=20)
    window_top_mm = models.PositiveSmallIntegerField(_("ikkuna yläreunasta, mm"), default=50)
    saved = models.DateTimeField()
    saved_by = models.ForeignKey("core.User", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["panel", "version"], name="letter_version_once")]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"


class LetterRun(models.Model):
    """One print or mailing: who was written to, in which words, and the files for the printing house."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("kutsu")
        REMINDER = "reminder", _("muistutus")

    panel = models.ForeignKey("panels.Panel", on_delete=models.CASCADE, related_name="letter_runs")
    kind = models.CharField(_("laji"), max_length=10, choices=Kind)
    text = models.ForeignKey(LetterText, on_delete=models.PROTECT, related_name="runs")
    numbers = models.JSONField(default=list)
    per_file = models.PositiveIntegerField(default=0)
    by_mail = models.BooleanField(default=False)
    job = models.ForeignKey("core.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    files = models.ManyToManyField("core.StoredFile", related_name="+")
    created = models.DateTimeField()
    finished = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.created:%Y-%m-%d}"


class WrongCode(models.Model):
    """A code that nobody has was tried; `source` is a keyed hash of the address it came from."""

    source = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
