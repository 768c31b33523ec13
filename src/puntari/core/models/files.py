"""Files of a panel. They lie outside the web root; permission-checking views hand them out."""

import uuid

from django.db import models


def _place(stored: "StoredFile", name: str) -> str:
    return f"{stored.panel_slug or 'common'}/{stored.key}/{name}"


class StoredFile(models.Model):
    """One file; `public` ones anybody may read, others the roles that the room's view lets in."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    panel_slug = models.CharField(max_length=80, blank=True, db_index=True)
    kind = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    content = models.FileField(upload_to=_place, max_length=300)
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    public = models.BooleanField(default=False)
    created = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
