"""Press releases: what the press gets, when, and from whom to ask more."""

from __future__ import annotations

import secrets

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from puntari.core.translated import tr


def new_preview_key() -> str:
    """An unguessable key for reading an embargoed release beforehand (128 bits)."""
    return secrets.token_urlsafe(16)


class Release(models.Model):
    """One press release, in Finnish and, where written, in Swedish and English."""

    class Moment(models.TextChoices):
        INVITED = "invited", _("Kutsut lähtivät")
        DRAWN = "drawn", _("Paneeli arvottiin")
        HANDED_OVER = "handed_over", _("Loppulausuma luovutettiin")
        RESULTS = "results", _("Mitä suosituksista seurasi")
        OTHER = "other", _("Muu tiedote")

    panel = models.ForeignKey("panels.Panel", on_delete=models.CASCADE, related_name="releases")
    number = models.PositiveSmallIntegerField()
    moment = models.CharField(_("aihe"), max_length=12, choices=Moment, default=Moment.OTHER)
    title = models.CharField(_("otsikko"), max_length=160)
    title_sv = models.CharField(_("otsikko ruotsiksi"), max_length=160, blank=True)
    title_en = models.CharField(_("otsikko englanniksi"), max_length=160, blank=True)
    lead = models.TextField(_("ingressi"), max_length=600)
    lead_sv = models.TextField(_("ingressi ruotsiksi"), max_length=600, blank=True)
    lead_en = models.TextField(_("ingressi englanniksi"), max_length=600, blank=True)
    body = models.TextField(_("teksti"))
    body_sv = models.TextField(_("teksti ruotsiksi"), blank=True)
    body_en = models.TextField(_("teksti englanniksi"), blank=True)
    keywords = models.CharField(_("avainsanat"), max_length=300, blank=True)
    about = models.TextField(_("tietoja julkaisijasta"), blank=True)
    image = models.ForeignKey("core.StoredFile", null=True, on_delete=models.SET_NULL, related_name="+")
    image_alt = models.CharField(_("mitä kuvassa on"), max_length=300, blank=True)
    image_caption = models.CharField(_("kuvateksti"), max_length=300, blank=True)
    embargo_until = models.DateTimeField(_("julkaisuvapaa"), null=True, blank=True)
    preview_key = models.CharField(max_length=32, default=new_preview_key, unique=True)
    approved = models.DateTimeField(null=True)
    approved_by = models.ForeignKey("core.User", null=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn = models.DateTimeField(null=True)
    changed = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["panel", "number"], name="release_number_once")]

    def __str__(self) -> str:
        return tr(self, "title")

    def get_absolute_url(self) -> str:
        return reverse("panel-release", args=[self.panel.slug, self.number])

    @property
    def preview_url(self) -> str:
        return reverse("panel-release-preview", args=[self.panel.slug, self.preview_key])

    @property
    def keyword_list(self) -> list[str]:
        return [word.strip() for word in self.keywords.split(",") if word.strip()]


class Contact(models.Model):
    """A person the press may ask."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("nimi"), max_length=120)
    title = models.CharField(_("tehtävä"), max_length=160, blank=True)
    phone = models.CharField(_("puhelin"), max_length=40, blank=True)
    email = models.EmailField(_("sähköposti"), blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Subscriber(models.Model):
    """Somebody who gets the organisation's releases by e-mail, once they have confirmed the address."""

    organisation = models.ForeignKey("core.Organisation", on_delete=models.CASCADE, related_name="+")
    email = models.EmailField()
    key = models.CharField(max_length=32, default=new_preview_key, unique=True)
    language = models.CharField(max_length=2, default="fi")
    asked = models.DateTimeField()
    confirmed = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "email"], name="subscriber_once")]

    def __str__(self) -> str:
        return self.email
