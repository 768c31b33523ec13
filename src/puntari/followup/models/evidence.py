"""What shows that an action has been done: a link or a file, for anybody to open."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Evidence(models.Model):
    """One link or one file of an action; exactly one of `url` and `file` is set."""

    action = models.ForeignKey("followup.Action", on_delete=models.CASCADE, related_name="evidence")
    label = models.CharField(_("nimi"), max_length=200)
    url = models.URLField(_("linkki"), max_length=500, blank=True)
    file = models.ForeignKey("core.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    added = models.DateTimeField()

    class Meta:
        ordering = ["added", "pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def is_picture(self) -> bool:
        """Whether a page can show it; its label then says what is in it."""
        return self.file is not None and self.file.content_type.startswith("image/")
