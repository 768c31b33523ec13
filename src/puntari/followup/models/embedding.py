"""Whose web pages may hold the public table in a frame."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

ANYWHERE = "*"


class EmbedSites(models.Model):
    """The sites that may show an organisation's tables in a frame, one origin a line; `*` is any site."""

    organisation = models.OneToOneField(
        "core.Organisation", on_delete=models.CASCADE, related_name="embed_sites"
    )
    origins = models.TextField(_("sivustot"), default=ANYWHERE, blank=True)

    def __str__(self) -> str:
        return " ".join(self.origins.split())
